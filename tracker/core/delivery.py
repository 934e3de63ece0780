"""Letters: who is told what on a day, and the life of one delivery."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from tracker.core.directory import Person
from tracker.core.notices import NEWS, NoticeKind, NoticeReason, Rung
from tracker.core.obligation import Obligation
from tracker.core.staffing import Addressee, Instead
from tracker.core.weekly import Week


class DeliveryState(StrEnum):
    """The life of a letter: ready → sending → sent, or back to ready, or failed."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"  # what it said is out of date, and newer words were found


class Told(NamedTuple):
    """Who was told of a duty before this reader, and on which day."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a letter."""

    obligation: Obligation
    rung: Rung
    reason: NoticeReason
    unit: str
    instead: Instead = Instead.NO
    on_behalf: str = ""
    is_partner: bool = False
    told: tuple[Told, ...] = ()  # for a superior: who was told before, in that order
    moved_from: date | None = None  # the due day that this reader was told before


class Outage(NamedTuple):
    """When the service was down; both aware."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything one person is told on one day, most urgent first; the ``week`` for heads and leaders."""

    person: Person
    day: date
    items: tuple[Item, ...]
    week: Week | None = None
    outage: Outage | None = None  # where it kept something of this letter back


class Digest(NamedTuple):
    """The week for one person."""

    person: Person
    week: Week


def gather(day: date, told: Iterable[tuple[Addressee, Item]], digests: Iterable[Digest] = ()) -> list[Letter]:
    """Put everything that is said on a day into one letter a person.

    Of several items about one obligation, the letter carries the gravest, and
    with it the day that the reader was told before.
    """
    weeks = {digest.person.address: digest.week for digest in digests}
    people = {digest.person.address: digest.person for digest in digests}
    items: dict[str, dict[str, Item]] = {}
    for who, item in told:
        people.setdefault(who.person.address, who.person)
        mine = items.setdefault(who.person.address, {})
        present = mine.get(item.obligation.id)
        mine[item.obligation.id] = _joined(present, item) if present else item
    return [
        Letter(person, day, _in_order(items.get(address, {}).values(), day), weeks.get(address))
        for address, person in people.items()
    ]


def _joined(present: Item, item: Item) -> Item:
    graver = max(present, item, key=_gravity)
    return replace(graver, moved_from=graver.moved_from or present.moved_from or item.moved_from)


def _gravity(item: Item) -> tuple[bool, int, int]:
    return (item.rung.kind not in NEWS, item.rung.level, item.rung.offset)


def _in_order(items: Iterable[Item], day: date) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: _urgency(item, day)))


def _urgency(item: Item, day: date) -> tuple[int, date, str]:
    return (list(Urgency).index(urgency(item, day)), item.obligation.dates.act_by, item.obligation.id)


class Urgency(StrEnum):
    """The parts of a letter, in their order."""

    OVERDUE = "overdue"
    TODAY = "today"
    COMING = "coming"
    STARTING = "starting"
    NEWS = "news"  # what asks for nothing: another date, an end


def urgency(item: Item, day: date) -> Urgency:
    """Tell in which part of a letter of ``day`` an item stands."""
    dates = item.obligation.dates
    if item.rung.kind in NEWS:
        return Urgency.NEWS
    if day > dates.deadline:
        return Urgency.OVERDUE
    if dates.act_by <= day:
        return Urgency.TODAY
    return Urgency.STARTING if item.rung.kind is NoticeKind.START else Urgency.COMING

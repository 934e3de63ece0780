"""Letters: who is told what on a day, and the life of one delivery."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from tracker.core.directory import Person
from tracker.core.notices import NoticeKind, NoticeReason, Rung
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


def gather(day: date, told: Iterable[tuple[Addressee, Item]]) -> list[Letter]:
    """Put everything that is said on a day into one letter a person.

    Of several items about one obligation, the letter carries the gravest.
    """
    people: dict[str, Person] = {}
    items: dict[str, dict[str, Item]] = {}
    for who, item in told:
        people.setdefault(who.person.address, who.person)
        mine = items.setdefault(who.person.address, {})
        present = mine.get(item.obligation.id)
        if present is None or _gravity(item) > _gravity(present):
            mine[item.obligation.id] = item
    return [
        Letter(person, day, tuple(sorted(items[address].values(), key=lambda item: _urgency(item, day))))
        for address, person in people.items()
    ]


def _gravity(item: Item) -> tuple[int, int]:
    return (item.rung.level, item.rung.offset)


def _urgency(item: Item, day: date) -> tuple[int, date, str]:
    return (list(Urgency).index(urgency(item, day)), item.obligation.dates.act_by, item.obligation.id)


class Urgency(StrEnum):
    """The parts of a letter, in their order."""

    OVERDUE = "overdue"
    TODAY = "today"
    COMING = "coming"
    STARTING = "starting"


def urgency(item: Item, day: date) -> Urgency:
    """Tell in which part of a letter of ``day`` an item stands."""
    dates = item.obligation.dates
    if day > dates.deadline:
        return Urgency.OVERDUE
    if dates.act_by <= day:
        return Urgency.TODAY
    return Urgency.STARTING if item.rung.kind is NoticeKind.START else Urgency.COMING

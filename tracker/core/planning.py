"""What is said on one day: decisions of all obligations, gathered into letters."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from tracker.core.delivery import Digest, Item, Letter, Told, gather
from tracker.core.directory import Directory
from tracker.core.notices import (
    NEWS,
    NOTHING_SAID,
    Audience,
    Course,
    Decision,
    NoticeKind,
    NoticeReason,
    NoticeState,
    Past,
    Rung,
    RungKey,
    decide,
)
from tracker.core.obligation import Obligation
from tracker.core.policy import Level, Policy
from tracker.core.staffing import Addressee, Instead, Leave, Staffing, addressees, partners
from tracker.core.weekly import ONE_WEEK, first_working_day, monday_of
from tracker.core.workcalendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Rules:
    """How an office reminds: who, when and on which days."""

    directory: Directory
    policy: Policy
    calendar: WorkCalendar
    leaves: tuple[Leave, ...] = ()
    unreachable: frozenset[str] = frozenset()  # addresses that are refused for good

    def staffing(self, day: date) -> Staffing:
        """Return who is there on a day."""
        return Staffing(self.directory.as_of(day), self.leaves, self.unreachable)


@dataclass(frozen=True, slots=True)
class PlannedNotice:
    """One notice as it will be stored: attached to the recipient's letter, or superseded.

    ``next_on`` is the slot of the next rung: from then on this one is out of date.
    """

    obligation: Obligation
    rung: Rung
    recipient: str
    state: NoticeState
    reason: NoticeReason
    unit: str = ""
    instead: Instead = Instead.NO
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stored notice that waits for a letter to its recipient: news, or what another could not be told.

    It is early while what it answers may still be on its way.
    """

    id: int
    recipient: str
    item: Item
    is_early: bool = False

    @property
    def rides_along(self) -> bool:
        """Whether it waits for a letter that leaves anyway."""
        return self.item.rung.kind is NoticeKind.CLOSED

    def is_paused_on(self, day: date) -> bool:
        """Whether nothing is said about its duty on a day; an end is told all the same."""
        until = self.item.obligation.paused_until
        return until is not None and day <= until and not self.rides_along


@dataclass(frozen=True, slots=True)
class DayPlan:
    """Everything that one day brings; ``next_on`` tells when to ask each obligation again.

    Of the notices that waited ``attached`` names the address of the letter, by id;
    ``put_off`` the day on which to look at them again.
    """

    letters: tuple[Letter, ...]
    notices: tuple[PlannedNotice, ...]
    next_on: Mapping[str, date | None]
    attached: Mapping[int, str]
    put_off: Mapping[int, date]


def plan_day(
    day: date,
    obligations: Iterable[Obligation],
    pasts: Mapping[str, Past],
    rules: Rules,
    *,
    served: AbstractSet[str] = frozenset(),
    waiting: Sequence[Waiting] = (),
    digests: Iterable[Digest] = (),
) -> DayPlan:
    """Decide what open obligations say on ``day``, a working day.

    ``pasts`` tell by obligation what was said before. ``served`` are addresses that
    have had their letter of the day: what concerns them waits for the next working
    day, for everyone it concerns.
    """
    told: list[tuple[Addressee, Item]] = []
    staffing = rules.staffing(day)
    notices: list[PlannedNotice] = []
    next_on: dict[str, date | None] = {}
    for obligation in obligations:
        speech = _speech(obligation, pasts.get(obligation.id, NOTHING_SAID), rules, staffing)
        if any(who.person.address in served for who, _ in speech.told):
            next_on[obligation.id] = rules.calendar.next_working_day(day)
            continue
        told += speech.told
        notices += speech.notices
        next_on[obligation.id] = speech.next_on
    digests = [digest for digest in digests if digest.person.address not in served]
    reached = {who.person.address for who, _ in told} | {digest.person.address for digest in digests}
    ready = [one for one in waiting if not (one.is_early or one.is_paused_on(day))]
    joining = _joining(ready, staffing, served, reached)
    letters = gather(day, (*told, *joining.values()), digests)
    attached = {name: who.person.address for name, (who, _) in joining.items()}
    put_off = {one.id: _later(one, day, rules.calendar) for one in waiting if one.id not in attached}
    return DayPlan(tuple(letters), tuple(notices), next_on, attached, put_off)


def audiences(obligation: Obligation, rules: Rules, staffing: Staffing) -> dict[Audience, list[Addressee]]:
    """Part those who may be told of an obligation by the ladder that they climb.

    Partners are told of no delay, so that of what is late they hear no more.
    """
    found: dict[Audience, list[Addressee]] = defaultdict(list)
    everybody = [(level, who) for level in Level for who in addressees(obligation, level, staffing)]
    if rules.policy.partners and not _is_late(obligation, staffing.directory.day):
        everybody += [(Level.OWNER, who) for who in partners(obligation, staffing)]
    for level, who in everybody:
        policy = rules.policy.under((*obligation.ladders, *who.ladders))
        found[Audience(level, policy, who.is_partner)].append(who)
    return found


def _is_late(obligation: Obligation, day: date | None) -> bool:
    return day is not None and day > obligation.dates.deadline


def course_of(obligation: Obligation, day: date) -> Course:
    """Return what an obligation's ladder is counted from: what is asked about on ``day`` is known by then."""
    return Course(obligation.dates, min(obligation.watched_on or day, day), obligation.paused_until)


class _Speech(NamedTuple):
    """What one obligation says on a day: to whom, the notices of it, and when to ask again."""

    told: list[tuple[Addressee, Item]]
    notices: list[PlannedNotice]
    next_on: date | None


def _speech(obligation: Obligation, past: Past, rules: Rules, staffing: Staffing) -> _Speech:
    day = staffing.directory.day or date.min
    course = course_of(obligation, day)
    told: list[tuple[Addressee, Item]] = []
    notices: list[PlannedNotice] = []
    silent: dict[RungKey, tuple[Rung, NoticeReason]] = {}
    asks: list[date | None] = []
    for audience, people in audiences(obligation, rules, staffing).items():
        decision = decide(course, past, audience, rules.calendar, day)
        asks.append(decision.next_on)
        silent |= {rung.key: (rung, reason) for rung, reason in decision.passed_over}
        if decision.speaking:
            items = [(who, _item(obligation, decision.speaking, who, past, staffing)) for who in people]
            told += items
            notices += [_attached(who, item, decision) for who, item in items]
    spoken = {notice.rung.key for notice in notices}
    notices += [_superseded(obligation, *silent[key]) for key in silent if key not in spoken]
    return _Speech(told, notices, min(filter(None, asks), default=None))


def _item(
    obligation: Obligation,
    speaking: tuple[Rung, NoticeReason],
    who: Addressee,
    past: Past,
    staffing: Staffing,
) -> Item:
    rung, reason = speaking
    told = tuple(_told(rung, past, staffing.directory)) if rung.level else ()
    return Item(
        obligation,
        rung,
        reason,
        who.unit,
        who.instead,
        on_behalf=who.on_behalf,
        is_partner=who.is_partner,
        told=told,
    )


def _told(rung: Rung, past: Past, directory: Directory) -> Iterable[Told]:
    """Yield who was told of the delay below a rung, and when at last."""
    below = [one for one in past.delays if one.state is NoticeState.SENT and one.level < rung.level]
    latest = {one.address: one for one in sorted(below, key=lambda one: one.on)}
    for one in sorted(latest.values(), key=lambda one: (one.level, one.on, one.address)):
        person = directory.person(one.address)
        yield Told(person.name if person else one.address, one.on)


def _attached(who: Addressee, item: Item, decision: Decision) -> PlannedNotice:
    return PlannedNotice(
        item.obligation,
        item.rung,
        who.person.address,
        NoticeState.ATTACHED,
        item.reason,
        item.unit,
        item.instead,
        decision.coming.slot_on if decision.coming else None,
    )


def _superseded(obligation: Obligation, rung: Rung, reason: NoticeReason) -> PlannedNotice:
    return PlannedNotice(obligation, rung, "", NoticeState.SUPERSEDED, reason)


def _joining(
    waiting: Iterable[Waiting], staffing: Staffing, served: AbstractSet[str], reached: AbstractSet[str]
) -> dict[int, tuple[Addressee, Item]]:
    """Find the letters of the day for what waits, by id; who can be reached no more is answered for."""
    readers = [(one, _reader(one, staffing)) for one in waiting]
    free = [(one, who) for one, who in readers if who.person.address not in served]
    leaving = {who.person.address for one, who in free if not one.rides_along} | reached
    return {
        one.id: (who, replace(one.item, instead=who.instead, on_behalf=who.on_behalf))
        for one, who in free
        if who.person.address in leaving
    }


def _reader(waiting: Waiting, staffing: Staffing) -> Addressee:
    """Find who reads it: reminders go to who stands in, news waits for the one who was told before."""
    item, person = waiting.item, staffing.directory.person(waiting.recipient)
    if person is None:
        return Addressee(staffing.coordinator, item.unit, Instead.NO_ADDRESS)
    here = person if item.rung.kind in NEWS else staffing.present(person) or person
    if here.address in staffing.unreachable:
        return Addressee(staffing.coordinator, item.unit, Instead.UNREACHABLE, person.name)
    if here is person:
        return Addressee(person, item.unit, item.instead)
    return Addressee(here, item.unit, Instead.ON_LEAVE, person.name)


def _later(waiting: Waiting, day: date, calendar: WorkCalendar) -> date:
    """Return when to look again: what rides along looks for the letter of the next week at the latest."""
    following = first_working_day(monday_of(day) + ONE_WEEK, calendar)
    return following if waiting.rides_along else calendar.next_working_day(day)

"""Which notices an obligation owes on a day: a pure function of dates, calendar, policy and day."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from heapq import merge
from itertools import count, takewhile
from typing import NamedTuple

from tracker.core.obligation import Dates
from tracker.core.policy import Level, Policy
from tracker.core.workcalendar import Roll, WorkCalendar


class NoticeKind(StrEnum):
    """What a notice is about; the order is that of a duty's life."""

    START = "start"
    LEAD = "lead"
    DAY = "day"
    OVERDUE = "overdue"
    ESCALATION = "escalation"
    MOVED = "moved"  # the date that was told holds no more
    CLOSED = "closed"  # what was escalated is done


class NoticeState(StrEnum):
    """The life of a notice; every state but the first two is final."""

    PLANNED = "planned"
    ATTACHED = "attached"  # its letter waits
    SENT = "sent"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    FAILED = "failed"


class NoticeReason(StrEnum):
    """Why a notice speaks, or why it never will."""

    SLOT = "slot"  # its day has come
    CATCH_UP = "catch-up"  # its day passed while nobody could send
    KNOWN_LATE = "known-late"  # its day had passed before the dates were known
    NEWER = "newer"  # a later notice says more
    DONE = "done"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    SAID = "said"  # it was said before the dates went away and came back
    REPLY = "reply"  # the mail server refused it
    EXPIRED = "expired"  # its letter could not leave in time
    HELD = "held"  # its letter may have left; a person decides
    STOPPED = "stopped"  # a person stopped its letter
    STAND_IN = "stand-in"  # the one it was meant for could not be reached
    RESTORED = "restored"  # the journal says that it was sent before the database was restored
    UNWRITABLE = "unwritable"  # its letter cannot be written safely
    PAUSED = "paused"  # its day passed while nothing was to be said
    REOPENED = "reopened"  # what it says is done is open again
    UNHEARD = "unheard"  # the delay whose end it tells was never told
    CLOCK = "clock"  # it was said on a day that has yet to come: the clock was wrong


RungKey = tuple[NoticeKind, int, int]

#: What helpers are told; a delay is the business of those who lead.
FOR_PARTNERS = frozenset({NoticeKind.START, NoticeKind.LEAD, NoticeKind.DAY})
KNOWN_LATE: RungKey = (NoticeKind.OVERDUE, 0, 0)  # of what was late before anybody knew it
NEWS = frozenset({NoticeKind.MOVED, NoticeKind.CLOSED})  # they tell, and ask for nothing
DELAYS = frozenset({NoticeKind.OVERDUE, NoticeKind.ESCALATION})
SETTLE_DAYS = 2  # working days in which owners may answer for what was late before it was known


@dataclass(frozen=True, slots=True)
class Rung:
    """One notice of the ladder: ``offset`` in working days, negative before act_by."""

    kind: NoticeKind
    offset: int
    level: int
    slot_on: date

    @property
    def key(self) -> RungKey:
        """What makes it the same notice if it is planned again."""
        return (self.kind, self.offset, self.level)


class Course(NamedTuple):
    """What a ladder is counted from: dates, since when they are known, the last day of a pause."""

    dates: Dates
    watched_on: date
    paused_until: date | None = None


class Telling(NamedTuple):
    """One notice of a delay: to whom, and on which day its letter left, failed or was queued."""

    level: int
    address: str
    on: date
    state: NoticeState  # ATTACHED, SENT or FAILED


@dataclass(frozen=True, slots=True)
class Past:
    """What was said about the present dates of an obligation, and who was told of its delay."""

    said: AbstractSet[RungKey] = frozenset()
    delays: tuple[Telling, ...] = ()

    def since(self, level: int, calendar: WorkCalendar) -> date | None:
        """Return the first day on which the next level may be told of a delay; None while nobody knows.

        Whoever is told has the rest of that day to answer; a letter that failed is no reason to wait.
        """
        told = [telling for telling in self.delays if telling.level == level]
        sent = [telling.on for telling in told if telling.state is NoticeState.SENT]
        if sent:
            return calendar.next_working_day(min(sent))
        if any(telling.state is NoticeState.ATTACHED for telling in told):
            return None
        return max((calendar.roll(telling.on, Roll.NEXT) for telling in told), default=None)


NOTHING_SAID = Past()


class Audience(NamedTuple):
    """Those who climb the same ladder: of one level, with one policy."""

    level: int
    policy: Policy
    is_partner: bool = False

    @property
    def below(self) -> int | None:
        """The level that is told before this one; None where nobody is."""
        below = [step.level for step in self.policy.escalation if step.level < self.level]
        return max(below, default=Level.OWNER) if self.level else None


@dataclass(frozen=True, slots=True)
class Decision:
    """What an audience is told on a day, what is passed over, and when to ask again.

    ``passed_over`` are rungs that will never speak because a newer one does.
    ``next_on`` is the first later day with something to say, None if there is none.
    """

    speaking: tuple[Rung, NoticeReason] | None = None
    passed_over: tuple[tuple[Rung, NoticeReason], ...] = ()
    next_on: date | None = None
    coming: Rung | None = None  # the next rung of the ladder: until its slot what speaks is the newest


def decide(course: Course, past: Past, audience: Audience, calendar: WorkCalendar, day: date) -> Decision:
    """Decide what one audience is told of an open obligation on ``day``, a working day.

    Of several rungs whose day has come only the newest speaks, and nothing during a pause. A superior is
    told once those below have been: see ``Past.since``.
    """
    if course.paused_until and day <= course.paused_until:
        return Decision(next_on=calendar.next_working_day(course.paused_until))
    passed, coming = _split(rungs(course, audience, calendar), day)
    fresh = [rung for rung in passed if rung.key not in past.said]
    asks_on = coming.slot_on if coming else None
    if not fresh:
        return Decision(next_on=asks_on, coming=coming)
    newest, opens_on = passed[-1], opening(passed[-1], past, audience, calendar)
    if newest in fresh and (opens_on is None or opens_on > day):
        return Decision(next_on=opens_on or calendar.next_working_day(day), coming=coming)
    return Decision(
        speaking=(newest, _why(newest, opens_on, course, day)) if newest in fresh else None,
        passed_over=tuple((rung, _why_not(rung, course)) for rung in fresh if rung is not newest),
        next_on=asks_on,
        coming=coming,
    )


def opening(rung: Rung, past: Past, audience: Audience, calendar: WorkCalendar) -> date | None:
    """Return the first day on which a rung may speak; None while those below were not told of the delay."""
    if audience.below is None:
        return rung.slot_on
    since = past.since(audience.below, calendar)
    return max(rung.slot_on, since) if since else None


def _why(rung: Rung, opens_on: date | None, course: Course, day: date) -> NoticeReason:
    if rung.key == KNOWN_LATE or rung.slot_on < course.watched_on:
        return NoticeReason.KNOWN_LATE
    if opens_on == day:
        return NoticeReason.SLOT
    is_paused = course.paused_until is not None and rung.slot_on <= course.paused_until
    return NoticeReason.PAUSED if is_paused else NoticeReason.CATCH_UP


def _why_not(rung: Rung, course: Course) -> NoticeReason:
    return NoticeReason.KNOWN_LATE if rung.slot_on < course.watched_on else NoticeReason.NEWER


def _split(ladder: Iterator[Rung], day: date) -> tuple[list[Rung], Rung | None]:
    """Part a ladder into the rungs up to ``day`` and the first one after it."""
    passed: list[Rung] = []
    for rung in ladder:
        if rung.slot_on > day:
            return passed, rung
        passed.append(rung)
    return passed, None


def rungs(course: Course, audience: Audience, calendar: WorkCalendar) -> Iterator[Rung]:
    """Yield the rungs of one audience in the order of days; those of owners have no end.

    An open end has no deadline to be reminded of.
    """
    if course.dates.open_ended:
        return iter(())
    climbed = _climb(course, audience.level, audience.policy, calendar)
    return takewhile(lambda rung: rung.kind in FOR_PARTNERS, climbed) if audience.is_partner else climbed


def ladder(course: Course, policy: Policy, calendar: WorkCalendar) -> Iterator[Rung]:
    """Yield every rung of all levels in the order of days, without end: overdue steps repeat."""
    levels = (rungs(course, Audience(level, policy), calendar) for level in Level)
    return merge(*levels, key=lambda rung: rung.slot_on)


def _climb(course: Course, level: int, policy: Policy, calendar: WorkCalendar) -> Iterator[Rung]:
    """Yield the rungs of one level.

    Overdue steps count from the deadline, or from the working day on which the
    dates became known if that is later: nobody is escalated for what nobody knew.
    """
    if level == Level.OWNER:
        yield from sorted(_before(course.dates, policy, calendar), key=_order)
    late_from = settled_on = course.dates.deadline
    if course.watched_on > late_from:
        late_from = calendar.roll(course.watched_on, Roll.NEXT)
        settled_on = calendar.add_working_days(late_from, SETTLE_DAYS)
        if level == Level.OWNER:
            yield Rung(NoticeKind.OVERDUE, 0, 0, late_from)
    for rung in _after(late_from, level, policy, calendar):
        yield rung if level == Level.OWNER else replace(rung, slot_on=max(rung.slot_on, settled_on))


def _before(dates: Dates, policy: Policy, calendar: WorkCalendar) -> Iterator[Rung]:
    last_slot = calendar.roll(dates.act_by, Roll.PREVIOUS)
    if policy.start and dates.start_on is not None:
        starts = calendar.roll(dates.start_on, Roll.NEXT)
        if starts < last_slot:
            yield Rung(NoticeKind.START, 0, 0, starts)
    for days in policy.lead:
        yield Rung(NoticeKind.LEAD, -days, 0, calendar.add_working_days(last_slot, -days))
    yield Rung(NoticeKind.DAY, 0, 0, last_slot)


def _after(late_from: date, level: int, policy: Policy, calendar: WorkCalendar) -> Iterator[Rung]:
    kind = NoticeKind.ESCALATION if level else NoticeKind.OVERDUE
    slot, last = late_from, 0
    for offset in _late_steps(level, policy):
        slot, last = calendar.add_working_days(slot, offset - last), offset
        yield Rung(kind, offset, level, slot)


def _late_steps(level: int, policy: Policy) -> Iterator[int]:
    """Yield working days overdue in order: the listed steps, for owners then the repeating ones."""
    if level != Level.OWNER:
        yield from sorted(step.after for step in policy.escalation if step.level == level)
        return
    yield from sorted(policy.overdue)
    last = max(policy.overdue, default=0)
    yield from (last + policy.overdue_every * n for n in count(1))


def _order(rung: Rung) -> tuple[date, int]:
    return (rung.slot_on, list(NoticeKind).index(rung.kind))

"""Which notices an obligation owes on a day: a pure function of dates, calendar, policy and day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from heapq import merge
from itertools import count

from tracker.core.obligation import Dates
from tracker.core.policy import Policy
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


@dataclass(frozen=True, slots=True)
class Rung:
    """One notice of the ladder: ``offset`` in working days, negative before act_by."""

    kind: NoticeKind
    offset: int
    level: int
    slot_on: date

    @property
    def key(self) -> tuple[NoticeKind, int, int]:
        """What makes it the same notice if it is planned again."""
        return (self.kind, self.offset, self.level)


@dataclass(frozen=True, slots=True)
class Decision:
    """What an obligation has to say on a day, what is passed over, and when to ask again.

    ``passed_over`` are rungs that will never speak because a newer one does.
    ``next_on`` is the first later day with a rung; None only for a duty without notices.
    """

    speaking: tuple[tuple[Rung, NoticeReason], ...]
    passed_over: tuple[tuple[Rung, NoticeReason], ...]
    next_on: date | None


def decide(
    dates: Dates,
    watched_on: date,
    said: Iterable[tuple[NoticeKind, int, int]],
    policy: Policy,
    calendar: WorkCalendar,
    day: date,
) -> Decision:
    """Decide what one open obligation says on ``day``, a working day.

    ``said`` are the keys of the rungs that were already spoken or passed over
    for these dates. Of several rungs whose day has come, only the newest of
    each level speaks.
    """
    if dates.open_ended:
        return Decision((), (), None)
    passed, coming = _split(ladder(dates, watched_on, policy, calendar), day)
    already = set(said)
    fresh = [rung for rung in passed if rung.key not in already]
    newest = {rung.level: rung for rung in passed}
    speaking = [rung for rung in fresh if newest[rung.level] is rung]
    return Decision(
        speaking=tuple((rung, _why(rung, watched_on, day)) for rung in speaking),
        passed_over=tuple(
            (rung, NoticeReason.KNOWN_LATE if rung.slot_on < watched_on else NoticeReason.NEWER)
            for rung in fresh
            if rung not in speaking
        ),
        next_on=coming.slot_on,
    )


def _why(rung: Rung, watched_on: date, day: date) -> NoticeReason:
    if rung.slot_on == day:
        return NoticeReason.SLOT
    return NoticeReason.KNOWN_LATE if rung.slot_on < watched_on else NoticeReason.CATCH_UP


def _split(rungs: Iterator[Rung], day: date) -> tuple[list[Rung], Rung]:
    """Part an endless ladder into the rungs up to ``day`` and the first one after it."""
    passed = []
    coming = next(rungs)
    while coming.slot_on <= day:
        passed.append(coming)
        coming = next(rungs)
    return passed, coming


def ladder(dates: Dates, watched_on: date, policy: Policy, calendar: WorkCalendar) -> Iterator[Rung]:
    """Yield every rung in the order of days, without end: overdue steps repeat.

    Overdue steps count from the deadline, or from the working day on which the
    dates became known if that is later: nobody is escalated for what nobody knew.
    """
    yield from sorted(_before(dates, policy, calendar), key=_order)
    late_from = dates.deadline
    if watched_on > late_from:
        late_from = calendar.roll(watched_on, Roll.NEXT)
        yield Rung(NoticeKind.OVERDUE, 0, 0, late_from)
    yield from _after(late_from, policy, calendar)


def _before(dates: Dates, policy: Policy, calendar: WorkCalendar) -> Iterator[Rung]:
    last_slot = calendar.roll(dates.act_by, Roll.PREVIOUS)
    if policy.start and dates.start_on is not None:
        starts = calendar.roll(dates.start_on, Roll.NEXT)
        if starts < last_slot:
            yield Rung(NoticeKind.START, 0, 0, starts)
    for days in policy.lead:
        yield Rung(NoticeKind.LEAD, -days, 0, calendar.add_working_days(last_slot, -days))
    yield Rung(NoticeKind.DAY, 0, 0, last_slot)


def _after(late_from: date, policy: Policy, calendar: WorkCalendar) -> Iterator[Rung]:
    slot, last = late_from, 0
    for offset, level in _late_steps(policy):
        slot, last = calendar.add_working_days(slot, offset - last), offset
        kind = NoticeKind.ESCALATION if level else NoticeKind.OVERDUE
        yield Rung(kind, offset, level, slot)


def _late_steps(policy: Policy) -> Iterator[tuple[int, int]]:
    """Yield (working days overdue, level) in order: the listed steps, then the repeating ones."""
    listed = [(days, 0) for days in policy.overdue] + [(step.after, step.level) for step in policy.escalation]
    last = max(policy.overdue, default=0)
    repeating = ((last + policy.overdue_every * n, 0) for n in count(1))
    return merge(sorted(listed), repeating)


def _order(rung: Rung) -> tuple[date, int]:
    return (rung.slot_on, list(NoticeKind).index(rung.kind))

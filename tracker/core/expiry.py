"""How urgent a letter is, and until when it is worth sending."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from tracker.core.delivery import Item, Letter, Urgency, urgency
from tracker.core.notices import FOR_PARTNERS, NoticeKind

FIRST, USUAL = 0, 1
ONE_DAY = timedelta(days=1)


class Patience(NamedTuple):
    """The hour of an office's slots, and how long its letters are tried."""

    at: time
    zone: tzinfo
    give_up: timedelta
    weekly: timedelta

    def slot(self, day: date) -> datetime:
        """Return the instant of a day's slot."""
        return datetime.combine(day, self.at, self.zone)


def priority_of(letter: Letter) -> int:
    """Return 0 for what leaves first: escalations, what is overdue, what is due today."""
    pressing = {Urgency.OVERDUE, Urgency.TODAY}
    is_pressing = any(
        item.rung.kind is NoticeKind.ESCALATION or urgency(item, letter.day) in pressing
        for item in letter.items
    )
    return FIRST if is_pressing else USUAL


def expires_at(
    letter: Letter, next_on: Mapping[str, date | None], now: datetime, patience: Patience
) -> datetime:
    """Return when a letter says nothing any more that somebody should still hear.

    ``next_on`` gives by obligation the slot of the rung that comes after the one in the letter.
    """
    ends = [
        _item_expires_at(item, letter.day, next_on.get(item.obligation.id), now, patience)
        for item in letter.items
    ]
    return max([*ends, now + patience.weekly] if letter.week else ends)


def _item_expires_at(
    item: Item, day: date, next_on: date | None, now: datetime, patience: Patience
) -> datetime:
    """A reminder is out of date when the next one comes, or when the deadline's day has ended."""
    deadline = item.obligation.dates.deadline
    if item.rung.kind not in FOR_PARTNERS or day > deadline:
        return now + patience.give_up
    end = datetime.combine(deadline + ONE_DAY, time.min, patience.zone)
    return min(end, patience.slot(next_on)) if next_on else end

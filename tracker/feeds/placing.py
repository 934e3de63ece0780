"""When an entry stands in a calendar."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind
from tracker.feeds.facts import EventFacts

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # the zone whose VTIMEZONE a calendar carries
ONE_DAY = timedelta(days=1)
DEADLINE_LENGTH = timedelta(minutes=30)  # RFC 5545, 3.8.2.2: DTEND must be later than DTSTART
MEETING_LENGTH = timedelta(hours=1)


class Span(NamedTuple):
    """Two days or two instants; ``end`` is exclusive."""

    start: date
    end: date


def placed(facts: EventFacts) -> Span:
    """Place a duty in the calendar: a meeting on its days, a deadline on the day the office shows.

    An hour counts only on the day that the words name.
    """
    dates, day = facts.dates, facts.shown_day
    if dates.kind is Kind.EVENT:
        return _meeting(dates)
    if dates.time and day == dates.due_on:
        end = datetime.combine(day, dates.time, ZONE)
        return Span(end - DEADLINE_LENGTH, end)
    return Span(day, day + ONE_DAY)


def _meeting(dates: Dates) -> Span:
    first = min(dates.start_on or dates.due_on, dates.due_on)
    if dates.time and first == dates.due_on:
        start = datetime.combine(first, dates.time, ZONE)
        return Span(start, start + MEETING_LENGTH)
    return Span(first, dates.due_on + ONE_DAY)


def whole_window(facts: EventFacts) -> Span | None:
    """Return the days from a duty's first to the one the office shows, or None where that is no longer."""
    first, last = facts.dates.start_on, facts.shown_day
    if facts.dates.kind is Kind.EVENT or first is None or first >= last:
        return None
    return Span(first, last + ONE_DAY)

"""The load of a year: how many duties fall on whom and when, against the days that are really worked."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker.core.workcalendar import ONE_DAY, WorkCalendar

ONE_WEEK = timedelta(weeks=1)
MONTHS = range(1, 13)


class Duty(NamedTuple):
    """One duty on its last working day, when the work must be done; ``owners`` are all who lead it."""

    owners: tuple[str, ...]
    act_by: date
    is_done: bool


class Span(NamedTuple):
    """Days in a row, both ends included, and what must be done on them; ``duties`` counts the ``done``."""

    first: date
    last: date
    working_days: int
    is_provisional: bool  # days off of a year in it are not announced
    duties: int = 0
    done: int = 0

    @property
    def pace(self) -> float | None:
        """Duties for each working day; None where no day is worked."""
        return self.duties / self.working_days if self.working_days else None

    def is_over(self, most: int) -> bool:
        """Whether these are more duties than ``most``, or than there are working days."""
        return self.duties > min(most, self.working_days)


class MonthLoad(NamedTuple):
    """One month; ``over`` are the overloaded weeks that begin in it (the year's first week in January)."""

    span: Span
    over: tuple[Span, ...]


class OwnerLoad(NamedTuple):
    """What one lead has in the year; ``busiest`` and ``over`` are whole weeks of its own duties."""

    owner: str
    duties: int
    done: int
    busiest: Span
    over: tuple[Span, ...]


class Load(NamedTuple):
    """A year's load; ``weeks`` are all ISO weeks that touch the year, whole (ISO 8601, 3.1.1.23).

    ``year`` spans the calendar year; ``elsewhere`` counts the duties of other years.
    """

    year: Span
    most: int
    weeks: tuple[Span, ...]
    months: tuple[MonthLoad, ...]
    owners: tuple[OwnerLoad, ...]
    elsewhere: Mapping[int, int]


def weigh(duties: Sequence[Duty], year: int, most: int, calendar: WorkCalendar) -> Load:
    """Weigh duties; a week is overloaded by more than ``most`` of them, or by more than its working days."""
    frame = _weeks_of(year, calendar)
    weeks = _filled(frame, duties)
    whole = _span(date(year, 1, 1), date(year, 12, 31), calendar)
    others = Counter(duty.act_by.year for duty in duties if duty.act_by.year != year)
    return Load(
        year=_filled([whole], duties)[0],
        most=most,
        weeks=weeks,
        months=_months(duties, year, most, weeks, calendar),
        owners=_owners(duties, whole, frame, most),
        elsewhere=dict(sorted(others.items())),
    )


def _weeks_of(year: int, calendar: WorkCalendar) -> list[Span]:
    new_year = date(year, 1, 1)
    monday = new_year - ONE_DAY * new_year.weekday()
    count = (date(year, 12, 31) - monday).days // 7 + 1
    mondays = (monday + ONE_WEEK * n for n in range(count))
    return [_span(first, first + ONE_WEEK - ONE_DAY, calendar) for first in mondays]


def _span(first: date, last: date, calendar: WorkCalendar) -> Span:
    worked = calendar.working_days_between(first - ONE_DAY, last)
    return Span(first, last, worked, any(map(calendar.is_provisional, {first.year, last.year})))


def _filled(frame: Sequence[Span], duties: Sequence[Duty]) -> tuple[Span, ...]:
    """Count the duties of each span; ``frame`` has no gaps and is in order."""
    firsts = [span.first for span in frame]
    here = [duty for duty in duties if firsts[0] <= duty.act_by <= frame[-1].last]
    places = [bisect_right(firsts, duty.act_by) - 1 for duty in here]
    duties_at = Counter(places)
    done_at = Counter(place for place, duty in zip(places, here, strict=True) if duty.is_done)
    return tuple(span._replace(duties=duties_at[n], done=done_at[n]) for n, span in enumerate(frame))


def _months(
    duties: Sequence[Duty], year: int, most: int, weeks: Sequence[Span], calendar: WorkCalendar
) -> tuple[MonthLoad, ...]:
    firsts = [date(year, month, 1) for month in MONTHS]
    lasts = [*(first - ONE_DAY for first in firsts[1:]), date(year, 12, 31)]
    frame = [_span(first, last, calendar) for first, last in zip(firsts, lasts, strict=True)]
    over: dict[int, list[Span]] = {}
    for week in weeks:
        if week.is_over(most):
            over.setdefault(max(week.first, firsts[0]).month, []).append(week)
    return tuple(MonthLoad(span, tuple(over.get(span.first.month, ()))) for span in _filled(frame, duties))


def _owners(duties: Sequence[Duty], whole: Span, frame: Sequence[Span], most: int) -> tuple[OwnerLoad, ...]:
    """Weigh what each lead has in the year, the most loaded first."""
    of: dict[str, list[Duty]] = {}
    for duty in duties:
        for owner in dict.fromkeys(duty.owners):
            of.setdefault(owner, []).append(duty)
    loads = (_owner(name, mine, whole, frame, most) for name, mine in of.items())
    return tuple(sorted((load for load in loads if load.duties), key=lambda load: (-load.duties, load.owner)))


def _owner(name: str, mine: Sequence[Duty], whole: Span, frame: Sequence[Span], most: int) -> OwnerLoad:
    year = _filled([whole], mine)[0]
    weeks = _filled(frame, mine)
    busiest = max(weeks, key=lambda week: week.duties)
    return OwnerLoad(
        name, year.duties, year.done, busiest, tuple(week for week in weeks if week.is_over(most))
    )

"""Which days are worked, and why.

A year is laid out once, when it is first asked for: its special days, and the
line of working days on which counting is looking up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise

from tracker.core.dayline import EMPTY, DayLine, lay_out
from tracker.core.holidayrules import Rule, holidays_by_rule
from tracker.core.workdays import (
    LONGEST_BREAK,
    ONE_DAY,
    SATURDAY_AND_SUNDAY,
    Day,
    DayKind,
    Holiday,
    Service,
    Swap,
    day_off,
    service_day,
    swapped_days,
)
from tracker.errors import CalendarError

DAYS_A_YEAR = 200  # working days, by which it is guessed how many years a count needs

__all__ = ["ONE_DAY", "Day", "DayKind", "Holiday", "Roll", "Swap", "WorkCalendar"]


class Roll(StrEnum):
    """What becomes of a deadline on a day off.

    ``PREVIOUS``: the last working day before it (a prudent office);
    ``NEXT``: the next working day (Civil Code 2015, article 148(5), for time
    limits and regimes that say so); ``KEEP``: the day itself.
    """

    PREVIOUS = "previous"
    NEXT = "next"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of an office; years outside ``confirmed_years`` are provisional.

    A stated holiday replaces what ``rules`` say of its day; swaps stand above
    holidays, services of stated days above both.
    """

    holidays: tuple[Holiday, ...] = ()
    swaps: tuple[Swap, ...] = ()
    confirmed_years: frozenset[int] = frozenset()
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    rules: tuple[Rule, ...] = ()
    services: tuple[Service, ...] = ()
    _years: dict[int, Mapping[date, Day]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _line: list[DayLine] = field(init=False, repr=False, compare=False, default_factory=lambda: [EMPTY])

    @property
    def digest(self) -> str:
        """Name in a few letters all that dates depend on; wording and sources play no part."""
        facts = (
            sorted(holiday.on for holiday in self.holidays),
            sorted((swap.off, swap.work) for swap in self.swaps),
            sorted(self.confirmed_years),
            sorted(self.weekend),
            [rule.shape for rule in self.rules],
            [service._replace(names={}, basis="", source="") for service in self.services],
        )
        return sha256(repr(facts).encode()).hexdigest()[:16]

    def day(self, on: date) -> Day:
        """Tell what sort of day this is."""
        return self._special(on.year).get(on) or Day(
            on, DayKind.WEEKEND if on.weekday() in self.weekend else DayKind.WORKING
        )

    def is_working_day(self, on: date) -> bool:
        """Whether offices work on this day."""
        special = self._special(on.year).get(on)
        return special.is_working if special else on.weekday() not in self.weekend

    def is_provisional(self, year: int) -> bool:
        """Whether the year's days off have not been announced and entered yet."""
        return year not in self.confirmed_years

    def roll(self, on: date, policy: Roll) -> date:
        """Move a day off to a working day as the policy says; working days stay."""
        if policy is Roll.KEEP:
            return on
        return self._nearest(on, ONE_DAY if policy is Roll.NEXT else -ONE_DAY)

    def next_working_day(self, after: date) -> date:
        """Return the first working day after this one."""
        return self._nearest(after + ONE_DAY, ONE_DAY)

    def add_working_days(self, on: date, days: int) -> date:
        """Count working days from ``on``, which itself does not count (Civil Code 2015, article 147).

        A negative number counts back; zero gives ``on`` itself.
        """
        if not days:
            return on
        worked, upto = self._line[0]
        at = upto.get(on)
        if at is not None:
            at += days - 1 if days > 0 else days - (worked[at - 1] == on)
            if 0 <= at < len(worked):
                return worked[at]
        self._reach(on.year, days)
        return self.add_working_days(on, days)

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days after ``after`` up to and including ``until``; negative backwards."""
        upto = self._line[0].upto
        if after not in upto or until not in upto:
            upto = self._lay_out(*sorted((after.year, until.year))).upto
        return upto[until] - upto[after]

    def special_days(self, first: date, last: date) -> list[Day]:
        """Return the days that no weekday explains, from ``first`` to ``last`` included, in order."""
        found = (self._special(year) for year in range(first.year, last.year + 1))
        return sorted(
            (day for special in found for day in special.values() if first <= day.on <= last),
            key=lambda day: day.on,
        )

    def _nearest(self, on: date, step: timedelta) -> date:
        for candidate in _walk(on, step):
            if self.is_working_day(candidate):
                return candidate
        raise CalendarError("calendar.no_working_day", day=on)

    def _reach(self, year: int, days: int) -> None:
        """Lay out about as many years as a count from ``year`` needs; further ones if that was too few."""
        first_year, last_year = self._line[0].with_years(year, year)
        years = abs(days) // DAYS_A_YEAR + 1
        self._lay_out(first_year - years * (days < 0), last_year + years * (days > 0))

    def _lay_out(self, first_year: int, last_year: int) -> DayLine:
        """Return a line that holds these years and those it held before; a CalendarError beyond all years."""
        years = self._line[0].with_years(first_year, last_year)
        self._line[0] = lay_out(*years, self._worked)
        return self._line[0]

    def _worked(self, year: int) -> tuple[int, ...]:
        """Return the ordinals of a year's working days in order; a CalendarError where it has too few."""
        if not MINYEAR <= year <= MAXYEAR:
            raise CalendarError("calendar.no_such_year", year=year)
        worked = self._ordinals(year)
        if gap := _gap(year, worked):
            raise CalendarError("calendar.no_working_day", day=gap)
        return worked

    def _special(self, year: int) -> Mapping[date, Day]:
        """Return the days of a year that no weekday explains."""
        if year not in self._years:
            self._years[year] = self._laid_out(year)
        return self._years[year]

    def _laid_out(self, year: int) -> dict[date, Day]:
        """Lay the layers of a year one over the other."""
        stated = {holiday.on for holiday in self.holidays}
        by_rule = holidays_by_rule(self.rules, year, stated, self.weekend)
        days = [day_off(holiday) for holiday in (*by_rule, *self.holidays)]
        days += [day for swap in self.swaps for day in swapped_days(swap)]
        special = {day.on: day for day in days if day.on.year == year}
        for service in self.services:
            for on in _weekly(service, year):
                special.setdefault(on, service_day(service, on))
            special |= {on: service_day(service, on) for on in service.days if on.year == year}
        return special

    def _ordinals(self, year: int) -> tuple[int, ...]:
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        weekdays = {number for number in range(first, last + 1) if (number + 6) % 7 not in self.weekend}
        changed = {day.on.toordinal(): day.is_working for day in self._special(year).values()}
        worked = {number for number, is_working in changed.items() if is_working}
        return tuple(sorted(weekdays - changed.keys() | worked))


def _walk(on: date, step: timedelta) -> Iterator[date]:
    return (on + step * n for n in range(LONGEST_BREAK))


def _gap(year: int, worked: tuple[int, ...]) -> date | None:
    """Return the first day of a break that is too long, None where there is none."""
    ends = (date(year, 1, 1).toordinal() - 1, *worked, date(year, 12, 31).toordinal() + 1)
    gaps = (date.fromordinal(one + 1) for one, other in pairwise(ends) if other - one > LONGEST_BREAK)
    return next(gaps, None)


def _weekly(service: Service, year: int) -> Iterator[date]:
    """Yield the days of a year on which a weekly service is at work."""
    if service.weekday is None:
        return
    first, last = max(date(year, 1, 1), service.since), min(date(year, 12, 31), service.until)
    if first <= last:
        start = first.toordinal() + (service.weekday - first.weekday()) % 7
        yield from map(date.fromordinal, range(start, last.toordinal() + 1, 7))

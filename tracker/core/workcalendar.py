"""Which days are worked, and why."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from tracker.errors import CalendarError

ONE_DAY = timedelta(days=1)
SATURDAY_AND_SUNDAY = frozenset({5, 6})
LONGEST_BREAK = 60  # days; a longer run without work is a broken calendar


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAPPED_OFF = "swapped-off"
    SWAPPED_WORK = "swapped-work"


class Roll(StrEnum):
    """What becomes of a deadline on a day off.

    ``PREVIOUS``: the last working day before it (a prudent office);
    ``NEXT``: the next working day (Civil Code 2015, article 148(5), for time
    limits and regimes that say so); ``KEEP``: the day itself.
    """

    PREVIOUS = "previous"
    NEXT = "next"
    KEEP = "keep"


class Holiday(NamedTuple):
    """One day off; ``names`` by language, ``basis`` the law or notice.

    A compensatory day (nghỉ bù) is off because the holiday ``makes_up_for``
    fell on a weekly rest day (Labour Code 2019, article 111(3)).
    """

    on: date
    names: Mapping[str, str]
    basis: str
    makes_up_for: date | None = None


class Swap(NamedTuple):
    """A working day given for a day off (hoán đổi): ``off`` is free, ``work`` is worked."""

    off: date
    work: date
    basis: str
    decided_on: date | None = None


class Day(NamedTuple):
    """One day of the calendar with the reason of its kind."""

    on: date
    kind: DayKind
    names: Mapping[str, str] = MappingProxyType({})
    basis: str = ""
    counterpart: date | None = None  # the other day of a swap; the holiday a compensatory day makes up for

    @property
    def is_working(self) -> bool:
        """Whether offices work on this day."""
        return self.kind in {DayKind.WORKING, DayKind.SWAPPED_WORK}

    @property
    def is_ordinary(self) -> bool:
        """Whether the weekday alone explains it."""
        return self.kind in {DayKind.WORKING, DayKind.WEEKEND}


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of an office; years outside ``confirmed_years`` are provisional."""

    holidays: tuple[Holiday, ...] = ()
    swaps: tuple[Swap, ...] = ()
    confirmed_years: frozenset[int] = frozenset()
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    _special: dict[date, Day] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        special = {holiday.on: _day_off(holiday) for holiday in self.holidays}
        for swap in self.swaps:
            special[swap.off] = Day(swap.off, DayKind.SWAPPED_OFF, {}, swap.basis, swap.work)
            special[swap.work] = Day(swap.work, DayKind.SWAPPED_WORK, {}, swap.basis, swap.off)
        object.__setattr__(self, "_special", special)

    def day(self, on: date) -> Day:
        """Tell what sort of day this is."""
        return self._special.get(on) or Day(
            on, DayKind.WEEKEND if on.weekday() in self.weekend else DayKind.WORKING
        )

    def is_working_day(self, on: date) -> bool:
        """Whether offices work on this day."""
        special = self._special.get(on)
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
        step = ONE_DAY if days > 0 else -ONE_DAY
        for _ in range(abs(days)):
            on = self._nearest(on + step, step)
        return on

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days after ``after`` up to and including ``until``; negative backwards."""
        if until < after:
            return -self.working_days_between(until, after)
        days = (after + ONE_DAY * n for n in range(1, (until - after).days + 1))
        return sum(map(self.is_working_day, days))

    def special_days(self, first: date, last: date) -> list[Day]:
        """Return the holidays and swapped days from ``first`` to ``last``, both included, in order."""
        days = sorted(self._special)
        between = days[bisect_left(days, first) : bisect_right(days, last)]
        return [self._special[on] for on in between]

    def _nearest(self, on: date, step: timedelta) -> date:
        for candidate in _walk(on, step):
            if self.is_working_day(candidate):
                return candidate
        raise CalendarError("calendar.no_working_day", day=on)


def _day_off(holiday: Holiday) -> Day:
    kind = DayKind.COMPENSATORY if holiday.makes_up_for else DayKind.HOLIDAY
    return Day(holiday.on, kind, holiday.names, holiday.basis, holiday.makes_up_for)


def _walk(on: date, step: timedelta) -> Iterator[date]:
    return (on + step * n for n in range(LONGEST_BREAK))

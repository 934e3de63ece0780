"""The days of a working calendar as values: what the files state, and what a day then is."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
SATURDAY_AND_SUNDAY = frozenset({5, 6})
LONGEST_BREAK = 60  # days; a longer run without work is a broken calendar
FARTHEST_SWAP = 60  # days between a day off and the day worked for it; announced ones lie within a month


class DayKind(StrEnum):
    """Why a day is worked or not; a service day is worked for deadlines only where the office says so."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAPPED_OFF = "swapped-off"
    SWAPPED_WORK = "swapped-work"
    SERVICE = "service"
    SERVICE_WORK = "service-work"


_WORKED = frozenset({DayKind.WORKING, DayKind.SWAPPED_WORK, DayKind.SERVICE_WORK})


class Holiday(NamedTuple):
    """One day off; ``names`` by language, ``basis`` the law or notice.

    A compensatory day (nghỉ bù) is off because the holiday ``makes_up_for``
    fell on a weekly rest day (Labour Code 2019, article 111(3)). A proposed day
    stands in for what is not announced yet.
    """

    on: date
    names: Mapping[str, str]
    basis: str
    makes_up_for: date | None = None
    source: str = ""
    is_proposed: bool = False


class Swap(NamedTuple):
    """A working day given for a day off (hoán đổi): ``off`` is free, ``work`` is worked."""

    off: date
    work: date
    basis: str
    decided_on: date | None = None
    source: str = ""


class Service(NamedTuple):
    """Days off on which some of an office are at work: ``days``, or every ``weekday`` (Monday is 0).

    A weekly service runs from ``since`` to ``until``, both included, and gives
    way to holidays. Deadlines see it only if it ``counts``.
    """

    names: Mapping[str, str]
    basis: str
    counts: bool
    days: tuple[date, ...] = ()
    weekday: int | None = None
    since: date = date.min
    until: date = date.max
    source: str = ""


class Day(NamedTuple):
    """One day of the calendar with the reason of its kind."""

    on: date
    kind: DayKind
    names: Mapping[str, str] = MappingProxyType({})
    basis: str = ""
    counterpart: date | None = None  # the other day of a swap; the holiday a compensatory day makes up for
    decided_on: date | None = None
    source: str = ""  # the file and the key that say so
    is_proposed: bool = False  # stands in for what is not announced yet

    @property
    def is_working(self) -> bool:
        """Whether offices work on this day."""
        return self.kind in _WORKED

    @property
    def is_ordinary(self) -> bool:
        """Whether the weekday alone explains it."""
        return self.kind in {DayKind.WORKING, DayKind.WEEKEND}


def day_off(holiday: Holiday) -> Day:
    """Return the day that a holiday makes."""
    kind = DayKind.COMPENSATORY if holiday.makes_up_for else DayKind.HOLIDAY
    told = (holiday.names, holiday.basis, holiday.makes_up_for, None, holiday.source, holiday.is_proposed)
    return Day(holiday.on, kind, *told)


def swapped_days(swap: Swap) -> tuple[Day, Day]:
    """Return the two days that a swap makes, the free one first."""
    told = (swap.decided_on, swap.source)
    return (
        Day(swap.off, DayKind.SWAPPED_OFF, {}, swap.basis, swap.work, *told),
        Day(swap.work, DayKind.SWAPPED_WORK, {}, swap.basis, swap.off, *told),
    )


def service_day(service: Service, on: date) -> Day:
    """Return a day on which a service is at work."""
    kind = DayKind.SERVICE_WORK if service.counts else DayKind.SERVICE
    return Day(on, kind, service.names, service.basis, source=service.source)

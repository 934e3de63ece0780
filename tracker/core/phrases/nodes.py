"""What words of time can mean: frozen values between grammar and calendar.

A *point* is a day, a *stretch* a run of days; a *duty* is what the words ask
for. None of them knows today's date, the plan's year or the days off. They are
named tuples, which a cold start makes in half the time of dataclasses.
"""

from datetime import time
from enum import StrEnum
from typing import NamedTuple

from tracker.core.phrases.reading import Bound


class Part(StrEnum):
    """A part of a month, a quarter or a year."""

    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"
    FIRST_HALF = "first-half"
    SECOND_HALF = "second-half"
    FIRST_DAYS = "first-days"
    LAST_DAYS = "last-days"
    FIRST_WORKING_DAYS = "first-working-days"
    LAST_WORKING_DAYS = "last-working-days"
    WEEK = "week"
    LAST_WEEK = "last-week"


class Unit(StrEnum):
    """A length of calendar time."""

    DAY = "day"
    WORKING_DAY = "working-day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Day(NamedTuple):
    """A written day; ``month`` and ``year`` are None where the words leave them out.

    ``shift`` counts years on from the plan's ("năm sau" is 1); ``weekday`` is
    the written one, Monday 0.
    """

    day: int
    month: int | None = None
    year: int | None = None
    shift: int = 0
    weekday: int | None = None


class Month(NamedTuple):
    """A month, or a part of it; ``size`` is the number of days, of working days or of the week."""

    number: int
    year: int | None = None
    shift: int = 0
    part: Part | None = None
    size: int = 0


class Quarter(NamedTuple):
    """A quarter, or a part of it."""

    number: int
    year: int | None = None
    shift: int = 0
    part: Part | None = None


class Months(NamedTuple):
    """The first or last ``size`` months of a year ("6 tháng đầu năm")."""

    size: int
    part: Part
    year: int | None = None
    shift: int = 0


class Year(NamedTuple):
    """A year, or a part of it."""

    year: int | None = None
    shift: int = 0
    part: Part | None = None


class Years(NamedTuple):
    """Whole years, both included; ``is_school`` where they are one school year."""

    first: int
    last: int
    is_school: bool = False


class EdgeDay(NamedTuple):
    """The first or last day, or working day, of a stretch."""

    of: "Stretch"
    is_last: bool
    is_working: bool


class Lunar(NamedTuple):
    """A day of the lunar calendar; ``month`` is None where the words leave it open.

    ``year`` is the solar year in which the lunar one begins, ``is_named`` where
    its name says so ("Giáp Thìn"); ``solar`` is the day that is written beside.
    """

    day: int
    month: int | None = None
    year: int | None = None
    shift: int = 0
    is_named: bool = False
    is_leap: bool = False
    solar: Day | None = None


class Unknowable(NamedTuple):
    """A point that the words name but no rule here can date; ``problem`` says why, if it is a flaw."""

    problem: str = ""


Stretch = Month | Quarter | Months | Year | Years
Point = Day | Lunar | EdgeDay | Unknowable


class Limit(NamedTuple):
    """Something to be done before or by a point or a stretch (5.2)."""

    bound: Bound
    at: Point | Stretch
    rule: str
    at_time: time | None = None


class Bare(NamedTuple):
    """A date without a bound: an event or a deadline, as the words around it say (B8, B10)."""

    at: Point


class At(NamedTuple):
    """Something that happens on a day (B9)."""

    at: Point
    rule: str
    at_time: time | None = None


class During(NamedTuple):
    """Something to be done within a stretch (5.3)."""

    stretch: Stretch
    rule: str


class Span(NamedTuple):
    """From one point or stretch to another; without ``last`` the end is open."""

    first: Point | Stretch
    last: Point | Stretch | None
    rule: str
    days: int = 0  # the written length ("3 ngày"), to be checked
    unit: Unit = Unit.DAY


class Always(NamedTuple):
    """All the time (P15), within the plan's year or the written span."""

    within: Span | During | None = None
    rule: str = "P15"


LAST_MONTH = -1
"""The last month of a period, whatever its length."""


class DayOfPeriod(NamedTuple):
    """A numbered day in a numbered month of a period.

    ``month`` is 0 where unsaid; ``shift`` counts periods on; ``months`` is the
    period's length where the words name it ("tháng cuối quý" is 3), else 0.
    """

    day: int
    month: int = 0
    shift: int = 0
    months: int = 0


class EdgeOfPeriod(NamedTuple):
    """The last day, or working day, of a period; the first one with ``is_last`` false."""

    is_last: bool = True
    is_working: bool = False
    months: int = 0


class DatesOfYear(NamedTuple):
    """One written date for each period of the year."""

    days: tuple[Day, ...]


class DaysOfMonth(NamedTuple):
    """Several numbered days of each month, in order."""

    days: tuple[int, ...]


class StretchesOfYear(NamedTuple):
    """One month or quarter, or several, of each year."""

    stretches: tuple["Month | Quarter | Months | Year", ...]


class DayOfWeek(NamedTuple):
    """Weekdays in order, Monday 0; none is the last day of the week."""

    weekdays: tuple[int, ...] = ()


Anchor = DayOfPeriod | EdgeOfPeriod | DatesOfYear | DaysOfMonth | StretchesOfYear | DayOfWeek


class Rhythm(NamedTuple):
    """How often, and when in each period. ``months`` is the period's length for Unit.MONTH."""

    unit: Unit
    months: int = 0
    anchor: Anchor = EdgeOfPeriod()
    bound: Bound = Bound.WITHIN
    at_time: time | None = None


class Every(NamedTuple):
    """A duty that comes back (5.4); ``limits`` cuts its turns down to a span."""

    rhythms: tuple[Rhythm, ...]
    rule: str
    limits: Span | During | None = None


class After(NamedTuple):
    """So many days, weeks or months from the document's own date (L1) or from a written ``start`` (L6).

    A negative size counts back (L3).
    """

    size: int
    unit: Unit
    bound: Bound
    rule: str = "L1"
    start: Day | None = None


class FromIssue(NamedTuple):
    """The day, week, month, quarter or year of the document's date, ``shift`` further on (L4)."""

    unit: Unit
    shift: int
    rule: str = "L4"


class Undated(NamedTuple):
    """Words that bind the duty to something without a date; ``problem`` where that is a flaw."""

    rule: str
    problem: str = ""


Duty = Limit | Bare | At | During | Span | Always | Every | After | FromIssue | Undated


class Phrase(NamedTuple):
    """One or several duties (turns) that the tokens from ``begin`` to ``end`` (exclusive) ask for."""

    duties: tuple[Duty, ...]
    begin: int
    end: int
    is_tentative: bool = False
    is_rough: bool = False  # "vào dịp", "khoảng": about that time


def last_year(duty: Duty) -> int | None:
    """Return the last year that the words of a duty can mean, None where they write none."""
    match duty:
        case Limit(Bound.BEFORE, Year(year)):
            return None if year is None else year - 1
        case Limit(at=at) | Bare(at=at) | At(at=at) | During(stretch=at) | Span(last=at):
            return at.last if isinstance(at, Years) else getattr(at, "year", None)
        case _:
            return None

"""Which calendar entries a feed shows: entries carry tags, a feed asks for some of them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from tracker.core.directory import Directory, Unit

ALL = "*"  # asks for every entry; no entry carries it
BACK = relativedelta(months=3)
AHEAD = relativedelta(months=15)
MONTHS_IN_A_QUARTER = 3


class FeedKind(StrEnum):
    """What a feed is about."""

    OFFICE = "office"
    UNIT = "unit"
    PERSON = "person"
    PLAN = "plan"
    QUARTER = "quarter"
    OVERDUE = "overdue"


class Range(NamedTuple):
    """Where entries start, as texts like "20240628" or "20240628T073000"; ``end`` is exclusive."""

    first: str
    end: str

    def holds(self, other: "Range") -> bool:
        """Whether the other range lies in this one."""
        return self.first <= other.first and other.end <= self.end

    def within(self, other: "Range") -> "Range":
        """Return what both ranges have; it may be empty."""
        return Range(max(self.first, other.first), min(self.end, other.end))


ALWAYS = Range("", "99999999")


class Selection(NamedTuple):
    """The entries that start within a range and carry one of the tags."""

    tags: tuple[str, ...]
    range: Range

    def meets(self, tags: Iterable[str], month: str) -> bool:
        """Whether it may hold an entry with these tags in a month."""
        return self.asks_for(tags) and _overlap(self.range, range_of(month))

    def asks_for(self, tags: Iterable[str]) -> bool:
        """Whether it asks for one of these tags."""
        return ALL in self.tags or not set(self.tags).isdisjoint(tags)


def entry_tags(plan: str, leads: Iterable[str], partners: Iterable[str], *, overdue: bool) -> frozenset[str]:
    """Return the tags of an entry of a plan; ``leads`` and ``partners`` are codes of units."""
    led = sorted(leads)
    late = [FeedKind.OVERDUE.value, *(f"overdue:{unit}" for unit in led)] if overdue else []
    ours = (*(f"lead:{unit}" for unit in led), *(f"partner:{unit}" for unit in partners))
    return frozenset((f"plan:{plan}", *ours, *late))


def feed_tags(kind: FeedKind, subject: str, directory: Directory, *, partners: bool) -> tuple[str, ...]:
    """Return what a feed asks for; a person's feed follows the units that the person belongs to."""
    match kind:
        case FeedKind.UNIT:
            return tuple(_unit_tags([subject], partners=partners))
        case FeedKind.PERSON:
            codes = [unit.code for unit in directory.units if _belongs(subject, unit)]
            return tuple(_unit_tags(codes, partners=partners))
        case FeedKind.PLAN:
            return (f"plan:{subject}",)
        case FeedKind.OVERDUE:
            return (f"overdue:{subject}" if subject else kind.value,)
        case FeedKind.OFFICE | FeedKind.QUARTER:
            return (ALL,)


def _unit_tags(codes: Iterable[str], *, partners: bool) -> Iterator[str]:
    for code in codes:
        yield f"lead:{code}"
        if partners:
            yield f"partner:{code}"


def _belongs(address: str, unit: Unit) -> bool:
    return address.casefold() in {person.address.casefold() for person in unit.staff()}


def feed_range(kind: FeedKind, subject: str, today: date) -> Range:
    """Return the days that a feed shows: a quarter its own, a plan and what is overdue all.

    Others those around today, since calendars choke on years of history: this year, 3 months back,
    15 months ahead.
    """
    if kind is FeedKind.QUARTER:
        return range_of(subject)
    if kind in {FeedKind.PLAN, FeedKind.OVERDUE}:
        return ALWAYS
    first = min(today.replace(month=1, day=1), today - BACK)
    return Range(_text(first), _text(today + AHEAD + timedelta(days=1)))


def month_of(starts: str) -> str:
    """Return the month of an entry's start: "2024-05"."""
    return f"{starts[:4]}-{starts[4:6]}"


def month_on(day: date) -> str:
    """Return the month of a day: "2024-05"."""
    return month_of(_text(day))


def quarter_of(month: str) -> str:
    """Return the quarter of a month, "2024-05": "2024-Q2"."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // MONTHS_IN_A_QUARTER}"


def range_of(period: str) -> Range:
    """Return where the entries of a month, "2024-05", a quarter, "2024-Q2", or a year, "2024", start."""
    year, _, part = period.partition("-")
    if not part:
        return _months(date(int(year), 1, 1), 12)
    if part.startswith("Q"):
        return _months(date(int(year), MONTHS_IN_A_QUARTER * int(part[1:]) - 2, 1), MONTHS_IN_A_QUARTER)
    return _months(date(int(year), int(part), 1), 1)


def _months(first: date, count: int) -> Range:
    return Range(_text(first), _text(first + relativedelta(months=count)))


def _text(day: date) -> str:
    return f"{day:%Y%m%d}"


def _overlap(one: Range, other: Range) -> bool:
    common = one.within(other)
    return common.first < common.end

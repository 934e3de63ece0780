"""The months, quarters and days that head a part of a table."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from tracker.readers.words import rows as words
from tracker.readers.words.columns import ROMAN

_LONGEST_HEADING = 200  # letters
_MONTHS_IN_A_QUARTER = 3
_LONGEST_WEEK = 14  # days


class Rank(IntEnum):
    """How wide a period is; a new heading ends those of its own rank and of finer ones."""

    YEAR = 0
    HALF = 1
    QUARTER = 2
    MONTH = 3
    WEEK = 4
    DAY = 5
    SESSION = 6


@dataclass(frozen=True, slots=True)
class Period:
    """What a heading says of time: ``words`` to be read, the months (both inclusive), the year if named."""

    words: str
    rank: Rank
    months: tuple[int, int] | None = None
    year: int | None = None

    @property
    def month(self) -> int | None:
        """The month, if it is a single one."""
        return self.months[0] if self.months and self.months[0] == self.months[1] else None


def period_of(text: str) -> Period | None:
    """Read a heading of time ("QUÝ II", "Tháng 3: ...", "Thứ Hai, ngày 13/5"); None for anything else."""
    if len(text) > _LONGEST_HEADING:
        return None
    for read in (_month, _quarter, _half, _year, _session, _day, _week):
        if found := read(text):
            return found
    return Period(text, Rank.MONTH) if words.ALL_TIME.match(text) else None


def _month(text: str) -> Period | None:
    found = words.MONTH_HEAD.match(text)
    if found is None or not words.AFTER_PERIOD.match(found["rest"]):
        return None
    month = int(found["number"])
    return _period(text, found.start("rest"), Rank.MONTH, (month, month), found["year"])


def _quarter(text: str) -> Period | None:
    found = words.QUARTER_HEAD.match(text)
    if found is None or not words.AFTER_PERIOD.match(found["rest"]):
        return None
    quarter = ROMAN.get(found["number"].upper()) or int(found["number"])
    last = quarter * _MONTHS_IN_A_QUARTER
    return _period(text, found.start("rest"), Rank.QUARTER, (last - 2, last), found["year"])


def _half(text: str) -> Period | None:
    found = words.HALF_HEAD.match(text)
    if found is None or not words.AFTER_PERIOD.match(found["rest"]):
        return None
    months = (1, 6) if found["number"].casefold() == words.FIRST_HALF else (7, 12)
    return _period(text, found.start("rest"), Rank.HALF, months, found["year"])


def _year(text: str) -> Period | None:
    found = words.YEAR_HEAD.match(text)
    if found is None or not words.AFTER_PERIOD.match(found["rest"]):
        return None
    return _period(text, found.start("rest"), Rank.YEAR, (1, 12), found["year"])


def _period(text: str, end: int, rank: Rank, months: tuple[int, int], year: str | None) -> Period:
    said = words.OPENING.sub("", text[:end]).strip()
    return Period(said, rank, months, int(year) if year else None)


def _session(text: str) -> Period | None:
    found = words.SESSION_HEAD.match(text)
    return Period(found[1].lower(), Rank.SESSION) if found else None


def _day(text: str) -> Period | None:
    return Period(text, Rank.DAY) if words.DAY_HEAD.match(text) else None


def _week(text: str) -> Period | None:
    """Read "Tuần 1 (02/9 - 08/9)" by its days, "Tuần 2" as it stands."""
    found = words.WEEK_HEAD.match(text)
    if found is None:
        return None
    span = words.WEEK_SPAN.search(found["rest"])
    if span:
        return Period(span[0], Rank.WEEK)
    said = text[: found.start("rest")]
    return Period(words.OPENING.sub("", said), Rank.WEEK) if words.AFTER_PERIOD.match(found["rest"]) else None


@dataclass(frozen=True, slots=True)
class Week:
    """The days that a schedule is for, both ends inclusive."""

    first: date
    last: date

    def day(self, weekday: int) -> date | None:
        """Return the only day with this number (Monday is 0); None if there is none or more than one."""
        days = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        found = [day for day in days if day.weekday() == weekday]
        return found[0] if len(found) == 1 else None


def week_of(text: str, year: int | None = None) -> Week | None:
    """Read "từ ngày 13/5 đến ngày 19/5/2024" as the days of a schedule; None if no such thing."""
    found = words.WEEK_SPAN.search(text)
    if found is None:
        return None
    day, month, its_year, last_day, last_month, last_year = (
        int(part) if part else 0 for part in found.groups()
    )
    last_year = last_year or its_year or year or 0
    month = month or last_month
    first = _date(its_year or (last_year - 1 if month > last_month else last_year), month, day)
    last = _date(last_year, last_month, last_day)
    is_week = first is not None and last is not None and 0 <= (last - first).days < _LONGEST_WEEK
    return Week(first, last) if is_week and first and last else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None

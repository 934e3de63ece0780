"""The grammar of days and hours (5.1, and the hours of 5.2)."""

from datetime import time
from typing import NamedTuple

from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.nodes import Day, EdgeDay, Months, Point, Stretch, Unknowable, Year
from tracker.core.phrases.periods import stretch, year_tail, year_words
from tracker.core.phrases.vocabulary import Term

LAST_DAY = 31
LAST_WRITTEN_MONTH = 99  # "03/15/2026" has the shape of a date; the calendar says that it is none
NOON = 12
END_OF_DAY = 24


def point(c: Cursor) -> Point | None:
    """Read one day in any of its forms, with its weekday before or after it (D6)."""
    return c.longest(day, feast, lunar, edge_day)


def day(c: Cursor) -> Day | None:
    """D6: ``thứ X(,| (|)ngày D`` and ``ngày D (thứ X)``; the weekday may be missing."""
    before = c.attempt(_weekday_before)
    is_bracketed = c.peek(-1).mark == "("
    found = c.longest(day_month_year, slashed, year_first)
    if found is None:
        return None
    if is_bracketed and before is not None:
        c.mark(")")
    after = c.attempt(_weekday_after)
    written = before if before is not None else after
    return found._replace(weekday=written)


def day_month_year(c: Cursor) -> Day | None:
    """D1, D3: ``(ngày)? d tháng m (năm y)?``, ``ngày d tháng m/y``."""
    c.take(Term.DAY)
    number = c.number(1, LAST_DAY)
    if number is None:
        return None
    c.mark("/,")
    if not c.take(Term.MONTH):
        return None
    month = c.numeral(1, LAST_WRITTEN_MONTH)
    if month is None:
        return None
    year, shift = year_tail(c)
    return Day(number, month, year, shift)


def slashed(c: Cursor) -> Day | None:
    """D2, D3: ``(ngày)? d[/.-]m[/.-]y``, ``d/m``, ``ngày d/m năm y``; two digits of a year are 20yy."""
    has_word = c.take(Term.DAY)
    number = c.number(1, LAST_DAY)
    if number is None:
        return None
    sign = c.mark("/.-")
    month = c.number(1, LAST_WRITTEN_MONTH) if sign else None
    if month is None:
        return None
    year = c.attempt(lambda c: _short_or_full_year(c) if c.mark(sign) else None)
    if year is not None:
        return Day(number, month, year)
    if sign == "." or (sign == "-" and (not has_word or number <= month)):
        return None
    year, shift = year_tail(c)
    return Day(number, month, year, shift)


def _short_or_full_year(c: Cursor) -> int | None:
    if c.peek().digits == len("24") and c.peek(1).mark != "/":
        short = c.number(0, 99)
        return None if short is None else 2000 + short
    return c.year()


def year_first(c: Cursor) -> Day | None:
    """D2: ``y-m-d``, as ISO 8601 and spreadsheets write it."""
    c.take(Term.DAY)
    year = c.year()
    if year is None or not c.mark("-"):
        return None
    month = c.number(1, 12)
    if month is None or not c.mark("-"):
        return None
    number = c.number(1, LAST_DAY)
    return None if number is None else Day(number, month, year)


def bare_day(c: Cursor) -> Day | None:
    """D4: ``ngày d`` whose month stands elsewhere."""
    if not c.take(Term.DAY):
        return None
    number = c.number(1, LAST_DAY)
    return None if number is None else Day(number)


def weekday(c: Cursor) -> int | None:
    """``thứ Hai`` to ``thứ Bảy`` (Monday is 0), ``Chủ nhật``."""
    if c.take(Term.SUNDAY):
        return 6
    if not c.take(Term.WEEKDAY):
        return None
    number = c.numeral(2, 7)
    return None if number is None else number - 2


def _weekday_before(c: Cursor) -> int | None:
    c.take(Term.DAY)
    found = weekday(c)
    c.mark("(,-")
    return found


def _weekday_after(c: Cursor) -> int | None:
    bracket = c.mark("(,")
    found = weekday(c)
    if found is not None and bracket == "(":
        c.mark(")")
    return found


def feast(c: Cursor) -> Point | None:
    """D7: ``Quốc khánh``, ``Tết Dương lịch``: fixed days (Labour Code 2019, article 112); others move."""
    fixed = Day(2, 9) if c.take(Term.NATIONAL_DAY) else Day(1, 1) if c.take(Term.NEW_YEAR) else None
    if fixed is not None:
        return c.attempt(lambda c: _same_day(c, fixed)) or _with_year(c, fixed)
    if c.take(Term.LUNAR_FEAST):
        year_tail(c)
        return Unknowable("phrase.lunar")
    if c.take(Term.MOVABLE_FEAST):
        c.swallow()
        return Unknowable()
    return None


def _same_day(c: Cursor, fixed: Day) -> Day | None:
    """Read the date that stands after the name of its feast: ``Quốc khánh 2/9``."""
    bracket = c.mark("(,")
    found = c.longest(day_month_year, slashed)
    if found is None or (found.day, found.month) != (fixed.day, fixed.month):
        return None
    if bracket == "(":
        c.mark(")")
    return found


def _with_year(c: Cursor, fixed: Day) -> Day:
    year, shift = year_tail(c)
    return fixed._replace(year=year, shift=shift)


def lunar(c: Cursor) -> Point | None:
    """D5: ``mùng d (tháng m|Tết)``, ``d/m âm lịch``, ``Rằm tháng Giêng``: no day without a lunar table."""
    found = c.first(_lunar_word, _lunar_date)
    return None if found is None else Unknowable("phrase.lunar")


def _lunar_word(c: Cursor) -> bool | None:
    c.take(Term.DAY)
    if c.take(Term.LUNAR_DAY):
        if c.numeral(1, 10) is None:
            return None
        return _lunar_month(c) or c.take(Term.LUNAR_FEAST) or True
    return True if c.take(Term.FULL_MOON) and _lunar_month(c) else None


def _lunar_month(c: Cursor) -> bool:
    if not c.take(Term.MONTH):
        return False
    found = c.numeral(1, 12) is not None
    c.take(Term.LUNAR)
    year_tail(c)
    return found


def _lunar_date(c: Cursor) -> bool | None:
    if c.longest(day_month_year, slashed) is None:
        return None
    bracket = c.mark("(")
    if not c.take(Term.LUNAR):
        return None
    if bracket:
        c.mark(")")
    return True


def edge_day(c: Cursor) -> EdgeDay | None:
    """D8: ``ngày (làm việc)? (cuối|đầu) (cùng)? (của)? tháng m|quý q|năm``."""
    edge = edge_words(c)
    if edge is None:
        return None
    is_last, is_working = edge
    found: Stretch | None = c.attempt(stretch)
    if found is None:
        words = c.attempt(year_words)
        found = words and Year(*words)
    if found is None or isinstance(found, Months) or getattr(found, "part", None):
        return None
    return EdgeDay(found, is_last, is_working)


def edge_words(c: Cursor) -> tuple[bool, bool] | None:
    """``ngày (làm việc)? (cuối|đầu) (của)?``: whether it is the last one, and of working days."""
    is_working = c.take(Term.WORKING_DAY)
    if not is_working and not c.take(Term.DAY):
        return None
    is_last = c.take(Term.LAST)
    if not is_last and not c.take(Term.FIRST):
        return None
    c.take(Term.OF)
    return is_last, is_working


class Clock(NamedTuple):
    """An hour as written; 24:00 is the end of the day (Civil Code 2015, article 148(6))."""

    hour: int
    minute: int = 0

    @property
    def is_whole_day(self) -> bool:
        """Whether it is the end of the day, so that the day alone says it."""
        return self.hour == END_OF_DAY

    @property
    def time(self) -> time | None:
        """The hour, None for the end of the day."""
        return None if self.is_whole_day else time(self.hour, self.minute)


def clock(c: Cursor) -> Clock | None:
    """B9: ``HH giờ (MM( phút)?)?``, ``HHhMM``, ``HHgMM``, ``HH:MM``, with sáng, chiều, tối."""
    hour = c.number(0, END_OF_DAY)
    if hour is None:
        return None
    if c.take(Term.HOUR):
        minute = c.attempt(_minute) or 0
    elif c.mark(":"):
        written = c.number(0, 59)
        if written is None:
            return None
        minute = written
    else:
        return None
    if hour == END_OF_DAY and minute:
        return None
    return _half_of_day(c, Clock(hour, minute))


def _minute(c: Cursor) -> int | None:
    minute = c.number(0, 59)
    if minute is None:
        return None
    if c.peek().mark in ("/", "-", ".") or c.peek().has(Term.MONTH):
        return None  # "08 giờ 28/7": the next number is a day
    c.take(Term.MINUTE)
    c.mark("'")
    return minute


def _half_of_day(c: Cursor, written: Clock) -> Clock:
    if c.take(Term.AFTERNOON, Term.EVENING) and written.hour < NOON:
        return written._replace(hour=written.hour + NOON)
    c.take(Term.MORNING)
    return written

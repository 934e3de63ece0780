"""The grammar of named and lunar days (D5, D7); only the words can give them their solar day."""

from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.dates import day, day_month_year, slashed
from tracker.core.phrases.nodes import Day, Point, Unknowable
from tracker.core.phrases.periods import year_tail
from tracker.core.phrases.vocabulary import Term

_LUNAR = Unknowable("phrase.lunar")


def feast(c: Cursor) -> Point | None:
    """D7: ``Quốc khánh``, ``Tết Dương lịch``: fixed days (Labour Code 2019, article 112); others move."""
    fixed = Day(2, 9) if c.take(Term.NATIONAL_DAY) else Day(1, 1) if c.take(Term.NEW_YEAR) else None
    if fixed is not None:
        return c.attempt(lambda c: _same_day(c, fixed)) or _with_year(c, fixed)
    if c.take(Term.LUNAR_FEAST):
        _named_year(c)
        return c.attempt(_in_brackets) or _LUNAR
    if c.take(Term.MOVABLE_FEAST):
        c.swallow()
        return c.attempt(_in_brackets) or Unknowable()
    return None


def _named_year(c: Cursor) -> None:
    """Skip the name and number of a lunar year: ``Giáp Thìn``, ``năm Ất Tỵ 2025``."""
    year_tail(c)
    c.attempt(_lunar_name)
    c.year()


def _lunar_name(c: Cursor) -> bool | None:
    c.take(Term.YEAR)
    return c.take(Term.LUNAR_YEAR) or None


def _in_brackets(c: Cursor) -> Day | None:
    """D5, D7: ``(ngày D)``, ``(tức ngày D dương lịch)`` after a lunar or named day: the solar day counts."""
    bracket = c.mark("(,-")
    is_named = c.take(Term.THAT_IS)
    if not bracket and not is_named:
        return None
    found = c.attempt(day)
    is_solar = c.take(Term.SOLAR)
    closes = c.mark(")") == ")" if bracket == "(" else is_named or is_solar
    return found if closes else None


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
    """D5: ``(mùng|mồng) d (tháng m|Tết)``, ``d/m âm lịch``, ``(Rằm)? tháng (Giêng|Chạp)``, ``… (D)``.

    A lunar day is dated only by the solar one written beside it.
    """
    if not c.first(_lunar_word, _lunar_date, _lunar_month_name):
        return None
    return c.attempt(_in_brackets) or _LUNAR


def lunar_beside(c: Cursor) -> bool | None:
    """D5: ``(nhằm ngày 10/3 âm lịch)`` after a solar day."""
    bracket = c.mark("(,")
    is_named = c.take(Term.THAT_IS)
    if not bracket and not is_named:
        return None
    found = c.first(_lunar_word, _lunar_date)
    return None if bracket == "(" and not c.mark(")") else found


def _lunar_word(c: Cursor) -> bool | None:
    c.take(Term.DAY)
    if c.take(Term.LUNAR_DAY):
        if c.numeral(1, 10) is None:
            return None
        return _lunar_month(c) or c.take(Term.LUNAR_FEAST) or True
    return True if c.take(Term.FULL_MOON) and _lunar_month(c) else None


def _lunar_month(c: Cursor) -> bool:
    if not (c.take(Term.MONTH) or c.mark("/")):
        return False
    found = c.numeral(1, 12) is not None
    _lunar_sign(c)
    _named_year(c)
    return found


def _lunar_month_name(c: Cursor) -> bool | None:
    """``tháng Giêng``, ``tháng Chạp``."""
    is_named = c.take(Term.MONTH) and c.take(Term.LUNAR_MONTH)
    _named_year(c)
    return is_named or None


def _lunar_date(c: Cursor) -> bool | None:
    if c.longest(day_month_year, slashed) is None or not _lunar_sign(c):
        return None
    _named_year(c)
    return True


def _lunar_sign(c: Cursor) -> bool:
    """``âm lịch``, also in brackets."""
    start = c.at
    bracket = c.mark("(")
    if c.take(Term.LUNAR) and (not bracket or c.mark(")")):
        return True
    c.at = start
    return False

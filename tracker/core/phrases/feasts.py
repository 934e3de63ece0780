"""The grammar of named days (D7): fixed ones, and those whose day stands only in the words."""

from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.dates import day, day_month_year, slashed
from tracker.core.phrases.nodes import Day, Point, Unknowable
from tracker.core.phrases.periods import year_tail
from tracker.core.phrases.vocabulary import Term


def feast(c: Cursor) -> Point | None:
    """D7: ``Quốc khánh``, ``Tết Dương lịch``: fixed days (Labour Code 2019, article 112).

    ``khai giảng``, ``kỳ họp`` and the like have the day that is written beside them.
    """
    fixed = Day(2, 9) if c.take(Term.NATIONAL_DAY) else Day(1, 1) if c.take(Term.NEW_YEAR) else None
    if fixed is not None:
        return c.attempt(lambda c: _same_day(c, fixed)) or _with_year(c, fixed)
    if c.take(Term.MOVABLE_FEAST):
        c.swallow()
        return c.attempt(in_brackets) or Unknowable()
    return None


def in_brackets(c: Cursor) -> Day | None:
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

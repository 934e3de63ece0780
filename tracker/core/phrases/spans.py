"""The grammar of spans and lists (P2, P6, P11–P13, P16)."""

from collections.abc import Callable
from functools import partial

from tracker.core.phrases.bounds import LONGEST_LIST
from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.dates import bare_day, day, point
from tracker.core.phrases.nodes import (
    Bare,
    Day,
    During,
    Duty,
    Month,
    Months,
    Part,
    Point,
    Quarter,
    Span,
    Stretch,
    Unknowable,
    Year,
    Years,
)
from tracker.core.phrases.periods import quarter_number, stretch, year_tail
from tracker.core.phrases.vocabulary import Term

_Edge = Point | Stretch
_RULE_OF_PART = {
    Part.FIRST_HALF: "P4",
    Part.SECOND_HALF: "P4",
    Part.FIRST_DAYS: "P4",
    Part.LAST_DAYS: "P4",
    Part.WEEK: "P5",
    Part.LAST_WEEK: "P5",
}


def span(c: Cursor) -> tuple[Duty, ...] | None:
    """P2, P6, P12: ``(tuần)? (từ)? X (đến|-) (hết)? Y`` and its length in brackets."""
    _lead(c)
    if c.peek(1).has(Term.FROM):
        c.take(Term.WEEK)
    has_from = c.take(Term.FROM, Term.SINCE)
    first: _Edge | None = c.longest(point, stretch, bare_day, _naked_day)
    if first is None:
        return None
    c.mark(",")
    if not c.mark("-") and not c.take(Term.UNTIL):
        return None
    c.take(Term.FULLY)
    last = _right_of(c, first)
    joined = None if last is None else _joined(first, last)
    if joined is None or (not has_from and _is_loose(joined)):
        return None
    return (joined._replace(days=c.attempt(_length) or 0),)


def _lead(c: Cursor) -> None:
    c.take(Term.IN)
    c.take(Term.AT)


def _naked_day(c: Cursor) -> Day | None:
    number = c.number(1, 31)
    return None if number is None else Day(number)


def _right_of(c: Cursor, first: _Edge) -> _Edge | None:
    """Read the right side: in full, or only the number of a month, a quarter or a day."""
    number: Callable[[Cursor], _Edge | None] = bare_day
    if isinstance(first, Month):
        number = _month_number
    if isinstance(first, Quarter):
        number = _quarter_number
    found: _Edge | None = c.longest(point, stretch, number)
    return found


def _month_number(c: Cursor) -> Month | None:
    number = c.number(1, 12)
    return None if number is None else Month(number, *year_tail(c))


def _quarter_number(c: Cursor) -> Quarter | None:
    number = quarter_number(c)
    return None if number is None else Quarter(number, *year_tail(c))


def _length(c: Cursor) -> int | None:
    """``(3 ngày)`` after a span: how long it is said to be."""
    if not c.mark("("):
        return None
    days = c.number(1, 99)
    return days if days is not None and c.take(Term.DAY) and c.mark(")") else None


def _joined(first: _Edge, last: _Edge) -> Span | None:
    """Let a day without a month borrow that of the other side; name the rule."""
    if isinstance(first, Day):
        if isinstance(last, Day):
            last = last if last.month else last._replace(month=first.month, year=first.year)
            first = first if first.month else first._replace(month=last.month)
        return Span(first, last, "P12") if first.month else None
    if isinstance(first, Unknowable):
        return Span(first, last, "P12")
    kinds = {type(first), type(last)}
    rule = "P2" if kinds == {Month} else "P6" if kinds == {Quarter} else "P11" if kinds == {Year} else "P12"
    return Span(first, last, rule)


def _is_loose(found: Span) -> bool:
    """Tell "1/2 - 3/4" from a span: without "từ" the right side must be certain to be a date."""
    return isinstance(found.last, Day) and found.last.month is None


def open_span(c: Cursor) -> tuple[Duty, ...] | None:
    """P13: ``từ X (trở đi)?``, ``X và các năm tiếp theo``, ``từ X đến khi …``."""
    _lead(c)
    has_from = c.take(Term.FROM, Term.SINCE)
    first: _Edge | None = c.longest(point, stretch)
    if first is None:
        return None
    is_open = c.take(Term.ONWARD, Term.FOLLOWING_YEARS)
    if c.take(Term.UNTIL_EVENT):
        c.swallow()
        is_open = True
    return (Span(first, None, "P13"),) if has_from or is_open else None


def during(c: Cursor) -> tuple[Duty, ...] | None:
    """P1–P11, P14: ``(trong|vào)? X``; ``tháng 3 và tháng 9``, ``tháng 3, 6, 9`` are a turn each (P16)."""
    _lead(c)
    first: Stretch | None = c.attempt(stretch)
    if first is None:
        return None
    found = [first]
    while len(found) < LONGEST_LIST:
        further: Stretch | None = c.attempt(partial(_further, before=found[-1]))
        if further is None:
            break
        found.append(further)
    if len(found) == 1:
        return (During(first, rule_of(first)),)
    lent = found[-1].year if isinstance(found[-1], Month | Quarter) else None
    return tuple(During(_with_year(one, lent), "P16") for one in found)


def _further(c: Cursor, before: Stretch) -> Stretch | None:
    if not c.joint():
        return None
    c.take(Term.IN)
    found: Stretch | None = c.attempt(stretch)
    if found is not None:
        return found
    number = _month_number(c) if isinstance(before, Month) else None
    if isinstance(before, Quarter) and c.peek().roman:
        return _quarter_number(c)
    goes_on = c.peek().mark in (",", ";", ")", ".", "\0") or c.peek().has(Term.AND)
    return number if number is not None and (number.year or goes_on) else None


def _with_year(one: Stretch, year: int | None) -> Stretch:
    if isinstance(one, Month | Quarter) and one.year is None:
        return one._replace(year=year)
    return one


def rule_of(one: Stretch) -> str:
    """Name the rule that reads a stretch."""
    if isinstance(one, Month):
        if one.part is None:
            return "P1"
        return _RULE_OF_PART.get(one.part, "P3")
    if isinstance(one, Quarter):
        return "P7" if one.part else "P6"
    if isinstance(one, Months):
        return "P8"
    if isinstance(one, Years):
        return "P14" if one.is_school else "P11"
    return "P9" if one.part else "P10"


def day_list(c: Cursor) -> tuple[Duty, ...] | None:
    """P12, P16: ``ngày d, e và f/m``: days in a row are a span, others a turn each."""
    _lead(c)
    first = c.attempt(bare_day)
    if first is None:
        return None
    days = [first]
    while c.joint():
        last = c.attempt(day)
        if last is not None:
            days.append(last)
            return _days(days)
        number = c.attempt(bare_day) or c.attempt(_naked_day)
        if number is None or len(days) == LONGEST_LIST:
            return None
        days.append(number)
    return None


def _days(days: list[Day]) -> tuple[Duty, ...] | None:
    last = days[-1]
    if any(one.month for one in days[:-1]):
        return None
    full = [one._replace(month=last.month, year=last.year, shift=last.shift) for one in days]
    numbers = [one.day for one in full]
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return (Span(full[0], last, "P12"),)
    return tuple(Bare(one) for one in full)


def limits(c: Cursor) -> Span | During | None:
    """Read what cuts a rhythm down: ``hằng ngày từ D đến E``, ``hằng tháng (từ tháng 6)``."""
    sign = c.mark(",(")
    if not c.peek().has(Term.FROM, Term.SINCE, Term.IN, Term.YEAR):
        return None
    found: tuple[Duty, ...] | None = c.longest(span, during, open_span)
    if found is None or len(found) != 1 or not isinstance(found[0], Span | During):
        return None
    return found[0] if sign != "(" or c.mark(")") else None

"""The grammar of stretches and of lists of days and stretches (P1–P11, P16)."""

from functools import partial

from tracker.core.phrases.bounds import LONGEST_LIST
from tracker.core.phrases.cursor import Cursor, remembered
from tracker.core.phrases.dates import bare_day, day
from tracker.core.phrases.nodes import (
    Bare,
    Day,
    During,
    Duty,
    Month,
    Months,
    Part,
    Quarter,
    Span,
    Stretch,
    Year,
    Years,
)
from tracker.core.phrases.periods import month, roman_or_numeral, stretch
from tracker.core.phrases.spans import (
    Length,
    lead,
    length_before,
    month_alone,
    naked_day,
    open_span,
    quarter_alone,
    span,
    with_length,
)
from tracker.core.phrases.vocabulary import Term

_RULE_OF_PART = {
    Part.FIRST_HALF: "P4",
    Part.SECOND_HALF: "P4",
    Part.FIRST_DAYS: "P4",
    Part.LAST_DAYS: "P4",
    Part.FIRST_WORKING_DAYS: "P4",
    Part.LAST_WORKING_DAYS: "P4",
    Part.WEEK: "P5",
    Part.LAST_WEEK: "P5",
}
_WEEKS_OF_MONTH = 5
MONTHS_OF_YEAR = 12
QUARTERS_OF_YEAR = 4


@remembered
def during(c: Cursor) -> tuple[Duty, ...] | None:
    """P16: ``(trong|vào)? X và Y``, ``tháng 3, 6, 9``, ``quý I, II``: one stretch, or a turn each."""
    lead(c)
    c.take(Term.EACH)
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
    if _is_turn(found):
        return (Span(found[0], found[1], "P3"),)
    lent = found[-1].year if isinstance(found[-1], Month | Quarter) else None
    return tuple(During(_with_year(one, lent), "P16") for one in found)


def _further(c: Cursor, before: Stretch) -> Stretch | None:
    joins = c.joint() or (_is_part(before, Part.LAST) and c.peek().has(Term.FIRST))
    if not joins:
        return None
    c.take(Term.IN)
    found: Stretch | None = c.attempt(stretch)
    return found or _number_alone(c, before)


def _number_alone(c: Cursor, before: Stretch) -> Stretch | None:
    """``, 6``, ``, IV``, ``và 2025`` after a month, a quarter, a year."""
    if isinstance(before, Quarter):
        is_roman = c.peek().roman is not None
        quarter = quarter_alone(c)
        return quarter if quarter and (is_roman or quarter.year or c.is_listed()) else None
    if isinstance(before, Month):
        month = month_alone(c)
        return month if month and (month.year or c.is_listed()) else None
    year = c.year() if isinstance(before, Year) and before.year else None
    return Year(year) if year is not None and c.is_listed() else None


def _is_turn(found: list[Stretch]) -> bool:
    """``cuối tháng m, đầu tháng m + 1``, ``cuối năm y, đầu năm y + 1``: one stretch, not two."""
    first, last, *further = found
    if further or not _is_part(first, Part.LAST) or not _is_part(last, Part.FIRST):
        return False
    return type(first) is type(last) and (_count(last) - _count(first) in (1, 1 - _turns(first)))


def _is_part(one: Stretch, part: Part) -> bool:
    return isinstance(one, Month | Quarter | Year) and one.part is part


def _count(one: Stretch) -> int:
    if isinstance(one, Month | Quarter):
        return one.number
    return (one.year or 0) + one.shift if isinstance(one, Year) else 0


def _turns(one: Stretch) -> int:
    return {Month: MONTHS_OF_YEAR, Quarter: QUARTERS_OF_YEAR}.get(type(one), 0)


def _with_year(one: Stretch, year: int | None) -> Stretch:
    if isinstance(one, Month | Quarter) and one.year is None:
        return one._replace(year=year)
    return one


def weeks(c: Cursor) -> tuple[Duty, ...] | None:
    """P5: ``tuần (thứ)? k (,|và|-|đến) (tuần)? (thứ)? l (của)? tháng m``: weeks in a row."""
    lead(c)
    first = _week(c)
    if first is None or not (c.mark("-") or c.take(Term.UNTIL) or c.joint()):
        return None
    last = _week(c)
    c.mark(",")
    c.take(Term.OF)
    found = month(c) if last else None
    if found is None or last is None or last <= first:
        return None
    begin, end = (found._replace(part=Part.WEEK, size=week) for week in (first, last))
    return (Span(begin, end, "P5"),)


def _week(c: Cursor) -> int | None:
    has_word = c.take(Term.WEEK)
    c.take(Term.WEEKDAY)
    is_inner = c.peek(-1).mark or c.peek(-1).has(Term.AND, Term.UNTIL, Term.WEEKDAY)
    return roman_or_numeral(c, 1, _WEEKS_OF_MONTH) if has_word or is_inner else None


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
    """P12, P16: ``(N ngày)? (ngày)? d, e và f/m``: days in a row are a span, others a turn each."""
    length = c.attempt(length_before)
    lead(c)
    c.take(Term.EACH)
    first = c.attempt(bare_day) or c.attempt(naked_day)
    if first is None:
        return None
    days = [first]
    while c.joint():
        last = c.attempt(day)
        if last is not None:
            days.append(last)
            return _days(days, length)
        number = c.attempt(bare_day) or c.attempt(naked_day)
        if number is None or len(days) == LONGEST_LIST:
            return None
        days.append(number)
    return None


def _days(days: list[Day], length: Length | None) -> tuple[Duty, ...] | None:
    last = days[-1]
    if any(one.month for one in days[:-1]):
        return None
    full = [one._replace(month=last.month, year=last.year, shift=last.shift) for one in days]
    numbers = [one.day for one in full]
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return (with_length(Span(full[0], last, "P12"), length),)
    return tuple(Bare(one) for one in full)


def limits(c: Cursor) -> Span | During | None:
    """Read what cuts a rhythm down: ``hằng ngày từ D đến E``, ``hằng tháng (từ tháng 6)``."""
    sign = c.mark(",(")
    if not c.peek().has(Term.FROM, Term.SINCE, Term.IN, Term.YEAR, Term.ERA, Term.WHOLE):
        return None
    found: tuple[Duty, ...] | None = c.longest(span, during, open_span)
    if found is None or len(found) != 1 or not isinstance(found[0], Span | During):
        return None
    return found[0] if sign != "(" or c.mark(")") else None

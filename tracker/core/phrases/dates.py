"""The grammar of days (5.1): numbers, months and weekdays."""

from tracker.core.phrases.cursor import Cursor, remembered
from tracker.core.phrases.nodes import Day
from tracker.core.phrases.periods import month_number, year_tail
from tracker.core.phrases.vocabulary import Term

LAST_DAY = 31
LAST_WRITTEN_MONTH = 99  # "03/15/2026" has the shape of a date; the calendar says that it is none


@remembered
def day(c: Cursor) -> Day | None:
    """D6: ``thứ X(,| (|)ngày D`` and ``ngày D (thứ X)``; the weekday may be missing."""
    before = c.attempt(_weekday_before)
    is_bracketed = c.peek(-1).mark == "("
    found = c.longest(day_month_year, slashed, year_first)
    if found is None or is_lunar_ahead(c):
        return None
    if is_bracketed and before is not None:
        c.mark(")")
    after = c.attempt(_weekday_after)
    written = before if before is not None else after
    return found._replace(weekday=written)


def is_lunar_ahead(c: Cursor) -> bool:
    """Whether ``âm lịch``, ``nhuận`` or a lunar year follows, so that the date before is no solar one."""
    ahead = 1 if c.peek().mark == "(" or c.peek().has(Term.YEAR) else 0
    return c.peek(ahead).has(Term.LUNAR, Term.LEAP, Term.LUNAR_YEAR)


def day_month_year(c: Cursor) -> Day | None:
    """D1, D3: ``(ngày)? d tháng m(/y| năm y)?``, ``ngày d (của)? (các)? tháng m``, ``ngày d (tháng m)``."""
    has_word = c.take(Term.DAY)
    number = c.number(1, LAST_DAY)
    if number is None:
        return None
    bracket = c.mark("/,(") if has_word else ""
    if has_word:
        c.take(Term.OF)
        c.take(Term.EACH)
    if not c.take(Term.MONTH):
        return None
    month = month_number(c, 1, LAST_WRITTEN_MONTH)
    if month is None and not (has_word and c.peek().has(Term.YEAR)):
        return None
    year, shift = year_tail(c)
    if bracket == "(" and not c.mark(")"):
        return None
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
    if _is_doubtful(c, sign, has_word=has_word) or (sign == "-" and number <= month):
        return None
    year, shift = year_tail(c)
    return Day(number, month, year, shift)


def _is_doubtful(c: Cursor, sign: str, *, has_word: bool) -> bool:
    """Tell "2.5" and "15-6" from a day and its month: the word for day makes them one, or a span of such."""
    opens_span = c.peek().mark == "-" or c.peek().has(Term.UNTIL)
    if sign == "." and opens_span and c.peek(2).mark == sign and c.peek(4).mark == sign:
        return False
    return sign != "/" and (not has_word or c.peek().mark == sign or c.peek(-1).digits > len("12"))


def _short_or_full_year(c: Cursor) -> int | None:
    if c.peek().digits == len("24") and c.peek(1).mark != "/":
        short = c.number(0, 99)
        return None if short is None else 2000 + short
    return c.year()


def year_first(c: Cursor) -> Day | None:
    """D2: ``y-m-d``, ``y/m/d``, as ISO 8601 and spreadsheets write it."""
    c.take(Term.DAY)
    year = c.year()
    sign = c.mark("-/") if year is not None else ""
    month = c.number(1, 12) if sign else None
    if month is None or not c.mark(sign):
        return None
    number = c.number(1, LAST_DAY)
    return None if number is None else Day(number, month, year)


def bare_day(c: Cursor) -> Day | None:
    """D4: ``ngày d`` whose month stands elsewhere; ``ngày d tháng này``."""
    if not c.take(Term.DAY):
        return None
    number = c.number(1, LAST_DAY)
    c.attempt(lambda c: (c.take(Term.MONTH) and c.take(Term.THIS)) or None)
    return None if number is None else Day(number)


@remembered
def weekday(c: Cursor) -> int | None:
    """``thứ Hai`` to ``thứ Bảy``, ``T2`` to ``T7`` (Monday is 0), ``Chủ nhật``."""
    if c.take(Term.SUNDAY):
        return 6
    if c.peek(-1).has(Term.TIMES) or not c.take(Term.WEEKDAY, Term.MONTH_SIGN):
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

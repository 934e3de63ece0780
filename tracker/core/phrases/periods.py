"""The grammar of stretches of time (5.3): months, quarters, halves, years and their parts."""

from tracker.core.phrases.cursor import Cursor, remembered
from tracker.core.phrases.lengths import UNITS, ends_count, in_words, unit
from tracker.core.phrases.nodes import Month, Months, Part, Quarter, Stretch, Unit, Year, Years
from tracker.core.phrases.vocabulary import Term

FIRST_SHORT_YEAR = 20  # "quý II/24"; a smaller number may be a month
_WEEKDAYS = range(2, 8)  # "T2" to "T7"
_LONGEST_MONTHS = 8  # tokens from "T3" to its year
LAST_WRITTEN_NUMBER = 99  # month 13 and quarter V are read, and then told to be wrong
HALF_A_YEAR = 6
_EDGES = {Term.FIRST: Part.FIRST, Term.MIDDLE: Part.MIDDLE, Term.LAST: Part.LAST}
_PARTS_OF_MONTH = {
    **_EDGES,
    Term.FIRST_THIRD: Part.FIRST,
    Term.MIDDLE_THIRD: Part.MIDDLE,
    Term.LAST_THIRD: Part.LAST,
    Term.FIRST_HALF: Part.FIRST_HALF,
    Term.SECOND_HALF: Part.SECOND_HALF,
}
_DAYS_OF_MONTH: dict[Unit | None, dict[Term, Part]] = {
    Unit.DAY: {Term.FIRST: Part.FIRST_DAYS, Term.LAST: Part.LAST_DAYS},
    Unit.WORKING_DAY: {Term.FIRST: Part.FIRST_WORKING_DAYS, Term.LAST: Part.LAST_WORKING_DAYS},
}


@remembered
def stretch(c: Cursor) -> Stretch | None:
    """Read one stretch, whole or a part of it; the longest form wins."""
    if c.peek().digits:
        return c.longest(slashed_month, days_of_month, months_of_year, lone_year, years)
    if not c.peek().terms and c.peek().number is None:
        return None
    return c.longest(
        month,
        slashed_month,
        days_of_month,
        part_of_month,
        week_of_month,
        quarter,
        part_of_quarter,
        months_of_year,
        part_of_year,
        year,
        years,
        school_year,
    )


@remembered
def year_tail(c: Cursor) -> tuple[int | None, int]:
    """Read the year after a day, a month or a quarter: ``/y``, ``năm y``, ``năm nay``, ``năm sau``.

    The second number counts years on from the plan's.
    """
    found = c.first(_written_year, _named_year)
    return found or (None, 0)


def _written_year(c: Cursor) -> tuple[int | None, int] | None:
    if _year_sign(c):
        found = _short_year(c) or c.year()
    else:
        has_comma = c.mark(",") != ""
        c.take(Term.OF)
        has_word = c.take(Term.YEAR)
        c.take(Term.YEAR)  # "năm năm 2024", a slip seen in plans
        found = c.year() if has_word or (has_comma and c.is_listed(1)) else None
    return None if found is None or c.peek().mark == "/" else (found, 0)


def _short_year(c: Cursor) -> int | None:
    """``/24``: two digits that are no month."""
    is_short = c.peek().digits == len("24") and c.peek(-1).mark == "/"
    number = c.number(FIRST_SHORT_YEAR, 99) if is_short else None
    return None if number is None else 2000 + number


def _year_sign(c: Cursor) -> bool:
    """``/``, ``-``, and a dot that ends no sentence, because the year is glued to it."""
    is_glued = c.peek(-1).end == c.peek().begin and c.peek().end == c.peek(1).begin
    return c.mark("/-." if is_glued else "/-") != ""


def _named_year(c: Cursor) -> tuple[int | None, int] | None:
    c.take(Term.OF)
    if not c.take(Term.YEAR):
        return None
    if c.take(Term.NEXT):
        return (None, 1)
    return (None, 0) if c.take(Term.THIS) else None


def month(c: Cursor) -> Month | None:
    """P1: ``tháng m(/y| năm y)?``."""
    if not c.take(Term.MONTH):
        return None
    number = month_number(c, 0, LAST_WRITTEN_NUMBER)
    return None if number is None else Month(number, *year_tail(c))


def month_number(c: Cursor, low: int, high: int) -> int | None:
    """Read the number of a month; in "tháng năm 2024" its place was left blank, "tháng Giêng" is lunar."""
    is_blank = c.peek().has(Term.YEAR) and c.peek(1).digits == len("2024")
    return None if is_blank or c.peek().has(Term.LUNAR_MONTH) else c.numeral(low, high)


def slashed_month(c: Cursor) -> Month | None:
    """P1: ``m/y`` (03/2024), ``Tm/y``; of ``Tm`` alone 2 to 7 may be a weekday."""
    has_sign = c.take(Term.MONTH_SIGN)
    if has_sign:
        c.mark(".")
    number = c.number(1, 12)
    if number is None:
        return None
    year = c.year() if c.mark("/") else None
    if year is not None:
        return None if c.peek().mark == "/" else Month(number, year)
    is_plain = has_sign and not c.peek(-1).mark
    return Month(number) if is_plain and (number not in _WEEKDAYS or _names_months(c)) else None


def _names_months(c: Cursor) -> bool:
    """Whether the end of a list or span says that months are meant: ``T3-T5/2024``, ``T6-T12``."""
    for ahead in range(_LONGEST_MONTHS):
        token = c.peek(ahead)
        if token.digits == len("2024"):
            return c.peek(ahead - 1).mark == "/"
        if token.number and token.number not in _WEEKDAYS and c.peek(ahead - 1).has(Term.MONTH_SIGN):
            return True  # "T6-T12": the last one is no weekday
        is_listed = token.mark in ("-", ",", "/") or token.has(Term.MONTH_SIGN, Term.UNTIL, Term.AND)
        if not (is_listed or token.digits):
            return False
    return False


def part_of_month(c: Cursor) -> Month | None:
    """P3, P4: ``(đầu|giữa|cuối|thượng tuần|nửa đầu …) (của)? tháng m``."""
    part = _part(c, _PARTS_OF_MONTH)
    if part is None:
        return None
    c.take(Term.OF)
    found = month(c)
    return found and found._replace(part=part)


def days_of_month(c: Cursor) -> Month | None:
    """P4: ``N ngày (làm việc)? (đầu|cuối) (của)? tháng m``."""
    count = c.numeral(1, 31)
    c.attempt(in_words)
    counted = unit(c) if count is not None else None
    part = _one_of(c, _DAYS_OF_MONTH[counted]) if counted in _DAYS_OF_MONTH else None
    if count is None or part is None:
        return None
    c.take(Term.OF)
    found = month(c)
    return found and found._replace(part=part, size=count)


def week_of_month(c: Cursor) -> Month | None:
    """P5: ``tuần (thứ)? k (của)? tháng m``, ``tuần đầu …``, ``tuần cuối …``."""
    if not c.take(Term.WEEK):
        return None
    if c.take(Term.LAST):
        part, count = Part.LAST_WEEK, 0
    elif c.take(Term.FIRST):
        part, count = Part.WEEK, 1
    else:
        c.take(Term.WEEKDAY)
        part, count = Part.WEEK, roman_or_numeral(c, 1, 5) or 0
        if not count:
            return None
    c.mark(",/")
    c.take(Term.OF)
    found = month(c)
    return found and found._replace(part=part, size=count)


def quarter(c: Cursor) -> Quarter | None:
    """P6: ``quý q(/y| năm y)?`` with Roman, Arabic or written numbers; ``quý (đầu|cuối) năm``."""
    if not c.take(Term.QUARTER, Term.QUARTER_SIGN):
        return None
    is_sign = c.peek(-1).has(Term.QUARTER_SIGN)
    if is_sign:
        c.mark(".")
    number = quarter_number(c)
    if number is None:
        return None if is_sign else c.attempt(_edge_quarter)
    return Quarter(number, *year_tail(c))


def _edge_quarter(c: Cursor) -> Quarter | None:
    number = 1 if c.take(Term.FIRST) else 4 if c.take(Term.LAST) else 0
    words = year_words(c) if number else None
    return words and Quarter(number, *words)


def quarter_number(c: Cursor) -> int | None:
    """Read ``I`` to ``IV``, ``1`` to ``4`` or a numeral; a wrong number is read too."""
    return roman_or_numeral(c, 0, LAST_WRITTEN_NUMBER)


def roman_or_numeral(c: Cursor, low: int, high: int) -> int | None:
    """Read a number in Roman letters, in digits or in a word."""
    roman = c.peek().roman
    if roman is None:
        return c.numeral(low, high)
    if not low <= roman <= high:
        return None
    c.at += 1
    return roman


def part_of_quarter(c: Cursor) -> Quarter | None:
    """P7: ``(đầu|giữa|cuối) quý q``."""
    part = _part(c, _EDGES)
    if part is None:
        return None
    c.take(Term.OF)
    found = quarter(c)
    return found and found._replace(part=part)


def months_of_year(c: Cursor) -> Months | None:
    """P8: ``N tháng (đầu|cuối) năm (y)?``, ``N tháng năm y``, ``nửa (đầu|cuối) năm``."""
    if c.take(Term.FIRST_HALF):
        count, part = HALF_A_YEAR, Part.FIRST
    elif c.take(Term.SECOND_HALF):
        count, part = HALF_A_YEAR, Part.LAST
    else:
        return _count_of_months(c)
    words = year_words(c)
    return words and Months(count, part, *words)


def _count_of_months(c: Cursor) -> Months | None:
    count = c.numeral(1, 11)
    if count is None or not c.take(Term.MONTH):
        return None
    if c.take(Term.FIRST):
        return Months(count, Part.FIRST, *(year_words(c) or (None, 0)))
    if c.take(Term.LAST):
        return Months(count, Part.LAST, *(year_words(c) or (None, 0)))
    words = c.attempt(year_words)
    return Months(count, Part.FIRST, *words) if words and words[0] else None


def part_of_year(c: Cursor) -> Year | None:
    """P9: ``(đầu|giữa|cuối) năm (y)?``."""
    part = _part(c, _EDGES)
    if part is None:
        return None
    words = year_words(c)
    return words and Year(*words, part)


def year(c: Cursor) -> Year | None:
    """P10: ``năm y``, ``năm nay``, ``năm sau``; ``(cả|trong|hết) năm`` without a number."""
    is_plural = c.peek(-1).has(Term.EACH)  # "những năm tiếp theo" are no one year
    is_whole = c.take(Term.WHOLE) or c.peek(-1).has(Term.IN, Term.FULLY)
    words = year_words(c)
    if words is None or (is_plural and words[0] is None):
        return None
    is_bare = c.peek(-1).has(Term.YEAR)
    if is_bare and (not is_whole or c.peek().has(*UNITS)):  # "trong năm ngày": within five days
        return None
    return Year(*words)


def year_words(c: Cursor) -> tuple[int | None, int] | None:
    """Read ``năm (y|nay|sau)?``; the second number counts years on from the plan's."""
    if not c.take(Term.YEAR):
        return None
    c.take(Term.YEAR)  # "năm năm 2024", a slip seen in plans
    written = c.year()
    if written is not None:
        return (written, 0)
    if c.take(Term.NEXT):
        return (None, 1)
    c.take(Term.THIS)
    return (None, 0)


def lone_year(c: Cursor) -> Year | None:
    """P10: ``y`` alone on its line."""
    is_first = c.peek().starts_line
    found = c.year()
    is_last = c.peek().starts_line or c.peek().mark == "\0" or c.peek().has(Term.FOLLOWING_YEARS)
    return Year(found) if found is not None and is_first and is_last else None


def years(c: Cursor) -> Years | None:
    """P11: ``(năm)? y - z``, ``từ năm y đến (hết)? năm z``, ``giai đoạn y - z``."""
    c.take(Term.ERA)
    c.take(Term.FROM)
    c.take(Term.YEAR)
    first = c.year()
    if first is None or not (c.mark("-") or c.take(Term.UNTIL)):
        return None
    c.take(Term.FULLY)
    c.take(Term.YEAR)
    last = c.year()
    return None if last is None else Years(first, last)


def school_year(c: Cursor) -> Years | None:
    """P14: ``năm học y - z``."""
    if c.peek(-1).has(Term.FIRST, Term.MIDDLE, Term.LAST, Term.SCHOOL_TERM) or not c.take(Term.SCHOOL_YEAR):
        return None
    found = years(c)
    return found and found._replace(is_school=True)


def _part(c: Cursor, parts: dict[Term, Part]) -> Part | None:
    return None if ends_count(c) else _one_of(c, parts)


def _one_of(c: Cursor, parts: dict[Term, Part]) -> Part | None:
    for term, part in parts.items():
        if c.take(term):
            return part
    return None

"""The grammar of stretches of time (5.3): months, quarters, halves, years and their parts."""

from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.nodes import Month, Months, Part, Quarter, Stretch, Unit, Year, Years
from tracker.core.phrases.vocabulary import Term

LAST_WRITTEN_NUMBER = 99  # month 13 and quarter V are read, and then told to be wrong
_EDGES = {Term.FIRST: Part.FIRST, Term.MIDDLE: Part.MIDDLE, Term.LAST: Part.LAST}
_PARTS_OF_MONTH = {
    **_EDGES,
    Term.FIRST_THIRD: Part.FIRST,
    Term.MIDDLE_THIRD: Part.MIDDLE,
    Term.LAST_THIRD: Part.LAST,
    Term.FIRST_HALF: Part.FIRST_HALF,
    Term.SECOND_HALF: Part.SECOND_HALF,
}


def stretch(c: Cursor) -> Stretch | None:
    """Read one stretch, whole or a part of it; the longest form wins."""
    return c.longest(
        month,
        part_of_month,
        days_of_month,
        week_of_month,
        quarter,
        part_of_quarter,
        months_of_year,
        part_of_year,
        year,
        years,
        school_year,
    )


def year_tail(c: Cursor) -> tuple[int | None, int]:
    """Read the year after a day, a month or a quarter: ``/y``, ``năm y``, ``năm nay``, ``năm sau``.

    The second number counts years on from the plan's.
    """
    found = c.first(_written_year, _named_year)
    return found or (None, 0)


def _written_year(c: Cursor) -> tuple[int | None, int] | None:
    if not c.mark("/-"):
        c.mark(",")
        c.take(Term.OF)
        if not c.take(Term.YEAR):
            return None
        c.take(Term.YEAR)  # "năm năm 2024", a slip seen in plans
    found = c.year()
    return None if found is None or c.peek().mark == "/" else (found, 0)


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
    number = c.numeral(0, LAST_WRITTEN_NUMBER)
    return None if number is None else Month(number, *year_tail(c))


def part_of_month(c: Cursor) -> Month | None:
    """P3, P4: ``(đầu|giữa|cuối|thượng tuần|nửa đầu …) (của)? tháng m``."""
    part = _one_of(c, _PARTS_OF_MONTH)
    if part is None:
        return None
    c.take(Term.OF)
    found = month(c)
    return found and found._replace(part=part)


def days_of_month(c: Cursor) -> Month | None:
    """P4: ``N ngày (đầu|cuối) (của)? tháng m``."""
    count = c.number(1, 31)
    if count is None or not c.take(Term.DAY):
        return None
    if c.take(Term.FIRST):
        part = Part.FIRST_DAYS
    elif c.take(Term.LAST):
        part = Part.LAST_DAYS
    else:
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
        part, count = Part.WEEK, c.numeral(1, 5) or 0
        if not count:
            return None
    c.take(Term.OF)
    c.mark(",")
    found = month(c)
    return found and found._replace(part=part, size=count)


def quarter(c: Cursor) -> Quarter | None:
    """P6: ``quý q(/y| năm y)?`` with Roman, Arabic or written numbers."""
    if not c.take(Term.QUARTER):
        return None
    number = quarter_number(c)
    return None if number is None else Quarter(number, *year_tail(c))


def quarter_number(c: Cursor) -> int | None:
    """Read ``I`` to ``IV``, ``1`` to ``4`` or a numeral; a wrong number is read too."""
    roman = c.peek().roman
    if roman is None:
        return c.numeral(0, LAST_WRITTEN_NUMBER)
    c.at += 1
    return roman


def part_of_quarter(c: Cursor) -> Quarter | None:
    """P7: ``(đầu|giữa|cuối) quý q``."""
    part = _one_of(c, _EDGES)
    if part is None:
        return None
    c.take(Term.OF)
    found = quarter(c)
    return found and found._replace(part=part)


def months_of_year(c: Cursor) -> Months | None:
    """P8: ``6 tháng đầu năm``, ``6 tháng cuối năm (y)?``; likewise 3 and 9 months."""
    count = c.numeral(1, 11)
    if count is None or not c.take(Term.MONTH):
        return None
    if c.take(Term.FIRST):
        part = Part.FIRST
    elif c.take(Term.LAST):
        part = Part.LAST
    else:
        return None
    return Months(count, part, *(year_words(c) or (None, 0)))


def part_of_year(c: Cursor) -> Year | None:
    """P9: ``(đầu|giữa|cuối) năm (y)?``."""
    part = _one_of(c, _EDGES)
    if part is None:
        return None
    words = year_words(c)
    return words and Year(*words, part)


def year(c: Cursor) -> Year | None:
    """P10: ``năm y``, ``năm nay``, ``năm sau``; ``cả năm``, ``trong năm`` without a number."""
    is_whole = c.take(Term.WHOLE) or c.peek(-1).has(Term.IN)
    words = year_words(c)
    if words is None:
        return None
    is_bare = c.peek(-1).has(Term.YEAR)
    if is_bare and (not is_whole or c.peek().has(*_UNITS)):  # "trong năm ngày": within five days
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


def years(c: Cursor) -> Years | None:
    """P11: ``(năm)? y - z``, ``từ năm y đến năm z``, ``giai đoạn y - z``."""
    c.take(Term.ERA)
    c.take(Term.YEAR)
    first = c.year()
    if first is None or not (c.mark("-") or c.take(Term.UNTIL)):
        return None
    c.take(Term.YEAR)
    last = c.year()
    return None if last is None else Years(first, last)


def school_year(c: Cursor) -> Years | None:
    """P14: ``năm học y - z``."""
    if not c.take(Term.SCHOOL_YEAR):
        return None
    found = years(c)
    return found and found._replace(is_school=True)


def unit(c: Cursor) -> Unit | None:
    """Read the name of a length: ``ngày``, ``ngày làm việc``, ``tuần``, ``tháng``, ``quý``, ``năm``."""
    for term, found in _UNITS.items():
        if c.take(term):
            return found
    return None


_UNITS = {
    Term.WORKING_DAY: Unit.WORKING_DAY,
    Term.DAY: Unit.DAY,
    Term.WEEK: Unit.WEEK,
    Term.MONTH: Unit.MONTH,
    Term.QUARTER: Unit.QUARTER,
    Term.YEAR: Unit.YEAR,
}


def _one_of(c: Cursor, parts: dict[Term, Part]) -> Part | None:
    for term, part in parts.items():
        if c.take(term):
            return part
    return None

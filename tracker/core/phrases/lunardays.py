"""The grammar of lunar days (D5) and of the feasts on them (D7)."""

from tracker.core.phrases.cursor import Cursor, remembered
from tracker.core.phrases.dates import LAST_DAY, day_month_year, is_lunar_ahead, slashed
from tracker.core.phrases.feasts import in_brackets
from tracker.core.phrases.nodes import Day, Lunar, Point, Unknowable
from tracker.core.phrases.periods import year_tail
from tracker.core.phrases.vocabulary import Term

_UNSURE = Unknowable("phrase.lunar")
_FEASTS = {
    Term.LUNAR_NEW_YEAR: Lunar(1, 1),
    Term.TET: Lunar(1, 1),
    Term.KINGS_DAY: Lunar(10, 3),
    Term.MID_AUTUMN: Lunar(15, 8),
}
_AROUND_FEAST = (
    Term.NEXT,
    Term.IN,
    Term.FULLY,
    Term.WHOLE,
    Term.ROUGHLY,
    Term.AND,
    Term.NOT_AFTER_DAY,
)
"""Words after which a feast is a time of several days."""
_LAST_SPOKEN_DAY = 10  # "mùng" is said of the first ten days


def lunar_feast(c: Cursor) -> Point | None:
    """D7: ``Tết Nguyên đán (Giáp Thìn)``, ``Giỗ Tổ (10/3 âm lịch)``, ``Trung thu``: fixed lunar days."""
    before, name = c.peek(-1), c.peek()
    found = next((one for term, one in _FEASTS.items() if c.take(term)), None)
    if found is None:
        return None
    is_vague = before.has(*_AROUND_FEAST) or before.number is not None
    if is_vague or (name.has(Term.TET) and _goes_on(c)):  # "28 Tết", "Tết trồng cây"
        return _of_year(c, _UNSURE)
    c.attempt(lambda c: _same_day(c, found))
    return _of_year(c, found)


def _goes_on(c: Cursor) -> bool:
    token = c.peek()
    return token.is_word and not token.terms and not token.starts_line


def _same_day(c: Cursor, feast: Lunar) -> Day | None:
    """Read the lunar date that stands after the name of its feast: ``Giỗ Tổ 10/3``."""
    bracket = c.mark("(,")
    found = c.longest(day_month_year, slashed)
    if found is None or (found.day, found.month, found.year) != (feast.day, feast.month, None):
        return None
    _sign(c)
    return None if bracket == "(" and not c.mark(")") else found


@remembered
def lunar(c: Cursor) -> Point | None:
    """D5: ``(mùng|mồng) d (tháng m|Tết)``, ``d/m âm lịch``, ``d tháng Giêng``, ``Rằm tháng m``, ``… (D)``.

    The solar day written beside it counts, else the computed one.
    """
    return c.first(_of_tet, _spoken, _full_moon, written_lunar, _of_named_month, _month_alone)


def lunar_beside(c: Cursor) -> Point | None:
    """D5: ``(nhằm ngày 10/3 âm lịch)`` after a solar day."""
    bracket = c.mark("(,")
    if not c.take(Term.THAT_IS) and not bracket:
        return None
    found = c.first(_of_tet, _spoken, _full_moon, written_lunar, _of_named_month)
    return None if bracket == "(" and not c.mark(")") else found


def _of_tet(c: Cursor) -> Point | None:
    """``mùng 6 Tết``."""
    c.take(Term.DAY)
    number = c.numeral(1, _LAST_SPOKEN_DAY) if c.take(Term.LUNAR_DAY) else None
    if number is None or not c.take(Term.TET, Term.LUNAR_NEW_YEAR):
        return None
    return _of_year(c, Lunar(number, 1))


def _spoken(c: Cursor) -> Point | None:
    """``mùng 10 tháng 3 âm lịch``; without a lunar sign a solar day may be meant: "mùng 2 tháng 9"."""
    c.take(Term.DAY)
    number = c.numeral(1, _LAST_SPOKEN_DAY) if c.take(Term.LUNAR_DAY) else None
    if number is None:
        return None
    return c.attempt(lambda c: _in_month(c, number)) or _with_solar(c, Lunar(number))


def _full_moon(c: Cursor) -> Point | None:
    """``Rằm tháng Giêng``."""
    c.take(Term.DAY)
    return _in_month(c, 15, is_lunar=True) if c.take(Term.FULL_MOON) else None


def _of_named_month(c: Cursor) -> Point | None:
    """``15 tháng Giêng``, ``ngày 23 tháng Chạp``."""
    c.take(Term.DAY)
    number = c.number(1, LAST_DAY)
    is_named = c.peek().has(Term.MONTH) and c.peek(1).has(Term.LUNAR_MONTH)
    return _in_month(c, number) if number is not None and is_named else None


def _in_month(c: Cursor, number: int, *, is_lunar: bool = False) -> Point | None:
    if not (c.take(Term.MONTH) or c.mark("/")):
        return None
    is_named = c.peek().has(Term.LUNAR_MONTH)
    month = c.numeral(1, 12)
    if month is None:
        return None
    has_sign, is_leap = _sign(c)
    found = _of_year(c, Lunar(number, month, is_leap=is_leap))
    is_dated = isinstance(found, Lunar) and (found.is_named or found.solar is not None)
    return found if is_lunar or is_named or has_sign or is_leap or is_dated else _UNSURE


def written_lunar(c: Cursor) -> Point | None:
    """``10/3 âm lịch``, ``ngày 10 tháng 3 năm 2024 (âm lịch)``."""
    found = c.longest(day_month_year, slashed)
    if found is None or not is_lunar_ahead(c):
        return None
    is_leap = _sign(c)[1]
    return _of_year(c, Lunar(found.day, found.month, found.year, found.shift, is_leap=is_leap))


def _month_alone(c: Cursor) -> Point | None:
    """``tháng Giêng``, ``tháng Chạp``."""
    is_named = c.take(Term.MONTH) and c.take(Term.LUNAR_MONTH)
    return _of_year(c, _UNSURE) if is_named else None


def _sign(c: Cursor) -> tuple[bool, bool]:
    """``(nhuận)? âm lịch``, also in brackets: whether it is there, and whether the month is leap."""
    is_leap = c.take(Term.LEAP)
    start = c.at
    bracket = c.mark("(")
    if c.take(Term.LUNAR) and (not bracket or c.mark(")")):
        return True, is_leap
    c.at = start
    return False, is_leap


def _of_year(c: Cursor, found: Lunar | Unknowable) -> Point:
    """Read the lunar year and then the solar day after a lunar one; years that disagree leave it unsure."""
    number, shift = year_tail(c)
    number = number or c.year()
    name, further = c.attempt(_named_year) or (None, None)
    c.attempt(_yearly)
    if isinstance(found, Unknowable):
        return _with_solar(c, found)
    years = {one for one in (found.year, number, name, further) if one is not None}
    if len(years) > 1:
        return _with_solar(c, _UNSURE)
    full = found._replace(year=next(iter(years), None), shift=shift or found.shift, is_named=name is not None)
    return _with_solar(c, full)


def _named_year(c: Cursor) -> tuple[int, int | None] | None:
    """``Giáp Thìn``, ``(năm Ất Tỵ)``, ``Ất Tỵ 2025``."""
    bracket = c.mark("(")
    c.take(Term.YEAR)
    name = c.peek().number
    if name is None or not c.take(Term.LUNAR_YEAR):
        return None
    further = year_tail(c)[0] or c.year()
    return None if bracket and not c.mark(")") else (name, further)


def _yearly(c: Cursor) -> bool | None:
    """``hằng năm``: that of the plan's year is read."""
    return (c.take(Term.EVERY) and c.take(Term.YEAR)) or None


def _with_solar(c: Cursor, found: Lunar | Unknowable) -> Point:
    """``(tức ngày D)``; the same numbers again are no solar day."""
    solar = c.attempt(in_brackets)
    if solar is None or not isinstance(found, Lunar):
        return solar or found
    is_same = (solar.day, solar.month, solar.year) == (found.day, found.month, None)
    return found if is_same else found._replace(solar=solar)

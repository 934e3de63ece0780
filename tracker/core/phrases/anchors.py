"""The grammar of the days on which a duty comes back (5.4)."""

from tracker.core.phrases.bounds import LONGEST_LEAD, LONGEST_LIST, further_day, same_year
from tracker.core.phrases.cursor import Cursor, remembered
from tracker.core.phrases.dates import LAST_DAY, day, weekday
from tracker.core.phrases.lengths import ends_count
from tracker.core.phrases.lists import during
from tracker.core.phrases.nodes import (
    LAST_MONTH,
    Anchor,
    DatesOfYear,
    Day,
    DayOfPeriod,
    DayOfWeek,
    DaysOfMonth,
    During,
    EdgeOfPeriod,
    StretchesOfYear,
    Year,
    Years,
)
from tracker.core.phrases.points import edge_words
from tracker.core.phrases.reading import Bound
from tracker.core.phrases.vocabulary import Term

BOUND_WORDS = (Term.BEFORE, Term.LATEST, Term.NOT_OVER, Term.NOT_AFTER_DAY, Term.UNTIL)
LAST_OF_QUARTER = 3
DAYS_OF_WEEK = 7


@remembered
def anchor(c: Cursor) -> Anchor | None:
    """Read the day in each period; the longest form wins."""
    found: Anchor | None = c.longest(
        _day_of_period,
        _edge_of_period,
        _dates,
        _weekdays,
        _plain_day,
        _days_of_month,
        _part_of_period,
        _stretches,
    )
    return found


def bound(c: Cursor) -> Bound | None:
    """Read the words that bound the day, and what links them to it."""
    found: Bound | None = None
    for _ in range(LONGEST_LEAD):
        if c.take(Term.BEFORE):
            found = Bound.BEFORE
        elif c.take(*BOUND_WORDS):
            found = found or Bound.BY
        elif not (c.take(Term.IS, Term.AT, Term.IN, Term.FULLY) or (found and c.mark(":"))):
            break
    return found


def _day_of_period(c: Cursor) -> DayOfPeriod | None:
    """Read a numbered day of a month that a rhythm names.

    R2: ``ngày d của (các|mỗi) tháng``, ``ngày d (của)? tháng báo cáo``.
    R3: ``ngày d (của)? tháng (sau|tiếp theo)``. R5: ``ngày d (của)? tháng (cuối|thứ ba) (của)? quý``.
    R6: ``ngày d (của)? tháng đầu (của)? quý (sau)?``.
    """
    c.take(Term.DAY)
    number = c.number(1, 31)
    if number is None:
        return None
    c.take(Term.OF)
    is_every = c.take(Term.EVERY, Term.EACH)
    if not c.take(Term.MONTH):
        return None
    if is_every and not (c.peek().digits or c.peek().has(Term.FIRST, Term.MIDDLE, Term.LAST)):
        return DayOfPeriod(number, 1, 0, 1)
    if c.take(Term.NEXT):
        return DayOfPeriod(number, 1, 1, 1)
    if c.take(Term.REPORTED):
        return DayOfPeriod(number, 1, 0, 1)
    return _month_of_quarter(c, number)


def _month_of_quarter(c: Cursor, number: int) -> DayOfPeriod | None:
    """``(đầu|giữa|cuối|thứ k) (của)? (quý|kỳ) (sau)?``."""
    month = _month_in_quarter(c)
    c.take(Term.OF)
    c.take(Term.EVERY)
    if not month or c.peek(1).roman:
        return None
    if c.take(Term.QUARTER):
        return DayOfPeriod(number, month, int(c.take(Term.NEXT)), 3)
    if month == LAST_OF_QUARTER and c.take(Term.PERIOD):
        return DayOfPeriod(number, LAST_MONTH, int(c.take(Term.NEXT)))
    return None


def _month_in_quarter(c: Cursor) -> int:
    if c.take(Term.LAST):
        return LAST_OF_QUARTER
    if c.take(Term.FIRST):
        return 1
    if c.take(Term.MIDDLE):
        return 2
    return (c.numeral(1, 3) or 0) if c.take(Term.WEEKDAY) else 0


def _plain_day(c: Cursor) -> DayOfPeriod | None:
    """``ngày (mùng)? d`` or ``d`` whose rhythm is said elsewhere; solar (Civil Code 2015, article 145(3))."""
    c.take(Term.DAY)
    c.take(Term.LUNAR_DAY)
    number = c.number(1, 31)
    return None if number is None else DayOfPeriod(number)


def _edge_of_period(c: Cursor) -> EdgeOfPeriod | None:
    """D8: ``ngày (làm việc)? cuối (cùng)? (của)? (tháng|quý)`` without a number."""
    edge = edge_words(c)
    if edge is None or c.peek().has(Term.EVERY):
        return edge and EdgeOfPeriod(*edge)
    if c.peek(1).number is not None or c.peek(1).roman:
        return None
    months = 1 if c.take(Term.MONTH) else 3 if c.take(Term.QUARTER) else 0
    return EdgeOfPeriod(*edge, months) if months else None


def _dates(c: Cursor) -> DatesOfYear | None:
    """R9: ``D``, ``D và E``: a day of each year, or several."""
    first = c.attempt(day)
    if first is None:
        return None
    days = [first]
    while len(days) < LONGEST_LIST:
        further = c.attempt(_further_date) or c.attempt(lambda c: further_day(c, first))
        if further is None:
            break
        days.append(further)
    return DatesOfYear(tuple(same_year(days)))


def _further_date(c: Cursor) -> Day | None:
    if not c.joint():
        return None
    bound(c)
    return day(c)


def _weekdays(c: Cursor) -> DayOfWeek | None:
    """R10: ``(sáng)? (ngày)? thứ X``, ``thứ X và thứ Y``."""
    first = _weekday(c)
    if first is None:
        return None
    found = [first]
    while len(found) < DAYS_OF_WEEK:
        further = c.attempt(_further_weekday)
        if further is None:
            break
        found.append(further)
    return DayOfWeek(tuple(sorted(set(found))))


def _weekday(c: Cursor) -> int | None:
    c.take(Term.MORNING, Term.AFTERNOON, Term.EVENING)
    c.take(Term.DAY)
    return weekday(c)


def _further_weekday(c: Cursor) -> int | None:
    return _weekday(c) if c.joint() else None


def _days_of_month(c: Cursor) -> DaysOfMonth | None:
    """R2: ``ngày d, e và f hằng tháng``: several days of each month."""
    found: list[int] = []
    while len(found) < LONGEST_LIST:
        one = c.attempt(_plain_day)
        if one is None:
            break
        found.append(one.day)
        start = c.at
        if not c.joint():
            break
        bound(c)
        if c.peek().has(Term.EVERY):
            c.at = start
            break
    return DaysOfMonth(tuple(sorted(set(found)))) if len(found) > 1 else None


def _stretches(c: Cursor) -> StretchesOfYear | None:
    """R9: ``tháng m (và tháng n)? hằng năm``, ``quý q hằng năm``."""
    found = during(c)
    stretches = [duty.stretch for duty in found or () if isinstance(duty, During)]
    if not stretches or any(isinstance(one, Years) or one == Year() for one in stretches):
        return None
    return StretchesOfYear(tuple(one for one in stretches if not isinstance(one, Years)))


def _part_of_period(c: Cursor) -> DayOfPeriod | EdgeOfPeriod | None:
    """R1, R4: ``(đầu|giữa|cuối|tuần k) (của)? (hằng|mỗi) (tháng|quý)``."""
    day = _last_day_of_part(c)
    if day is None:
        return None
    c.take(Term.OF)
    is_every = c.take(Term.EVERY)
    months = 1 if c.take(Term.MONTH) else LAST_OF_QUARTER if c.take(Term.QUARTER) else 0
    if not months or not (is_every or c.peek().has(Term.EVERY)):
        return None
    if day == LAST_DAY:
        return EdgeOfPeriod(months=months)
    return DayOfPeriod(day, 1, 0, 1) if months == 1 else DayOfPeriod(LAST_DAY, 1 + day // 20, 0, months)


def _last_day_of_part(c: Cursor) -> int | None:
    """Return the last day of a third (P3) or a week (P5) of a month."""
    if ends_count(c):
        return None
    is_week = c.take(Term.WEEK)
    if c.take(Term.FIRST):
        return 7 if is_week else 10
    if c.take(Term.LAST):
        return LAST_DAY
    if not is_week:
        return 20 if c.take(Term.MIDDLE) else None
    c.take(Term.WEEKDAY)
    number = c.numeral(1, 4)
    return None if number is None else 7 * number

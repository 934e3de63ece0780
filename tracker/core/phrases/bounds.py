"""The grammar of bounds and events (5.2)."""

from tracker.core.phrases.clocks import Clock, clock
from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.dates import bare_day, day
from tracker.core.phrases.lengths import UNITS
from tracker.core.phrases.lunardays import written_lunar
from tracker.core.phrases.nodes import (
    At,
    Bare,
    Day,
    Duty,
    Limit,
    Lunar,
    Part,
    Point,
    Stretch,
    Unknowable,
    Year,
)
from tracker.core.phrases.periods import stretch, year_tail
from tracker.core.phrases.points import point
from tracker.core.phrases.reading import Bound
from tracker.core.phrases.vocabulary import Term

LONGEST_LIST = 12
LONGEST_LEAD = 8  # linking words in a row
_Place = tuple[Clock | None, Point | Stretch]


def bounded(c: Cursor) -> tuple[Duty, ...] | None:
    """Read a bound and what it bounds; "trước ngày A và ngày B" bounds twice (P16)."""
    limit = c.longest(before, latest, not_after, until, through, within_day)
    if limit is None:
        return None
    if isinstance(limit.at, Day) and (lunar := c.attempt(_lunar_after_joint)):
        return (limit._replace(at=Unknowable("phrase.lunar")), limit._replace(at=lunar))
    limits = [limit]
    while len(limits) < LONGEST_LIST:
        further = c.attempt(lambda c: _further(c, limit))
        if further is None:
            break
        limits.append(further)
    return tuple(limits) if len(limits) == 1 else with_last_year(limits)


def _lunar_after_joint(c: Cursor) -> Point | None:
    """``… và 15/8 âm lịch``: the day before it in the list may be lunar too."""
    return written_lunar(c) if c.joint() else None


def with_last_year(limits: list[Limit]) -> tuple[Limit, ...]:
    """Lend the year of the last day of a list to those before it: "15/6 và 15/12/2023"."""
    days = [limit.at for limit in limits if isinstance(limit.at, Day)]
    return tuple(limit._replace(at=day) for limit, day in zip(limits, same_year(days), strict=True))


def same_year(days: list[Day]) -> list[Day]:
    """Give the days of a list the year of its last one; a day later in the year is of the year before."""
    last = days[-1]
    if last.year is None:
        return days
    lent = [one._replace(year=last.year - _is_later(one, last)) for one in days]
    return [one if one.year or one.shift else full for one, full in zip(days, lent, strict=True)]


def _is_later(one: Day, last: Day) -> bool:
    return (one.month or 0, one.day) > (last.month or 0, last.day)


def _further(c: Cursor, limit: Limit) -> Limit | None:
    found = further_day(c, limit.at) if isinstance(limit.at, Day) else None
    return None if found is None else limit._replace(at=found)


def further_day(c: Cursor, before: Day) -> Day | None:
    """P16: ``D, E và F``, ``ngày d tháng m, n và k``: further days, each a turn."""
    if not c.joint():
        return None
    return c.attempt(day) or c.attempt(lambda c: _in_further_month(c, before))


def _in_further_month(c: Cursor, before: Day) -> Day | None:
    if not c.take(Term.MONTH) and not (c.is_listed(1) and _lists_months(c)):
        return None
    number = c.number(1, 12)
    if number is None or c.peek().has(*UNITS):
        return None
    return Day(before.day, number, *year_tail(c))


def _lists_months(c: Cursor) -> bool:
    """Whether the numbers before this one follow the word for month: "tháng 3, 6", not "15/3, 6"."""
    for back in range(1, 2 * LONGEST_LIST):
        token = c.peek(-back)
        if not (token.digits or token.mark == "," or token.has(Term.AND)):
            return token.has(Term.MONTH)
    return False


def before(c: Cursor) -> Limit | None:
    """Read what ends before a day, an hour or a stretch.

    B1: ``(chậm nhất)? (đến)? trước (ngày)? D``.
    B2: ``trước HH giờ (ngày)? D``, ``trước ngày D (HH giờ)``.
    B3: ``trước (tháng|quý|năm|kỳ họp …) X``.
    """
    if c.take(Term.LATEST):
        _link(c)
    c.take(Term.UNTIL)
    if not c.take(Term.BEFORE):
        return None
    c.mark(":,")
    place = _place(c)
    if place is None:
        return None
    hour, at = place
    if hour is not None:
        return _before_hour(hour, at)
    is_written = isinstance(at, Day) or (isinstance(at, Lunar) and at.solar is not None)
    rule = "B1" if is_written else "B3"
    return Limit(Bound.BEFORE, at, rule)


def _before_hour(hour: Clock, at: Point | Stretch) -> Limit:
    if hour.is_whole_day:
        return Limit(Bound.BY, at, "B2")
    if (hour.hour, hour.minute) == (0, 0):
        return Limit(Bound.BEFORE, at, "B2")
    return Limit(Bound.BEFORE, at, "B2", hour.time)


def latest(c: Cursor) -> Limit | None:
    """B4: ``(chậm nhất|muộn nhất|hạn cuối|không quá ngày …) (là)? (vào|đến|hết)? (ngày)? D``."""
    if not c.take(Term.LATEST) and not (c.take(Term.NOT_OVER) and c.peek().has(Term.DAY, Term.MONTH)):
        return None
    _link(c)
    c.take(Term.UNTIL)
    c.take(Term.FULLY)
    return _by(c, "B4")


def not_after(c: Cursor) -> Limit | None:
    """B4: ``trước (hoặc|và) trong (ngày)? D``."""
    return _by(c, "B4") if c.take(Term.NOT_AFTER_DAY) else None


def until(c: Cursor) -> Limit | None:
    """Read what ends by a day or with a stretch.

    B5: ``(từ nay|từ ngày ban hành)? đến (hết)? (ngày)? D``, ``đến (hết)? (tháng|quý|năm) X``.
    B6: ``đến cuối năm (y)?``.
    """
    c.attempt(_from_now)
    if not c.take(Term.UNTIL):
        return None
    c.mark(":")
    c.take(Term.FULLY)
    limit = _by(c, "B5")
    if limit and isinstance(limit.at, Year) and limit.at.part is Part.LAST:
        return limit._replace(rule="B6")
    return limit


def _from_now(c: Cursor) -> bool | None:
    """``từ nay``, ``từ (ngày|khi) (ký|ban hành) …``: it has begun."""
    if not c.take(Term.FROM, Term.SINCE):
        return None
    if c.take(Term.THIS):
        return True
    if not c.take(Term.DAY, Term.WHEN) or not c.take(Term.ISSUING):
        return None
    c.swallow()
    return True


def through(c: Cursor) -> Limit | None:
    """B5: ``hết (ngày)? D``, ``hết tháng X``."""
    return _by(c, "B5") if c.take(Term.FULLY) else None


def within_day(c: Cursor) -> Limit | None:
    """B7: ``trong ngày D``."""
    if not c.take(Term.IN) or not c.peek().has(Term.DAY):
        return None
    found = c.attempt(day)
    return None if found is None else Limit(Bound.BY, found, "B7")


def _link(c: Cursor) -> None:
    """Skip ``là``, ``:``, ``vào``, ``trong`` between a bound and its day."""
    for _ in range(LONGEST_LEAD):
        if not (c.take(Term.IS, Term.AT, Term.IN) or c.mark(":,")):
            return


def _by(c: Cursor, rule: str) -> Limit | None:
    place = _place(c)
    if place is None:
        return None
    hour, at = place
    return Limit(Bound.BY, at, rule, hour.time if hour else None)


def _place(c: Cursor) -> _Place | None:
    if c.peek(-1).has(Term.FULLY):
        c.take(Term.OFFICE_HOURS)
    hour = c.attempt(clock)
    is_bracketed = hour is not None and c.mark(",(-") == "("
    at: Point | Stretch | None = c.longest(point, stretch, bare_day, _year_alone)
    if at is None or (hour is not None and not isinstance(at, Day | Lunar | Unknowable)):
        return None
    if is_bracketed:
        c.mark(")")
    late = c.attempt(_hour_after) if hour is None and isinstance(at, Day) else None
    return (hour or late, at)


def _year_alone(c: Cursor) -> Year | None:
    """``đến (hết)? 2025``."""
    found = c.year() if c.peek(-1).has(Term.UNTIL, Term.FULLY) else None
    return Year(found) if found is not None and c.is_listed() else None


def _hour_after(c: Cursor) -> Clock | None:
    sign = c.mark(",(")
    if not c.take(Term.AT) and not sign:
        return None
    found = clock(c)
    return None if sign == "(" and not c.mark(")") else found


def event(c: Cursor) -> tuple[Duty, ...] | None:
    """B9: ``(vào|lúc|hồi)? HH giờ MM,? (ngày|thứ …) D``, ``sáng ngày D``, ``D, lúc HH giờ``."""
    found = c.longest(_hour_then_day, _half_day, _day_then_hour)
    return None if found is None else (found,)


def _hour_then_day(c: Cursor) -> At | None:
    c.take(Term.AT)
    c.take(Term.FROM)
    hour = c.attempt(clock)
    if hour is None:
        return None
    c.attempt(_until_hour)
    c.mark(",(-")
    c.take(Term.MORNING, Term.AFTERNOON, Term.EVENING)
    found: Point | None = c.longest(point, bare_day)
    if found is None:
        return None
    c.mark(")")
    return At(found, "B9", hour.time)


def _until_hour(c: Cursor) -> Clock | None:
    return clock(c) if c.take(Term.UNTIL) or c.mark("-") else None


def _half_day(c: Cursor) -> At | None:
    c.take(Term.AT)
    if not c.take(Term.MORNING, Term.AFTERNOON, Term.EVENING):
        return None
    c.mark(",(")
    found = c.attempt(day)
    if found is None:
        return None
    c.mark(")")
    return At(found, "B9")


def _day_then_hour(c: Cursor) -> At | Bare | None:
    c.take(Term.AT)
    found = c.attempt(day)
    if found is None:
        return None
    c.mark(",(")
    c.take(Term.AT)
    c.take(Term.FROM)
    hour = c.attempt(clock)
    if hour is None:
        return None
    c.attempt(_until_hour)
    c.mark(")")
    is_midnight = hour == Clock(0)  # a spreadsheet's day without an hour
    return Bare(found) if is_midnight else At(found, "B9", hour.time)


def bare(c: Cursor) -> tuple[Duty, ...] | None:
    """B8, B10: ``(vào)? D`` alone; a list of days is a turn each (P16)."""
    c.take(Term.AT)
    found: Point | None = c.longest(point, bare_day)
    if found is None:
        return None
    if not isinstance(found, Day):
        return (Bare(found),)
    return tuple(Bare(one) for one in same_year(days_after(c, found)))


def days_after(c: Cursor, first: Day) -> list[Day]:
    """Read the list that a day begins."""
    days = [first]
    while first.month and len(days) < LONGEST_LIST:
        further = c.attempt(lambda c: further_day(c, first))
        if further is None:
            break
        days.append(further)
    return days

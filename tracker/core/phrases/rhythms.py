"""The grammar of duties that come back (5.4)."""

from tracker.core.phrases.bounds import LONGEST_LIST
from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.dates import Clock, clock, day, edge_words, weekday
from tracker.core.phrases.nodes import (
    LAST_MONTH,
    Anchor,
    DatesOfYear,
    Day,
    DayOfPeriod,
    DayOfWeek,
    Duty,
    EdgeOfPeriod,
    Every,
    Rhythm,
    Undated,
    Unit,
)
from tracker.core.phrases.often import count_of_months, often, rhythm_of
from tracker.core.phrases.periods import unit
from tracker.core.phrases.reading import Bound
from tracker.core.phrases.spans import limits
from tracker.core.phrases.vocabulary import Term

_BOUND_WORDS = (Term.BEFORE, Term.LATEST, Term.NOT_OVER, Term.NOT_AFTER_DAY, Term.UNTIL)
_RULE_OF_MONTHS = {1: "R1", 3: "R4", 6: "R7", 12: "R9"}
LAST_OF_QUARTER = 3


def recurring(c: Cursor) -> tuple[Duty, ...] | None:
    """Read one rhythm or a list of them (R8), and the span that limits it."""
    first = c.longest(_anchored, _rhythm_first, _labelled)
    if first is None:
        return None
    found = [first]
    while len(found) < LONGEST_LIST:
        further = c.attempt(_further)
        if further is None:
            break
        found.append(further)
    return _every(c, found)


def several_days(c: Cursor) -> tuple[Duty, ...] | None:
    """``ngày 10, 20 và 30 hằng tháng``: several turns a period, left to a person."""
    _bound(c)
    count = 0
    while count < LONGEST_LIST and c.attempt(_plain_day) is not None:
        count += 1
        if not c.joint():
            break
        _bound(c)
    return (Undated("R2"),) if count > 1 and c.attempt(often) is not None else None


def _every(c: Cursor, found: list[tuple[Rhythm, str]]) -> tuple[Duty, ...]:
    rule = found[0][1] if len(found) == 1 else "R8"
    rhythms = tuple(rhythm for rhythm, _ in found)
    return (Every(rhythms, rule, c.attempt(limits)),)


def _further(c: Cursor) -> tuple[Rhythm, str] | None:
    if not c.joint():
        return None
    c.take(Term.REPORTED)
    return c.longest(_labelled, _rhythm_first, _further_unit)


def _of_unit(c: Cursor) -> Rhythm | None:
    return rhythm_of(unit(c))


def _further_unit(c: Cursor) -> tuple[Rhythm, str] | None:
    """``quý`` and ``năm`` after ``hằng tháng,``."""
    rhythm = c.first(count_of_months, _of_unit)
    if rhythm is None or not (c.peek().mark or c.peek().has(Term.AND)):
        return None
    return (rhythm, _rule(rhythm))


def _rhythm_first(c: Cursor) -> tuple[Rhythm, str] | None:
    """R1–R11: ``hằng tháng ((,|:|()? (bound)? ngày d)?``."""
    rhythm = c.attempt(often)
    if rhythm is None:
        return None
    anchored = c.attempt(lambda c: _anchor_after(c, rhythm))
    return (anchored, _rule(anchored)) if anchored else (rhythm, _rule(rhythm))


def _labelled(c: Cursor) -> tuple[Rhythm, str] | None:
    """R8: ``(6 tháng|tháng|quý|năm)(:| () (bound)? D``, ``báo cáo (6 tháng|năm) (bound) D``."""
    if c.peek(-1).digits:
        return None  # "kỷ niệm 20 năm (ngày 06/11/2003)"
    is_report = c.peek(-1).has(Term.REPORTED)
    rhythm = c.first(count_of_months, _of_unit)
    if rhythm is None or rhythm.unit is not Unit.MONTH:
        return None
    has_sign = c.peek().mark in (":", "(") and c.peek(1).has(*_BOUND_WORDS, Term.DAY)
    if not has_sign and not (is_report and c.peek().has(*_BOUND_WORDS)):
        return None
    anchored = _anchor_after(c, rhythm)
    return None if anchored is None else (anchored, _rule(anchored))


def _anchor_after(c: Cursor, rhythm: Rhythm) -> Rhythm | None:
    sign = c.mark("(:,;-")
    c.take(Term.AND)
    bound = _bound(c)
    hour = c.attempt(clock)
    anchor: Anchor | None = c.longest(_day_of_period, _edge_of_period, _dates, _weekday, _plain_day)
    if not _fits(rhythm, anchor, hour):
        return None
    if sign == "(":
        c.mark(")")
    return _with(rhythm, anchor, bound, hour)


def _fits(rhythm: Rhythm, anchor: Anchor | None, hour: Clock | None) -> bool:
    if rhythm.unit is Unit.MONTH:
        if anchor is None or isinstance(anchor, DayOfWeek):
            return False
        return isinstance(anchor, DatesOfYear) or anchor.months in (0, 1, rhythm.months)
    if rhythm.unit is Unit.WEEK:
        return isinstance(anchor, DayOfWeek)
    return anchor is None and hour is not None


def _with(rhythm: Rhythm, anchor: Anchor | None, bound: Bound | None, hour: Clock | None) -> Rhythm:
    unsaid = Bound.ON if rhythm.unit is Unit.WEEK else Bound.BY
    return rhythm._replace(
        anchor=anchor or rhythm.anchor,
        bound=bound or unsaid,
        at_time=hour.time if hour else None,
    )


def _bound(c: Cursor) -> Bound | None:
    found: Bound | None = None
    while True:
        if c.take(Term.BEFORE):
            found = Bound.BEFORE
        elif c.take(*_BOUND_WORDS):
            found = found or Bound.BY
        elif not (c.take(Term.IS, Term.AT, Term.IN, Term.FULLY) or (found and c.mark(":"))):
            return found


def _anchored(c: Cursor) -> tuple[Rhythm, str] | None:
    """R2, R3, R5, R6, R9–R11: ``(bound)? D (hằng …)``, where D itself may name the rhythm."""
    bound = _bound(c)
    hour = c.attempt(clock)
    if hour is not None:
        c.mark(",")
    anchor: Anchor | None = c.longest(_day_of_period, _edge_of_period, _dates, _weekday, _plain_day)
    if anchor is None and hour is None:
        return None
    c.mark(",(")
    rhythm = c.attempt(often) or _implied(anchor, hour)
    if rhythm is None or not _fits(rhythm, anchor, hour):
        return None
    c.mark(")")
    found = _with(rhythm, anchor, bound, hour)
    return (found, _rule(found))


def _implied(anchor: Anchor | None, hour: Clock | None) -> Rhythm | None:
    """Return the rhythm that the day itself names: "ngày 15 của tháng cuối quý"."""
    if isinstance(anchor, DayOfWeek) and hour is not None:
        return Rhythm(Unit.WEEK)
    if isinstance(anchor, DayOfPeriod | EdgeOfPeriod) and anchor.months:
        return Rhythm(Unit.MONTH, anchor.months)
    return None


def _day_of_period(c: Cursor) -> DayOfPeriod | None:
    """R2–R6: ``(ngày)? d (của)? tháng (sau | báo cáo | (đầu|cuối|thứ k) (của)? quý (sau)?)``."""
    c.take(Term.DAY)
    number = c.number(1, 31)
    if number is None:
        return None
    c.take(Term.OF)
    c.take(Term.EVERY)
    if not c.take(Term.MONTH):
        return None
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
    """R8, R9: one date or several, "trước ngày 15/6 và 15/12"."""
    first = c.attempt(day)
    if first is None:
        return None
    days = [first]
    while len(days) < LONGEST_LIST:
        further = c.attempt(_further_date)
        if further is None:
            break
        days.append(further)
    return DatesOfYear(tuple(days))


def _further_date(c: Cursor) -> Day | None:
    if not c.joint():
        return None
    _bound(c)
    return day(c)


def _weekday(c: Cursor) -> DayOfWeek | None:
    c.take(Term.MORNING, Term.AFTERNOON, Term.EVENING)
    found = weekday(c)
    return None if found is None else DayOfWeek(found)


def _rule(rhythm: Rhythm) -> str:
    """Name the rule of 5.4 by the rhythm and its day."""
    if rhythm.unit is Unit.WEEK:
        return "R10"
    if rhythm.unit is not Unit.MONTH:
        return "R11"
    anchor = rhythm.anchor
    if isinstance(anchor, DayOfPeriod) and rhythm.months == 1:
        return "R3" if anchor.shift else "R2"
    if isinstance(anchor, DayOfPeriod) and rhythm.months == LAST_OF_QUARTER:
        return "R5" if anchor.month in (LAST_OF_QUARTER, LAST_MONTH) else "R6"
    return _RULE_OF_MONTHS.get(rhythm.months, "R13")

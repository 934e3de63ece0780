"""The grammar of duties that come back (5.4)."""

from tracker.core.phrases.anchors import BOUND_WORDS, LAST_OF_QUARTER, anchor, bound
from tracker.core.phrases.bounds import LONGEST_LIST
from tracker.core.phrases.clocks import Clock, clock
from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.dates import day
from tracker.core.phrases.lists import limits
from tracker.core.phrases.nodes import (
    LAST_MONTH,
    Anchor,
    DatesOfYear,
    DayOfPeriod,
    DayOfWeek,
    DaysOfMonth,
    Duty,
    EdgeOfPeriod,
    Every,
    Rhythm,
    StretchesOfYear,
    Unit,
)
from tracker.core.phrases.often import MONTHS_OF_YEAR, often, period
from tracker.core.phrases.reading import Bound
from tracker.core.phrases.vocabulary import Term

_BY_RULE = (Term.BASIS, Term.UNDATED)  # "theo Nghị định …", "theo quy định"
_HALF = 6  # months
_RULE_OF_MONTHS = {1: "R1", 3: "R4", 6: "R7", 12: "R9"}


def recurring(c: Cursor) -> tuple[Duty, ...] | None:
    """Read one rhythm or a list of them (R8), and the span that limits it."""
    first = c.longest(_anchored, _rhythm_first, _labelled, _of_report, _listed)
    if first is None:
        return None
    found = [first]
    while len(found) < LONGEST_LIST:
        further = c.attempt(_further)
        if further is None:
            break
        found.append(further)
    return _every(c, found)


def _every(c: Cursor, found: list[tuple[Rhythm, str]]) -> tuple[Duty, ...]:
    rule = found[0][1] if len(found) == 1 else "R8"
    rhythms = tuple(rhythm for rhythm, _ in found)
    return (Every(rhythms, rule, c.attempt(limits)),)


def _further(c: Cursor) -> tuple[Rhythm, str] | None:
    if not (c.joint() or c.mark("/")):
        return None
    c.take(Term.REPORTED)
    return c.longest(_labelled, _labelled_in_list, _rhythm_first, _further_unit, _first_half, _of_report)


def _further_unit(c: Cursor) -> tuple[Rhythm, str] | None:
    """``quý`` and ``năm`` after ``hằng tháng,``."""
    rhythm = c.attempt(period)
    if rhythm is None or not (c.peek().mark or c.peek().has(Term.AND, *_BY_RULE)):
        return None
    return (rhythm, _rule(rhythm))


def _first_half(c: Cursor) -> tuple[Rhythm, str] | None:
    """``6 tháng đầu năm`` after ``hằng quý,``."""
    if not (c.number(_HALF, _HALF) and c.take(Term.MONTH) and c.take(Term.FIRST) and c.take(Term.YEAR)):
        return None
    rhythm = Rhythm(Unit.MONTH, _HALF)
    return (rhythm, _rule(rhythm)) if _ends_item(c) else None


def _ends_item(c: Cursor) -> bool:
    """Whether a list of periods ends or goes on here, or the law that asks for the report follows."""
    return c.is_listed() or c.peek().has(*_BY_RULE)


def _rhythm_first(c: Cursor) -> tuple[Rhythm, str] | None:
    """R1–R11: ``hằng … (,|:|()? (mốc)? D``."""
    rhythm = c.attempt(often)
    if rhythm is None:
        return None
    anchored = c.attempt(lambda c: _anchor_after(c, rhythm))
    return (anchored, _rule(anchored)) if anchored else (rhythm, _rule(rhythm))


def _labelled(c: Cursor) -> tuple[Rhythm, str] | None:
    """R8: ``(6 tháng|tháng|quý|năm)(:| () (mốc)? D``, ``báo cáo (6 tháng|năm) mốc D``."""
    if c.peek(-1).digits:
        return None  # "kỷ niệm 20 năm (ngày 06/11/2003)"
    is_report = c.peek(-1).has(Term.REPORTED)
    rhythm = c.attempt(period)
    if rhythm is None or rhythm.unit is not Unit.MONTH:
        return None
    has_sign = c.peek().mark in (":", "(") and c.peek(1).has(*BOUND_WORDS, Term.DAY)
    if not has_sign and not (is_report and c.peek().has(*BOUND_WORDS)):
        return None
    anchored = _anchor_after(c, rhythm)
    return None if anchored is None else (anchored, _rule(anchored))


def _listed(c: Cursor) -> tuple[Rhythm, str] | None:
    """R8: ``tháng, quý, năm``, ``tháng/quý/năm``: the first of several periods."""
    is_number = c.peek().digits > 0
    rhythm = c.attempt(period)
    end = c.at
    joins = c.joint() or (not is_number and c.mark("/") != "")
    if rhythm is None or not joins or not (c.attempt(_first_half) or c.attempt(period)) or not _ends_item(c):
        return None
    c.at = end
    return (rhythm, _rule(rhythm))


def _labelled_in_list(c: Cursor) -> tuple[Rhythm, str] | None:
    """R8: ``…, năm mốc D`` after another rhythm."""
    rhythm = c.attempt(period)
    if rhythm is None or rhythm.unit is not Unit.MONTH or not c.peek().has(*BOUND_WORDS):
        return None
    anchored = _anchor_after(c, rhythm)
    return None if anchored is None else (anchored, _rule(anchored))


def _of_report(c: Cursor) -> tuple[Rhythm, str] | None:
    """R8: ``(mốc)? D (đối với|cho|() báo cáo (6 tháng|quý|năm))?``."""
    limit = bound(c)
    found = c.attempt(day)
    bracket = c.mark("(")
    is_linked = c.take(Term.FOR) or bracket
    if found is None or not is_linked or not c.take(Term.REPORTED):
        return None
    rhythm = c.attempt(often) or c.attempt(period)
    if rhythm is None or rhythm.unit is not Unit.MONTH or (bracket and not c.mark(")")):
        return None
    anchored = _with(rhythm, DatesOfYear((found,)), limit, None)
    return (anchored, _rule(anchored))


def _anchor_after(c: Cursor, rhythm: Rhythm) -> Rhythm | None:
    sign = c.mark("(:,;-")
    c.take(Term.AND)
    limit = bound(c)
    hour = c.attempt(clock)
    is_number = c.peek().digits > 0
    found = c.attempt(anchor)
    if not _fits(rhythm, found, hour) or (is_number and isinstance(found, DayOfPeriod)):
        return None  # "hằng năm 2%", "hằng quý, 6 tháng": the number is no day
    if sign == "(":
        c.mark(")")
    return _with(rhythm, found, limit, hour)


def _fits(rhythm: Rhythm, at: Anchor | None, hour: Clock | None) -> bool:
    if rhythm.unit is Unit.MONTH:
        if isinstance(at, DayOfPeriod | EdgeOfPeriod):
            return at.months in (0, 1, rhythm.months)
        if isinstance(at, DaysOfMonth):
            return rhythm.months == 1
        if isinstance(at, StretchesOfYear):
            return rhythm.months * len(at.stretches) == MONTHS_OF_YEAR or rhythm.months == MONTHS_OF_YEAR
        return isinstance(at, DatesOfYear)
    if rhythm.unit is Unit.WEEK:
        return isinstance(at, DayOfWeek)
    return at is None and hour is not None


def _with(rhythm: Rhythm, at: Anchor | None, limit: Bound | None, hour: Clock | None) -> Rhythm:
    unsaid = Bound.ON if rhythm.unit is Unit.WEEK else Bound.BY
    if isinstance(at, StretchesOfYear):
        unsaid = Bound.WITHIN
    return rhythm._replace(
        anchor=at or rhythm.anchor,
        bound=limit or unsaid,
        at_time=hour.time if hour else None,
    )


def _anchored(c: Cursor) -> tuple[Rhythm, str] | None:
    """R1, R2, R4, R7, R9–R11: ``(mốc)? D hằng …``; in R3, R5 and R6 the day itself names the rhythm."""
    c.take(Term.PERIODIC)
    limit = bound(c)
    hour = c.attempt(clock)
    if hour is not None:
        c.mark(",")
    is_number = c.peek().digits > 0
    found = c.attempt(anchor)
    if found is None and hour is None:
        return None
    bracket = c.mark(",(")
    if is_number and isinstance(found, DayOfPeriod) and not (found.months or c.peek().has(Term.EVERY)):
        return None  # "01 năm 01 lần": the number is no day
    rhythm = c.attempt(often) or _implied(c, found, hour)
    if rhythm is None or not _fits(rhythm, found, hour):
        return None
    if bracket == "(":
        c.mark(")")
    elif c.peek(-1).mark == ",":
        c.at -= 1
    anchored = _with(rhythm, found, limit, hour)
    return (anchored, _rule(anchored))


def _implied(c: Cursor, at: Anchor | None, hour: Clock | None) -> Rhythm | None:
    """Return the rhythm that the day itself names: "ngày 15 của tháng cuối quý"."""
    if isinstance(at, DayOfWeek) and hour is not None:
        return None if c.peek().has(Term.DAY) or c.peek().digits else Rhythm(Unit.WEEK)
    if isinstance(at, DayOfPeriod | EdgeOfPeriod) and at.months:
        return Rhythm(Unit.MONTH, at.months)
    return None


def _rule(rhythm: Rhythm) -> str:
    """Name the rule of 5.4 by the rhythm and its day."""
    if rhythm.unit is Unit.WEEK:
        return "R10"
    if rhythm.unit is not Unit.MONTH:
        return "R11"
    anchor = rhythm.anchor
    if isinstance(anchor, DaysOfMonth):
        return "R2"
    if isinstance(anchor, DayOfPeriod) and rhythm.months == 1:
        return "R3" if anchor.shift else "R2"
    if isinstance(anchor, DayOfPeriod) and rhythm.months == LAST_OF_QUARTER:
        return "R5" if anchor.month in (LAST_OF_QUARTER, LAST_MONTH) else "R6"
    return _RULE_OF_MONTHS.get(rhythm.months, "R13")

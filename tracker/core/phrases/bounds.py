"""The grammar of bounds and events (5.2)."""

from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.dates import Clock, bare_day, clock, day, point
from tracker.core.phrases.nodes import At, Bare, Day, Duty, Limit, Part, Point, Stretch, Unknowable, Year
from tracker.core.phrases.periods import stretch
from tracker.core.phrases.reading import Bound
from tracker.core.phrases.vocabulary import Term

LONGEST_LIST = 12
_Place = tuple[Clock | None, Point | Stretch]


def bounded(c: Cursor) -> tuple[Duty, ...] | None:
    """Read a bound and what it bounds; "trước ngày A và ngày B" bounds twice (P16)."""
    limit = c.longest(before, latest, not_after, until, through, within_day)
    if limit is None:
        return None
    limits = [limit]
    while len(limits) < LONGEST_LIST:
        further = c.attempt(lambda c: _further(c, limit))
        if further is None:
            break
        limits.append(further)
    return tuple(limits)


def _further(c: Cursor, limit: Limit) -> Limit | None:
    if not c.joint() or not isinstance(limit.at, Day):
        return None
    found = c.attempt(day)
    return None if found is None else limit._replace(at=found)


def before(c: Cursor) -> Limit | None:
    """B1–B3: ``(chậm nhất)? trước (HH giờ)? (ngày)? D``, ``trước (tháng|quý|năm|kỳ họp …) X``."""
    if c.take(Term.LATEST):
        _link(c)
    if not c.take(Term.BEFORE):
        return None
    c.mark(":,")
    place = _place(c)
    if place is None:
        return None
    hour, at = place
    if hour is not None:
        return _before_hour(hour, at)
    rule = "B1" if isinstance(at, Day) else "B3"
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
    """B5, B6: ``đến (hết)? (ngày)? D``, ``đến (hết)? (tháng|quý|năm) X``, ``đến cuối năm (Y)``."""
    if not c.take(Term.UNTIL):
        return None
    c.mark(":")
    c.take(Term.FULLY)
    limit = _by(c, "B5")
    if limit and isinstance(limit.at, Year) and limit.at.part is Part.LAST:
        return limit._replace(rule="B6")
    return limit


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
    while c.take(Term.IS, Term.AT, Term.IN) or c.mark(":,"):
        pass


def _by(c: Cursor, rule: str) -> Limit | None:
    place = _place(c)
    if place is None:
        return None
    hour, at = place
    return Limit(Bound.BY, at, rule, hour.time if hour else None)


def _place(c: Cursor) -> _Place | None:
    hour = c.attempt(clock)
    if hour is not None:
        c.mark(",")
    at: Point | Stretch | None = c.longest(point, stretch, bare_day)
    if at is None or (hour is not None and not isinstance(at, Day | Unknowable)):
        return None
    late = c.attempt(_hour_after) if hour is None and isinstance(at, Day) else None
    return (hour or late, at)


def _hour_after(c: Cursor) -> Clock | None:
    c.mark(",")
    return clock(c) if c.take(Term.AT) else None


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


def _day_then_hour(c: Cursor) -> At | None:
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
    return At(found, "B9", hour.time)


def bare(c: Cursor) -> tuple[Duty, ...] | None:
    """B8, B10: ``(vào)? D`` alone; a list of days is a turn each (P16)."""
    c.take(Term.AT)
    found: Point | None = c.longest(point, bare_day)
    if found is None:
        return None
    days: list[Duty] = [Bare(found)]
    while len(days) < LONGEST_LIST:
        further = c.attempt(_further_day)
        if further is None:
            break
        days.append(Bare(further))
    return tuple(days)


def _further_day(c: Cursor) -> Day | None:
    return day(c) if c.joint() else None

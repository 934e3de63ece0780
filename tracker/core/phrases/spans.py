"""The grammar of spans and lists (P2, P6, P11–P13, P16)."""

from collections.abc import Callable

from tracker.core.phrases.clocks import clock
from tracker.core.phrases.cursor import Cursor, remembered
from tracker.core.phrases.dates import bare_day
from tracker.core.phrases.nodes import (
    Day,
    Duty,
    Lunar,
    Month,
    Point,
    Quarter,
    Span,
    Stretch,
    Unit,
    Unknowable,
    Year,
    Years,
)
from tracker.core.phrases.periods import quarter_number, stretch, year_tail
from tracker.core.phrases.points import point
from tracker.core.phrases.vocabulary import Term

_Edge = Point | Stretch
Length = tuple[int, Unit]


@remembered
def span(c: Cursor) -> tuple[Duty, ...] | None:
    """Read a span with both its ends and its written length.

    P2: ``(từ)? tháng m (đến|-|hoặc) (hết)? (tháng)? n``. P6: ``(từ)? quý q (đến|-) (quý)? r``.
    P12: ``(N ngày,)? (từ)? (ngày)? D (đến|-) (hết)? (ngày)? E (N ngày)?``.
    """
    length = c.attempt(length_before)
    is_bracketed = c.peek(-1).mark == "(" and length is not None
    lead(c)
    if c.peek(1).has(Term.FROM):
        c.take(Term.WEEK)
    has_from = c.take(Term.FROM, Term.SINCE)
    first: _Edge | None = c.longest(point, stretch, bare_day, naked_day)
    if first is None:
        return None
    if not c.attempt(_joins):
        return None
    c.take(Term.FULLY)
    last = _right_of(c, first)
    joined = None if last is None else _joined(first, last)
    if joined is None or (not has_from and _is_loose(joined)):
        return None
    if is_bracketed:
        c.mark(")")
    return (with_length(joined, length or c.attempt(_length_after)),)


def hours_of_span(c: Cursor) -> tuple[Duty, ...] | None:
    """P12: ``HH giờ (- HH giờ)?, từ ngày D đến E``: the hours of each day of a span."""
    c.take(Term.FROM)
    if c.attempt(clock) is None:
        return None
    if c.mark("-") or c.take(Term.UNTIL):
        c.attempt(clock)
    c.mark(",(")
    found = span(c)
    c.mark(")")
    return found


def _joins(c: Cursor) -> bool | None:
    """``đến``, ``-``, ``hoặc``, ``, kết thúc``: what stands between both ends."""
    c.mark(",")
    if c.mark("-~→") or c.take(Term.UNTIL, Term.OR):
        return True
    c.take(Term.AND)
    ends = c.take(Term.DONE)
    c.take(Term.AT)
    return ends or None


def lead(c: Cursor) -> None:
    """Skip ``trong``, ``trong vòng``, ``vào`` before a stretch; "sau" says that it is over."""
    if not c.peek().has(Term.NEXT):
        c.take(Term.IN, Term.WITHIN_TERM)
    c.take(Term.AT)


def naked_day(c: Cursor) -> Day | None:
    """Read the number of a day whose month stands elsewhere."""
    number = c.number(1, 31)
    return None if number is None else Day(number)


def _right_of(c: Cursor, first: _Edge) -> _Edge | None:
    """Read the right side: in full, or only the number of a month, a quarter or a day."""
    number: Callable[[Cursor], _Edge | None] = bare_day
    if isinstance(first, Month):
        number = month_alone
    if isinstance(first, Quarter):
        number = quarter_alone
    found: _Edge | None = c.longest(point, stretch, number)
    return found


def month_alone(c: Cursor) -> Month | None:
    """Read ``m(/y)?`` after another month."""
    number = c.number(1, 12)
    return None if number is None else Month(number, *year_tail(c))


def quarter_alone(c: Cursor) -> Quarter | None:
    """Read ``IV(/y)?`` after another quarter."""
    number = quarter_number(c)
    return None if number is None else Quarter(number, *year_tail(c))


def length_before(c: Cursor) -> Length | None:
    """``trong 3 ngày, …``, ``03 ngày (…)``: how long the span is said to be."""
    c.take(Term.IN)
    opened = c.mark("(")
    found = _length(c)
    closed = c.mark("),:(-")
    return found if (closed == ")") == bool(opened) else None


def _length_after(c: Cursor) -> Length | None:
    """``(3 ngày)``, ``, trong 3 ngày``."""
    opened = c.mark("(,")
    c.take(Term.IN)
    found = _length(c) if opened else None
    return found if opened != "(" or c.mark(")") else None


def _length(c: Cursor) -> Length | None:
    days = c.number(1, 99)
    if days is None:
        return None
    unit = Unit.WORKING_DAY if c.take(Term.WORKING_DAY) else Unit.DAY if c.take(Term.DAY) else None
    return None if unit is None or c.peek().digits or c.peek().has(Term.SINCE, Term.BEFORE) else (days, unit)


def with_length(span: Span, length: Length | None) -> Span:
    """Let a span know how long it is said to be."""
    return span if length is None else span._replace(days=length[0], unit=length[1])


def _joined(first: _Edge, last: _Edge) -> Span | None:
    """Let a day without a month borrow that of the other side; name the rule."""
    if isinstance(first, Day):
        if isinstance(last, Day):
            last = last if last.month else last._replace(month=first.month, year=first.year)
            first = first if first.month else first._replace(month=last.month)
        return Span(first, last, "P12") if first.month else None
    if isinstance(first, Lunar) and isinstance(last, Lunar):
        return Span(first if first.month else first._replace(month=last.month), last, "P12")
    if isinstance(first, Unknowable):
        return Span(first, last, "P12")
    kinds = {type(first), type(last)}
    rule = "P2" if kinds == {Month} else "P6" if kinds == {Quarter} else "P11" if kinds == {Year} else "P12"
    return Span(first, last, rule)


def _is_loose(found: Span) -> bool:
    """Tell "1/2 - 3/4" from a span: without "từ" the right side must be certain to be a date."""
    return isinstance(found.last, Day) and found.last.month is None


def open_span(c: Cursor) -> tuple[Duty, ...] | None:
    """P13: ``từ X (trở đi)?``, ``X và các năm tiếp theo``, ``từ X đến khi …``."""
    lead(c)
    has_from = c.take(Term.FROM, Term.SINCE)
    first: _Edge | None = c.longest(point, stretch)
    if first is None or isinstance(first, Years):
        return None
    is_open = c.take(Term.ONWARD, Term.FOLLOWING_YEARS)
    c.mark(",")
    if c.take(Term.UNTIL_EVENT):
        c.swallow()
        is_open = True
    elif c.peek(-1).mark == ",":
        c.at -= 1
    return (Span(first, None, "P13"),) if has_from or is_open else None

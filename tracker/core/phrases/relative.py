"""The grammar of times that hang on something else (5.5), and of words without a date."""

from tracker.core.phrases.bounds import LONGEST_LEAD
from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.dates import day
from tracker.core.phrases.lengths import UNITS, ends_count, in_words, unit
from tracker.core.phrases.lists import limits
from tracker.core.phrases.nodes import After, Always, Day, Duty, FromIssue, Undated, Unit
from tracker.core.phrases.periods import quarter_number, stretch, year_words, years
from tracker.core.phrases.reading import Bound
from tracker.core.phrases.vocabulary import Term

LONGEST_LENGTH = 999
_WORDS_OF_EVENT = 6  # between "trước ngày" and how long before


def counted(c: Cursor) -> tuple[Duty, ...] | None:
    """Read a length and where it starts.

    L1: ``(trong thời hạn)? N ngày (làm việc)? (kể từ|sau) (ngày|khi) ban hành``.
    L2: ``(trong thời hạn)? N ngày (kể từ ngày nhận …|sau khi …)?``. L6: ``N ngày (kể từ|sau) ngày D``.
    Days at the edge of what is no month ("N ngày đầu quý q") have no date, and are told.
    """
    bound = _lead(c)
    length = c.attempt(_length)
    if length is None:
        return None
    count, of = length
    if c.attempt(_edge_of_period):
        return (Undated("L2", "phrase.unread"),)
    if not c.attempt(_since):
        return (Undated("L2"),) if bound else None
    if c.attempt(own_issue):
        return (After(count, of, bound or Bound.WITHIN),)
    start = c.attempt(day)
    if start is not None:
        return (After(count, of, bound or Bound.WITHIN, "L6", start),)
    _event(c)
    return (Undated("L2"),)


def _edge_of_period(c: Cursor) -> bool | None:
    """``(đầu|cuối) (của)? (quý q|năm y|(mỗi|hằng)? (tháng|quý|năm))``."""
    if not ends_count(c) or not c.take(Term.FIRST, Term.LAST):
        return None
    c.take(Term.OF)
    c.take(Term.EVERY)
    if c.attempt(stretch) is None and not c.take(*UNITS):
        return None
    return c.attempt(_turning) or True


def _turning(c: Cursor) -> bool | None:
    """``hằng tháng`` after its period."""
    return (c.take(Term.EVERY) and c.take(*UNITS)) or None


def _since(c: Cursor) -> bool | None:
    """``kể từ``, ``, kể từ``, ``sau``; ``sau khi`` too, whose event follows."""
    if c.take(Term.FROM):
        return c.peek().has(Term.DAY, Term.WHEN) or None
    c.mark(",")
    return c.take(Term.SINCE, Term.NEXT) or c.peek().has(Term.AFTER_EVENT) or None


def _event(c: Cursor) -> None:
    """Pass over an event and its day, which is no deadline; of a period also the name: "kết thúc quý"."""
    c.swallow()
    if c.attempt(day) is None and c.peek(-1).has(Term.DONE):
        c.attempt(stretch) or c.take(*UNITS, Term.SCHOOL_YEAR, Term.SCHOOL_TERM)


def after_day(c: Cursor) -> tuple[Duty, ...] | None:
    """L5: ``sau ngày D``, ``không trước ngày D``: nothing is due by then."""
    if not c.take(Term.NEXT, Term.NOT_BEFORE) or c.attempt(day) is None:
        return None
    return (Undated("L5"),)


def _lead(c: Cursor) -> Bound | None:
    bound: Bound | None = None
    for _ in range(LONGEST_LEAD):
        if c.take(Term.LATEST, Term.NOT_OVER):
            bound = Bound.BY
        elif c.take(Term.WITHIN_TERM, Term.IN):
            bound = bound or Bound.WITHIN
        elif not (bound and (c.take(Term.IS) or c.mark(":"))):
            break
    return bound


def _length(c: Cursor) -> tuple[int, Unit] | None:
    """``N (bằng chữ)? (ngày làm việc|ngày|tuần|tháng|năm)``."""
    count = c.numeral(1, LONGEST_LENGTH)
    if count is None:
        return None
    c.attempt(in_words)
    of = unit(c)
    return None if of is None or c.peek().digits else (count, of)


def own_issue(c: Cursor) -> bool | None:
    """``(ngày|khi) (ký|ban hành) (Kế hoạch này)?``, ``ngày Kế hoạch này được ban hành``: its own day."""
    if not c.take(Term.DAY, Term.WHEN, Term.AFTER_EVENT):
        return None
    is_named = c.take(Term.THIS_PAPER)
    if not c.take(Term.ISSUING):
        return None
    is_named = c.take(Term.THIS_PAPER, Term.PLAN) or is_named
    if is_named and c.peek().has(Term.OF):
        return None  # the plan of another office
    if is_named:
        return True
    goes_on = c.peek().is_word and not c.peek().starts_line
    return None if goes_on and not c.peek().has(Term.AND) else True


def before_event(c: Cursor) -> tuple[Duty, ...] | None:
    """L3: ``(chậm nhất|ít nhất)? N ngày (làm việc)? trước ngày D``; before an event, no day."""
    _lead(c)
    length = c.attempt(_length)
    if length is None or not c.take(Term.BEFORE, Term.BEFORE_EVENT):
        return None
    start = c.attempt(day)
    if start is not None:
        return _back(length, start)
    _event(c)
    return (Undated("L3"),)


def before_that_by(c: Cursor) -> tuple[Duty, ...] | None:
    """L3: ``trước ngày D (ít nhất)? N ngày``, ``trước ngày khai mạc (ít nhất)? N ngày``."""
    if not c.take(Term.BEFORE):
        return None
    start = c.attempt(day)
    if start is None:
        _words_to_number(c)
    c.take(Term.AT_LEAST, Term.NOT_OVER, Term.LATEST)
    length = c.attempt(_length)
    if length is None:
        return None
    if start is not None:
        return _back(length, start)
    c.attempt(_day_in_brackets)
    return (Undated("L3"),)


def _back(length: tuple[int, Unit], start: Day) -> tuple[Duty, ...]:
    return (After(-length[0], length[1], Bound.BY, "L3", start),)


def _words_to_number(c: Cursor) -> None:
    for _ in range(_WORDS_OF_EVENT):
        token = c.peek()
        if token.has(Term.AT_LEAST) or not token.is_word or token.starts_line:
            return
        c.at += 1


def _day_in_brackets(c: Cursor) -> Day | None:
    """``(ngày D)`` after an event and its distance: nobody can say which of the two it dates."""
    found = day(c) if c.mark("(") else None
    return found if c.mark(")") else None


def from_issue(c: Cursor) -> tuple[Duty, ...] | None:
    """L4: ``(trong)? (tuần|tháng|quý) (này|sau)``, ``ngày mai``, ``cùng ngày``."""
    c.take(Term.IN)
    if c.take(Term.TOMORROW):
        return (FromIssue(Unit.DAY, 1),)
    if c.take(Term.TODAY):
        return (FromIssue(Unit.DAY, 0),)
    of = unit(c)
    if of is None or of in (Unit.DAY, Unit.WORKING_DAY, Unit.YEAR):
        return None
    if c.take(Term.NEXT):
        return (FromIssue(of, 1),)
    return (FromIssue(of, 0),) if c.take(Term.THIS) else None


def always(c: Cursor) -> tuple[Duty, ...] | None:
    """P15: ``thường xuyên``, ``liên tục``."""
    if not c.take(Term.ALWAYS):
        return None
    while c.mark(",") or c.take(Term.AND):
        if not c.take(Term.ALWAYS):
            c.at -= 1
            break
    return (Always(c.attempt(limits)),)


def on_event(c: Cursor) -> tuple[Duty, ...] | None:
    """L5: ``ngay sau khi …``, ``trước khi …``, ``khi có yêu cầu``, ``đến khi …``."""
    if c.take(Term.ON_DEMAND):
        return (Undated("L5"),)
    if not c.take(Term.AFTER_EVENT, Term.UNTIL_EVENT, Term.BEFORE_EVENT):
        return None
    _event(c)
    return (Undated("L5"),)


def school(c: Cursor) -> tuple[Duty, ...] | None:
    """P14: ``(đầu|cuối)? (học kỳ I|hè|năm học) (năm học)? (y - z|y)?``: the school's own calendar decides."""
    c.take(Term.IN)
    c.take(Term.FIRST, Term.MIDDLE, Term.LAST)
    if c.take(Term.SCHOOL_TERM):
        c.first(quarter_number)
    elif not c.take(Term.SUMMER, Term.SCHOOL_YEAR):
        return None
    c.mark("/,(")
    c.take(Term.SCHOOL_YEAR)
    c.first(years, year_words, Cursor.year)
    if c.peek(-1).mark == "(" or (c.peek(-1).mark and not c.peek(-1).digits):
        c.at -= 1
    return (Undated("P14", "phrase.school"),)


def customary(c: Cursor) -> tuple[Duty, ...] | None:
    """R12: ``theo quy định``, ``theo tiến độ``: words without a day."""
    if not c.take(Term.UNDATED):
        return None
    return None if c.peek().has(Term.NUMBERED) or c.peek().is_code else (Undated("R12"),)

"""The grammar of times that hang on something else (5.5), and of words without a date."""

from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.dates import day
from tracker.core.phrases.nodes import After, Always, Duty, FromIssue, Undated, Unit
from tracker.core.phrases.periods import unit
from tracker.core.phrases.reading import Bound
from tracker.core.phrases.spans import limits
from tracker.core.phrases.vocabulary import Term

LONGEST_LENGTH = 999
_WORDS_IN_BRACKETS = 4


def counted(c: Cursor) -> tuple[Duty, ...] | None:
    """L1, L2, L6: ``(trong thời hạn)? N ngày (làm việc)? (kể từ|sau) (ngày ban hành | ngày D | …)``."""
    bound = _lead(c)
    length = c.attempt(_length)
    if length is None:
        return None
    count, of = length
    if not c.take(Term.SINCE, Term.FROM, Term.NEXT):
        return (Undated("L2"),) if bound else None
    if c.attempt(_own_issue):
        return (After(count, of, bound or Bound.WITHIN),)
    start = c.attempt(day)
    if start is not None:
        return (After(count, of, bound or Bound.WITHIN, "L6", start),)
    c.swallow()
    c.attempt(day)  # the day of an event or of another paper is no deadline
    return (Undated("L2"),)


def after_day(c: Cursor) -> tuple[Duty, ...] | None:
    """L5: ``sau ngày D``, ``không trước ngày D``: nothing is due by then."""
    if not c.take(Term.NEXT, Term.NOT_BEFORE) or c.attempt(day) is None:
        return None
    return (Undated("L5"),)


def _lead(c: Cursor) -> Bound | None:
    bound: Bound | None = None
    while True:
        if c.take(Term.LATEST, Term.NOT_OVER):
            bound = Bound.BY
        elif c.take(Term.WITHIN_TERM, Term.IN):
            bound = bound or Bound.WITHIN
        elif not (bound and (c.take(Term.IS) or c.mark(":"))):
            return bound


def _length(c: Cursor) -> tuple[int, Unit] | None:
    """``N (bằng chữ)? (ngày làm việc|ngày|tuần|tháng|năm)``."""
    count = c.numeral(1, LONGEST_LENGTH)
    if count is None:
        return None
    c.attempt(_in_words)
    of = unit(c)
    return None if of is None or c.peek().digits else (count, of)


def _in_words(c: Cursor) -> bool | None:
    """``(mười lăm)`` after its digits."""
    if not c.mark("("):
        return None
    for _ in range(_WORDS_IN_BRACKETS):
        if c.mark(")"):
            return True
        if not c.peek().is_word:
            return None
        c.at += 1
    return c.mark(")") == ")" or None


def _own_issue(c: Cursor) -> bool | None:
    """``ngày (ký|ban hành) (Kế hoạch này)?``, ``ngày Kế hoạch này được ban hành``: this document's day."""
    if not c.take(Term.DAY):
        return None
    is_named = c.take(Term.THIS_PAPER)
    if not c.take(Term.ISSUING):
        return None
    is_named = c.take(Term.THIS_PAPER) or is_named
    if is_named:
        return True
    goes_on = c.peek().is_word and not c.peek().starts_line
    return None if goes_on and not c.peek().has(Term.AND) else True


def before_event(c: Cursor) -> tuple[Duty, ...] | None:
    """L3: ``chậm nhất N ngày trước …``, ``trước … ít nhất N ngày``: the event has no day here."""
    _lead(c)
    if c.attempt(_length) is None or not c.take(Term.BEFORE):
        return None
    if c.attempt(day) is None:
        c.swallow()
        c.attempt(day)
    return (Undated("L3"),)


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
    """L5: ``ngay sau khi …``, ``khi có yêu cầu``, ``đến khi …``."""
    if c.take(Term.ON_DEMAND):
        return (Undated("L5"),)
    if not c.take(Term.AFTER_EVENT, Term.UNTIL_EVENT):
        return None
    c.swallow()
    return (Undated("L5"),)


def customary(c: Cursor) -> tuple[Duty, ...] | None:
    """R12: ``theo quy định``, ``theo tiến độ``: words without a day."""
    return (Undated("R12"),) if c.take(Term.UNDATED) else None

"""Tokens to phrases: the order in which the rules of time are tried, by recursive descent."""

from collections.abc import Callable, Sequence

from tracker.core.phrases.bounds import bare, bounded, event
from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.lexer import Token
from tracker.core.phrases.nodes import Duty, Phrase
from tracker.core.phrases.often import uncounted
from tracker.core.phrases.relative import always, before_event, counted, customary, from_issue, on_event
from tracker.core.phrases.rhythms import recurring
from tracker.core.phrases.spans import day_list, during, open_span, span
from tracker.core.phrases.vocabulary import Term

_RULES: tuple[Callable[[Cursor], tuple[Duty, ...] | None], ...] = (
    recurring,
    bounded,
    event,
    day_list,
    span,
    bare,
    open_span,
    during,
    counted,
    before_event,
    from_issue,
    always,
    on_event,
    uncounted,
    customary,
)
"""Of the rules that read equally far the first one wins; otherwise the longest."""

_AROUND = frozenset(
    {
        Term.AND,
        Term.ANNIVERSARY,
        Term.BASIS,
        Term.DATA,
        Term.DAY_OFF,
        Term.DUE_LABEL,
        Term.GRANTED,
        Term.HANDED_IN,
        Term.HELD,
        Term.IN_FORCE,
        Term.IS,
        Term.MEETING,
        Term.NUMBERED,
        Term.OF,
        Term.PAPER,
        Term.PAST,
        Term.REPORTED,
        Term.SUBJECT,
        Term.TARGET,
        Term.THEN,
        Term.TIME_LABEL,
    }
)
"""Words that stand around a time and never begin one; no rule need be tried on them."""


def phrase_at(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Read the longest phrase of time that begins with this token, if one does."""
    token = tokens[at]
    if token.terms <= _AROUND and not token.digits:
        return None
    c = Cursor(tokens, at)
    is_tentative = _is_tentative(c)
    is_rough = c.take(Term.ROUGHLY)
    duties = c.longest(*_RULES)
    if duties is None:
        return None
    is_tentative = _is_tentative_after(c) or is_tentative
    return Phrase(duties, at, c.at, is_tentative, is_rough)


def _is_tentative(c: Cursor) -> bool:
    """B11: ``dự kiến (là|:|vào)?`` before any time."""
    if not c.take(Term.TENTATIVE):
        return False
    while c.take(Term.IS) or c.mark(":,"):
        pass
    return True


def _is_tentative_after(c: Cursor) -> bool:
    """B11: ``(dự kiến)`` after any time."""
    start = c.at
    if c.mark("(") and c.take(Term.TENTATIVE) and c.mark(")"):
        return True
    c.at = start
    return False

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


def phrase_at(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Read the longest phrase of time that begins with this token, if one does."""
    c = Cursor(tokens, at)
    if not (c.peek().terms or c.peek().digits):
        return None
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

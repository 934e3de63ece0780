"""Tokens to phrases: the order in which the rules of time are tried, by recursive descent."""

from collections.abc import Callable, Sequence
from functools import cache, partial

from tracker.core.phrases.bounds import bare, bounded, event
from tracker.core.phrases.cursor import Cursor
from tracker.core.phrases.lengths import UNITS
from tracker.core.phrases.lexer import Token
from tracker.core.phrases.lists import day_list, during, weeks
from tracker.core.phrases.nodes import Duty, Phrase, Undated
from tracker.core.phrases.often import uncounted
from tracker.core.phrases.relative import (
    after_day,
    always,
    before_event,
    before_that_by,
    counted,
    customary,
    from_issue,
    on_event,
    school,
)
from tracker.core.phrases.rhythms import recurring
from tracker.core.phrases.spans import hours_of_span, open_span, span
from tracker.core.phrases.vocabulary import Term

_RULES: tuple[Callable[[Cursor], tuple[Duty, ...] | None], ...] = (
    recurring,
    bounded,
    event,
    day_list,
    span,
    hours_of_span,
    weeks,
    bare,
    open_span,
    during,
    counted,
    school,
    before_event,
    before_that_by,
    from_issue,
    after_day,
    always,
    on_event,
    uncounted,
    customary,
)
"""Of the rules that read equally far the first one wins; otherwise the longest."""

_RULES_OF_NUMBERS = tuple(
    rule
    for rule in _RULES
    if rule not in (bounded, before_that_by, from_issue, after_day, always, on_event, customary, school)
)
"""The rules that a number can begin; the others begin with a word."""

_RULES_OF_PERIODS = (recurring, span, bare, open_span, during, from_issue, uncounted)
"""The rules that the word for month or quarter can begin."""

_PERIODS = frozenset({Term.MONTH, Term.QUARTER})

_AROUND = frozenset(
    {
        Term.AND,
        Term.ANNIVERSARY,
        Term.AT_LEAST,
        Term.BASIS,
        Term.DATA,
        Term.DAY_OFF,
        Term.DUE_LABEL,
        Term.EACH,
        Term.FOR,
        Term.GRANTED,
        Term.HANDED_IN,
        Term.HELD,
        Term.IN_FORCE,
        Term.IS,
        Term.LEAP,
        Term.LUNAR_YEAR,
        Term.MEETING,
        Term.MUST,
        Term.NUMBERED,
        Term.OF,
        Term.OR,
        Term.PAPER,
        Term.PAST,
        Term.PLAN,
        Term.REPORTED,
        Term.RULING,
        Term.SO_FAR,
        Term.SOLAR,
        Term.SUBJECT,
        Term.TARGET,
        Term.THAT_IS,
        Term.THEN,
        Term.TIME_LABEL,
    }
)
"""Words that stand around a time and never begin one; no rule need be tried on them."""

_COUNTERS = (Term.ROUND, Term.TIMES, Term.WEEKDAY)
"""Words whose number names a round or a rank."""


UNREAD = "unread"
"""The rule of words that speak of time and cannot be read."""

FEWEST_YEAR_DIGITS = 3  # a number after a day that is long enough to be meant as a year


def phrases_in(tokens: Sequence[Token]) -> Callable[[int], Phrase | None]:
    """Return what tells the phrase that begins with a token; from each place it is read once."""
    return cache(partial(phrase_at, tokens))


def phrase_at(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Read the longest phrase of time that begins with this token, if one does."""
    c = Cursor(tokens, at)
    if not _may_begin(c):
        return None
    is_tentative = _is_tentative(c)
    is_rough = c.take(Term.ROUGHLY)
    duties = c.longest(*_rules_of(c.peek()))
    if duties is None:
        return None
    if _cuts_number(c):
        return Phrase((Undated(UNREAD),), at, c.at, is_tentative, is_rough)
    is_tentative = _is_tentative_after(c) or is_tentative
    return Phrase(duties, at, c.at, is_tentative, is_rough)


def _rules_of(token: Token) -> tuple[Callable[[Cursor], tuple[Duty, ...] | None], ...]:
    """Return the rules that a token can begin."""
    if token.digits:
        return _RULES_OF_NUMBERS
    return _RULES_OF_PERIODS if token.terms and token.terms <= _PERIODS else _RULES


def _may_begin(c: Cursor) -> bool:
    """Tell at a glance that no rule fits: most words of a text have nothing to do with time."""
    token, after = c.peek(), c.peek(1)
    if token.digits:
        is_rank = c.peek(-1).has(*_COUNTERS) and after.has(Term.MONTH)  # "đợt 1 tháng 3"
        return not is_rank and not _is_inside_number(c)
    if token.terms <= _AROUND:
        return token.number is not None and after.has(*UNITS)  # "sáu tháng đầu năm"
    return True


def _is_inside_number(c: Cursor) -> bool:
    """Whether a number goes on here: ``1.500``, of which the end is no number of its own."""
    sign = c.peek(-1)
    return (
        sign.mark == "."
        and c.peek(-2).digits > 0
        and c.peek(-2).end == sign.begin
        and sign.end == c.peek().begin
    )


def _cuts_number(c: Cursor) -> bool:
    """``31/5/20223``, ``tháng 6 năm 224``: a year that cannot be read; the rest would be a guess."""
    start = c.at
    before, sign, number = c.peek(-1), c.peek(), c.peek(1)
    is_glued = sign.mark in ("/", "-", ".") and before.end == sign.begin and sign.end == number.begin
    is_long = number.digits >= FEWEST_YEAR_DIGITS or (sign.mark == "/" and number.digits > 0)
    if (is_glued or sign.has(Term.YEAR)) and is_long:
        c.at = start + 2
    return c.at > start


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

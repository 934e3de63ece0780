"""The years that a text names, and which of them belong together."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.core.phrases.around import token_at
from tracker.core.phrases.lexer import Token
from tracker.core.phrases.reading import PhraseReport
from tracker.core.phrases.vocabulary import Term

_FIRST, _LAST = 1900, 2199
_CENTURY = 2000
_LONG, _SHORT = 4, 2  # digits of a year
_MONTHS, _DAYS = 12, 31
_DATE_MARKS = frozenset("/-.")
_JOINTS = frozenset("-/")
_OF_SPAN = (Term.UNTIL, Term.DAY, Term.MONTH, Term.QUARTER, Term.YEAR, Term.SCHOOL_YEAR)


class Mention(NamedTuple):
    """One year: the index of its token and what it says; ``is_name`` for "Giáp Thìn"."""

    at: int
    year: int
    is_name: bool = False


def mentions_in(tokens: Sequence[Token]) -> list[Mention]:
    """Return every number and name that may be a year, in order."""
    found = (_mention(tokens, at) for at in range(len(tokens)))
    return [mention for mention in found if mention]


def _mention(tokens: Sequence[Token], at: int) -> Mention | None:
    token = tokens[at]
    if token.number is None:
        return None
    if token.has(Term.LUNAR_YEAR):
        return Mention(at, token.number, is_name=True)
    if token.digits == _LONG and _FIRST <= token.number <= _LAST:
        return Mention(at, token.number)
    if token.digits == _SHORT and _ends_date(tokens, at):
        return Mention(at, _CENTURY + token.number)
    return None


def _ends_date(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number of two digits is the year of "31/5/24"."""
    day, first, month, second = (token_at(tokens, at - back) for back in (4, 3, 2, 1))
    is_glued = all(one.end == other.begin for one, other in pairwise((day, first, month, second, tokens[at])))
    is_dated = 1 <= (day.number or 0) <= _DAYS and 1 <= (month.number or 0) <= _MONTHS
    return is_glued and is_dated and first.mark in _DATE_MARKS and first.mark == second.mark


def together(
    tokens: Sequence[Token], mentions: Sequence[Mention], report: PhraseReport
) -> list[list[Mention]]:
    """Group the years of one phrase of time, and those that a dash or "đến" joins: "2021 - 2025"."""
    spans = [(found.begin, found.end) for found in report.readings]
    spans += [(found.begin, found.end) for found in report.masked]
    groups: list[list[Mention]] = []
    for mention in mentions:
        before = groups[-1][-1] if groups else None
        if before and (_is_same(tokens, spans, before, mention) or _are_joined(tokens, before, mention)):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _is_same(tokens: Sequence[Token], spans: Sequence[tuple[int, int]], one: Mention, other: Mention) -> bool:
    first, last = tokens[one.at].begin, tokens[other.at].begin
    return any(begin <= first and last < end for begin, end in spans)


def _are_joined(tokens: Sequence[Token], one: Mention, other: Mention) -> bool:
    """Whether nothing but a dash or "đến", and the day or the month of a date, stands between two years."""
    between = tokens[one.at + 1 : other.at]
    is_joined = any(token.mark in _JOINTS or token.has(Term.UNTIL) for token in between)
    return is_joined and all(map(_is_of_span, between))


def _is_of_span(token: Token) -> bool:
    is_number = token.digits > 0 or token.roman is not None
    return is_number or token.mark in _DATE_MARKS or token.has(*_OF_SPAN)

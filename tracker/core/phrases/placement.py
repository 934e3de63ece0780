"""Whether words of time count as the time of a duty, and as an event or a deadline."""

from collections.abc import Sequence
from itertools import pairwise

from tracker.core.phrases.around import follows, left_of, token_at
from tracker.core.phrases.lexer import END, Token
from tracker.core.phrases.nodes import (
    After,
    Always,
    At,
    Bare,
    Day,
    DayOfWeek,
    During,
    Duty,
    EdgeDay,
    EdgeOfPeriod,
    Every,
    FromIssue,
    Limit,
    Lunar,
    Month,
    Phrase,
    Quarter,
    Rhythm,
    Span,
    Undated,
    Unit,
    Year,
)
from tracker.core.phrases.places import Place
from tracker.core.phrases.vocabulary import Term

_CERTAIN_UNDATED = frozenset({"L2", "L3", "R13"})
_NO_DAYS = (EdgeOfPeriod(), DayOfWeek())
_LONGEST_YEAR_RHYTHM = 12
_Tokens = Sequence[Token]


def counts(tokens: _Tokens, phrase: Phrase, place: Place) -> bool:
    """Decide whether the words are the time of a duty; a bound word or the right place makes them so."""
    if place is not Place.RUNNING:
        return place is not Place.BRACKET or not is_fraction(tokens, phrase)
    if phrase.is_rough or phrase.is_tentative:
        return not any(isinstance(duty, Undated | Always) for duty in phrase.duties)
    return _counts(tokens, phrase, phrase.duties[0])


def _counts(tokens: _Tokens, phrase: Phrase, duty: Duty) -> bool:  # noqa: PLR0911  (one case a node)
    match duty:
        case Limit() | At() | After():
            return True
        case During():
            return _during_counts(tokens, phrase, duty)
        case Span():
            return _span_counts(tokens, phrase, duty)
        case Every():
            return _every_counts(tokens, phrase, duty)
        case Bare():
            if isinstance(duty.at, Lunar):
                return tokens[phrase.begin].has(Term.AT)
            return isinstance(duty.at, Day | EdgeDay) and _bare_counts(tokens, phrase)
        case FromIssue():
            return tokens[phrase.begin].has(Term.IN)
        case Undated(rule):
            first = tokens[phrase.begin]
            is_apart = first.starts_line and first.has(Term.AFTER_EVENT)
            return is_apart or rule in _CERTAIN_UNDATED or first.has(Term.ON_DEMAND)
        case Always():
            return False


def is_fraction(tokens: _Tokens, phrase: Phrase) -> bool:
    """Whether the words are ``3/4`` and no more: a ratio, a rank, an address, or a day (X6)."""
    duty = phrase.duties[0]
    if (
        len(phrase.duties) > 1
        or phrase.is_tentative
        or not (isinstance(duty, Bare) and isinstance(duty.at, Day))
    ):
        return False
    words = tokens[phrase.begin : phrase.end]
    is_named = any(token.has(Term.DAY, Term.MONTH, Term.AT) for token in words)
    return duty.at.year is None and not is_named and any(token.mark for token in words)


def _during_counts(tokens: _Tokens, phrase: Phrase, during: During) -> bool:
    """``trong tháng 6``, ``hoàn thành Quý II``, ``Tháng 6: …``; a year only for what is to be completed."""
    if _is_heading(tokens, phrase):
        return True
    if follows(tokens, phrase.begin, Term.DONE, within=1):
        return True
    return tokens[phrase.begin].has(Term.IN, Term.AT) and not isinstance(during.stretch, Year)


def _is_heading(tokens: _Tokens, phrase: Phrase) -> bool:
    """``Tháng 6: …``, ``Ngày 01/3: …`` at the head of a line or part."""
    return next(left_of(tokens, phrase.begin, 1), None) is None and token_at(tokens, phrase.end).mark == ":"


def _span_counts(tokens: _Tokens, phrase: Phrase, span: Span) -> bool:
    words = tokens[phrase.begin : phrase.end]
    if span.last is None:
        return words[0].starts_line or any(token.has(Term.ONWARD, Term.UNTIL_EVENT) for token in words)
    if isinstance(span.last, Day):
        return any(token.has(Term.FROM, Term.DAY) for token in words) or span.last.year is not None
    is_dated = isinstance(span.first, Day | Lunar | Month | Quarter)
    return is_dated and tokens[phrase.begin].has(Term.FROM, Term.IN, Term.AT)


def _every_counts(tokens: _Tokens, phrase: Phrase, every: Every) -> bool:
    """A rhythm with a day or an hour counts; without one where the words around it say so."""
    first = every.rhythms[0]
    if any(rhythm.anchor not in _NO_DAYS for rhythm in every.rhythms) or first.at_time:
        return True
    if first.unit in (Unit.DAY, Unit.WORKING_DAY):
        return every.limits is not None  # "hằng ngày tiếp dân" says how one works, not when
    return _stands_apart(tokens, phrase) or _closes_report(tokens, phrase, first)


def _stands_apart(tokens: _Tokens, phrase: Phrase) -> bool:
    """``định kỳ hằng quý``, ``Hằng tháng, …``."""
    is_periodic = tokens[phrase.begin].has(Term.PERIODIC) or follows(
        tokens, phrase.begin, Term.PERIODIC, within=3
    )
    return is_periodic or next(left_of(tokens, phrase.begin, 1), None) is None


def _reports_by_law(tokens: _Tokens, phrase: Phrase) -> bool:
    """``báo cáo hằng quý theo Nghị định …``, ``báo cáo quý, năm theo …``."""
    cites = token_at(tokens, phrase.end).has(Term.BASIS) and token_at(tokens, phrase.end + 1).has(
        Term.PAPER, Term.LAW
    )
    return cites and follows(tokens, phrase.begin, Term.REPORTED, within=1)


def _closes_report(tokens: _Tokens, phrase: Phrase, rhythm: Rhythm) -> bool:
    """``báo cáo … hằng tháng.``, but not "lương hưu hằng tháng" or "kế hoạch tháng, quý, năm"."""
    if _reports_by_law(tokens, phrase):
        return True
    if tokens[phrase.begin].has(Term.MONTH, Term.QUARTER, Term.YEAR, Term.WEEK):
        return False
    if not follows(tokens, phrase.begin, Term.REPORTED, Term.HANDED_IN, Term.HELD, Term.MEETING, Term.DONE):
        return False
    return rhythm.months != _LONGEST_YEAR_RHYTHM and bool(token_at(tokens, phrase.end).mark)


def _bare_counts(tokens: _Tokens, phrase: Phrase) -> bool:
    """``vào ngày D``, ``Hội nghị … ngày D``, ``hoàn thành ngày D``; a date alone says nothing."""
    if tokens[phrase.begin].has(Term.AT) or _is_heading(tokens, phrase):
        return True
    if follows(tokens, phrase.begin, Term.DONE, Term.HANDED_IN, Term.DUE_LABEL, within=1):
        return True
    return _is_meeting(tokens, phrase)


def _is_meeting(tokens: _Tokens, phrase: Phrase) -> bool:
    """A meeting before the date; in "Luật Tổ chức …" the word is part of a name."""
    words = [*left_of(tokens, phrase.begin), END]
    return any(
        word.has(Term.MEETING, Term.HELD) and not before.has(Term.PAPER) for word, before in pairwise(words)
    )


def is_event(tokens: _Tokens, phrase: Phrase, place: Place) -> bool:
    """Decide whether a date without a bound is a meeting (B10) or a deadline (B8)."""
    if place is Place.DUE_LABEL or follows(tokens, phrase.begin, Term.DONE, Term.DUE_LABEL, within=2):
        return False
    if place is Place.LABEL or phrase.is_tentative:
        return True
    if _is_meeting(tokens, phrase):
        return True
    is_at = tokens[phrase.begin].has(Term.AT)
    return is_at and not follows(tokens, phrase.begin, Term.DONE, Term.HANDED_IN)

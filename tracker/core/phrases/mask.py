"""Dates that are no deadlines, and why (5.6)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import time
from itertools import pairwise, takewhile

from tracker.core.phrases.around import follows, left_of, right_of, token_at
from tracker.core.phrases.lexer import END, Token
from tracker.core.phrases.nodes import (
    At,
    Bare,
    Day,
    During,
    Every,
    Limit,
    Month,
    Months,
    Phrase,
    Quarter,
    Span,
    Year,
    Years,
)
from tracker.core.phrases.placement import is_fraction
from tracker.core.phrases.places import Place
from tracker.core.phrases.reading import Bound
from tracker.core.phrases.vocabulary import Term

_NEAR = 6
_CLAUSE = 10
_STORY = 14
_DEEDS = (Term.DONE, Term.HANDED_IN, Term.HELD, Term.ISSUING)
_LIFETIME = 2  # years; a span of days longer than that is history
_LONGEST_PLACE_NAME = 6
_Tokens = Sequence[Token]
_OUTSIDE_CELLS = (Place.RUNNING, Place.BRACKET)


def reason_against(text: str, tokens: _Tokens, phrase: Phrase, place: Place) -> str:
    """Return why these words are no time of a duty; empty if nothing speaks against them."""
    if place is not Place.CELL and _is_place_line(text, tokens, phrase):
        return "place-line"
    for reason, speaks_against in _REASONS.items():
        if speaks_against(tokens, phrase, place):
            return reason
    return ""


def _is_citation(tokens: _Tokens, phrase: Phrase, place: Place) -> bool:
    """X1: ``số N/… ngày D``, ``Luật … ngày D của …``, ``Nghị định N/năm``."""
    if not _is_bare_day(phrase):
        return _is_number_of_paper(tokens, phrase)
    near = list(left_of(tokens, phrase.begin, _NEAR))
    if any(token.is_code for token in near[:2]):
        return True
    is_of = token_at(tokens, phrase.end).has(Term.OF)
    is_ranked = len(near) > 1 and near[0].digits > 0  # "số 30", "phiên họp thứ 30 … của"
    if is_ranked and near[1].has(Term.NUMBERED, *((Term.WEEKDAY,) if is_of else ())):
        return True
    if place is not Place.RUNNING or tokens[phrase.begin].has(Term.AT):
        return False
    if any(token.is_code for token in near) or (is_of and any(token.has(Term.PAPER) for token in near)):
        return True
    return _names_basis(list(left_of(tokens, phrase.begin)))


def _is_number_of_paper(tokens: _Tokens, phrase: Phrase) -> bool:
    """``Nghị định 09/2019``, ``số 09/2019``: the number of a text, not a month."""
    stretch = getattr(phrase.duties[0], "stretch", None)
    is_month = isinstance(stretch, Month) and stretch.year is not None and tokens[phrase.begin].digits > 0
    return is_month and follows(tokens, phrase.begin, Term.LAW, Term.NUMBERED, within=1)


def _names_basis(before: _Tokens) -> bool:
    """``Căn cứ …``, ``Theo kết luận tại cuộc họp ngày D``: a sentence, or its first part, that cites."""
    if not before:
        return False
    if before[-1].has(Term.RULING):
        return True
    is_basis = before[-1].has(Term.BASIS) or (len(before) > 1 and before[-2].has(Term.BASIS))
    is_parted = any(token.mark in (",", ":") for token in before)
    return is_basis and not is_parted and any(token.has(Term.PAPER) for token in before)


def _is_place_line(text: str, tokens: _Tokens, phrase: Phrase) -> bool:
    """X2: ``Cần Thơ, ngày 09 tháng 6 năm 2023`` on a line of its own."""
    if not _is_bare_day(phrase) or not _ends_line(tokens, phrase.end):
        return False
    name = list(left_of(tokens, phrase.begin, _LONGEST_PLACE_NAME + 1))
    if not 1 < len(name) <= _LONGEST_PLACE_NAME or not name[-1].starts_line or name[0].mark != ",":
        return False
    return all(token.mark or text[token.begin].isupper() for token in name)


def _ends_line(tokens: _Tokens, end: int) -> bool:
    after = token_at(tokens, end)
    if after.mark == ".":
        after = token_at(tokens, end + 1)
    return after.mark == "\0" or after.starts_line


def _is_anniversary(tokens: _Tokens, phrase: Phrase, place: Place) -> bool:
    """X3: ``(11/6/1948 - 11/6/2023)``; a day after ``kỷ niệm``."""
    duty = phrase.duties[0]
    if isinstance(duty, Span) and isinstance(duty.first, Day) and isinstance(duty.last, Day):
        first, last = duty.first.year, duty.last.year
        return first is not None and last is not None and last - first > _LIFETIME
    is_dated = _is_bare_day(phrase) and place in _OUTSIDE_CELLS and not tokens[phrase.begin].has(Term.AT)
    return is_dated and follows(tokens, phrase.begin, Term.ANNIVERSARY)


def _is_era(tokens: _Tokens, phrase: Phrase, place: Place) -> bool:
    """X4: ``giai đoạn 2021 - 2025``, ``nhiệm kỳ …``, ``năm học …`` outside a time cell."""
    if place not in _OUTSIDE_CELLS:
        return False
    return any(
        (isinstance(duty, During) and isinstance(duty.stretch, Years))
        or (isinstance(duty, Span) and isinstance(duty.first, Year) and isinstance(duty.last, Year))
        for duty in phrase.duties
    ) or (_is_weak(phrase) and follows(tokens, phrase.begin, Term.ERA, within=1))


def _is_in_force(tokens: _Tokens, phrase: Phrase, _: Place) -> bool:
    """X5: ``có hiệu lực (thi hành) (kể)? từ ngày D``."""
    return follows(tokens, phrase.begin, Term.IN_FORCE, within=3)


def _is_ratio(tokens: _Tokens, phrase: Phrase, place: Place) -> bool:
    """X6: ``3/4``, ``24/7``, ``số nhà 12/5`` in a sentence."""
    return place is Place.RUNNING and is_fraction(tokens, phrase)


def _is_data_period(tokens: _Tokens, phrase: Phrase, _: Place) -> bool:
    """X7: ``số liệu từ ngày A đến ngày B``, ``chốt số liệu``, ``thời điểm … là 0 giờ ngày D``."""
    duty = phrase.duties[0]
    is_midnight = isinstance(duty, At) and duty.at_time == time(0)
    if is_midnight and follows(tokens, phrase.begin, Term.TIME_LABEL, within=_NEAR):
        return True
    return follows(tokens, phrase.begin, Term.DATA, within=_NEAR)


def _is_target(tokens: _Tokens, phrase: Phrase, place: Place) -> bool:
    """X8: ``phấn đấu đến năm 2025 đạt 90%``."""
    duty = phrase.duties[0]
    if isinstance(duty, Every):
        return place is Place.RUNNING and _is_share(right_of(tokens, phrase.end, _NEAR))
    stretch = duty.at if isinstance(duty, Limit) else duty.stretch if isinstance(duty, During) else None
    if place not in _OUTSIDE_CELLS:
        return False
    if not isinstance(stretch, Year):
        return isinstance(duty, Limit) and _is_share_by(tokens, phrase, duty)
    if (
        isinstance(duty, Limit)
        and duty.bound is Bound.BY
        and stretch.part is None
        and not _is_full(tokens, phrase)
    ):
        return True
    return any(
        token.has(Term.TARGET) or token.mark == "%"
        for side in (left_of(tokens, phrase.begin, _NEAR), right_of(tokens, phrase.end, _NEAR))
        for token in side
    )


def _is_share(tokens: Iterable[Token]) -> bool:
    return any(token.mark == "%" for token in tokens)


def _is_share_by(tokens: _Tokens, phrase: Phrase, limit: Limit) -> bool:
    """``đến ngày 30/6 đạt 50%``: a share to be reached by a day."""
    right = list(right_of(tokens, phrase.end, _CLAUSE))
    words = [*left_of(tokens, phrase.begin, _NEAR), *right]
    is_aimed = any(token.has(Term.TARGET) for token in words)
    return limit.rule in ("B5", "B6") and is_aimed and _is_share(right)


def _is_full(tokens: _Tokens, phrase: Phrase) -> bool:
    return any(token.has(Term.FULLY, Term.LATEST) for token in tokens[phrase.begin : phrase.end])


def _is_past(tokens: _Tokens, phrase: Phrase, place: Place) -> bool:
    """X9: ``tính đến ngày D``, ``đã (được)? hoàn thành trước ngày D``, ``… trước ngày D nhưng đến nay …``."""
    if place is Place.CELL:
        return False
    before = list(left_of(tokens, phrase.begin, _CLAUSE))
    if (before and before[0].has(Term.PAST)) or _goes_on_to_now(tokens, phrase):
        return True
    if _opens_story(tokens, phrase) or _was_asked(tokens, phrase, before):
        return True
    clause = list(takewhile(lambda token: token.mark != ",", before))
    return any(later.has(*_DEEDS) and earlier.has(Term.PAST) for later, earlier in pairwise(clause))


def _was_asked(tokens: _Tokens, phrase: Phrase, before: _Tokens) -> bool:
    """``đã yêu cầu … trước ngày D nhưng đến nay …``: an earlier order, told again."""
    is_told = any(token.has(Term.PAST) for token in before)
    return is_told and any(token.has(Term.SO_FAR) for token in right_of(tokens, phrase.end, _NEAR))


def _opens_story(tokens: _Tokens, phrase: Phrase) -> bool:
    """``Trong 6 tháng đầu năm, đơn vị đã …``: the time of what was done, at the head of its sentence."""
    if any(isinstance(duty, Limit) and duty.bound is Bound.BEFORE for duty in phrase.duties):
        return False
    is_inside = next(left_of(tokens, phrase.begin, 1), None) is not None
    if is_inside or token_at(tokens, phrase.end).mark == ":":
        return False
    after = takewhile(lambda token: not token.has(*_DEEDS), right_of(tokens, phrase.end, _STORY))
    return any(token.has(Term.PAST) for token in after)


def _goes_on_to_now(tokens: _Tokens, phrase: Phrase) -> bool:
    """``từ năm 2020 đến nay``: it began in the past."""
    after = token_at(tokens, phrase.end)
    return after.has(Term.PAST) or (after.has(Term.UNTIL) and token_at(tokens, phrase.end + 1).has(Term.THIS))


def _is_condition(tokens: _Tokens, phrase: Phrase, _: Place) -> bool:
    """X10: ``… được cấp trước ngày D thì …``, ``… trước ngày D (không thuộc|được hưởng) …``."""
    duty = phrase.duties[0]
    if not isinstance(duty, Limit) or duty.bound is not Bound.BEFORE:
        return False
    if follows(tokens, phrase.begin, Term.GRANTED, within=2):
        return not follows(tokens, phrase.begin, Term.MUST, within=5)
    if _speaks_of_many(list(left_of(tokens, phrase.begin, _NEAR))):
        return True
    return any(token.has(Term.THEN) for token in right_of(tokens, phrase.end, 3))


def _speaks_of_many(before: _Tokens) -> bool:
    """``các văn bản ban hành trước ngày D``: those of that time, not what is to be done by then."""
    verb, noun = (*before, END, END)[:2]
    is_paper = verb.has(Term.ISSUING) and noun.has(Term.PAPER)
    return is_paper and any(token.has(Term.EACH) for token in before)


def _is_day_off(tokens: _Tokens, phrase: Phrase, place: Place) -> bool:
    """X11: ``hoán đổi``, ``nghỉ bù``, ``nghỉ lễ`` and their days."""
    return place in _OUTSIDE_CELLS and follows(tokens, phrase.begin, Term.DAY_OFF, within=_NEAR)


def _is_subject(tokens: _Tokens, phrase: Phrase, place: Place) -> bool:
    """X12: ``báo cáo sơ kết 6 tháng đầu năm``, ``kế hoạch năm 2024``: what the duty is about."""
    if place is not Place.RUNNING or not _is_weak(phrase) or phrase.is_tentative:
        return False
    if token_at(tokens, phrase.end).mark == ":":
        return False
    if tokens[phrase.begin].has(Term.IN, Term.AT) or follows(tokens, phrase.begin, Term.DONE, within=1):
        return False
    return follows(tokens, phrase.begin, Term.SUBJECT)


def _is_weak(phrase: Phrase) -> bool:
    return all(
        isinstance(duty, During) and isinstance(duty.stretch, Months | Quarter | Year | Month)
        for duty in phrase.duties
    )


def _is_bare_day(phrase: Phrase) -> bool:
    return all(isinstance(duty, Bare) and isinstance(duty.at, Day) for duty in phrase.duties)


_REASONS: dict[str, Callable[[_Tokens, Phrase, Place], bool]] = {
    "citation": _is_citation,
    "anniversary": _is_anniversary,
    "era": _is_era,
    "in-force": _is_in_force,
    "ratio": _is_ratio,
    "data-period": _is_data_period,
    "target": _is_target,
    "past": _is_past,
    "condition": _is_condition,
    "day-off": _is_day_off,
    "subject": _is_subject,
}

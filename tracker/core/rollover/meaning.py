"""What a year in a text means: the plan's own or one beside it, or something that does not move with it."""

from collections.abc import Sequence
from itertools import dropwhile, takewhile
from typing import NamedTuple

from tracker.core.phrases.around import follows, left_of, token_at
from tracker.core.phrases.lexer import END, Token
from tracker.core.phrases.reading import PhraseReport
from tracker.core.phrases.vocabulary import Term
from tracker.core.rollover import words
from tracker.core.rollover.mentions import Mention
from tracker.core.rollover.reasons import Why

_LONGEST_LAW = 10  # words between a law's first word and its year
_LONGEST_EVENT = 8  # words between "lần thứ" and the year of an event
_NAMED_BY = 3  # words: two of a name, and the number
_LONGEST_COUNT = 3  # digits of a number that counts up
_ERA_WITHIN = 2  # words between "giai đoạn" and its first year
_LONGEST_PERIOD = 1  # years between the ends of a stretch that moves with the plan
_LONGEST_PLAN = 40  # years; what lies further apart is no period but a history
_DATE_MARKS = ("/", "-", ".")
_OF_DATE = (Term.DAY, Term.MONTH, Term.YEAR, Term.QUARTER)
_MASKS = {"citation": Why.CITED, "in-force": Why.FIXED, "day-off": Why.FIXED, "condition": Why.FIXED}


class Turn(NamedTuple):
    """From the year of one plan to that of another; of a school year it is the first."""

    before: int
    after: int
    is_school: bool = False

    def is_near(self, year: int) -> bool:
        """Whether a year is the former plan's or one beside it, and so may be meant by it."""
        return self.before - 1 <= year <= self.before + 1 + self.is_school

    def moved(self, year: int) -> int:
        """Return the year that means the same in the new plan."""
        return year + self.after - self.before


class Scene(NamedTuple):
    """A text as it was read with the former year."""

    text: str
    tokens: Sequence[Token]
    report: PhraseReport
    turn: Turn


def judged(scene: Scene, group: Sequence[Mention]) -> tuple[Why | None, bool]:
    """Return what is doubtful about the years of a group, and whether they move with the plan."""
    years = [mention.year for mention in group]
    is_era = follows(scene.tokens, group[0].at, Term.ERA, within=_ERA_WITHIN)
    if max(years) - min(years) > _LONGEST_PERIOD or (is_era and not _is_time(scene, group[0])):
        return _of_period(scene, group), False
    if why := _fixed(scene, group[0]):
        return why, False
    if not all(map(scene.turn.is_near, years)):
        return _of_far_year(scene, group), False
    if _mask(scene, group[0]) == "target":
        return Why.TARGET, years == [scene.turn.before]
    if follows(scene.tokens, group[0].at, Term.ANNIVERSARY, within=_LONGEST_LAW):
        return Why.ANNIVERSARY, True
    is_sure = _is_time(scene, group[0]) or not (_is_bare(scene, group[0]) or _is_day(scene, group[0]))
    return None if is_sure else Why.MOVED, True


def _of_period(scene: Scene, group: Sequence[Mention]) -> Why | None:
    """A stretch of several years: an anniversary, or a period that is told once it is over."""
    first, last = (choose(mention.year for mention in group) for choose in (min, max))
    if _mask(scene, group[0]) == "anniversary" or follows(scene.tokens, group[0].at, Term.ANNIVERSARY):
        return Why.ANNIVERSARY
    if last - first > _LONGEST_PLAN:
        return Why.ANNIVERSARY
    return Why.PERIOD if last < scene.turn.after else None


def _of_far_year(scene: Scene, group: Sequence[Mention]) -> Why | None:
    """A far year: the end of a plan of many years ("đến năm 2030") is told once it is over."""
    if follows(scene.tokens, group[0].at, Term.ANNIVERSARY):
        return Why.ANNIVERSARY
    is_end = follows(scene.tokens, group[0].at, Term.UNTIL, within=_ERA_WITHIN)
    is_ahead = all(mention.year >= scene.turn.after for mention in group)
    return None if is_end and is_ahead else Why.OTHER_YEAR


def _fixed(scene: Scene, mention: Mention) -> Why | None:
    """Why a near year does not mean the plan's: it is that of a paper, of a law, of the past, or no year."""
    if _is_time(scene, mention):
        return None
    if why := _MASKS.get(_mask(scene, mention)):
        return why
    if numbered_event(scene, mention):
        return Why.NUMBERED_EVENT
    if _is_cited(scene, mention) or _names_law(scene, mention):
        return Why.CITED
    return Why.OTHER_YEAR if _counts_things(scene, mention) else None


def _is_time(scene: Scene, mention: Mention) -> bool:
    """Whether a year is part of the words that say when the duty is due."""
    begin = scene.tokens[mention.at].begin
    return any(reading.begin <= begin < reading.end for reading in scene.report.readings)


def _mask(scene: Scene, mention: Mention) -> str:
    begin = scene.tokens[mention.at].begin
    return next((one.reason for one in scene.report.masked if one.begin <= begin < one.end), "")


def _is_cited(scene: Scene, mention: Mention) -> bool:
    """Whether a year is that of a numbered paper, or stands in the title of one.

    "Kế hoạch số 249/KH-UBND ngày 21/12/2023 … về công tác năm 2024", "Thông tư 05/2023".
    """
    before = list(left_of(scene.tokens, mention.at))
    if any(token.is_code for token in before):
        return True
    date = list(takewhile(lambda token: token.digits > 0 or token.mark in _DATE_MARKS, before))
    owner = before[len(date)] if len(date) < len(before) else END
    return owner.has(Term.NUMBERED) or (bool(date) and owner.has(Term.PAPER))


def numbered_event(scene: Scene, mention: Mention) -> Token | None:
    """Return the first token of an event that counts up and names its year: "SEA Games 33 năm 2025"."""
    before = list(left_of(scene.tokens, mention.at, _LONGEST_EVENT))
    begin = before[-1].begin if before else scene.tokens[mention.at].begin
    if found := words.ORDINAL.search(scene.text[begin : scene.tokens[mention.at].begin]):
        return next(token for token in reversed(before) if token.begin >= begin + found.start())
    name = list(dropwhile(lambda token: token.mark != "" or token.has(Term.YEAR), before))[:_NAMED_BY]
    if len(name) < _NAMED_BY or not _is_count(name[0]) or scene.text.isupper():
        return None
    return name[-1] if all(_is_capital(scene, token) for token in name[1:]) else None


def _is_count(token: Token) -> bool:
    return 0 < token.digits <= _LONGEST_COUNT or token.roman is not None


def _is_capital(scene: Scene, token: Token) -> bool:
    return token.is_word and not token.terms and scene.text[token.begin].isupper()


def _names_law(scene: Scene, mention: Mention) -> bool:
    """Whether a year names a law: "Luật Thi đua, khen thưởng năm 2022", but not "pháp luật năm 2024"."""
    for back, token in enumerate(left_of(scene.tokens, mention.at, _LONGEST_LAW), start=1):
        if token.mark in (":", "(") or token.has(Term.IN):
            return False
        if _is_law(scene, mention.at - back):
            return True
    return False


def _is_law(scene: Scene, at: int) -> bool:
    token, before = scene.tokens[at], token_at(scene.tokens, at - 1)
    said = scene.text[token.begin : token.end]
    is_named = words.LAW.fullmatch(said) is not None and said[0].isupper()
    return is_named and scene.text[before.begin : before.end].lower() not in words.NO_LAW_AFTER


def _counts_things(scene: Scene, mention: Mention) -> bool:
    """Whether a bare number may count things instead: "2024 người", "số 2024"."""
    before, after = (token_at(scene.tokens, mention.at + step) for step in (-1, 1))
    if not _is_bare(scene, mention):
        return False
    is_thing = (
        after.is_word and not after.terms and not after.starts_line and scene.text[after.begin].islower()
    )
    return is_thing or before.has(Term.NUMBERED) or before.digits > 0


def _is_bare(scene: Scene, mention: Mention) -> bool:
    """Whether no word of time, no date and no month says that a number is a year."""
    before, further = (token_at(scene.tokens, mention.at - back) for back in (1, 2))
    is_counted = (before.digits > 0 or before.roman is not None) and further.has(*_OF_DATE)
    is_named = before.has(*_OF_DATE, Term.SCHOOL_YEAR, Term.LUNAR_YEAR) or before.mark in _DATE_MARKS
    return not (mention.is_name or is_named or is_counted)


def _is_day(scene: Scene, mention: Mention) -> bool:
    """Whether a year ends a whole date: "01/4/2024", "ngày 1 tháng 4 năm 2024"."""
    begin, end = head_of(scene, mention).begin, scene.tokens[mention.at].begin
    return sum(token.digits > 0 for token in scene.tokens if begin <= token.begin < end) > 1


def head_of(scene: Scene, mention: Mention) -> Token:
    """Return the first token of the date or the period that a year ends."""
    at = mention.at
    while at > 0 and _is_of_date(scene.tokens[at - 1]) and not scene.tokens[at].starts_line:
        at -= 1
    return scene.tokens[at]


def _is_of_date(token: Token) -> bool:
    return token.has(*_OF_DATE, Term.ERA, Term.SCHOOL_YEAR) or token.digits > 0 or token.mark in _DATE_MARKS

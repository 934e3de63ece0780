"""The years of a text, moved to another plan's year where they mean the plan's own."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from tracker.core.phrases.around import follows, left_of, token_at
from tracker.core.phrases.lexer import END, Token, normalise, tokenise
from tracker.core.phrases.reading import PhraseReport
from tracker.core.phrases.vocabulary import LUNAR_YEARS, Term
from tracker.core.rollover import words
from tracker.core.rollover.mentions import Mention, mentions_in, together
from tracker.core.rollover.moons import beside_lunar
from tracker.core.rollover.reasons import Reason, Why, reason

_LONGEST_CITATION = 20  # words between "Kế hoạch số" and a year in its title
_LONGEST_LAW = 10  # words between a law's first word and its year
_ERA_WITHIN = 2  # words between "giai đoạn" and its first year
_LONGEST_PERIOD = 1  # years between the ends of a stretch that moves with the plan
_LONGEST_PLAN = 40  # years; what lies further apart is no period but a history
_DATE_MARKS = ("/", "-", ".")
_OF_DATE = (Term.DAY, Term.MONTH, Term.YEAR, Term.QUARTER)
_MASKS = {"citation": Why.CITED, "in-force": Why.FIXED, "day-off": Why.FIXED, "condition": Why.FIXED}
_NAMES = {year: name for name, year in reversed(list(LUNAR_YEARS.items()))}
"""Of two spellings of a name the first."""


class Turn(NamedTuple):
    """From the year of one plan to that of another."""

    before: int
    after: int

    def is_near(self, year: int) -> bool:
        """Whether a year is the former plan's or one beside it, and so may be meant by it."""
        return abs(year - self.before) <= 1

    def moved(self, year: int) -> int:
        """Return the year that means the same in the new plan."""
        return year + self.after - self.before


class Rewritten(NamedTuple):
    """A text with its years moved, and what a person must look at."""

    text: str
    reasons: tuple[Reason, ...] = ()


class _Scene(NamedTuple):
    """A text as it was read with the former year."""

    text: str
    tokens: Sequence[Token]
    report: PhraseReport
    turn: Turn


def rewrite(text: str, report: PhraseReport, turn: Turn) -> Rewritten:
    """Move the years that mean the plan's own or one beside it; others stay and are told.

    ``report`` is what the text was read into with the former year. Citations,
    laws, periods of several years and far years stay as they are.
    """
    normal = normalise(text)
    scene = _Scene(normal, tokenise(normal), report, turn)
    moons = list(beside_lunar(scene.tokens, report, turn.after - turn.before))
    edits = {token: new for moon in moons for token, new in moon.edits.items()}
    reasons = [reason(Why.LUNAR, words=moon.words, day=moon.day) for moon in moons]
    for group in together(scene.tokens, mentions_in(scene.tokens)):
        why, new = _moved(scene, group)
        edits = {**new, **edits}
        if why and not _is_told(reasons, told := _doubt(scene, why, group)):
            reasons.append(told)
    return Rewritten(_applied(normal, edits), tuple(reasons))


def _applied(text: str, edits: Mapping[Token, str]) -> str:
    for token in sorted(edits, key=lambda token: -token.begin):
        text = text[: token.begin] + edits[token] + text[token.end :]
    return text


def _moved(scene: _Scene, group: Sequence[Mention]) -> tuple[Why | None, dict[Token, str]]:
    why, is_moved = _judged(scene, group)
    new = {scene.tokens[one.at]: _year_after(scene, one) for one in group} if is_moved else {}
    return (why, new) if all(new.values()) else (Why.OTHER_YEAR, {})


def _year_after(scene: _Scene, mention: Mention) -> str:
    """Write the moved year as the text wrote it: four digits, two, or a name; empty for an unknown name."""
    token, year = scene.tokens[mention.at], scene.turn.moved(mention.year)
    if not mention.is_name:
        return str(year)[-token.digits :]
    name = _NAMES.get(year, "")
    return name.upper() if scene.text[token.begin : token.end].isupper() else name.title()


def _is_told(reasons: Sequence[Reason], new: Reason) -> bool:
    """Whether a doubt was told: years in the title of a cited paper are part of its citation."""
    alike = (str(one.facts["words"]) for one in reasons if one.why is new.why)
    return any(str(new.facts["words"]).startswith(words) for words in alike)


def _doubt(scene: _Scene, why: Why, group: Sequence[Mention]) -> Reason:
    head = _paper(scene, group[0]) if why is Why.CITED else None
    first, last = head or _head(scene, group[0]), scene.tokens[group[-1].at]
    said = " ".join(scene.text[first.begin : last.end].split())
    return reason(why, words=said, year=scene.turn.after)


def _paper(scene: _Scene, mention: Mention) -> Token | None:
    """Return the first word of the paper that a year belongs to."""
    before = left_of(scene.tokens, mention.at, _LONGEST_CITATION)
    return next((token for token in before if token.has(Term.PAPER)), None)


def _head(scene: _Scene, mention: Mention) -> Token:
    """Return the first token of the date or the period that a year ends."""
    at = mention.at
    while at > 0 and _is_of_date(scene.tokens[at - 1]) and not scene.tokens[at].starts_line:
        at -= 1
    return scene.tokens[at]


def _is_of_date(token: Token) -> bool:
    return token.has(*_OF_DATE, Term.ERA, Term.SCHOOL_YEAR) or token.digits > 0 or token.mark in _DATE_MARKS


def _judged(scene: _Scene, group: Sequence[Mention]) -> tuple[Why | None, bool]:
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
    is_anniversary = follows(scene.tokens, group[0].at, Term.ANNIVERSARY, within=_LONGEST_LAW)
    return Why.ANNIVERSARY if is_anniversary else None, True


def _of_period(scene: _Scene, group: Sequence[Mention]) -> Why | None:
    """A stretch of several years: an anniversary, or a period that is told once it is over."""
    first, last = (choose(mention.year for mention in group) for choose in (min, max))
    if _mask(scene, group[0]) == "anniversary" or follows(scene.tokens, group[0].at, Term.ANNIVERSARY):
        return Why.ANNIVERSARY
    if last - first > _LONGEST_PLAN:
        return Why.ANNIVERSARY
    return Why.PERIOD if last < scene.turn.after else None


def _of_far_year(scene: _Scene, group: Sequence[Mention]) -> Why | None:
    """A far year: the end of a plan of many years ("đến năm 2030") is told once it is over."""
    if follows(scene.tokens, group[0].at, Term.ANNIVERSARY):
        return Why.ANNIVERSARY
    is_end = follows(scene.tokens, group[0].at, Term.UNTIL, within=_ERA_WITHIN)
    is_ahead = all(mention.year >= scene.turn.after for mention in group)
    return None if is_end and is_ahead else Why.OTHER_YEAR


def _fixed(scene: _Scene, mention: Mention) -> Why | None:
    """Why a near year does not mean the plan's: it is that of a paper, of a law, of the past, or no year."""
    if _is_time(scene, mention):
        return None
    if why := _MASKS.get(_mask(scene, mention)):
        return why
    if _is_cited(scene, mention) or _names_law(scene, mention):
        return Why.CITED
    return Why.OTHER_YEAR if _counts_things(scene, mention) else None


def _is_time(scene: _Scene, mention: Mention) -> bool:
    """Whether a year is part of the words that say when the duty is due."""
    begin = scene.tokens[mention.at].begin
    return any(reading.begin <= begin < reading.end for reading in scene.report.readings)


def _mask(scene: _Scene, mention: Mention) -> str:
    begin = scene.tokens[mention.at].begin
    return next((one.reason for one in scene.report.masked if one.begin <= begin < one.end), "")


def _is_cited(scene: _Scene, mention: Mention) -> bool:
    """Whether a year is that of a numbered paper, or stands in the title of one.

    "Kế hoạch số 249/KH-UBND ngày 21/12/2023 … về công tác năm 2024", "Thông tư 05/2023".
    """
    before = list(left_of(scene.tokens, mention.at))
    if any(token.is_code for token in before):
        return True
    date = list(takewhile(lambda token: token.digits > 0 or token.mark in _DATE_MARKS, before))
    owner = before[len(date)] if len(date) < len(before) else END
    return owner.has(Term.NUMBERED) or (bool(date) and owner.has(Term.PAPER))


def _names_law(scene: _Scene, mention: Mention) -> bool:
    """Whether a year names a law: "Luật Thi đua, khen thưởng năm 2022", but not "pháp luật năm 2024"."""
    for back, token in enumerate(left_of(scene.tokens, mention.at, _LONGEST_LAW), start=1):
        if token.mark in (":", "(") or token.has(Term.IN):
            return False
        if _is_law(scene, mention.at - back):
            return True
    return False


def _is_law(scene: _Scene, at: int) -> bool:
    token, before = scene.tokens[at], token_at(scene.tokens, at - 1)
    said = scene.text[token.begin : token.end]
    is_named = words.LAW.fullmatch(said) is not None and said[0].isupper()
    return is_named and scene.text[before.begin : before.end].lower() not in words.NO_LAW_AFTER


def _counts_things(scene: _Scene, mention: Mention) -> bool:
    """Whether a bare number may count things instead: "2024 người", "số 2024"."""
    before, after = (token_at(scene.tokens, mention.at + step) for step in (-1, 1))
    if mention.is_name or before.has(*_OF_DATE, Term.SCHOOL_YEAR) or before.mark in ("/", "-", "."):
        return False
    is_thing = after.is_word and not after.terms and not after.starts_line
    return before.has(Term.NUMBERED) or (is_thing and scene.text[after.begin].islower())

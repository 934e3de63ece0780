"""The years of a text, moved to another plan's year where they mean the plan's own."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tracker.core.phrases.around import left_of
from tracker.core.phrases.lexer import Token, normalise, tokenise
from tracker.core.phrases.numerals import LUNAR_YEARS
from tracker.core.phrases.reading import PhraseReport
from tracker.core.phrases.vocabulary import Term
from tracker.core.rollover.meaning import Scene, Turn, head_of, judged, numbered_event
from tracker.core.rollover.mentions import Mention, mentions_in, together
from tracker.core.rollover.moons import beside_lunar
from tracker.core.rollover.reasons import Reason, Why, reason

_LONGEST_CITATION = 20  # words between "Kế hoạch số" and a year in its title
_NAMES = {year: name for name, year in reversed(list(LUNAR_YEARS.items()))}
"""Of two spellings of a name the first."""


class Rewritten(NamedTuple):
    """A text with its years moved, and what a person must look at."""

    text: str
    reasons: tuple[Reason, ...] = ()


def rewrite(text: str, report: PhraseReport, turn: Turn) -> Rewritten:
    """Move the years that mean the plan's own or one beside it; others stay and are told.

    ``report`` is what the text was read into with the former year. Citations,
    laws, periods of several years and far years stay as they are.
    """
    normal = normalise(text)
    scene = Scene(normal, tokenise(normal), report, turn)
    moons = list(beside_lunar(scene.tokens, report, turn.after - turn.before))
    edits = {token: new for moon in moons for token, new in moon.edits.items()}
    reasons = [reason(Why.LUNAR, words=moon.words, day=moon.day) for moon in moons]
    for group in together(scene.tokens, mentions_in(scene.tokens), report):
        why, new = _moved(scene, group)
        edits = {**new, **edits}
        if why and not _is_told(reasons, told := _doubt(scene, why, group)):
            reasons.append(told)
    return Rewritten(_applied(normal, edits), tuple(reasons))


def _applied(text: str, edits: Mapping[Token, str]) -> str:
    for token in sorted(edits, key=lambda token: -token.begin):
        text = text[: token.begin] + edits[token] + text[token.end :]
    return text


def _moved(scene: Scene, group: Sequence[Mention]) -> tuple[Why | None, dict[Token, str]]:
    why, is_moved = judged(scene, group)
    new = {scene.tokens[one.at]: _year_after(scene, one) for one in group} if is_moved else {}
    return (why, new) if all(new.values()) else (Why.OTHER_YEAR, {})


def _year_after(scene: Scene, mention: Mention) -> str:
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


def _doubt(scene: Scene, why: Why, group: Sequence[Mention]) -> Reason:
    named = {Why.CITED: _paper, Why.NUMBERED_EVENT: numbered_event}.get(why)
    head = named(scene, group[0]) if named else None
    first, last = head or head_of(scene, group[0]), scene.tokens[group[-1].at]
    said = " ".join(scene.text[first.begin : last.end].split())
    return reason(why, words=said, year=scene.turn.after)


def _paper(scene: Scene, mention: Mention) -> Token | None:
    """Return the first word of the paper that a year belongs to."""
    before = left_of(scene.tokens, mention.at, _LONGEST_CITATION)
    return next((token for token in before if token.has(Term.PAPER)), None)

"""The sentences of a line with their times and actors, and which of them are duties."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tracker.core.directory import Directory
from tracker.core.phrases.reading import PhraseReport
from tracker.errors import Place
from tracker.readers.prose.actors import Actor, actor_of
from tracker.readers.prose.sentences import clauses, sentences
from tracker.readers.prose.surroundings import Part, Surroundings
from tracker.readers.prose.timing import says_only_time, time_of, without_hour
from tracker.readers.times import TimeReader
from tracker.readers.words import duties as words
from tracker.readers.words import headings

_FEWEST_WORDS = 4  # of a duty without a time
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or clause with its time and who must act."""

    text: str
    report: PhraseReport
    actor: Actor | None = None

    @property
    def is_dated(self) -> bool:
        """Whether its words of time give a day."""
        return bool(self.report.readings)


def pieces(
    text: str, place: Place, around: Surroundings, times: TimeReader, directory: Directory | None
) -> list[Piece]:
    """Part a line where one duty ends and another begins; a line below a month or a day is one."""
    if around.day or around.period:
        parts = _of_day(text) if around.day else [text]
        return [Piece(part, time_of(part, around, times, place), actor_of(part, directory)) for part in parts]
    read = [
        piece
        for sentence in sentences(text)
        for piece in _of_sentence(sentence, place, around, times, directory)
    ]
    return _with_actors(_joined(read, times, place))


def _of_day(text: str) -> list[str]:
    """Part "Sáng: ...; Chiều: ..." where another hour or part of the day begins."""
    parts: list[str] = []
    for clause in clauses(text):
        if not parts or words.SESSION.match(clause) or words.HOUR_FIRST.match(clause):
            parts.append(clause)
        else:
            parts[-1] = f"{parts[-1]} {clause}"
    return parts


def _of_sentence(
    sentence: str, place: Place, around: Surroundings, times: TimeReader, directory: Directory | None
) -> list[Piece]:
    """Part a sentence into clauses if several have a time or an actor of their own."""

    def piece(text: str) -> Piece:
        return Piece(text, time_of(text, around, times, place), actor_of(text, directory))

    parts = list(map(piece, clauses(sentence)))
    dated = sum(part.is_dated for part in parts)
    acted = sum(part.actor is not None for part in parts)
    is_ordered_later = any(part.actor and part.actor.is_ordered for part in parts[1:])
    if dated >= _SEVERAL or acted >= _SEVERAL or len(parts) == 1 or is_ordered_later:
        return parts
    return [Piece(sentence, _united(part.report for part in parts), parts[0].actor)]


def _united(reports: Iterable[PhraseReport]) -> PhraseReport:
    whole = list(reports)
    return PhraseReport(
        tuple(reading for report in whole for reading in report.readings),
        tuple(masked for report in whole for masked in report.masked),
        tuple(problem for report in whole for problem in report.problems),
    )


def _joined(read: list[Piece], times: TimeReader, place: Place) -> list[Piece]:
    """Join "Gửi về Sở Nội vụ trước ngày ..." with the sentence that says what is sent."""
    whole: list[Piece] = []
    for piece in read:
        before = whole[-1] if whole else None
        if before and not before.is_dated and piece.is_dated and _goes_on(piece, times, place):
            whole[-1] = Piece(f"{before.text} {piece.text}", piece.report, before.actor or piece.actor)
        else:
            whole.append(piece)
    return whole


def _goes_on(piece: Piece, times: TimeReader, place: Place) -> bool:
    is_rest = piece.actor is None and words.GOES_ON.match(piece.text) is not None
    return is_rest or says_only_time(piece.text, times, place) is not None


def _with_actors(read: list[Piece]) -> list[Piece]:
    """Let the actor of a sentence act in those that follow without one."""
    actor: Actor | None = None
    acting: list[Piece] = []
    for piece in read:
        actor = piece.actor or actor
        acting.append(replace(piece, actor=actor))
    return acting


def gathered(read: list[Piece], around: Surroundings, *, is_numbered: bool) -> Iterator[Piece]:
    """Yield the duties of one line: each that has a time, and the others of one actor together.

    What is numbered is part of the body, whether or not a heading stands above it.
    """
    rest: list[Piece] = []
    for piece in read:
        if rest and (piece.is_dated or piece.actor is not rest[0].actor):
            yield _together(rest)
            rest = []
        if piece.is_dated and _is_dated_duty(piece, around):
            yield piece
        elif not piece.is_dated and _is_undated_duty(piece, around, is_numbered=is_numbered):
            rest.append(piece)
    if rest:
        yield _together(rest)


def _together(rest: list[Piece]) -> Piece:
    return replace(rest[0], text=" ".join(piece.text for piece in rest))


def _is_dated_duty(piece: Piece, around: Surroundings) -> bool:
    """Whether a sentence with a time is a duty; of aims and reasons only what somebody is asked."""
    if words.CLOSES_ALWAYS.match(piece.text):
        return False
    if not around.above and words.TELLS.match(piece.text) and not (piece.actor and piece.actor.is_ordered):
        return False
    if around.day:
        return not words.NOTHING_ON.match(without_hour(piece.text))
    if around.period and words.CLOSES.match(piece.text):
        return False
    is_asked = piece.actor is not None and not piece.actor.is_likely
    return is_asked or is_body(piece.text, around)


def is_body(text: str, around: Surroundings) -> bool:
    """Whether a line stands where duties are, not among reasons and aims."""
    if around.part is Part.BACKGROUND:
        return False
    return bool(around.above) or bool(around.day) or not headings.PREAMBLE.match(text)


def _is_undated_duty(piece: Piece, around: Surroundings, *, is_numbered: bool) -> bool:
    """Whether a sentence without a time plainly orders somebody to do something in particular."""
    text, actor = piece.text, piece.actor
    if around.part is Part.BACKGROUND or _says_nothing(text):
        return False
    if actor is None:
        return around.is_assigned and not around.is_detail
    if words.TELLS.match(text) and not actor.is_ordered:
        return False
    if around.part is Part.ASSIGNS:
        return True
    is_body = bool(around.above) or is_numbered or actor.is_ordered
    return is_body and not (actor.is_crowd or actor.is_likely) and not headings.ISSUES.search(text)


def _says_nothing(text: str) -> bool:
    if text.endswith(":") or len(text.split()) < _FEWEST_WORDS:
        return True
    return words.CLOSES.match(text) is not None or words.ASKS_NOTHING.search(text) is not None

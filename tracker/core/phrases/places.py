"""Where words of time stand, and so what they count for (section: only in cells, labels, brackets)."""

from collections.abc import Callable, Sequence
from enum import Enum, auto

from tracker.core.phrases.around import ends_sentence, token_at
from tracker.core.phrases.lexer import Token
from tracker.core.phrases.nodes import During, Limit, Month, Phrase, Span
from tracker.core.phrases.vocabulary import Term

Phrases = Callable[[int], Phrase | None]
LONGEST_LABEL = 10  # words between "Thời gian" and its colon
_CONTEXT = frozenset(
    {
        Term.REPORTED,
        Term.HANDED_IN,
        Term.MEETING,
        Term.MOVABLE_FEAST,
        Term.HELD,
        Term.PAPER,
        Term.BASIS,
        Term.NUMBERED,
        Term.SUBJECT,
        Term.ANNIVERSARY,
        Term.IN_FORCE,
        Term.DATA,
        Term.TARGET,
        Term.PAST,
        Term.SO_FAR,
        Term.THEN,
        Term.GRANTED,
        Term.DAY_OFF,
        Term.ISSUING,
        Term.THIS_PAPER,
        Term.ERA,
        Term.LUNAR_YEAR,
        Term.PLAN,
        Term.MUST,
        Term.RULING,
        Term.FOR,
    }
)
"""Words that a text of nothing but time does not hold."""


class Place(Enum):
    """What the place of a word says about it."""

    RUNNING = auto()  # in a sentence: only words with a bound count
    BRACKET = auto()  # in brackets that close a sentence
    LABEL = auto()  # after "Thời gian:"
    DUE_LABEL = auto()  # after "Thời hạn:", "Thời gian hoàn thành:"
    CELL = auto()  # in a time column, or nothing but words of time


def places_of(tokens: Sequence[Token], phrase_at: Phrases, *, in_time_cell: bool) -> list[Place]:
    """Tell for each token what its place is."""
    is_cell = in_time_cell or _is_bare(tokens)
    places = [Place.CELL if is_cell else Place.RUNNING] * len(tokens)
    _mark_labels(tokens, places)
    if not is_cell:
        _mark_brackets(tokens, places, phrase_at)
    return places


def _is_bare(tokens: Sequence[Token]) -> bool:
    return any(token.terms or token.digits for token in tokens) and all(
        token.mark or token.digits or token.roman or token.number is not None or token.terms - _CONTEXT
        for token in tokens
    )


def _mark_labels(tokens: Sequence[Token], places: list[Place]) -> None:
    index = 0
    while index < len(tokens):
        label = _label(tokens, index)
        if label is None:
            index += 1
            continue
        place, begin, index = label
        places[begin:index] = [place] * (index - begin)


def _label(tokens: Sequence[Token], index: int) -> tuple[Place, int, int] | None:
    """Tell whether a label begins here, of what kind, and where its words of time begin and end."""
    if not tokens[index].has(Term.TIME_LABEL, Term.DUE_LABEL, Term.LATEST):
        return None
    is_due = tokens[index].has(Term.DUE_LABEL, Term.LATEST)
    for ahead in range(index + 1, min(index + 1 + LONGEST_LABEL, len(tokens))):
        token = tokens[ahead]
        if token.mark == ":":
            return (Place.DUE_LABEL if is_due else Place.LABEL), ahead + 1, _end_of_label(tokens, ahead + 1)
        if is_due and token.has(Term.IS) and _begins_day(tokens, ahead + 1):
            return Place.DUE_LABEL, ahead + 1, _end_of_clause(tokens, ahead + 1)
        if token.starts_line or ends_sentence(tokens, ahead) or token.mark == ",":
            return None
        is_due = is_due or token.has(Term.DONE, Term.BASIS, Term.HANDED_IN)
    return None


def _begins_day(tokens: Sequence[Token], index: int) -> bool:
    """``là (HH giờ)? ngày D``; "hoàn thành là 5/10" is a share."""
    return token_at(tokens, index).has(Term.DAY) or token_at(tokens, index + 1).has(Term.HOUR)


def _end_of_clause(tokens: Sequence[Token], begin: int) -> int:
    for index in range(begin, len(tokens)):
        is_parted = tokens[index].mark in (",", "(") or ends_sentence(tokens, index)
        if tokens[index].starts_line or is_parted:
            return index
    return len(tokens)


def _end_of_label(tokens: Sequence[Token], begin: int) -> int:
    for index in range(begin, len(tokens)):
        starts_line = tokens[index].starts_line and index > begin
        if starts_line or (tokens[index].mark == "." and ends_sentence(tokens, index)):
            return index
    return len(tokens)


def _mark_brackets(tokens: Sequence[Token], places: list[Place], phrase_at: Phrases) -> None:
    """Mark the brackets that close a sentence and begin with words of time, and those of nothing else."""
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.mark == "(":
            opened.append(index)
        elif token.mark == ")" and opened:
            begin = opened.pop() + 1
            is_time = (
                _is_time(tokens, begin, phrase_at)
                if _closes(tokens, index)
                else _is_all_time(phrase_at(begin), index)
            )
            if is_time and not opened:
                places[begin:index] = [Place.BRACKET] * (index - begin)


def _closes(tokens: Sequence[Token], index: int) -> bool:
    """Whether nothing but further brackets and marks follows up to the end of the sentence or line."""
    after = token_at(tokens, index + 1)
    if after.mark in ("\0", ";") or after.starts_line:
        return True
    if after.mark == ".":
        return ends_sentence(tokens, index + 1)
    return after.mark in ("(", "/", ",") and _next_bracket_closes(tokens, index + 1)


def _next_bracket_closes(tokens: Sequence[Token], index: int) -> bool:
    """Look over one short further bracket: "(tháng 7) (3 ngày)"."""
    for ahead in range(index, min(index + LONGEST_LABEL, len(tokens))):
        if tokens[ahead].mark == ")":
            return token_at(tokens, ahead + 1).mark in ("\0", ";", ".", "/")
    return False


def _is_all_time(phrase: Phrase | None, end: int) -> bool:
    """Whether the brackets hold a month, a bound or a span and no more."""
    return (
        phrase is not None
        and phrase.end == end
        and all(
            isinstance(duty, Limit | Span) or (isinstance(duty, During) and isinstance(duty.stretch, Month))
            for duty in phrase.duties
        )
    )


def _is_time(tokens: Sequence[Token], begin: int, phrase_at: Phrases) -> bool:
    while token_at(tokens, begin).has(Term.DONE, Term.TIME_LABEL, Term.DUE_LABEL) or (
        token_at(tokens, begin).mark == ":"
    ):
        begin += 1
    return phrase_at(begin) is not None or token_at(tokens, begin).has(*TIME_SIGNS)


TIME_SIGNS = (
    Term.DAY,
    Term.WORKING_DAY,
    Term.MONTH,
    Term.MONTH_SIGN,
    Term.QUARTER,
    Term.YEAR,
    Term.WEEK,
    Term.WEEKDAY,
    Term.SCHOOL_YEAR,
    Term.SCHOOL_TERM,
    Term.SUMMER,
    Term.BEFORE,
    Term.LATEST,
    Term.UNTIL,
    Term.EVERY,
    Term.LUNAR,
    Term.LUNAR_DAY,
)
"""Words that, left unread where time is expected, must be told to a person."""

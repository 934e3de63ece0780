"""Words of time that no rule has read: found where time is expected, so that a person hears of them."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.core.phrases.around import ends_sentence, token_at
from tracker.core.phrases.lexer import Token
from tracker.core.phrases.places import TIME_SIGNS, Place
from tracker.core.phrases.vocabulary import Term

LONGEST = 10  # tokens of an unread phrase that are shown
_BOUNDS = (Term.BEFORE, Term.LATEST)
_BOUNDED = (Term.DAY, Term.WORKING_DAY, Term.MONTH, Term.QUARTER, Term.YEAR, Term.SCHOOL_YEAR, Term.WEEKDAY)


def unread_words(
    tokens: Sequence[Token], places: Sequence[Place], read: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the runs of tokens (end exclusive) that speak of time and were not read."""
    known = {index for begin, end in read for index in range(begin, end)}
    index = 0
    while index < len(tokens):
        if index not in known and _speaks_of_time(tokens, index, places[index]):
            end = _end(tokens, index, known)
            yield index, end
            index = end
        else:
            index += 1


def _speaks_of_time(tokens: Sequence[Token], index: int, place: Place) -> bool:
    token = tokens[index]
    after = token_at(tokens, index + 1)
    if place is Place.RUNNING:
        is_date = after.digits > 0 and token_at(tokens, index + 2).mark == "/"
        return token.has(*_BOUNDS) and (after.has(*_BOUNDED) or is_date)
    if token.digits:
        return _looks_like_date(token, after, token_at(tokens, index + 2))
    return token.has(*TIME_SIGNS) and not _is_length(tokens, index)


def _looks_like_date(number: Token, sign: Token, other: Token) -> bool:
    """``31/5``, ``31-5``, ``31.5``: two short numbers, or a longer one beside a stroke."""
    is_glued = sign.begin == number.end and other.digits > 0
    is_short = number.digits <= len("31") and other.digits <= len("31") and sign.end == other.begin
    return is_glued and (sign.mark == "/" or (is_short and sign.mark in ("-", ".")))


def _is_length(tokens: Sequence[Token], index: int) -> bool:
    """``3 ngày``, ``5 năm``: how long something takes, not when it is due."""
    return token_at(tokens, index - 1).digits > 0 and not token_at(tokens, index + 1).digits


def _end(tokens: Sequence[Token], begin: int, known: set[int]) -> int:
    for index in range(begin + 1, min(len(tokens), begin + LONGEST)):
        is_mark = tokens[index].mark in (",", ")", "(", ":") or ends_sentence(tokens, index)
        if is_mark or index in known or tokens[index].starts_line:
            return index
    return min(len(tokens), begin + LONGEST)

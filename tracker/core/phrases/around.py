"""Looking around a phrase: which words stand before and after it in the same sentence."""

from collections.abc import Iterator, Sequence

from tracker.core.phrases.lexer import END, Token
from tracker.core.phrases.vocabulary import Term

FARTHEST = 30  # words; what stands further off says nothing about a phrase


def ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether a sentence ends at this mark; a dot between digits or after a short word does not end it."""
    token = tokens[index]
    if token.mark == ";":
        return True
    if token.mark != ".":
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else END
    return after.begin != token.end or not (after.digits or after.is_word)


def left_of(tokens: Sequence[Token], begin: int, farthest: int = FARTHEST) -> Iterator[Token]:
    """Yield the tokens before a phrase, the nearest first, as far as the sentence goes."""
    for index in range(begin - 1, max(-1, begin - 1 - farthest), -1):
        if ends_sentence(tokens, index) or tokens[index + 1].starts_line:
            return
        yield tokens[index]


def right_of(tokens: Sequence[Token], end: int, farthest: int = FARTHEST) -> Iterator[Token]:
    """Yield the tokens after a phrase as far as the sentence goes."""
    for index in range(end, min(len(tokens), end + farthest)):
        if tokens[index].starts_line or ends_sentence(tokens, index):
            return
        yield tokens[index]


def follows(tokens: Sequence[Token], begin: int, *terms: Term, within: int = FARTHEST) -> bool:
    """Whether one of these words stands among the last few before a phrase."""
    return any(token.has(*terms) for token in left_of(tokens, begin, within))


def token_at(tokens: Sequence[Token], index: int) -> Token:
    """Return a token, or the end mark outside the text."""
    return tokens[index] if 0 <= index < len(tokens) else END

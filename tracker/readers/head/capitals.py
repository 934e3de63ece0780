"""Names printed wholly in capitals, in the case in which a person writes them."""

from collections.abc import Iterator, Mapping
from functools import cache

from tracker.core import offices

_LONGEST_PHRASE = 9  # words


def in_capitals(line: str) -> bool:
    """Whether a line is printed in capitals; letters with marks may be small, as old fonts have them."""
    plain = [letter for letter in line if letter.isascii() and letter.isalpha()]
    return line.isupper() or (len(plain) > 1 and all(map(str.isupper, plain)))


def as_written(name: str) -> str:
    """Return "SỞ NỘI VỤ TỈNH AN THỊNH" as "Sở Nội vụ tỉnh An Thịnh".

    Only where every word is one of offices, or of the territory or the school at
    the end; a name with any other word stays as it is printed.
    """
    if not name.isupper():
        return name
    written: list[str] = []
    is_proper = False  # whether the words are those of a place or a school
    words = name.split()
    while words:
        size, phrase = _phrase(words)
        if not (size or is_proper):
            return name
        written.append(phrase if size else words[0].capitalize())
        is_proper = is_proper or phrase in _before_names()
        words = words[size or 1 :]
    return " ".join(written)


def _phrase(words: list[str]) -> tuple[int, str]:
    """Return how many words are the longest known phrase here, and its written form; 0 if none is known."""
    for size in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        if phrase := _phrases().get(" ".join(words[:size])):
            return size, phrase
    return 0, ""


@cache
def _phrases() -> Mapping[str, str]:
    """The phrases of the names of offices, by their capitals."""
    return {phrase.upper(): phrase for phrase in _written_phrases()}


def _written_phrases() -> Iterator[str]:
    for phrases in (offices.WITH_JOINTS, offices.FIELDS, offices.ASSOCIATIONS, offices.WORDS_OF_NAMES):
        yield from phrases.split("|")
    yield from _before_names()
    yield from (short for short in offices.SHORT if short.isupper() and " " not in short)


@cache
def _before_names() -> frozenset[str]:
    """The words that a proper name follows: tiers, and the schools and branches that have one."""
    return frozenset(f"{offices.TIERS}|{offices.PARTY_TIERS}|{offices.BEFORE_PROPER_NAMES}".split("|"))

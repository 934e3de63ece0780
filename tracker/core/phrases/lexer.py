"""Text to tokens: words that mean something for time, numbers and marks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tracker.core.phrases.numerals import LUNAR_YEARS, NUMERALS, ROMAN
from tracker.core.phrases.slips import meant
from tracker.core.phrases.vocabulary import SLIPS, SPELLINGS, Term
from tracker.core.text import fold

STROKE = " | "
LONGEST_NUMBER = 4  # digits; a longer number is no day, month or year
_NO_TERMS: frozenset[Term] = frozenset()
_TONES = frozenset("\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}"
                   "\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}")  # fmt: skip
_DASHES = frozenset("-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}")
_DIGIT_LIKE = str.maketrans("OolI", "0011")
_LETTER = r"[^\W\d_\u0300-\u036f]"
_PIECE = re.compile(
    rf"""
      (?P<code>[0-9]{{1,6}}\s?(?:/\s?(?:[0-9]{{4}}\s?/\s?)?|-{_LETTER}{{1,6}}/){_LETTER}\w{{0,20}}
         (?:[-/]\s?{_LETTER}\w{{0,20}}){{0,4}})        # the number of a document: 14/2012/NQ-HDND, 34-CT/TW
    | (?P<number>[0-9OolI]{{0,8}}[0-9][0-9OolI]{{0,8}}(?!\w)|[0-9]+)
    | (?P<word>(?:{_LETTER}|[\u0300-\u036f])+)
    | (?P<mark>[^\s\u00ad\u200b-\u200f\u2060\ufeff])
    """,
    re.VERBOSE,
)

_PART = re.compile(rf"(?P<number>[0-9]+)|(?P<word>^[Qq](?=[IiVv])|{_LETTER}+)|(?P<mark>\S)")
_GLUED = re.compile(r"(.{3,5})(I{1,3}|IV)")  # the whole word for quarter and its number
_QUARTER = re.compile(r"[Qq](?:[Ii]{1,3}|[Ii][Vv])")  # "QII": the sign of a quarter and its number


class Token(NamedTuple):
    """A piece of the text: ``begin`` and ``end`` (exclusive) are its place.

    A word has ``terms`` where the vocabulary knows it, ``number`` where it is a
    numeral, ``roman`` where it can be a Roman number. A number has ``digits``.
    A punctuation mark stands in ``mark``, every dash as "-".
    """

    begin: int
    end: int
    terms: frozenset[Term] = _NO_TERMS
    number: int | None = None
    roman: int | None = None
    digits: int = 0
    mark: str = ""
    is_code: bool = False
    is_slip: bool = False  # a letter was typed for a digit ("3l" for 31), a mark is wrong or missing
    starts_line: bool = False

    def has(self, *terms: Term) -> bool:
        """Whether the word has one of these meanings."""
        return not self.terms.isdisjoint(terms)

    @property
    def is_word(self) -> bool:
        """Whether it is a word, known or not."""
        return not (self.mark or self.digits or self.is_code)


END = Token(-1, -1, mark="\0")
"""What stands after the last token."""


class _Entry(NamedTuple):
    syllables: tuple[str, ...]
    terms: frozenset[Term]
    number: int | None


_Lexicon = Mapping[str, Sequence[_Entry]]


def normalise(text: str) -> str:
    """Return the form in which a text is read and in which places are counted: NFC."""
    return unicodedata.normalize("NFC", text)


def tokenise(text: str) -> list[Token]:
    """Cut a normalised text into tokens; the time is linear in its length."""
    pieces = [piece for match in _PIECE.finditer(text) for piece in _pieces(match)]
    keys = [_syllable(piece.group) if piece.kind == "word" else "" for piece in pieces]
    if text.isascii():
        return list(_tokens(text, pieces, keys, _bare()))
    slips = _mend(pieces, keys)
    return list(_tokens(text, pieces, keys, _marked(), slips))


def _mend(pieces: Sequence["_Piece"], keys: list[str]) -> frozenset[int]:
    """Put the meant words of time in the place of misspelt ones; return where."""
    slips = _slips()
    found = [at for at, key in enumerate(keys) if key in slips and meant(pieces, keys, at, slips)]
    for at in found:
        keys[at] = _syllable(meant(pieces, keys, at, slips))
    return frozenset(found)


class _Piece(NamedTuple):
    kind: str
    group: str
    begin: int
    end: int


def _pieces(match: re.Match[str]) -> Iterator[_Piece]:
    kind = match.lastgroup or ""
    piece = _Piece(kind, match.group(), match.start(), match.end())
    glued = _GLUED.fullmatch(piece.group) if kind == "word" else None
    if glued and _syllable(glued.group(1)) in _QUARTER_WORDS:
        middle = piece.begin + glued.end(1)
        yield _Piece("word", glued.group(1), piece.begin, middle)
        yield _Piece("word", glued.group(2), middle, piece.end)
    elif (kind == "code" and not _is_code(piece.group)) or (
        kind == "word" and _QUARTER.fullmatch(piece.group)
    ):
        yield from _parts(piece)
    else:
        yield piece


def _is_code(group: str) -> bool:
    """Tell "249/KH-UBND" from "3/quý": what follows the stroke is no word of time."""
    letters = re.split(r"[\s/-]+", group)
    return not any(_syllable(letter) in _AFTER_STROKE for letter in letters)


def _parts(piece: _Piece) -> Iterator[_Piece]:
    for part in _PART.finditer(piece.group):
        yield _Piece(part.lastgroup or "", part.group(), piece.begin + part.start(), piece.begin + part.end())


def _tokens(
    text: str,
    pieces: Sequence[_Piece],
    keys: Sequence[str],
    lexicon: _Lexicon,
    slips: frozenset[int] = frozenset(),
) -> Iterator[Token]:
    at = 0
    before = 0
    while at < len(pieces):
        entry = _longest(keys, at, lexicon)
        size = len(entry.syllables) if entry else 1
        begin, end = pieces[at].begin, pieces[at + size - 1].end
        starts_line = at == 0 or "\n" in text[before:begin]
        if entry:
            roman = ROMAN.get(keys[at]) if size == 1 else None
            is_slip = bool(slips) and not slips.isdisjoint(range(at, at + size))
            yield Token(
                begin, end, entry.terms, entry.number, roman, is_slip=is_slip, starts_line=starts_line
            )
        else:
            yield _plain(pieces[at], keys[at], starts_line)
        at += size
        before = end


def _longest(keys: Sequence[str], at: int, lexicon: _Lexicon) -> _Entry | None:
    for entry in lexicon.get(keys[at], ()):
        if tuple(keys[at : at + len(entry.syllables)]) == entry.syllables:
            return entry
    return None


def _plain(piece: _Piece, key: str, starts_line: bool) -> Token:  # noqa: FBT001
    if piece.kind == "number":
        return _number(piece, starts_line)
    if piece.kind == "mark":
        mark = "-" if piece.group in _DASHES else piece.group
        return Token(piece.begin, piece.end, mark=mark, starts_line=starts_line)
    if piece.kind == "code":
        return Token(piece.begin, piece.end, is_code=True, starts_line=starts_line)
    return Token(piece.begin, piece.end, roman=ROMAN.get(key), starts_line=starts_line)


def _number(piece: _Piece, starts_line: bool) -> Token:  # noqa: FBT001
    digits = piece.group.translate(_DIGIT_LIKE)
    number = int(digits) if len(digits) <= LONGEST_NUMBER else None
    is_slip = digits != piece.group
    return Token(
        piece.begin,
        piece.end,
        number=number,
        digits=len(digits),
        is_slip=is_slip,
        starts_line=starts_line,
    )


def _syllable(word: str) -> str:
    """Return the letters, then the tone: "hoà" and "hòa", "quý" and "qúy" become one."""
    lower = word.lower()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFD", lower)
    tones = "".join(letter for letter in decomposed if letter in _TONES)
    letters = "".join(letter for letter in decomposed if letter not in _TONES)
    return unicodedata.normalize("NFC", letters) + tones


def _spellings() -> Iterator[tuple[str, Term | None, int | None]]:
    for term, spellings in SPELLINGS.items():
        yield from ((spelling, term, None) for spelling in spellings.split(STROKE))
    yield from ((spelling, None, number) for spelling, number in (*NUMERALS.items(), *LUNAR_YEARS.items()))


def _lexicon(entries: Iterable[tuple[tuple[str, ...], Term | None, int | None]]) -> _Lexicon:
    terms: dict[tuple[str, ...], set[Term]] = {}
    numbers: dict[tuple[str, ...], int] = {}
    for syllables, term, number in entries:
        meanings = terms.setdefault(syllables, set())
        if term is not None:
            meanings.add(term)
        if number is not None:
            numbers[syllables] = number
    by_first: dict[str, list[_Entry]] = {}
    for syllables in sorted(terms, key=len, reverse=True):
        entry = _Entry(syllables, frozenset(terms[syllables]), numbers.get(syllables))
        by_first.setdefault(syllables[0], []).append(entry)
    return by_first


@cache
def _marked() -> _Lexicon:
    """Return the words of a text that is typed with its marks."""
    return _lexicon(
        (tuple(map(_syllable, words.split())), term, number) for words, term, number in _spellings()
    )


@cache
def _slips() -> dict[str, str]:
    return {_syllable(slip): word for slip, word in SLIPS.items()}


@cache
def _bare() -> _Lexicon:
    """Return the words of a text that is typed wholly without marks."""
    return _lexicon((tuple(fold(words).split()), term, number) for words, term, number in _spellings())


_AFTER_STROKE = frozenset(
    _syllable(spelling)
    for term in (Term.DAY, Term.WEEK, Term.MONTH, Term.QUARTER, Term.YEAR, Term.TIMES)
    for spelling in SPELLINGS[term].split(STROKE)
)
_QUARTER_WORDS = frozenset(map(_syllable, SPELLINGS[Term.QUARTER].split(STROKE)))

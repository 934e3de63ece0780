"""Slips of the pen and of the scanner in words of time: read only where a date stands beside them."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from tracker.core.phrases.numerals import ROMAN
from tracker.core.phrases.vocabulary import SPELLINGS, Term
from tracker.core.text import fold

LAST_MONTH = 12
_DATE_MARKS = ("/", "-", ".")


class Piece(Protocol):
    """A piece of a text: what it is and what stands there."""

    @property
    def kind(self) -> str:
        """``word``, ``number``, ``mark`` or ``code``."""

    @property
    def group(self) -> str:
        """The piece as written."""


def meant(pieces: Sequence[Piece], keys: Sequence[str], at: int, slips: dict[str, str]) -> str:
    """Return the word of time that a misspelt one stands for; empty if it may be the word it looks like."""
    word = slips.get(keys[at], "")
    return word if word and _is_beside_date(_Neighbours(pieces, keys, at), fold(word)) else ""


class _Neighbours:
    """What stands around a piece."""

    __slots__ = ("at", "keys", "pieces")

    def __init__(self, pieces: Sequence[Piece], keys: Sequence[str], at: int) -> None:
        self.pieces, self.keys, self.at = pieces, keys, at

    def number(self, ahead: int) -> str:
        """Return the digits there; empty for anything else."""
        index = self.at + ahead
        is_there = 0 <= index < len(self.pieces) and self.pieces[index].kind == "number"
        return self.pieces[index].group if is_there else ""

    def word(self, ahead: int) -> str:
        """Return the word there without its marks; empty for anything else."""
        index = self.at + ahead
        return fold(self.keys[index]) if 0 <= index < len(self.keys) and self.keys[index] else ""

    def mark(self, ahead: int) -> str:
        """Return the mark there; empty for anything else."""
        index = self.at + ahead
        is_there = 0 <= index < len(self.pieces) and self.pieces[index].kind == "mark"
        return self.pieces[index].group if is_there else ""


def _is_beside_date(near: _Neighbours, word: str) -> bool:
    if word == _bare(Term.DAY):
        is_dated = near.mark(2) in _DATE_MARKS or near.word(2) == _bare(Term.MONTH)
        return near.number(1) != "" and is_dated
    if word == _bare(Term.MONTH):
        return 0 < _value(near.number(1)) <= LAST_MONTH and _is_month_place(near)
    if word == _bare(Term.QUARTER):
        return (near.word(1) in ROMAN or 0 < _value(near.number(1)) <= LAST_MONTH) and (
            _is_month_place(near) or _is_marked_quarter(near, word)
        )
    if word == _bare(Term.YEAR):
        return len(near.number(1)) == len("2024") and (near.number(-1) != "" or near.word(-1) in ROMAN)
    if word == _bare(Term.HOUR):
        return near.number(-1) != "" and (near.number(1) != "" or near.word(1) == _bare(Term.DAY))
    return near.number(1) != "" or near.word(1) in _units()


def _is_marked_quarter(near: _Neighbours, word: str) -> bool:
    """Whether only a mark is wrong beside a Roman number; without one it may begin another word."""
    return near.keys[near.at] != word and near.word(1) in ROMAN


def _is_month_place(near: _Neighbours) -> bool:
    """Whether a day or a bound stands before a month or a quarter, or a year after it."""
    has_year = near.mark(2) == "/" or near.word(2) == _bare(Term.YEAR)
    return has_year or near.number(-1) != "" or near.word(-1) in _leads()


def _value(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() else 0


@cache
def _bare(term: Term) -> str:
    return fold(SPELLINGS[term].split(" | ")[0])


@cache
def _units() -> frozenset[str]:
    return frozenset(map(_bare, (Term.DAY, Term.MONTH, Term.QUARTER, Term.YEAR, Term.FULLY, Term.LAST)))


@cache
def _leads() -> frozenset[str]:
    terms = (Term.BEFORE, Term.UNTIL, Term.FROM, Term.FULLY, Term.IN, Term.FIRST, Term.MIDDLE, Term.LAST)
    return frozenset(map(_bare, terms))

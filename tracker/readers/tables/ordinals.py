"""The ordinals of rows: how deep each stands, and whether it is one at all."""

import re
from enum import IntEnum

from tracker.readers.words.rows import BULLET

_NUMBER = re.compile(r"^(\d{1,4})[.)]?$")
_DOTTED = re.compile(r"^(?:(\d{1,4})|[IVX]{1,5}|[A-Z])((?:\.\d{1,3}){1,5})[.)]?$")
_ROMAN = re.compile(r"^[IVX]{1,6}[.)]?$")
_CAPITAL = re.compile(r"^[A-Z][.)]?$")
_SMALL = re.compile(r"^\(?[^\W\d_][.)]?\d{0,2}[.)]?$")
_MARK_IN_TEXT = re.compile(
    r"^(\(?(?:[IVX]{1,6}|[A-Z]|\d{1,3}(?:\.\d{1,3}){0,5})[.)])\s+(?=\S)|^(\d{1,3}(?:\.\d{1,3}){1,5})\s+(?=\S)"
)
LONGEST = 10  # letters


class Depth(IntEnum):
    """How deep a row stands by its ordinal; deeper clauses ("I.1", "1.1") follow by their dots."""

    PART = 0
    SECTION = 1
    NUMBER = 10
    LETTER = 20
    BULLET = 21
    NONE = 22


_FORMS = {
    Depth.BULLET: BULLET,
    Depth.SECTION: _ROMAN,
    Depth.NUMBER: _NUMBER,
    Depth.PART: _CAPITAL,
    Depth.LETTER: _SMALL,
}
"""The first form that fits decides: "I" is a Roman number before it is a letter."""


def is_number(text: str) -> bool:
    """Whether a cell is the number of a row: "1", "1.", "1.2"."""
    return _NUMBER.match(text) is not None or _DOTTED.match(text) is not None


def number_of(ordinal: str) -> int | None:
    """Return the ordinal as a number, None for "1.2", "a" and the like."""
    found = _NUMBER.match(ordinal)
    return int(found[1]) if found else None


def depth_of(ordinal: str) -> int | None:
    """Tell how deep an ordinal stands; None for words that are no ordinal."""
    if not ordinal:
        return Depth.NONE
    if found := _DOTTED.match(ordinal):
        return (Depth.NUMBER if found[1] else Depth.SECTION) + found[2].count(".")
    return next((depth for depth, pattern in _FORMS.items() if pattern.match(ordinal)), None)


def mark_of(text: str) -> tuple[str, str]:
    """Part a text from the mark it begins with: "II. Khen thưởng" is "II." and "Khen thưởng"."""
    found = _MARK_IN_TEXT.match(text)
    return ((found[1] or found[2]), text[found.end() :]) if found else ("", text)

"""The marks before a line: sections, clauses, points and dashes."""

import re
from dataclasses import dataclass
from enum import IntEnum

_BULLET = re.compile(r"^[-+*•–—]\s+(?=\S)")
_ROMAN = re.compile(r"^([IVX]{1,5})[.)]\s*(?=\D)")
_NUMBER = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2})*)[.)](?:\s+(?=\S)|(?=[^\W\d_]))|^(\d{1,2}(?:\.\d{1,2})+)\s+(?=\S)"
)
_LETTER = re.compile(r"^([^\W\d_])(?:\)\s*|\.\s+)(?=\S)")
_PART = re.compile(r"^([A-Z])\.\s+(?=\S)")


class Level(IntEnum):
    """How deep a marked line stands (Nghị định 30/2020/NĐ-CP, annex I: phần, mục, khoản, điểm)."""

    PART = 0
    SECTION = 1
    CLAUSE = 2  # deeper clauses ("1.1") come after their number of dots
    POINT = 12
    DASH = 13
    TEXT = 14  # a line without a mark


@dataclass(frozen=True, slots=True)
class Marked:
    """A line parted from its mark; ``label`` is empty for a dash."""

    label: str
    level: int
    text: str


def marked(line: str) -> Marked | None:
    """Part a line from its mark; None for a line without one. "- a) Thời gian" is point a."""
    bare = _BULLET.sub("", line)
    if found := _ROMAN.match(bare):
        return Marked(found[1], Level.SECTION, bare[found.end() :])
    if found := _NUMBER.match(bare):
        label = found[1] or found[2]
        return Marked(label, Level.CLAUSE + label.count("."), bare[found.end() :])
    if found := _PART.match(bare):
        return Marked(found[1], Level.PART, bare[found.end() :])
    if found := _LETTER.match(bare):
        return Marked(found[1], Level.POINT, bare[found.end() :])
    return Marked("", Level.DASH, bare) if bare != line else None

"""The marks before a line: parts, sections, articles, clauses, points and bullets."""

import re
from dataclasses import dataclass
from enum import IntEnum

from tracker.readers.words.duties import ARTICLE, CHAPTER

_BULLETS = "-+*•●▪–—"
_BULLET = re.compile(rf"^([{_BULLETS}])\s+(?=\S)|^([-–—+•●▪])(?=[^\W\d_])")
_ROMAN = re.compile(r"^([IVX]{1,5})(?:[.)/]\s*|\s*[-–]\s+)(?=\D)")
_NUMBER = re.compile(
    r"^\(?(\d{1,2}(?:\.\d{1,2}){0,8})(?:[.)](?:\s+(?=\S)|(?=[^\W\d_]))|/\s+(?=\D)|\s*[-–]\s+(?=[^\W\d_]))"
    r"|^(\d{1,2}(?:\.\d{1,2}){1,8})\s+(?=\S)"
)
_LETTER = re.compile(r"^([^\W\d_])(?:[)/]\s*|\.\s+)(?=\S)")
_PART = re.compile(r"^([A-Z])[./]\s+(?=\S)")


class Level(IntEnum):
    """How deep a marked line stands (Nghị định 30/2020/NĐ-CP, annex I: phần, mục, điều, khoản, điểm).

    Between the steps there is room for lines that head others without a mark.
    """

    PART = 10
    SECTION = 20
    ARTICLE = 30
    CLAUSE = 40  # deeper clauses ("1.1") come after their number of dots
    POINT = 50
    STAR = 60
    DASH = 70
    PLUS = 80
    TEXT = 90  # a line without a mark


_NUMBERED = {
    CHAPTER: Level.PART,
    ARTICLE: Level.ARTICLE,
    _ROMAN: Level.SECTION,
    _NUMBER: Level.CLAUSE,
    _PART: Level.PART,
    _LETTER: Level.POINT,
}
_LEVEL_OF_BULLET = {"*": Level.STAR, "+": Level.PLUS}


@dataclass(frozen=True, slots=True)
class Marked:
    """A line parted from its mark; ``label`` is empty for a bullet."""

    label: str
    level: int
    text: str


def marked(line: str) -> Marked | None:
    """Part a line from its mark; None for a line without one. "- a) Thời gian" is point a."""
    bullet = _BULLET.match(line)
    bare = line[bullet.end() :] if bullet else line
    if numbered := _numbered(bare):
        return numbered
    return Marked("", _LEVEL_OF_BULLET.get(line[0], Level.DASH), bare) if bullet else None


def _numbered(line: str) -> Marked | None:
    for pattern, level in _NUMBERED.items():
        if found := pattern.match(line):
            label = found[found.lastindex or 0]
            depth = label.count(".") if level is Level.CLAUSE else 0
            return Marked(label, level + depth, line[found.end() :])
    return None

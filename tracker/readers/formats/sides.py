"""Lines of a letterhead or a signature in which two texts stand side by side, parted by tabs or blanks."""

import re

from tracker.core.text import SOFT_HYPHEN, clean
from tracker.readers.words import headings

_TABS = re.compile(r"\t+")
_BLANKS = re.compile(r" {4,}")
_SIDES = 2


def sides(line: str) -> list[str]:
    """Return the clean texts of a line: two where the parts of a letterhead or a signature stand in it.

    In any other line tabs and blanks are only distance ("Time:" and its value).
    """
    parts = [part for half in _halves(line.strip()) if (part := clean(half, keep=SOFT_HYPHEN))]
    if len(parts) == _SIDES and _stand_apart(*parts):
        return parts
    whole = clean(line, keep=SOFT_HYPHEN)
    return [whole] if whole else []


def _halves(line: str) -> list[str]:
    """Part a line at its tabs, or at its widest gap: a draft leaves blanks for the day and the number too."""
    if "\t" in line:
        return _TABS.split(line)
    gap = max(_BLANKS.findall(line), key=len, default="")
    return line.split(gap) if gap else [line]


def _stand_apart(left: str, right: str) -> bool:
    is_office = left.isupper() or headings.NUMBER_LINE.match(left) is not None
    is_dated = headings.ISSUED_ON.match(right) or headings.DATE_LINE.match(right)
    is_signed = right.isupper() and headings.SIGNS_AS.match(right)
    return bool(headings.MOTTO.search(right) or (is_office and is_dated) or is_signed)

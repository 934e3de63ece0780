"""Cells of several lines as a spreadsheet pastes them: in quotes, between tabs."""

import csv
import io
from collections.abc import Sequence

_TALLEST_CELL = 50  # lines
_LONGEST_ROW = 5_000  # letters
_MOST_CELLS = 1_000


def pasted_row(lines: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
    """Read a row whose quoted cells go on over lines; return its raw cells and its height.

    A line that opens no such row has no cells and the height 0.
    """
    if '"' not in lines[at] or not _is_open(lines[at]):
        return (), 0
    text = lines[at]
    for height, line in enumerate(lines[at + 1 : at + _TALLEST_CELL], start=2):
        text += f"\n{line}"
        if len(text) > _LONGEST_ROW:
            break
        if _closes(line) and not _is_open(text):
            cells = _cells(text)
            return (cells, height) if len(cells) > 1 else ((), 0)
    return (), 0


def _is_open(text: str) -> bool:
    """Whether a cell begins with a quote that nothing has closed yet."""
    return any(
        cell.startswith('"') and cell.count('"') % 2 for cell in text.split("\t", maxsplit=_MOST_CELLS)
    )


def _closes(line: str) -> bool:
    return '"\t' in line or line.endswith('"')


def _cells(text: str) -> tuple[str, ...]:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    return tuple(rows[0]) if len(rows) == 1 else ()

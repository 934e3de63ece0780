"""From the rows of a sheet to blocks: tables where they begin, paragraphs around them."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import groupby, pairwise

from tracker.errors import Place
from tracker.readers.document import Paragraph, Row, Table
from tracker.readers.formats.plain.wrapping import in_sentences
from tracker.readers.words.columns import Column, column_of
from tracker.readers.words.headings import RECIPIENTS, SIGNS_AS

_ORDINAL = re.compile(r"(?:\d{1,4}(?:\.\d{1,3})*|[IVX]{1,6}|[A-Za-z])[.)]?")
_FEWEST_COLUMNS = 2
_FEWEST_CELLS = 3  # of a row that tells a table without a heading; less is a letterhead or a signature

_Block = Paragraph | Table


def blocks_of(rows: Sequence[Row], *, is_grid: bool) -> Iterator[_Block]:
    """Yield the blocks of a sheet; an empty row leaves a gap, but does not end a table that goes on.

    A table begins with a row that names its columns, or without one with three
    cells side by side; it ends with its last row that is like a task. What
    stands above, between and below, such as the letterhead and the signature,
    are paragraphs, column by column.
    """
    return in_sentences(_blocks(rows, is_grid=is_grid))


def _blocks(rows: Sequence[Row], *, is_grid: bool) -> Iterator[_Block]:
    begins = [at for at, row in enumerate(rows) if _names_columns(row)] or _first_wide(rows)
    starts = [at for at in begins if at == 0 or at - 1 not in begins]
    yield from _paragraphs(rows[: starts[0] if starts else len(rows)])
    for start, stop in pairwise([*starts, len(rows)]):
        end = _end(rows, start, stop)
        yield Table(tuple(row for row in rows[start:end] if row.words), is_grid)
        yield from _paragraphs(rows[end:stop])


def _names_columns(row: Row) -> bool:
    """Whether most cells of a row are headings of columns, one of them of the tasks, and none an ordinal."""
    filled = [cell for cell in row.cells if cell]
    if len(filled) < _FEWEST_COLUMNS or any(map(_ORDINAL.fullmatch, filled)):
        return False
    named = {column for column in map(column_of, filled) if column}
    return Column.TASK in named and len(named) >= _FEWEST_COLUMNS and 2 * len(named) >= len(filled)


def _first_wide(rows: Sequence[Row]) -> list[int]:
    """Find where a table begins that has no heading."""
    wide = (at for at, row in enumerate(rows) if _filled(row) >= _FEWEST_CELLS)
    return [*wide][:1]


def _filled(row: Row) -> int:
    return sum(map(bool, row.cells))


def _end(rows: Sequence[Row], start: int, stop: int) -> int:
    """Return the place below the last row of a table.

    Up to an empty row every row with two cells is of the table; below one only
    rows with an ordinal, and rows that are as full as a task may be without one.
    """
    heading = rows[start]
    ordinal = next((at for at, cell in enumerate(heading.cells) if column_of(cell) == Column.ORDINAL), None)
    width = _filled(heading)
    full = min(_FEWEST_CELLS, width) if ordinal is None else max(_FEWEST_CELLS, width - 1)
    end, fewest = start + 1, _FEWEST_COLUMNS
    for at, row in enumerate(rows[start + 1 : stop], start=start + 1):
        if not row.words:
            fewest = full
        elif _is_numbered(row, ordinal):
            end, fewest = at + 1, _FEWEST_COLUMNS
        elif _closes(row):
            break
        elif _filled(row) >= fewest:
            end = at + 1
    return end


def _closes(row: Row) -> bool:
    """Whether a row opens the signature."""
    return any(RECIPIENTS.match(cell) or (cell.isupper() and SIGNS_AS.match(cell)) for cell in row.cells)


def _is_numbered(row: Row, ordinal: int | None) -> bool:
    """Whether a row has an ordinal in its column, and something else."""
    if ordinal is None or ordinal >= len(row.cells) or _filled(row) < _FEWEST_COLUMNS:
        return False
    return _ORDINAL.fullmatch(row.cells[ordinal]) is not None


def _paragraphs(rows: Sequence[Row]) -> Iterator[Paragraph]:
    """Yield the lines outside tables; where several rows have cells side by side, column by column."""
    after_gap = True
    for lays, run in groupby(rows, key=_layout):
        if lays is _Layout.GAP:
            after_gap = True
            continue
        for cells in _columns(list(run)) if lays is _Layout.COLUMNS else map(_line, run):
            for text, place in cells:
                yield Paragraph(text, place, after_gap)
                after_gap = False
            after_gap = lays is _Layout.COLUMNS


class _Layout(Enum):
    """How a row outside tables is read."""

    GAP = auto()
    LINE = auto()
    COLUMNS = auto()


def _layout(row: Row) -> _Layout:
    if not row.words:
        return _Layout.GAP
    return _Layout.LINE if _filled(row) == 1 or _label(row) else _Layout.COLUMNS


def _label(row: Row) -> str:
    """Return the first cell of a row that labels or numbers the second ("Thời gian:" | "tháng 5")."""
    first, *others = (cell for cell in row.cells if cell)
    labels = first.endswith(":") and not RECIPIENTS.match(first)
    return first if len(others) == 1 and (labels or _ORDINAL.fullmatch(first)) else ""


def _line(row: Row) -> Iterator[tuple[str, Place]]:
    """Yield the lines of a row that is read across."""
    label = _label(row)
    mark = f"{label}." if label.isdecimal() else label
    text = "\n".join(cell for cell in row.cells if cell)
    whole = text.replace(f"{label}\n", f"{mark} ", 1) if label else text
    yield from ((line, row.place) for line in whole.split("\n"))


def _columns(rows: list[Row]) -> Iterator[list[tuple[str, Place]]]:
    """Yield the lines of each column of some rows."""
    for at in range(max(len(row.cells) for row in rows)):
        cells = [(row.cells[at], row.place) for row in rows if at < len(row.cells) and at not in row.held]
        if lines := [(line, place) for cell, place in cells for line in cell.split("\n") if line]:
            yield lines

"""The rows that stand below a heading, and the lines of text that head a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.readers.document import Document, Paragraph, Row, Table
from tracker.readers.tables.columns import Columns, cell_at, numbers_columns, read_heading
from tracker.readers.tables.guessing import guess_columns
from tracker.readers.tables.ordinals import depth_of
from tracker.readers.tables.periods import period_of
from tracker.readers.words import rows as words
from tracker.readers.words.columns import Column
from tracker.readers.words.headings import RECIPIENTS, SIGNS_AS

_ROWS_BEFORE_A_NUMBER = 5  # at the top of a page: the rest of a row, a heading
_LOOK_BELOW = 200  # rows from which a heading's columns are judged


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a plan's table with its columns, or a line of text (``columns`` None).

    ``opens_table`` is true for the first row of a table, ``opens_plan`` where
    the heading is another than that of the table before, ``opens_page`` for
    the first row of a page on which the table above goes on.
    """

    row: Row
    columns: Columns | None = None
    is_grid: bool = False
    opens_table: bool = False
    opens_plan: bool = False
    opens_page: bool = False


def plan_lines(document: Document) -> Iterator[Line]:
    """Yield the rows of all tables that are plans, and the lines of text between them."""
    columns: Columns | None = None
    last: Line | None = None
    near = False
    for block in document.blocks:
        if isinstance(block, Paragraph):
            near = near and period_of(block.text) is not None
            yield Line(Row((block.text,), block.place))
            continue
        lines: list[Line] = []
        columns = _read(block, columns, lines, near=near)
        for line in lines:
            yield _beside(line, last)
            last = line
        near = True


def _beside(line: Line, above: Line | None) -> Line:
    """Tell of a row whether it opens a plan, or a page, after the row above."""
    opens_plan = not _is_same(line.columns, above.columns if above else None)
    pages = (above.row.place.page if above else 0, line.row.place.page)
    return replace(line, opens_plan=opens_plan, opens_page=not opens_plan and pages[1] == pages[0] + 1 > 1)


def _read(table: Table, before: Columns | None, lines: list[Line], *, near: bool) -> Columns | None:
    """Add the rows of a table below its heading; return the columns with which the next table may go on.

    ``near`` is true where at most headings of periods stand between it and the table before.
    """
    rows = [row for row in table.rows if row.words]
    columns = before if rows and before and _continues(rows, before, near=near) else None
    at = 0
    while at < len(rows) and not _closes(rows[at]):
        found = _heading(rows, at, columns)
        if found:
            columns, at = found
            continue
        if columns is None and at == 0 and not has_heading(rows):
            columns = guess_columns(rows)
        if columns and columns.is_plan and not numbers_columns(rows[at]):
            lines.append(Line(rows[at], columns, table.is_grid, opens_table=not lines))
        at += 1
    return columns


def _heading(rows: Sequence[Row], at: int, columns: Columns | None) -> tuple[Columns, int] | None:
    """Return the columns that begin here and the row below their heading, repeated headings too."""
    found = read_heading(rows[at : at + _LOOK_BELOW])
    if found is None:
        return None
    heading, height = found
    if columns is None:
        return heading, at + height
    if _is_same(heading, columns):
        return columns, at + height
    return (heading, at + height) if heading.is_whole else None


def has_heading(rows: Sequence[Row]) -> bool:
    """Whether a table has a heading that is understood."""
    return any(read_heading(rows[at:]) for at in range(min(len(rows), _LOOK_BELOW)))


def _is_same(one: Columns | None, other: Columns | None) -> bool:
    if one is None or other is None or one.is_guessed or other.is_guessed:
        return one is other
    return one.heads == other.heads


def _continues(rows: Sequence[Row], columns: Columns, *, near: bool) -> bool:
    """Whether a table without a heading goes on with the one above: it numbers its rows likewise.

    One without ordinals, or a single row that a page has torn off, must be near it and as wide.
    """
    at = columns.at.get(Column.ORDINAL, ())
    if period_of(rows[0].words):
        return True
    if near and len(rows[0].cells) == len(columns.heads) and not has_heading(rows):
        return True
    if not at or len(rows[0].cells) > len(columns.heads):
        return False
    ordinals = [cell_at(row, at[0]) for row in rows[:_ROWS_BEFORE_A_NUMBER]]
    first = next(filter(None, ordinals), "")
    is_torn = not ordinals[0] and len(rows[0].cells) == len(columns.heads)
    return bool(first) and depth_of(first) is not None and (bool(ordinals[0]) or is_torn)


def _closes(row: Row) -> bool:
    """Whether recipients or signatures begin here: offices that sign, in capitals or side by side."""
    filled = [cell.split("\n", 1)[0] for cell in row.cells if cell]
    if RECIPIENTS.match(filled[0]):
        return True
    signing = [cell for cell in filled if words.SIGNING.match(cell) or SIGNS_AS.match(cell)]
    if len(filled) == 1:
        return filled[0].isupper() and words.SIGNING.match(filled[0]) is not None
    return len(signing) == len(filled) or bool(signing and all(map(str.isupper, filled)))

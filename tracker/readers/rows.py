"""From the tables of a document to the rows of its plan: columns, sections, broken rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from tracker.errors import Place, Problem
from tracker.readers.document import Document, Paragraph, Row, Table
from tracker.readers.headings import RECIPIENTS, Column, column_of, is_period

_ORDINAL = re.compile(r"^\d{1,4}(?:\.\d{1,3})*[.)]?$")
_NUMBER = re.compile(r"^(\d{1,4})[.)]?$")
_GROUP_ORDINAL = re.compile(r"^(?:[IVX]{1,6}|[A-Z])[.)]?$")
_COLUMN_NUMBER = re.compile(r"^[\[(]?(\d{1,2})[\])]?$")
_LONGEST_ORDINAL = 10  # letters
_FEWEST_COLUMNS = 2
_FEWEST_CELLS_OF_A_PLAN = 3  # less is a letterhead or a signature set in columns

_Columns = Mapping[Column, int]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One task row by columns; ``opens_numbering`` where the ordinals may begin anew."""

    cells: Mapping[Column, str]
    section: str
    place: Place
    words: str
    opens_numbering: bool

    def __getitem__(self, column: Column) -> str:
        return self.cells.get(column, "")

    @property
    def number(self) -> int | None:
        """The ordinal as a number, None for "1.2" and the like."""
        found = _NUMBER.match(self[Column.ORDINAL])
        return int(found[1]) if found else None

    @property
    def is_broken(self) -> bool:
        """Whether a sentence stands where the ordinal should: a line break has torn the row."""
        return len(self[Column.ORDINAL]) > _LONGEST_ORDINAL

    def has(self, column: Column) -> bool:
        """Whether the table has such a column."""
        return column in self.cells


def plan_rows(document: Document) -> Iterator[PlanRow]:
    """Yield the task rows in order; headings and sections are none, broken rows are made whole."""
    section, opens_numbering = "", True
    held: PlanRow | None = None
    for row, columns, opens_table in _rows_below_headings(document):
        opens_numbering = opens_numbering or opens_table
        cells = {column: _cell(row, at) for column, at in columns.items()}
        if held and _goes_on(cells):
            held = _joined(held, cells, row.words)
            continue
        if title := _section_title(row, cells):
            section, opens_numbering = title, True
            continue
        if held:
            yield held
        held = PlanRow(cells, section, row.place, row.words, opens_numbering)
        opens_numbering = False
    if held:
        yield held


def _rows_below_headings(document: Document) -> Iterator[tuple[Row, _Columns, bool]]:
    """Yield every row that a heading stands above, and whether it is the first of its table."""
    columns: _Columns = {}
    below_heading = False
    for block in document.blocks:
        opens = isinstance(block, Table)
        if isinstance(block, Table) and not _continues_table(block, columns):
            columns = {}
        for row in _rows_in(block):
            heading = _heading(row) or (_lower_heading(row, columns) if below_heading else {})
            below_heading = bool(heading)
            columns = heading or columns
            if columns and not heading and not _numbers_columns(row):
                yield row, columns, opens
                opens = False


def _rows_in(block: Paragraph | Table) -> Iterator[Row]:
    """Yield the rows of a table up to its closing; a quarter's own line counts as a row."""
    if isinstance(block, Table):
        filled = (row for row in block.rows if row.words)
        yield from takewhile(lambda row: not RECIPIENTS.match(row.words), filled)
    elif is_period(block.text):
        yield Row((block.text,), block.place)


def _continues_table(table: Table, columns: _Columns) -> bool:
    """Whether a table without a heading goes on with the one above: it numbers its rows likewise."""
    first = table.rows[0]
    at = columns.get(Column.ORDINAL)
    return at is not None and (_ORDINAL.match(_cell(first, at)) is not None or is_period(first.words))


def _heading(row: Row) -> _Columns:
    """Return the columns that a heading row names; nothing for any other row."""
    columns = _columns(row)
    filled = sum(map(bool, row.cells))
    is_numbered = any(_ORDINAL.match(cell) for cell in row.cells)
    if Column.TASK not in columns or len(columns) < _FEWEST_COLUMNS or is_numbered:
        return {}
    return columns if 2 * len(columns) >= filled else {}


def _lower_heading(row: Row, above: _Columns) -> _Columns:
    """Return the columns of a heading in two rows ("Đơn vị thực hiện" over "Chủ trì", "Phối hợp")."""
    columns = _columns(row)
    return {**above, **columns} if columns and all(map(column_of, filter(None, row.cells))) else {}


def _columns(row: Row) -> _Columns:
    named = [(column_of(cell), at) for at, cell in enumerate(row.cells)]
    return {column: at for column, at in reversed(named) if column}


def _numbers_columns(row: Row) -> bool:
    """Whether a row only counts the columns: (1) (2) (3)."""
    numbers = [_COLUMN_NUMBER.match(cell) for cell in row.cells]
    return len(numbers) > 1 and all(found and int(found[1]) == n for n, found in enumerate(numbers, 1))


def _cell(row: Row, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _goes_on(cells: Mapping[Column, str]) -> bool:
    """Whether a page has broken a row: no ordinal, and the task is silent or in mid-sentence."""
    task = cells[Column.TASK]
    return cells.get(Column.ORDINAL) == "" and any(cells.values()) and (not task or task[0].islower())


def _joined(row: PlanRow, cells: Mapping[Column, str], words: str) -> PlanRow:
    whole = {column: f"{text} {cells.get(column, '')}".strip() for column, text in row.cells.items()}
    return replace(row, cells=whole, words=f"{row.words} {words}")


def _section_title(row: Row, cells: Mapping[Column, str]) -> str:
    """Return the title of a section row ("QUÝ II", "I | Công tác thi đua"); nothing for a task."""
    ordinal, *rest = filled = [cell for cell in row.cells if cell]
    if len(filled) == 1 and not _ORDINAL.match(ordinal):
        is_bare = Column.ORDINAL in cells and not ordinal.endswith(")")
        return ordinal if is_bare or ordinal.isupper() or is_period(ordinal) else ""
    if len(filled) == _FEWEST_COLUMNS and _GROUP_ORDINAL.match(ordinal) and rest[0] == cells[Column.TASK]:
        return f"{ordinal.rstrip('.)')}. {rest[0]}"
    return ""


def unread_tables(document: Document, rows: Sequence[PlanRow]) -> Iterator[Problem]:
    """Find the tables that look like a plan and gave no row: their headings are not understood."""
    read = {row.place for row in rows}
    for table in document.blocks:
        if isinstance(table, Table) and not read.intersection(row.place for row in table.rows):
            widest = max(table.rows, key=lambda row: sum(map(bool, row.cells)))
            if len(table.rows) > 1 and sum(map(bool, widest.cells)) >= _FEWEST_CELLS_OF_A_PLAN:
                yield Problem("document.table_unread", place=table.rows[0].place, words=table.rows[0].words)

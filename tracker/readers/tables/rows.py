"""From the tables of a document to the rows of its plan: sections, broken rows, shared cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import chain, islice, pairwise, takewhile

from tracker.errors import Problem
from tracker.readers.document import Document, Paragraph, Table
from tracker.readers.tables.carrying import carried
from tracker.readers.tables.columns import Cells, Columns, lists_people_or_amounts
from tracker.readers.tables.groups import Context, Group, cell_is_held, one_line, row_group, text_group
from tracker.readers.tables.layout import Line, has_heading, plan_lines
from tracker.readers.tables.ordinals import is_number, mark_of
from tracker.readers.tables.periods import period_of, week_of
from tracker.readers.tables.planrow import PlanRow, with_letters
from tracker.readers.words import rows as words
from tracker.readers.words.columns import Column

_FEWEST_CELLS_OF_A_PLAN = 3  # less is a letterhead or a signature set in columns
_ROWS_WITH_HEADING = 10
_LABELS = (Column.PERIOD, Column.DAY, Column.HOUR, Column.FIELD)  # a torn row does not repeat these
_LINES_ABOVE = 60  # in which a schedule names its week


def plan_rows(document: Document, title: str = "") -> Iterator[PlanRow]:
    """Yield the task rows in order; headings and sections are none, broken rows are made whole.

    ``title`` may name the month or the week whose days the rows name.
    """
    return carried(_lettered(_whole(_rows(plan_lines(document), _opening(document, title)))))


class _Join(Enum):
    """How a row belongs to the one above it."""

    NEW = auto()
    BROKEN = auto()  # a page has torn it off
    ITEM = auto()  # one more line of the task
    MERGED = auto()  # another owner or time of the same task


def _opening(document: Document, title: str) -> Context:
    """Find what the document says of time above its tables: a month, a year, a week."""
    month = words.MONTH_OF_TITLE.search(title)
    year = words.YEAR_OF_TITLE.search(title)
    stated = int(year[1]) if year else None
    above = takewhile(lambda block: isinstance(block, Paragraph), document.blocks)
    lines = (block.text for block in islice(above, _LINES_ABOVE) if isinstance(block, Paragraph))
    weeks = (week_of(line, stated) for line in (title, *lines))
    return Context((), int(month["number"]) if month else None, stated, next(filter(None, weeks), None))


@dataclass(slots=True)
class _Reader:
    """Reads line after line; knows the headings above the next row and the numbers they took."""

    context: Context
    opens_numbering: bool = True
    opens_plan: bool = True
    numbers: tuple[int, ...] = ()

    def read(self, line: Line, below: Line | None) -> Iterator[tuple[_Join, PlanRow]]:
        """Yield the row that a line is, if it is one; headings change the context."""
        if line.columns is None:
            self.context, is_heading = _after_text(self.context, line.row.words)
            self.opens_numbering |= is_heading
            return
        self.opens_numbering |= line.opens_table
        self.opens_plan |= line.opens_plan
        if line.opens_plan:
            self.context = self.context.between_tables()
        for cells in line.columns.cells(line.row):
            join = _join(line, line.columns, cells)
            group = self._group(line, cells, below) if join is _Join.NEW else None
            if group:
                self._enter(group)
            elif not _says_no_more(line):
                yield join, self._row(line, line.columns, cells)

    def _group(self, line: Line, cells: Cells, below: Line | None) -> Group | None:
        return row_group(line, line.columns, cells, below, self.context) if line.columns else None

    def _enter(self, group: Group) -> None:
        self.context = self.context.under(group)
        if group.number is None:
            self.opens_numbering = True
        else:
            self.numbers = (*self.numbers, group.number)

    def _row(self, line: Line, columns: Columns, cells: Cells) -> PlanRow:
        if not columns.has(Column.ORDINAL):
            cells = _with_ordinal(cells)
        self.context = self.context.beside(cells.get(Column.ORDINAL, ""))
        row = PlanRow(
            cells,
            line.row.place,
            line.row.words,
            columns,
            self.context,
            opens_numbering=self.opens_numbering,
            opens_plan=self.opens_plan,
            is_grid=line.is_grid,
            repeats_ordinal=cell_is_held(line, columns, Column.ORDINAL),
            numbers_above=self.numbers,
        )
        self.opens_numbering, self.opens_plan, self.numbers = False, False, ()
        return row


def _with_ordinal(cells: Cells) -> Cells:
    """Part a task from its number where the table has no column for it: "1. Họp"."""
    mark, rest = mark_of(cells.get(Column.TASK, ""))
    is_one = is_number(mark) and not any(map(words.ITEM.match, rest.split("\n")))
    return {**cells, Column.ORDINAL: mark, Column.TASK: rest} if is_one else cells


def _rows(lines: Iterable[Line], opening: Context) -> Iterator[tuple[_Join, PlanRow]]:
    reader = _Reader(opening)
    for line, below in pairwise(chain(lines, [None])):
        if line:
            yield from reader.read(line, below)


def _after_text(context: Context, text: str) -> tuple[Context, bool]:
    """Return the context below a line of text, and whether it is a heading."""
    if words.ANNEX.match(text):
        return context.in_annex(), True
    group = text_group(text)
    return (context.under(group), True) if group else (context, False)


def _says_no_more(line: Line) -> bool:
    """Whether a row is a total or a note below the table."""
    first = next(filter(None, line.row.cells))
    filled = sum(map(bool, line.row.cells))
    return words.TOTAL.match(first) is not None or (filled == 1 and words.NOTE_ROW.match(first) is not None)


def _join(line: Line, columns: Columns, cells: Cells) -> _Join:
    if cell_is_held(line, columns, Column.TASK):
        return _Join.MERGED
    if _is_period_alone(line):
        return _Join.NEW
    if Column.ORDINAL in cells and (cells[Column.ORDINAL] or cell_is_held(line, columns, Column.ORDINAL)):
        return _Join.NEW
    if line.opens_page and columns.has(Column.ORDINAL) and _is_torn(cells):
        return _Join.BROKEN
    return _join_without_ordinal(columns, cells)


def _is_period_alone(line: Line) -> bool:
    filled = [cell for cell in line.row.cells if cell]
    return len(filled) == 1 and period_of(one_line(filled[0])) is not None


def _is_torn(cells: Cells) -> bool:
    """Whether a row without an ordinal at the top of a page is the rest of the row before the page's end.

    A row of its own, below an ordinal merged with others, says when and begins its cells with a capital.
    """
    others = [cell for column, cell in cells.items() if cell and column is not Column.TIME]
    is_bare = len(others) + bool(cells.get(Column.TIME)) == 1
    return not is_bare and (not cells.get(Column.TIME) or any(cell[0].islower() for cell in others))


def _join_without_ordinal(columns: Columns, cells: Cells) -> _Join:
    """Tell a row of its own from the rest of the one above: silent of the task, or in mid-sentence."""
    task = cells.get(Column.TASK, "")
    others = [cells[column] for column in cells if column is not Column.TASK]
    if not task:
        labels = _LABELS if columns.has(Column.ORDINAL) else (*_LABELS, Column.TIME)
        return _Join.BROKEN if any(others) and not any(map(cells.get, labels)) else _Join.NEW
    if columns.has(Column.ORDINAL) and words.ITEM_OF_ROW.match(task) and not any(others):
        return _Join.ITEM
    is_whole = words.TIME_CELL.match(cells.get(Column.TIME, "")) and cells.get(Column.LEAD, "")[:1].isupper()
    return _Join.BROKEN if columns.has(Column.ORDINAL) and task[0].islower() and not is_whole else _Join.NEW


def _whole(rows: Iterable[tuple[_Join, PlanRow]]) -> Iterator[PlanRow]:
    """Join the parts of a row."""
    whole: PlanRow | None = None
    for join, row in rows:
        if whole and join is not _Join.NEW:
            whole = _joined(whole, row, join)
            continue
        if whole:
            yield whole
        whole = row
    if whole:
        yield whole


def _joined(above: PlanRow, below: PlanRow, join: _Join) -> PlanRow:
    cells = {column: _joined_cell(text, below[column], column, join) for column, text in above.cells.items()}
    return replace(above, cells=cells, words=f"{above.words} {below.words}")


def _joined_cell(above: str, below: str, column: Column, join: _Join) -> str:
    """Join two parts of a cell, by a blank in mid-sentence; a merged cell only repeats itself."""
    if not below or below == above.rsplit("\n", 1)[-1]:
        return above
    if join is _Join.MERGED and column in (Column.TASK, Column.ORDINAL):
        return above
    is_sentence = (
        join is _Join.BROKEN and not words.ITEM.match(below) and (below[0].islower() or column is Column.TASK)
    )
    return f"{above}{' ' if is_sentence else chr(10)}{below}".strip()


def _lettered(rows: Iterable[PlanRow]) -> Iterator[PlanRow]:
    """Tell apart by letters the duties that share a merged ordinal."""
    shared: list[PlanRow] = []
    for row in rows:
        if not row.repeats_ordinal:
            yield from with_letters(shared)
            shared = []
        shared.append(row)
    yield from with_letters(shared)


def _is_understood(table: Table) -> bool:
    return has_heading(table.rows) or any(map(lists_people_or_amounts, table.rows[:_ROWS_WITH_HEADING]))


def unread_tables(document: Document, rows: Sequence[PlanRow]) -> Iterator[Problem]:
    """Find the tables that look like a plan and gave no row: their headings are not understood."""
    read = {row.place for row in rows}
    for table in document.blocks:
        if isinstance(table, Table) and not read.intersection(row.place for row in table.rows):
            widest = max(table.rows, key=lambda row: sum(map(bool, row.cells)))
            is_wide = sum(map(bool, widest.cells)) >= _FEWEST_CELLS_OF_A_PLAN
            if len(table.rows) > 1 and is_wide and not _is_understood(table):
                yield Problem("document.table_unread", place=table.rows[0].place, words=table.rows[0].words)

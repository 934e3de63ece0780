"""The heading of a plan's table: which column holds what, in one row, in two or in three."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.readers.document import Row
from tracker.readers.tables.ordinals import is_number
from tracker.readers.words import rows as words
from tracker.readers.words.columns import (
    DAY_KEY,
    ENDS_A_TERM,
    SESSION_WORDS,
    UNIT_KEY,
    Column,
    column_of,
    columns_inside,
    fineness,
    head_key,
    names_both_owners,
    names_lead,
    ticked_period,
    with_unit,
    year_in,
)

MOST_HEADING_ROWS = 3
_FEWEST_COLUMNS = 2
_FEWEST_OF_A_NEW_HEADING = 3
_FEWEST_TICKED = 3  # columns of months or quarters
_WIDEST = 100  # columns; a longer row heads no plan
_LEAST_SHARE_SILENT = 0.1  # of the rows, for which a cell above holds
_COLUMN_NUMBER = re.compile(r"^[\[(]?(?:(\d{1,2})|[A-Za-z])[\])]?(?:\s*=.{1,20})?$")
_TIMES = frozenset({Column.TIME, Column.START, Column.END, Column.PERIOD, Column.DAY, Column.HOUR})
_NAMES_TASK = frozenset({Column.ORDINAL, Column.TASK})
_SAYS_WHO_OR_WHEN = _TIMES | {Column.LEAD, Column.PARTNERS}

Cells = Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold, by their number from 0, the most telling first.

    ``ticked`` are the columns of single months or quarters, with their words.
    """

    at: Mapping[Column, tuple[int, ...]]
    heads: tuple[str, ...] = ()
    ticked: Mapping[int, str] = field(default_factory=dict)
    is_guessed: bool = False

    def has(self, column: Column) -> bool:
        """Whether the table has such a column."""
        return column in self.at

    @property
    def has_time(self) -> bool:
        """Whether a column of its own says when."""
        return bool(self.ticked) or any(map(self.has, _TIMES))

    @property
    def is_plan(self) -> bool:
        """Whether the columns are those of a plan: who or when is said, or nothing speaks against it."""
        if self.has(Column.PERSON) and not self.has_time:
            return False
        if self.has_time or self.has(Column.PARTNERS) or self.has(Column.LEAD):
            return not (self.has(Column.AMOUNT) and self._has_bare_unit)
        return not self.has(Column.AMOUNT)

    @property
    def says_who_or_when(self) -> bool:
        """Whether a column says who or when; without one only a row with its own time is a task."""
        return self.has_time or any(map(self.has, _SAYS_WHO_OR_WHEN))

    @property
    def holds_both_owners(self) -> bool:
        """Whether lead and partners share a column."""
        return any(names_both_owners(self.heads[at]) for at in self.at.get(Column.LEAD, ())[:1])

    @property
    def _has_bare_unit(self) -> bool:
        """Whether "Đơn vị" beside amounts can only be the unit of measure."""
        return not self.has_time and [self.heads[at] for at in self.at.get(Column.LEAD, ())] == [UNIT_KEY]

    @property
    def is_whole(self) -> bool:
        """Whether every head is understood, and enough of them to be no task that begins like one."""
        known = {number for numbers in self.at.values() for number in numbers} | self.ticked.keys()
        return len(known) >= _FEWEST_OF_A_NEW_HEADING and known == {
            at for at, head in enumerate(self.heads) if head
        }

    def cells(self, row: Row) -> Iterator[Cells]:
        """Yield the cells by column; a row with a morning and an afternoon column counts twice."""
        found = {column: self._first(row, at) for column, at in self.at.items()}
        if self.ticked:
            found[Column.TIME] = found.get(Column.TIME) or self._ticks(row)
        if year := self._year_of_time(row):
            found[Column.YEAR] = year
        sessions = [column for column in SESSION_WORDS if column in found]
        if not sessions:
            yield found
        for column in sessions:
            yield {**found, Column.TASK: found[column], Column.HOUR: SESSION_WORDS[column]}

    def _first(self, row: Row, at: Sequence[int]) -> str:
        """Return the first of these cells that says anything."""
        filled = ((cell_at(row, number), number) for number in at)
        return next((self._completed(cell, at) for cell, at in filled if not words.NOTHING.match(cell)), "")

    def _year_of_time(self, row: Row) -> str:
        """Return the year that the head of the filled time column names ("Năm 2025")."""
        heads = (
            self.heads[at] for at in self.at.get(Column.TIME, ()) if not words.NOTHING.match(cell_at(row, at))
        )
        return year_in(next(heads, ""))

    def _completed(self, cell: str, at: int) -> str:
        """Give a bare number the unit that its column's head names."""
        if at in self.at.get(Column.DAY, ()):
            return words.with_weekday(cell, self.heads[at])
        has_unit = at in self.at.get(Column.PERIOD, ()) or at in self.at.get(Column.TIME, ())
        return with_unit(cell, self.heads[at]) if has_unit else cell

    def _ticks(self, row: Row) -> str:
        """Say the ticked months as a span where they follow one another, else one by one."""
        ticked = [at for at in sorted(self.ticked) if words.TICK.match(cell_at(row, at))]
        if len(ticked) > 1 and ticked == list(range(ticked[0], ticked[-1] + 1)):
            return words.SPAN.format(first=self.ticked[ticked[0]], last=self.ticked[ticked[-1]])
        return "; ".join(self.ticked[at] for at in ticked)


def cell_at(row: Row, at: int) -> str:
    """Return a cell of a row, empty where the row is too short."""
    return row.cells[at] if at < len(row.cells) else ""


def read_heading(rows: Sequence[Row]) -> tuple[Columns, int] | None:
    """Read the heading with which these rows begin, and how many rows it takes; None for anything else.

    Rows below the heading tell a column that groups others from one that says more.
    """
    if not _may_be_heading(rows[0]):
        return None
    count = _height(rows)
    columns = _columns(rows[:count], rows[count:])
    return (columns, count) if _is_heading(columns, rows[0]) else None


def lists_people_or_amounts(row: Row) -> bool:
    """Whether a row heads a list of people or of amounts, which needs no task to be understood."""
    named = [column_of(cell) for cell in row.cells if cell]
    return len([column for column in named if column]) > 1 and bool({Column.PERSON, Column.AMOUNT} & {*named})


def numbers_columns(row: Row) -> bool:
    """Whether a row only counts the columns: (1) (2) (3), A B 1 2, 1 2 3=1+2."""
    filled = [cell for cell in row.cells if cell]
    found = [_COLUMN_NUMBER.match(cell) for cell in filled]
    numbers = [int(number[1]) for number in found if number and number[1]]
    is_counting = numbers == list(range(1, len(numbers) + 1))
    return len(filled) > 1 and all(found) and len(numbers) > 1 and is_counting


def _may_be_heading(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell]
    is_wide = len(filled) >= _FEWEST_COLUMNS and len(row.cells) <= _WIDEST
    return is_wide and not is_number(filled[0])


def _height(rows: Sequence[Row]) -> int:
    """Count the rows of a heading: below the first stand parts of merged heads and the columns' numbers."""
    count = 1
    for row in rows[1:MOST_HEADING_ROWS]:
        if not numbers_columns(row) and not _parts_heads(row, rows[0]):
            break
        count += 1
    return count


def _parts_heads(row: Row, top: Row) -> bool:
    """Whether a row parts the heads above it ("Chủ trì", "Phối hợp") and says nothing of a task."""
    filled = {at: cell for at, cell in enumerate(row.cells) if cell and at not in row.held}
    if len(filled) < _FEWEST_COLUMNS:
        return False
    if row.held and all(
        at in row.held for at in range(len(top.cells)) if column_of(cell_at(top, at)) in _NAMES_TASK
    ):
        return True
    if any(column_of(cell_at(top, at)) in _NAMES_TASK for at in filled):
        return False
    named = [at for at, cell in filled.items() if column_of(cell)]
    ticked = [at for at, cell in filled.items() if ticked_period(cell, _above(top, at))]
    known = len(named) + (len(ticked) if len(ticked) >= _FEWEST_TICKED else 0)
    return 2 * known >= len(filled)


def _above(top: Row, at: int) -> str:
    """Return the head that spans this column: its own, or the nearest to the left."""
    return next((cell for cell in reversed(top.cells[: at + 1]) if cell), "")


def _columns(heading: Sequence[Row], below: Sequence[Row]) -> Columns:
    top = heading[0]
    lower = [row for row in heading[1:] if not numbers_columns(row)]
    at: dict[Column, list[int]] = {}
    heads, ticked = [], {}
    for number in range(max(len(row.cells) for row in heading)):
        part = next((cell_at(row, number) for row in reversed(lower) if _says(row, number)), "")
        head, above = part or cell_at(top, number), _above(top, number) if part else ""
        heads.append(head_key(head))
        period = ticked_period(head, above)
        if column := column_of(head) or column_of(above):
            at.setdefault(column, []).append(number)
        if period and not column_of(head):
            ticked[number] = period
    return _settled(at, heads, ticked if len(ticked) >= _FEWEST_TICKED else {}, below)


def _says(row: Row, at: int) -> bool:
    return bool(cell_at(row, at)) and at not in row.held


def _settled(
    at: dict[Column, list[int]], heads: list[str], ticked: Mapping[int, str], below: Sequence[Row]
) -> Columns:
    """Decide what the headings leave open, and put the most telling column of each meaning first."""
    at = {column: [number for number in numbers if number not in ticked] for column, numbers in at.items()}
    at = {column: numbers for column, numbers in at.items() if numbers}
    _look_inside(at, heads, ticked)
    if Column.LEAD not in at and Column.PERSON in at and _TIMES & at.keys():
        at[Column.LEAD] = at.pop(Column.PERSON)
    _find_days(at, heads)
    _find_fields(at, below)
    at.get(Column.TIME, []).sort(key=lambda number: not ENDS_A_TERM.search(heads[number]))
    at.get(Column.PERIOD, []).sort(key=lambda number: fineness(heads[number]))
    at.get(Column.LEAD, []).sort(key=lambda number: not names_lead(heads[number]))
    return Columns({column: tuple(numbers) for column, numbers in at.items()}, tuple(heads), ticked)


def _look_inside(at: dict[Column, list[int]], heads: list[str], ticked: Mapping[int, str]) -> None:
    """Find missing columns by the words inside a head: "Địa điểm, thời gian" says when."""
    taken = {number for column, numbers in at.items() if column is not Column.OTHER for number in numbers}
    for number, head in enumerate(heads):
        inside = columns_inside(head) if number not in taken and number not in ticked else []
        for column in inside[:1] if number in at.get(Column.OTHER, []) else inside:
            if column not in at and (column is not Column.TIME or not _TIMES & at.keys()):
                at[column] = [number]
                break


def _find_days(at: dict[Column, list[int]], heads: list[str]) -> None:
    """Beside a column of hours, or a second one of time, "Ngày" says the day."""
    times = at.get(Column.TIME, [])
    days = [number for number in times if heads[number] == DAY_KEY]
    has_hours = any(column in at for column in (Column.HOUR, Column.MORNING, Column.AFTERNOON))
    if has_hours and Column.DAY not in at:
        days = days or times[:1]
    elif len(times) == 1:
        return
    if days:
        at.setdefault(Column.DAY, []).extend(days)
        at[Column.TIME] = [number for number in times if number not in days]
        if not at[Column.TIME]:
            del at[Column.TIME]


def _find_fields(at: dict[Column, list[int]], below: Sequence[Row]) -> None:
    """Of two columns of tasks the first groups the second if it holds for several rows."""
    if Column.TASK not in at and Column.FIELD in at:
        at[Column.TASK] = at.pop(Column.FIELD)
    first, *others = at.get(Column.TASK, [0])
    if others and _groups(first, others[0], below):
        at.setdefault(Column.FIELD, []).append(first)
        at[Column.TASK] = others


def _groups(first: int, second: int, below: Sequence[Row]) -> bool:
    said = [row for row in below if _says(row, second)]
    silent = [row for row in said if not _says(row, first)]
    merged = any(first in row.held for row in silent)
    return merged or len(silent) > _LEAST_SHARE_SILENT * len(said)


def _is_heading(columns: Columns, top: Row) -> bool:
    known = {number for numbers in columns.at.values() for number in numbers} | columns.ticked.keys()
    has_task = any(map(columns.has, (Column.TASK, *SESSION_WORDS)))
    filled = sum(map(bool, top.cells))
    return has_task and len(columns.at) >= _FEWEST_COLUMNS and 2 * len(known) >= filled

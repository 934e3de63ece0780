"""The columns of a table whose heading is missing or damaged, told by what they hold."""

from collections.abc import Callable, Sequence

from tracker.readers.document import Row
from tracker.readers.owners.namelists import is_office
from tracker.readers.tables.columns import Columns, cell_at
from tracker.readers.tables.ordinals import is_number
from tracker.readers.words import rows as words
from tracker.readers.words.columns import Column

_FEWEST_ROWS = 3  # that must agree
_MOST_ROWS = 50  # that are looked at
_FEWEST_COLUMNS = 3
_LEAST_SHARE = 0.6  # of the filled cells


def guess_columns(rows: Sequence[Row]) -> Columns | None:
    """Tell the columns by their cells: ordinals, times, offices, and the longest words for the task.

    None unless the rows are numbered and say when or who.
    """
    sample = rows[:_MOST_ROWS]
    width = max(len(row.cells) for row in sample)
    at: dict[Column, tuple[int, ...]] = {}
    for column, says in _TELLS.items():
        free = [number for number in range(width) if (number,) not in at.values()]
        if found := [number for number in free if _holds(sample, number, says)]:
            at[column] = (found[0],)
    free = [number for number in range(width) if (number,) not in at.values()]
    if Column.ORDINAL not in at or len(at) + 1 < _FEWEST_COLUMNS or not free:
        return None
    at[Column.TASK] = (max(free, key=lambda number: _length(sample, number)),)
    return Columns(at, ("",) * width, is_guessed=True)


_TELLS: dict[Column, Callable[[str], bool]] = {
    Column.ORDINAL: is_number,
    Column.TIME: lambda cell: words.TIME_CELL.match(cell) is not None,
    Column.LEAD: is_office,
}


def _holds(rows: Sequence[Row], at: int, says: Callable[[str], bool]) -> bool:
    filled = [cell for row in rows if (cell := cell_at(row, at))]
    agreeing = sum(map(says, filled))
    return agreeing >= _FEWEST_ROWS and agreeing >= _LEAST_SHARE * len(filled)


def _length(rows: Sequence[Row], at: int) -> int:
    return sum(len(cell_at(row, at)) for row in rows)

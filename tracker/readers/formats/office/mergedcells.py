"""The rows of a sheet as they are shown: merged cells laid open, hidden rows and columns left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.errors import DocumentError
from tracker.readers.formats.limits import MOST_COLUMNS
from tracker.readers.formats.office.sheets import Merge, Sheet


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is shown: its cells by column, and the columns that go on from the row above.

    ``after_gap`` is true where an empty row stands above it; a hidden one is none.
    """

    number: int
    cells: Mapping[int, str]
    held: frozenset[int]
    after_gap: bool


@dataclass(slots=True)
class _Open:
    """A merged cell that the rows have reached: where and what it shows, and whether it has."""

    merge: Merge
    column: int
    text: str
    is_shown: bool = False


def shown_lines(sheet: Sheet, name: str) -> Iterator[Line]:
    """Yield the rows that are shown and hold text of their own; raise for more columns than a plan has.

    What a merged range covers besides its first cell is not shown. A range whose
    first row or column is hidden stands in the first that is not.
    """
    begins: dict[int, list[Merge]] = {}
    for merge in sheet.merges:
        begins.setdefault(merge.top, []).append(merge)
    reached: list[_Open] = []
    last, after_gap = 0, False
    for number, cells in sorted(sheet.rows.items()):
        reached = [found for found in reached if found.merge.bottom >= number]
        own = _uncovered(cells, [found.merge for found in reached])
        for merge in begins.get(number, ()):
            reached += _opened(merge, own, sheet)
            own = _uncovered(own, [merge])
        if len(reached) > MOST_COLUMNS:
            raise DocumentError("document.too_many_columns", file=name, limit=MOST_COLUMNS)
        last, after_gap = number, after_gap or number > last + 1
        if number not in sheet.hidden_rows and (
            line := _line(number, _visible(own, sheet), reached, after_gap=after_gap)
        ):
            yield line
            after_gap = False


def _uncovered(cells: Mapping[int, str], merges: list[Merge]) -> dict[int, str]:
    return {
        column: text
        for column, text in cells.items()
        if not any(merge.left <= column <= merge.right for merge in merges)
    }


def _opened(merge: Merge, cells: Mapping[int, str], sheet: Sheet) -> Iterator[_Open]:
    """Yield a merged cell with text, in its first column that is shown."""
    text = cells.get(merge.left, "")
    columns = range(merge.left, merge.right + 1)
    column = next((column for column in columns if not _is_hidden(column, sheet)), None)
    if text and column is not None:
        yield _Open(merge, column, text)


def _line(number: int, own: dict[int, str], reached: list[_Open], *, after_gap: bool) -> Line | None:
    begun = [found for found in reached if not found.is_shown]
    going_on = {found.column: found.text for found in reached if found.is_shown}
    for found in begun:
        own[found.column] = found.text
        found.is_shown = True
    held = frozenset(going_on.keys() - own.keys())
    return Line(number, {**going_on, **own}, held, after_gap) if own else None


def _visible(cells: Mapping[int, str], sheet: Sheet) -> dict[int, str]:
    return {column: text for column, text in cells.items() if not _is_hidden(column, sheet)}


def _is_hidden(column: int, sheet: Sheet) -> bool:
    return any(column in columns for columns in sheet.hidden_columns)

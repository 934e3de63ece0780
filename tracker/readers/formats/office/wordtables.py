"""Tables of Word: rows and cells as they stand in the grid, merged cells included."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tracker.errors import Place
from tracker.readers.document import Row
from tracker.readers.formats.limits import MOST_COLUMNS
from tracker.readers.formats.office.wordtext import LEFT_OUT, W, is_on, number, value


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds: its lines, and the tables inside it."""

    lines: tuple[str, ...] = ()
    tables: tuple[Element, ...] = ()

    @classmethod
    def joined(cls, cells: Iterable["Cell"]) -> "Cell":
        """Make one cell of the lines and tables of several."""
        parts = tuple(cells)
        lines = tuple(line for part in parts for line in part.lines)
        return cls(lines, tuple(table for part in parts for table in part.tables))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell in the grid: its first column, how many it takes, and whether it goes on from above."""

    element: Element
    at: int
    merge: str  # "restart" begins a merged cell, "continue" goes on with the one above


def is_frame(table: Element) -> bool:
    """Whether a table has one column, and so only frames its content."""
    return all(len(cells_of(row)) <= 1 for row in rows_of(table))


def rows_of(table: Element) -> list[Element]:
    """Return the rows of a table that no tracked change takes out and that are not hidden."""
    return [row for row in _inside(table, f"{W}tr") if not _is_gone(row)]


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row, also those in content controls."""
    return list(_inside(row, f"{W}tc"))


def table_rows(
    table: Element, read: Callable[[Element], Cell], table_number: int
) -> tuple[list[Row], list[Element]]:
    """Return the rows that hold text of their own, and the tables inside the cells."""
    rows: list[Row] = []
    inner: list[Element] = []
    above: dict[int, str] = {}
    for row_number, element in enumerate(rows_of(table), start=1):
        texts: dict[int, str] = {}
        for cell in (placed := list(_placed(element))):
            if cell.merge != "continue":
                content = read(cell.element)
                texts[cell.at] = "\n".join(content.lines)
                inner += content.tables
        held = {cell.at: above.get(cell.at, "") for cell in placed if cell.merge == "continue"}
        above = {cell.at: (texts | held)[cell.at] for cell in placed if cell.merge}
        if any(texts.values()):
            place = Place(table=table_number, row=row_number)
            rows.append(_row(texts, held, place))
    return _levelled(rows), inner


def _placed(row: Element) -> Iterator[_Placed]:
    """Yield the cells of a row with their columns in the grid."""
    at = min(number(value(row, "trPr", "gridBefore")), MOST_COLUMNS)
    for cell in cells_of(row):
        properties = cell.find(f"{W}tcPr")
        if at > MOST_COLUMNS:
            return
        if value(properties, "hMerge") != "continue":
            yield _Placed(cell, at, _merge(properties))
        at += min(max(number(value(properties, "gridSpan"), 1), 1), MOST_COLUMNS)


def _merge(properties: Element | None) -> str:
    """Tell whether a cell begins a merged one or goes on with it; the mark alone says that it goes on."""
    merge = None if properties is None else properties.find(f"{W}vMerge")
    return "" if merge is None else merge.get(f"{W}val", "continue")


def _row(texts: Mapping[int, str], held: Mapping[int, str], place: Place) -> Row:
    cells = {**texts, **held}
    filled = tuple(cells.get(at, "") for at in range(max(cells) + 1))
    return Row(filled, place, frozenset(at for at, text in held.items() if text))


def _levelled(rows: list[Row]) -> list[Row]:
    """Give every row as many cells as the widest has."""
    width = max((len(row.cells) for row in rows), default=0)
    return [Row(row.cells + ("",) * (width - len(row.cells)), row.place, row.held) for row in rows]


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows or cells right inside, through content controls and the like."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in LEFT_OUT and child.tag not in _OTHER_LEVELS:
            yield from _inside(child, tag)


_OTHER_LEVELS = frozenset(f"{W}{local}" for local in ("tr", "tc", "tbl", "p", "tblPr", "trPr", "tblGrid"))


def _is_gone(row: Element) -> bool:
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    return properties.find(f"{W}del") is not None or is_on(properties.find(f"{W}hidden"))

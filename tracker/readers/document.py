"""The neutral form of a document: blocks in order, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.errors import Place, Problem


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One clean line of text; ``after_gap`` is true where an empty line stands above it."""

    text: str
    place: Place
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    r"""One row of a table.

    Cells are clean, and empty where nothing is written; the lines of a cell are
    parted by "\n". A cell merged across columns stands in the first of them. A
    cell merged with the one above it repeats that one's text, and ``held`` (the
    numbers of such columns, from 0) says so.
    """

    cells: tuple[str, ...]
    place: Place
    held: frozenset[int] = frozenset()

    @property
    def words(self) -> str:
        """The row as one line."""
        return " | ".join(" ".join(cell.split("\n")) for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow one another; pages that repeat the heading do not part them.

    ``is_grid`` is true where the file says which cells are merged; in a table of
    plain text an empty cell may be one that the cell above holds for.
    """

    rows: tuple[Row, ...]
    is_grid: bool = False

    def lines(self) -> Iterator[Paragraph]:
        """Yield the lines of the cells; what stands above the table never goes on in it."""
        cells = [
            (line, row.place)
            for row in self.rows
            for at, cell in enumerate(row.cells)
            if at not in row.held
            for line in cell.split("\n")
            if line
        ]
        for number, (line, place) in enumerate(cells):
            yield Paragraph(line, place, after_gap=number == 0)


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a file, whatever its format; ``problems`` are what it could not take over."""

    name: str
    blocks: tuple[Paragraph | Table, ...]
    problems: tuple[Problem, ...] = ()

    def lines(self) -> Iterator[Paragraph]:
        """Yield everything written, line by line; a cell counts as a line of its own."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from block.lines()

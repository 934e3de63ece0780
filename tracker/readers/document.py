"""The neutral form of a document: blocks in order, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.errors import Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One clean line of text; ``after_gap`` is true where an empty line stands above it."""

    text: str
    place: Place
    after_gap: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; cells are clean, and empty where nothing is written."""

    cells: tuple[str, ...]
    place: Place

    @property
    def words(self) -> str:
        """The row as one line."""
        return " | ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that follow one another; pages that repeat the heading do not part them."""

    rows: tuple[Row, ...]

    def lines(self) -> Iterator[Paragraph]:
        """Yield the cells; what stands above the table never goes on in it."""
        cells = [(cell, row.place) for row in self.rows for cell in row.cells if cell]
        for number, (cell, place) in enumerate(cells):
            yield Paragraph(cell, place, after_gap=number == 0)


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a file, whatever its format."""

    name: str
    blocks: tuple[Paragraph | Table, ...]

    def lines(self) -> Iterator[Paragraph]:
        """Yield everything written, line by line; a cell counts as a line of its own."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from block.lines()

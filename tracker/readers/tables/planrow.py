"""A row of a plan: its cells by meaning, and what the headings above it say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from tracker.errors import Place
from tracker.readers.flaws import name_of
from tracker.readers.tables.columns import Cells, Columns
from tracker.readers.tables.groups import Context, one_line
from tracker.readers.tables.ordinals import LONGEST, number_of
from tracker.readers.words.columns import Column


@dataclass(frozen=True, slots=True)
class Inherited:
    """Words that hold for a row although another one says them.

    ``ordinal`` names that row where only a habit of writing says so; empty where the table itself does.
    """

    text: str
    ordinal: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One task row by columns; ``opens_numbering`` where the ordinals may begin anew.

    ``opens_plan`` is true for the first row of a plan's table; what stands above it says nothing here.
    ``numbers_above`` are the ordinals that headings right above it took;
    ``repeats_ordinal`` is true where the ordinal is merged with the one above;
    ``part`` tells the duties of one ordinal apart: "a", "b".
    """

    cells: Cells
    place: Place
    words: str
    columns: Columns
    context: Context = field(default_factory=Context)
    opens_numbering: bool = False
    opens_plan: bool = False
    is_grid: bool = False
    repeats_ordinal: bool = False
    numbers_above: tuple[int, ...] = ()
    part: str = ""
    inherited: Mapping[Column, Inherited] = field(default_factory=dict)

    def __getitem__(self, column: Column) -> str:
        return self.cells.get(column, "")

    @property
    def ordinal(self) -> str:
        """The ordinal as a task shows it: "3", "1.2", "3a"."""
        return self[Column.ORDINAL].rstrip(".)") + self.part

    @property
    def name(self) -> str:
        """What a person is told of the row."""
        return name_of(self.ordinal, one_line(self[Column.TASK]))

    @property
    def number(self) -> int | None:
        """The ordinal as a number, None for "1.2" and the like."""
        return number_of(self[Column.ORDINAL])

    @property
    def is_broken(self) -> bool:
        """Whether a sentence stands where the ordinal should: a line break has torn the row."""
        return len(self[Column.ORDINAL]) > LONGEST

    def has(self, column: Column) -> bool:
        """Whether the table has such a column."""
        return self.columns.has(column)

    def said(self, column: Column) -> str:
        """Return the row's own words, else those that the table itself lends it."""
        lent = self.inherited.get(column)
        return self[column] or (lent.text if lent and not lent.ordinal else "")


def with_letters(rows: Sequence[PlanRow]) -> Sequence[PlanRow]:
    """Tell the duties of one ordinal apart by letters; too many, or unnumbered ones, have none."""
    if not 1 < len(rows) <= len(ascii_lowercase) or not rows[0][Column.ORDINAL]:
        return rows
    return [replace(row, part=letter) for row, letter in zip(rows, ascii_lowercase, strict=False)]

"""The words of a PDF's page, put into lines of text and into the cells of ruled tables."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tracker.core.text import SOFT_HYPHEN, clean
from tracker.errors import Place
from tracker.readers.document import Row, Table
from tracker.readers.formats.plain.lines import Line
from tracker.readers.formats.plain.wrapping import unwrapped
from tracker.readers.numbering import marked

_SAME_LINE = 0.5  # of a word's height: how far two words of a line may be out of level
_GUTTER = 1.1  # of a word's height: a wider blank parts columns
_BLANK = 0.2  # of a word's height: the narrowest blank between two words
_GAP = 1.6  # of the usual distance of lines: an empty line stands between
_FEWEST_COLUMNS = 2  # of a table; a frame around a page is none
_NARROWEST_LETTER = 1.0  # points
_DENSE = 0.5  # of a letter's width: narrow columns, so that no words push those beside them away
_SHORTEST_FULL_LINE = 50  # letters; what is shorter stands on a page of names and titles
_INNER_MARGIN = 10.0  # points of a cell's width on which nothing is written


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands, in points from the page's left and upper edge."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Its height, near the size of its letters."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Grid:
    """The ruled cells of a table: left, top, right and bottom of each, in points."""

    cells: tuple[tuple[float, float, float, float], ...]
    lefts: list[float] = field(init=False)
    tops: list[float] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lefts", sorted({cell[0] for cell in self.cells}))
        object.__setattr__(self, "tops", sorted({cell[1] for cell in self.cells}))

    @property
    def is_table(self) -> bool:
        """Whether it has columns and rows, or is but a frame."""
        return len(self.lefts) >= _FEWEST_COLUMNS

    def holds(self, word: Word) -> bool:
        """Whether a word stands inside."""
        across, down = word.middle
        bottom = max(cell[3] for cell in self.cells)
        right = max(cell[2] for cell in self.cells)
        return self.lefts[0] <= across <= right and self.tops[0] <= down <= bottom


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What stands on a page, counted from 1."""

    number: int
    words: tuple[Word, ...]
    grids: tuple[Grid, ...]
    has_pictures: bool


def blocks_on(page: PdfPage, tables_above: int) -> Iterator[Line | Table]:
    """Yield the lines and the ruled tables of a page from top to bottom."""
    grids = sorted(filter(lambda grid: grid.is_table, page.grids), key=lambda grid: grid.tops[0])
    inside = [[word for word in page.words if grid.holds(word)] for grid in grids]
    taken = {word for words in inside for word in words}
    lines = lines_of([word for word in page.words if word not in taken], page.number)
    at = 0
    for number, (grid, words) in enumerate(zip(grids, inside, strict=True), start=tables_above + 1):
        while at < len(lines) and lines[at][0] < grid.tops[0]:
            yield lines[at][1]
            at += 1
        if words:
            yield table_of(grid, words, Place(page=page.number, table=number))
    yield from (line for _, line in lines[at:])


def lines_of(words: Sequence[Word], page: int) -> list[tuple[float, Line]]:
    """Set words as lines of text, wide blanks where columns are apart; each with its top."""
    rows = list(_levels(words))
    if not rows:
        return []
    width = _DENSE * _letter(words)
    margin = min(word.left for word in words)
    tops = [row[0].top for row in rows]
    steps = [below - above for above, below in pairwise(tops)]
    usual = median(steps) if steps else 0.0
    gaps = [True, *(step > usual * _GAP for step in steps)]
    return [
        (row[0].top, Line(_set(row, margin, width), Place(page=page, line=number), gap, is_pushed))
        for number, (row, gap, is_pushed) in enumerate(zip(rows, gaps, _pushed(rows), strict=True), start=1)
    ]


def _pushed(rows: Sequence[Sequence[Word]]) -> list[bool]:
    """Tell of every line whether its first word had no room in the line above.

    A line further in than the one above begins a paragraph, or stands in the middle, unless it hangs
    below a mark; words in columns do not flow.
    """
    edge = max(word.right for row in rows for word in row)
    flows = [not _has_columns(row) for row in rows]
    return [
        False,
        *(
            flows[at] and flows[at + 1] and _is_pushed(above, below, edge)
            for at, (above, below) in enumerate(pairwise(rows))
        ),
    ]


def _is_pushed(above: Sequence[Word], below: Sequence[Word], edge: float) -> bool:
    first = below[0]
    line = " ".join(word.text for word in above)
    is_indented = first.left > above[0].left + first.height and not marked(line)
    room = edge - above[-1].right - _BLANK * first.height
    return len(line) >= _SHORTEST_FULL_LINE and not is_indented and first.right - first.left > room


def _has_columns(row: Sequence[Word]) -> bool:
    return any(word.left - before.right > _GUTTER * word.height for before, word in pairwise(row))


def _letter(words: Sequence[Word]) -> float:
    """Return the usual width of a letter, in points."""
    return max(_NARROWEST_LETTER, median((word.right - word.left) / len(word.text) for word in words))


def _levels(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words of each line, from left to right."""
    level: list[Word] = []
    for word in sorted(words, key=lambda word: (word.middle[1], word.left)):
        if level and word.middle[1] - level[0].middle[1] > _SAME_LINE * min(word.height, level[0].height):
            yield sorted(level, key=lambda word: word.left)
            level = []
        level.append(word)
    if level:
        yield sorted(level, key=lambda word: word.left)


def _set(row: Sequence[Word], margin: float, width: float) -> str:
    """Set the words of a line ``width`` points a letter."""
    text = ""
    right = margin
    for word in row:
        column = round((word.left - margin) / width)
        if not text:
            text = " " * column
        elif word.left - right > _GUTTER * word.height:
            text = text.ljust(column) if len(text) + 1 < column else f"{text}  "
        elif word.left > right:
            text += " "
        text += word.text
        right = word.right
    return text


def table_of(grid: Grid, words: Sequence[Word], place: Place) -> Table:
    """Put words into the cells of a table; a merged cell is told from those that it covers."""
    owners = _owners(grid)
    written = _written(grid, owners, words)
    letter = _letter(words)
    texts = {at: _text(grid.cells[at], found, letter) for at, found in written.items()}
    rows = (_row(down, grid, owners, texts, place) for down in range(len(grid.tops)))
    return Table(tuple(rows), is_grid=True)


def _row(down: int, grid: Grid, owners: "_Owners", texts: dict[int, str], place: Place) -> Row:
    cells: list[str] = []
    held: set[int] = set()
    for across in range(len(grid.lefts)):
        owner = owners.get((down, across))
        cells.append(texts.get(owner.at, "") if owner and owner.opens_column else "")
        if owner and owner.opens_column and not owner.opens_row:
            held.add(across)
    return Row(tuple(cells), replace(place, row=down + 1), frozenset(held))


class _Owner(NamedTuple):
    """The cell that covers a place of a grid, and whether it begins in that row and column."""

    at: int
    opens_row: bool
    opens_column: bool


_Owners = dict[tuple[int, int], _Owner]


def _owners(grid: Grid) -> _Owners:
    """Tell for every row and column which cell covers it."""
    owners: _Owners = {}
    for at, (left, top, right, bottom) in enumerate(grid.cells):
        rows = range(grid.tops.index(top), bisect_right(grid.tops, bottom - 1))
        columns = range(grid.lefts.index(left), bisect_right(grid.lefts, right - 1))
        for down in rows:
            for across in columns:
                owners.setdefault((down, across), _Owner(at, down == rows[0], across == columns[0]))
    return owners


def _written(grid: Grid, owners: _Owners, words: Sequence[Word]) -> dict[int, list[Word]]:
    """Gather the words of every cell."""
    written: dict[int, list[Word]] = {}
    for word in words:
        across, down = word.middle
        slot = (bisect_right(grid.tops, down) - 1, bisect_right(grid.lefts, across) - 1)
        if slot in owners:
            written.setdefault(owners[slot].at, []).append(word)
    return written


def _text(cell: tuple[float, float, float, float], words: Sequence[Word], letter: float) -> str:
    lines = [clean(" ".join(word.text for word in row), keep=SOFT_HYPHEN) for row in _levels(words)]
    room = int(max(letter, cell[2] - cell[0] - _INNER_MARGIN) / letter)
    return unwrapped(list(filter(None, lines)), room)

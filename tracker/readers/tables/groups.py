"""The headings within a table: sections, quarters, months and days, and what they say of the rows below."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile

from tracker.readers.tables.columns import Cells, Columns, cell_at
from tracker.readers.tables.layout import Line
from tracker.readers.tables.ordinals import Depth, depth_of, is_number, mark_of, number_of
from tracker.readers.tables.periods import Period, Rank, Week, period_of, week_of
from tracker.readers.words import rows as words
from tracker.readers.words.columns import Column

LONGEST_TITLE = 300  # letters
_OWNERS = (Column.LEAD, Column.PARTNERS)
_OWN_WORDS = (*_OWNERS, Column.TIME, Column.START, Column.END, Column.DAY, Column.HOUR)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading, outside a table where ``is_text``.

    ``cells`` are the owners it names for the rows below; ``number`` is its own in the column of ordinals.
    """

    title: str
    depth: int = Depth.NONE
    period: Period | None = None
    cells: Cells = field(default_factory=dict)
    is_text: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The headings above a row, the widest first, and what the document says before any of them."""

    groups: tuple[Group, ...] = ()
    month: int | None = None
    year: int | None = None
    week: Week | None = None

    def under(self, group: Group) -> "Context":
        """Return the context below one more heading; it ends those of its own depth and deeper ones."""
        above = [known for known in self.groups if known.is_text or not group.is_text]
        kept = _wider(above, group.period.rank) if group.period else _shallower(above, group)
        week = week_of(group.title, self.year or (self.week.last.year if self.week else None))
        return replace(self, groups=(*kept, group), week=week or self.week)

    def beside(self, ordinal: str) -> "Context":
        """Return the context of a row with this ordinal: under no row numbered as high as itself."""
        depth = depth_of(ordinal)
        if depth is None or depth >= Depth.BULLET:
            return self
        kept = takewhile(lambda group: group.number is None or group.depth < depth, self.groups)
        return replace(self, groups=tuple(kept))

    def in_annex(self) -> "Context":
        """Return the context where an annex begins."""
        return replace(self, groups=())

    def between_tables(self) -> "Context":
        """Return the context after a table has ended."""
        return replace(self, groups=tuple(group for group in self.groups if group.is_text))

    @property
    def section(self) -> str:
        """The innermost heading, with the month or quarter around it."""
        titled = [group for group in self.groups if not _is_session(group)]
        if not titled:
            return ""
        around = [group.title for group in titled if group.period and group.period.rank <= Rank.MONTH]
        inner = titled[-1]
        parts = (around[-1:] if inner.period is None else []) + [inner.title]
        return words.WITHIN.join(parts)[:LONGEST_TITLE]

    def named(self, *ranks: Rank) -> Period | None:
        """Return the innermost period of one of these ranks."""
        found = (group.period for group in reversed(self.groups) if group.period)
        return next((period for period in found if period.rank in ranks), None)

    @property
    def periods(self) -> Iterator[Period]:
        """The periods above the row, the finest first."""
        return (group.period for group in reversed(self.groups) if group.period)

    def says(self, column: Column) -> str:
        """Return the owners that the nearest heading names."""
        return next((said for group in reversed(self.groups) if (said := group.cells.get(column))), "")


def _is_session(group: Group) -> bool:
    return group.period is not None and group.period.rank is Rank.SESSION


def _wider(groups: Iterable[Group], rank: Rank) -> Iterator[Group]:
    """Yield the headings up to the first period that is no wider."""
    for group in groups:
        if group.period and group.period.rank >= rank:
            return
        yield group


def _shallower(groups: Iterable[Group], new: Group) -> Iterator[Group]:
    """Yield the headings up to the first section that is no higher; a section of the text ends periods."""
    for group in groups:
        ends_period = new.is_text and new.depth <= Depth.SECTION
        if ends_period if group.period else group.depth >= new.depth:
            return
        yield group


def text_group(text: str) -> Group | None:
    """Read a line of text between tables as a heading: a period or a numbered heading."""
    if len(text) > LONGEST_TITLE:
        return None
    period = period_of(text)
    mark, rest = mark_of(text)
    depth = depth_of(mark)
    if period:
        return Group(text, Depth.NONE, period, is_text=True)
    is_heading = mark and depth is not None and not rest.endswith(_SENTENCE_ENDS)
    return Group(text, depth, is_text=True) if is_heading and depth is not None else None


_SENTENCE_ENDS = (".", ";", ",")


def row_group(
    line: Line, columns: Columns, cells: Cells, below: Line | None, context: Context
) -> Group | None:
    """Read a row below the headings of ``context`` as a heading; None for a task."""
    filled = [at for at, cell in enumerate(line.row.cells) if cell and at not in line.row.held]
    if len(filled) == 1:
        return _single(line, columns, filled[0], below)
    ordinal, title = cells.get(Column.ORDINAL, ""), cells.get(Column.TASK, "")
    depth = depth_of(ordinal)
    if not ordinal or not title or depth is None:
        return None
    period = period_of(title)
    shared = below.row.held.intersection(filled) if below else frozenset()
    is_bare = len(filled) - len(shared) == len((ordinal, title))
    is_high, is_parent = depth <= Depth.SECTION, _is_deeper(below, depth)
    is_inside = bool(shared) or _holds_own_words(line, columns)
    if is_bare and (is_high and is_parent if is_inside else period or is_high or is_parent):
        return Group(_titled(ordinal, title), depth, period, number=number_of(ordinal))
    if is_bare and not is_inside and depth == Depth.LETTER and _heads_numbers(below, context):
        return Group(_titled(ordinal, title), depth)
    if is_parent and columns.has_time and not _says_when(cells):
        owners = {column: cells[column] for column in _OWNERS if cells.get(column)}
        return Group(_titled(ordinal, title), depth, period, owners, number=number_of(ordinal))
    return None


def _titled(ordinal: str, title: str) -> str:
    return f"{ordinal.rstrip('.)')}. {one_line(title)}"


def one_line(text: str) -> str:
    """Join the lines of a cell."""
    return " ".join(text.split("\n"))


def _single(line: Line, columns: Columns, at: int, below: Line | None) -> Group | None:
    """Read a row in which one cell alone is filled; merged cells beside it make it a task."""
    if any(cell_at(line.row, held) for held in line.row.held):
        return None
    text = one_line(line.row.cells[at])
    if period := period_of(text):
        return Group(text, _depth_in(text), period)
    if is_number(text) or (words.ITEM_OF_ROW.match(text) and not mark_of(text)[0]):
        return None
    depth = _depth_in(text)
    is_high = depth <= Depth.SECTION or text.isupper() or (depth < Depth.LETTER and _is_deeper(below, depth))
    return Group(text, depth) if is_high or _is_bare(text, columns, at) else None


def _is_bare(text: str, columns: Columns, at: int) -> bool:
    """Whether words stand alone where tasks have ordinals, or both an owner and a time.

    A closing bracket may hold the time of a task.
    """
    is_heading_place = at in columns.at.get(Column.TASK, ()) or at == 0
    is_title = not text.endswith((")", ".", ";")) and not text[0].islower()
    is_usual = columns.has(Column.ORDINAL) or (columns.has(Column.LEAD) and columns.has(Column.TIME))
    return is_usual and is_heading_place and is_title


def _depth_in(text: str) -> int:
    depth = depth_of(mark_of(text)[0])
    return Depth.NONE if depth is None else depth


def _holds_own_words(line: Line, columns: Columns) -> bool:
    """Whether an owner or a time cell above goes on here: then the row is a task."""
    return any(at in line.row.held for column in _OWN_WORDS for at in columns.at.get(column, ()))


def _says_when(cells: Mapping[Column, str]) -> bool:
    return any(cells.get(column) for column in (Column.TIME, Column.START, Column.END))


def _is_deeper(below: Line | None, depth: int) -> bool:
    """Whether the row below stands under a row of this depth: "1.1" under "1", "a" under "1"."""
    if below is None or below.columns is None or below.opens_plan:
        return False
    cells = next(below.columns.cells(below.row), {})
    title = cells.get(Column.TASK, "")
    if not title or title[0].islower() or period_of(one_line(title)):
        return False
    ordinal = cells.get(Column.ORDINAL, "") or _mark_in(title)
    found = depth_of(ordinal)
    if found is None or found <= depth:
        return False
    return found < Depth.NONE or (Column.ORDINAL in cells and any(map(cells.get, _OWN_WORDS)))


def _heads_numbers(below: Line | None, context: Context) -> bool:
    """Whether a letter stands above numbered rows ("a" above "1"), as the letter before it did."""
    if below is None or below.columns is None or below.opens_plan:
        return False
    cells = next(below.columns.cells(below.row), {})
    number = number_of(cells.get(Column.ORDINAL, ""))
    goes_on = any(group.depth == Depth.LETTER for group in context.groups)
    return any(map(cells.get, _OWN_WORDS)) and (number == 1 or (number is not None and goes_on))


def _mark_in(title: str) -> str:
    mark, _ = mark_of(title)
    return mark or (title[0] if words.ITEM.match(title) else "")


def column_group(cells: Cells) -> Group | None:
    """Return the group that a column of fields names for this row."""
    text = one_line(cells.get(Column.FIELD, ""))
    return Group(text) if text else None


def cell_is_held(line: Line, columns: Columns, column: Column) -> bool:
    """Whether the column's cell of this row is merged with the one above."""
    return any(at in line.row.held and cell_at(line.row, at) for at in columns.at.get(column, ())[:1])

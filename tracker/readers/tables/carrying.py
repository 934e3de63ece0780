"""Cells that hold for several rows: merged ones by the file, empty ones and "nt" by the habit of writing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tracker.readers.tables.groups import Group, column_group, one_line
from tracker.readers.tables.ordinals import Depth, depth_of
from tracker.readers.tables.periods import Period, Rank, period_of
from tracker.readers.tables.planrow import Inherited, PlanRow
from tracker.readers.words import rows as words
from tracker.readers.words.columns import Column

_OWNERS = (Column.LEAD, Column.PARTNERS)
_REPEATABLE = (*_OWNERS, Column.TIME)
_GUESSABLE = (Column.LEAD, Column.TIME)
_LABELS = (Column.PERIOD, Column.DAY, Column.FIELD)  # a blank below one of these always goes on


def carried(rows: Iterable[PlanRow]) -> Iterator[PlanRow]:
    """Give every row what cells above say for it; a guess is kept apart with the row it comes from."""
    above = _Above()
    for row in rows:
        yield above.lend(row)


@dataclass(slots=True)
class _Above:
    """What the columns said last: its words and the row's ordinal."""

    said: dict[Column, tuple[str, str]] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    parents: list[PlanRow] = field(default_factory=list)

    def lend(self, row: PlanRow) -> PlanRow:
        """Return the row with what it is lent, and remember what it says itself."""
        if row.opens_plan:
            self.said.clear()
        elif row.context.groups != self.groups:
            self._forget(_REPEATABLE)
        if row.opens_plan or row.context.groups != self.groups:
            self.parents.clear()
        self.groups = row.context.groups
        row = _grouped(self._labelled(row))
        lent = {**self._guessed(row), **self._of_parent(row), **_stated(row)}
        return replace(row, inherited=lent, cells=self._repeated(row))

    def _labelled(self, row: PlanRow) -> PlanRow:
        """Fill the columns whose label goes on; a new day ends the session of the day before.

        Ordinals may begin anew below a new label.
        """
        cells = dict(row.cells)
        is_new = any(row[column] not in ("", self.said.get(column, ("",))[0]) for column in _LABELS)
        if cells.get(Column.DAY):
            self._forget([Column.HOUR])
        if not words.NAMES_DAY.search(self.said.get(Column.DAY, ("",))[0]):
            self._forget([Column.DAY])
        for column in _LABELS:
            cells[column] = self._remember(column, row) if row.has(column) else ""
        if row.has(Column.HOUR) and words.SESSION_HEAD.match(hour := self._remember(Column.HOUR, row)):
            cells[Column.HOUR] = hour
        kept = {column: cell for column, cell in cells.items() if cell or row.has(column)}
        return replace(row, cells=kept, opens_numbering=row.opens_numbering or is_new)

    def _repeated(self, row: PlanRow) -> dict[Column, str]:
        """Write out "nt" and its like."""
        cells = dict(row.cells)
        for column in _REPEATABLE:
            if words.SAME_AS_ABOVE.match(row[column]):
                cells[column] = self.said.get(column, ("", ""))[0]
            else:
                self._remember(column, row)
        return cells

    def _of_parent(self, row: PlanRow) -> dict[Column, Inherited]:
        """Lend owner and time of the row that this one stands under: "1.1" or "a" under "1"."""
        depth = depth_of(row[Column.ORDINAL]) if row.has(Column.ORDINAL) else None
        if depth is None or depth >= Depth.BULLET:
            return {}
        while self.parents and (depth_of(self.parents[-1][Column.ORDINAL]) or 0) >= depth:
            self.parents.pop()
        parent = self.parents[-1] if self.parents else None
        self.parents.append(row)
        if parent is None:
            return {}
        said = {column: parent.said(column) for column in _GUESSABLE if not row[column]}
        return {column: Inherited(text) for column, text in said.items() if text}

    def _guessed(self, row: PlanRow) -> dict[Column, Inherited]:
        """Lend the words above to empty cells of plain text, which cannot say that cells are merged."""
        if row.is_grid or not _stands_alone(row):
            return {}
        empty = [column for column in _GUESSABLE if row.has(column) and not row[column]]
        return {column: Inherited(*self.said[column]) for column in empty if column in self.said}

    def _remember(self, column: Column, row: PlanRow) -> str:
        if row[column]:
            self.said[column] = (row[column], row.name)
        return self.said.get(column, ("", ""))[0]

    def _forget(self, columns: Iterable[Column]) -> None:
        for column in columns:
            self.said.pop(column, None)


def _stands_alone(row: PlanRow) -> bool:
    ordinal = row[Column.ORDINAL]
    is_numbered = bool(ordinal) and depth_of(ordinal) is not None
    return bool(row[Column.TASK]) and (is_numbered or not row.has(Column.ORDINAL))


def _stated(row: PlanRow) -> dict[Column, Inherited]:
    """Lend the owners that a heading above names."""
    empty = [column for column in _OWNERS if not row[column] and row.context.says(column)]
    return {column: Inherited(row.context.says(column)) for column in empty if not row[Column.LEAD]}


def _grouped(row: PlanRow) -> PlanRow:
    """Put a row under the headings that its own columns of periods and fields name."""
    context = row.context
    if label := one_line(row[Column.PERIOD]):
        context = context.under(Group(label, period=period_of(label) or Period(label, Rank.MONTH)))
    if group := column_group(row.cells):
        context = replace(context, groups=(*context.groups, group))
    return replace(row, context=context)

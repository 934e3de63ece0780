"""Cells that hold several duties: lines and bullets paired with as many times and owners."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from tracker.readers.tables.planrow import PlanRow, with_letters
from tracker.readers.tables.schedule import is_in_schedule
from tracker.readers.words import rows as words
from tracker.readers.words.columns import Column, column_of

MOST_DUTIES = 26  # of one cell; more stay together
_LABELLED_COLUMNS = (Column.LEAD, Column.PARTNERS, Column.TIME)
_ENDS = " ;,"
_PAIRED = (Column.TIME, Column.LEAD, Column.PARTNERS)


class TimeTest(Protocol):
    """Tells whether words say when, in a time cell or in a sentence."""

    def __call__(self, text: str, *, in_time_cell: bool) -> bool:
        """Tell whether a time of a duty is read in the text."""


def duties_of(row: PlanRow, reads_time: TimeTest) -> Sequence[PlanRow]:
    """Part a row that holds several duties; ``reads_time`` tells whether words say when."""
    row = _with_labels(row)
    if is_in_schedule(row):
        return list(_by_hours(row))
    intro, items = _items(row)
    if not 1 < len(items) <= MOST_DUTIES or not _are_apart(row, intro, items, reads_time):
        return [row]
    parts = {column: _parts_of(row[column], len(items)) for column in _PAIRED if row.has(column)}
    duties = [
        replace(
            row,
            cells={**row.cells, Column.TASK: f"{intro} {item.rstrip(_ENDS)}".strip(), **_at(parts, number)},
        )
        for number, item in enumerate(items)
    ]
    return with_letters(duties)


def _at(parts: dict[Column, list[str]], number: int) -> dict[Column, str]:
    return {column: said[number] for column, said in parts.items() if said}


def _with_labels(row: PlanRow) -> PlanRow:
    """Take the lines of the task that say who or when ("Thời gian: tháng 5") to their columns."""
    cells, kept = dict(row.cells), list[str]()
    for line in row[Column.TASK].split("\n"):
        column = _labelled_column(line)
        if kept and column and not cells.get(column):
            cells[column] = _after_label(line)
        else:
            kept.append(line)
    return replace(row, cells={**cells, Column.TASK: "\n".join(kept)}) if Column.TASK in cells else row


def _labelled_column(line: str) -> Column | None:
    found = words.LABELLED.match(line)
    column = column_of(found[1]) if found else None
    return column if column in _LABELLED_COLUMNS and found and not words.IS_VERB.match(found[1]) else None


def _after_label(line: str) -> str:
    found = words.LABELLED.match(line)
    return found[2] if found else line


def _items(row: PlanRow) -> tuple[str, list[str]]:
    """Part the task cell into what stands above its bullets and the bullets, their further lines joined."""
    lines = row[Column.TASK].split("\n")
    if row.is_grid and len(lines) > 1 and not any(map(words.ITEM.match, lines)) and _begin_anew(lines):
        return "", lines
    intro: list[str] = []
    items: list[str] = []
    for line in lines:
        if mark := words.ITEM.match(line):
            items.append(line[mark.end() :])
        elif items:
            items[-1] = f"{items[-1]} {line}"
        else:
            intro.append(line)
    return " ".join(intro), items


def _begin_anew(lines: Sequence[str]) -> bool:
    return all(line[:1].isupper() for line in lines)


def _are_apart(row: PlanRow, intro: str, items: Sequence[str], reads_time: TimeTest) -> bool:
    """Whether the items are duties of their own: each has its time, or no ordinal binds them together."""
    if times := _parts_of(row[Column.TIME], len(items)):
        return all(reads_time(time, in_time_cell=True) for time in times)
    has_items = any(map(words.ITEM.match, row[Column.TASK].split("\n")))
    if not row[Column.TIME] and has_items and all(reads_time(item, in_time_cell=False) for item in items):
        return True
    return has_items and not intro and not row.has(Column.ORDINAL) and row.columns.has_time


def _parts_of(cell: str, count: int) -> list[str]:
    """Part a cell by lines or semicolons if that gives as many parts as there are duties."""
    for divided in (cell.split("\n"), cell.replace("\n", " ").split(";")):
        parts = [words.ITEM.sub("", part.strip()).rstrip(_ENDS) for part in divided if part.strip()]
        if len(parts) == count:
            return parts
    return []


def _by_hours(row: PlanRow) -> Iterator[PlanRow]:
    """Part the cell of a day at the lines that begin with an hour: "8h00: Họp", "14h00: Tiếp dân"."""
    events: list[tuple[str, list[str]]] = []
    for line in row[Column.TASK].split("\n"):
        bare = words.ITEM.sub("", line)
        clock = words.CLOCK_FIRST.match(bare)
        if clock and bare[clock.end() :]:
            events.append((clock[1], [bare[clock.end() :]]))
        elif events:
            events[-1][1].append(line)
        else:
            events.append(("", [line]))
    for clock_words, lines in events[:MOST_DUTIES]:
        hour = " ".join(filter(None, (clock_words, row[Column.HOUR])))
        yield replace(row, cells={**row.cells, Column.TASK: "\n".join(lines), Column.HOUR: hour})

"""Excel (.xlsx, .xlsm): the sheets, rows and columns that are shown, with what their cells show."""

from collections.abc import Iterable, Iterator

from tracker.errors import DocumentError, Place, Problem
from tracker.readers.document import Document, Row
from tracker.readers.formats import census
from tracker.readers.formats.grids import blocks_of
from tracker.readers.formats.limits import MOST_COLUMNS, whole
from tracker.readers.formats.office.mergedcells import shown_lines
from tracker.readers.formats.office.parts import Parts
from tracker.readers.formats.office.sheets import Sheet, Workbook

_NAMED = 5  # cells or rows that a problem lists


def recognises(data: bytes) -> bool:
    """Whether bytes are a container with a workbook in it."""
    return census.kind(data) == "spreadsheet"


def read(data: bytes, name: str) -> Document:
    """Read the visible sheets in order; formulas give the value that Excel stored last."""
    workbook = Workbook(Parts(census.opened(data, name), name), name)
    sheets = list(workbook.sheets())
    blocks = (block for sheet in sheets for block in blocks_of(list(_rows(sheet, name)), is_grid=True))
    problems = (problem for sheet in sheets for problem in _problems(sheet))
    return whole(name, tuple(blocks), tuple(problems))


def _rows(sheet: Sheet, name: str) -> Iterator[Row]:
    """Yield the rows with text, without empty columns; an empty row for each gap."""
    lines = list(shown_lines(sheet, name))
    columns = sorted({at for line in lines for at in line.cells})
    if len(columns) > MOST_COLUMNS:
        raise DocumentError("document.too_many_columns", file=name, limit=MOST_COLUMNS)
    order = {column: at for at, column in enumerate(columns)}
    for line in lines:
        if line.after_gap:
            yield Row((), Place(sheet=sheet.name, row=line.number - 1))
        texts = tuple(line.cells.get(column, "") for column in columns)
        held = frozenset(order[column] for column in line.held)
        yield Row(texts, Place(sheet=sheet.name, row=line.number), held)


def _problems(sheet: Sheet) -> Iterator[Problem]:
    """Tell what a person sees in the sheet, or would expect to, and the reader does not take."""
    place = Place(sheet=sheet.name)
    if sheet.unvalued:
        yield Problem("document.formulas_not_computed", place=place, words=_first(sheet.unvalued))
    if sheet.hidden_rows:
        yield Problem("document.hidden_rows", place=place, words=_first(map(str, sorted(sheet.hidden_rows))))


def _first(names: Iterable[str]) -> str:
    """Name the first of some cells or rows."""
    names = list(names)
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")

"""The sheets of a workbook: what their cells show, and which of them are merged or hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from xml.etree.ElementTree import Element

from tracker.core.text import SOFT_HYPHEN, clean
from tracker.errors import DocumentError
from tracker.readers.formats.limits import MOST_ROWS
from tracker.readers.formats.office.cellvalues import DATE, counted, format_of, shown, written_out
from tracker.readers.formats.office.parts import Parts, local

MOST_CELLS = 2_000_000  # with text, in one workbook
MOST_MERGES = 100_000  # in one sheet
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "}id"
_ALPHABET = 26
_ENDS = 2  # of a range
_LONGEST_COUNT = 7  # digits; a sheet has 1,048,576 rows
_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns from 1, ends inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One visible sheet: its rows with text, by number; cells by column, from 1."""

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    unvalued: list[str] = field(default_factory=list)  # cells whose formula was never computed


class Workbook:
    """An open workbook: its strings and the formats of its cells."""

    def __init__(self, parts: Parts, name: str) -> None:
        self._parts = parts
        self._file = name
        self._main = parts.main("xl/workbook.xml")
        self._tree = parts.tree(self._main)
        self._is_1904 = _is_true(_first(self._tree, "workbookPr"), "date1904")
        self._related = {found.name: found for found in parts.relations(self._main)}
        self._formats = _formats(parts.beside(self._main, "styles"))
        self._strings = self._shared()
        self._cells = 0

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets that are shown, in order; charts and macros are none."""
        for found in _all(self._tree, "sheet"):
            name = next((value for key, value in found.items() if key.endswith(_RELATION)), "")
            relation = self._related.get(name)
            if relation and relation.kind == "worksheet" and found.get("state", "visible") == "visible":
                yield self._sheet(clean(found.get("name", "")), relation.part)

    def _shared(self) -> list[str]:
        part = next((found.part for found in self._related.values() if found.kind == "sharedStrings"), None)
        return [_text(found) for found in self._parts.elements(part, "si")] if part else []

    def _sheet(self, name: str, part: str) -> Sheet:
        sheet = Sheet(name)
        last = 0
        for element in self._parts.elements(part, "row", "col", "mergeCell"):
            kind = local(element)
            if kind == "row":
                last = _count(element.get("r", "")) or last + 1
                self._take_row(sheet, last, element)
            elif kind == "mergeCell":
                sheet.merges += _merges(element.get("ref", ""))
            elif _is_true(element, "hidden"):
                ends = (_count(element.get(end, "")) for end in ("min", "max"))
                sheet.hidden_columns.append(range(next(ends), next(ends) + 1))
            self._check(sheet)
        return sheet

    def _take_row(self, sheet: Sheet, number: int, element: Element) -> None:
        cells: dict[int, str] = {}
        at = 0
        for cell in element:
            at = _column(cell.get("r", "")) or at + 1
            if text := self._shown(cell):
                cells[at] = text
            elif _is_unvalued(cell):
                sheet.unvalued.append(cell.get("r", ""))
        if cells:
            sheet.rows[number] = cells
            self._cells += len(cells)
            if _is_true(element, "hidden"):
                sheet.hidden_rows.add(number)

    def _check(self, sheet: Sheet) -> None:
        if len(sheet.rows) > MOST_ROWS:
            raise DocumentError("document.too_many_rows", file=self._file, limit=MOST_ROWS)
        if self._cells > MOST_CELLS or len(sheet.merges) > MOST_MERGES:
            raise DocumentError("document.too_many_cells", file=self._file, limit=MOST_CELLS)

    def _shown(self, cell: Element) -> str:
        """Return what a cell shows; nothing for one that is empty."""
        kind, value = cell.get("t", "n"), _value(cell)
        if kind == "inlineStr":
            return "".join(_text(inside) for inside in cell if local(inside) == "is")
        if kind == "s":
            at = _count(value)
            return self._strings[at] if value and at < len(self._strings) else ""
        if kind in {"n", "d"}:
            return clean(self._number(value, _count(cell.get("s", ""))))
        return _lines(value)

    def _number(self, value: str, style: int) -> str:
        shape = self._formats[style] if style < len(self._formats) else ""
        if moment := written_out(value):
            return shown(moment, shape or DATE)
        number = counted(value)
        return value if number is None else shown(number, shape, is_1904=self._is_1904)


def _formats(styles: Element | None) -> list[str]:
    """Return the number format of every style of cells."""
    if styles is None:
        return []
    custom = {
        _count(found.get("numFmtId", "")): found.get("formatCode", "") for found in _all(styles, "numFmt")
    }
    cells = _first(styles, "cellXfs")
    return [
        format_of(_count(style.get("numFmtId", "")), custom) for style in (() if cells is None else cells)
    ]


def _all(tree: Element, name: str) -> Iterator[Element]:
    return (element for element in tree.iter() if local(element) == name)


def _first(tree: Element, name: str) -> Element | None:
    return next(_all(tree, name), None)


def _is_true(element: Element | None, name: str) -> bool:
    return element is not None and element.get(name) in _TRUE


def _count(text: str) -> int:
    """Read a count that a file states; 0 for what is none."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_COUNT else 0


def _text(element: Element) -> str:
    """Return the text of a string, its runs joined; how it sounds (Japanese) is left out."""
    runs = (run for run in element if local(run) != "rPh")
    return _lines("".join(found.text or "" for run in runs for found in _all(run, "t")))


def _lines(text: str) -> str:
    """Clean the lines of a cell."""
    unescaped = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return "\n".join(line for part in unescaped.splitlines() if (line := clean(part, keep=SOFT_HYPHEN)))


def _value(cell: Element) -> str:
    return next((inside.text or "" for inside in cell if local(inside) == "v"), "")


def _is_unvalued(cell: Element) -> bool:
    """Whether a cell has a formula that no program has computed yet; an empty text is a result."""
    return cell.get("t", "n") != "str" and any(local(inside) == "f" for inside in cell)


def _column(reference: str) -> int:
    """Return the number of the column that a cell's name begins with; 0 for what is no name."""
    found = _REFERENCE.fullmatch(reference)
    return _letters(found[1]) if found else 0


@cache
def _letters(name: str) -> int:
    number = 0
    for letter in name:
        number = number * _ALPHABET + ord(letter) - ord("A") + 1
    return number


def _merges(reference: str) -> Iterator[Merge]:
    """Yield the range that a reference names ("A1:C3"); nothing for what is none."""
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) == _ENDS and ends[0] and ends[1]:
        (left, top), (right, bottom) = ((_letters(end[1]), int(end[2])) for end in ends if end)
        if top <= bottom and left <= right:
            yield Merge(top, left, bottom, right)

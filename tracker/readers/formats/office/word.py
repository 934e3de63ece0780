"""Word (.docx): paragraphs with the marks of their lists, tables with their merged cells."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tracker.errors import DocumentError, Place
from tracker.readers.document import Document, Paragraph, Table
from tracker.readers.formats import census
from tracker.readers.formats.limits import whole
from tracker.readers.formats.office.parts import Parts
from tracker.readers.formats.office.wordlists import Lists
from tracker.readers.formats.office.wordtables import Cell, cells_of, is_frame, rows_of, table_rows
from tracker.readers.formats.office.wordtext import (
    ALTERNATIVES,
    LEFT_OUT,
    W,
    ends_deleted,
    preferred,
    written,
)
from tracker.readers.formats.plain.wrapping import in_sentences
from tracker.readers.formats.sides import sides

_PARAGRAPH = f"{W}p"
_TABLE = f"{W}tbl"
_PROPERTIES = f"{W}sectPr"
_DASHES = frozenset({"", "-", "+"})


def recognises(data: bytes) -> bool:
    """Whether bytes are a container with a Word document in it."""
    return census.kind(data) == "word"


def read(data: bytes, name: str) -> Document:
    """Read the body of a Word document; headers, footers, notes and comments are left out."""
    parts = Parts(census.opened(data, name), name)
    main = parts.main("word/document.xml")
    body = parts.tree(main).find(f"{W}body")
    if body is None:
        raise DocumentError("document.damaged", file=name)
    story = _Story(Lists(parts.beside(main, "numbering"), parts.beside(main, "styles")))
    try:
        return whole(name, tuple(in_sentences(story.blocks(body))))
    except RecursionError:
        raise DocumentError("document.too_deep", file=name) from None


class _Story:
    """One walk through a document, in its order: lists, paragraphs and tables count on."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._paragraphs = 0
        self._tables = 0
        self._after_gap = True
        self._carried = ""  # what a deleted end of paragraph leaves for the next one

    def blocks(self, container: Element) -> Iterator[Paragraph | Table]:
        """Yield the blocks of the body, of a text box or of a cell that only frames its content."""
        for element in _elements(container):
            if element.tag == _PARAGRAPH:
                self._paragraphs += 1
                yield from self._paragraph(element)
            elif is_frame(element):
                for cell in _cells(element):
                    yield from self.blocks(cell)
            else:
                yield from self._table(element)

    def _paragraph(self, element: Element) -> Iterator[Paragraph | Table]:
        """Yield the text boxes of a paragraph and its lines; an empty one leaves a gap."""
        mark, text, boxes = self._text(element)
        place = Place(line=self._paragraphs)
        for box in boxes:
            yield from self.blocks(box)
        lines = _lines(mark, text)
        for line in lines:
            yield Paragraph(line, place, self._after_gap)
            self._after_gap = False
        self._after_gap = self._after_gap or not lines

    def _text(self, element: Element) -> tuple[str, str, list[Element]]:
        """Return the mark of a paragraph in its list, its text, and its text boxes."""
        text, boxes = written(element)
        if self._lists.is_contents(element):
            return "", "", boxes
        if ends_deleted(element):
            self._carried += text
            return "", "", boxes
        text, self._carried = self._carried + text, ""
        return self._lists.mark(element), text, boxes

    def _table(self, element: Element) -> Iterator[Table]:
        """Yield a table, and after it the tables inside its cells."""
        self._tables += 1
        rows, inner = table_rows(element, self._cell, self._tables)
        if rows:
            yield Table(tuple(rows), is_grid=True)
        self._after_gap = True
        for nested in inner:
            yield from self._table(nested)

    def _cell(self, container: Element) -> Cell:
        """Read a cell; where a list only counts the rows, the mark is all that the cell holds."""
        marks: list[str] = []
        parts: list[Cell] = []
        for element in _elements(container):
            if element.tag != _PARAGRAPH:
                parts.append(self._inner_table(element))
                continue
            mark, text, boxes = self._text(element)
            parts += [*map(self._cell, boxes), Cell(tuple(_lines(mark, text)))]
            marks += [mark] if mark not in _DASHES else []
        cell = Cell.joined(parts)
        return cell if cell.lines else Cell(tuple(marks), cell.tables)

    def _inner_table(self, table: Element) -> Cell:
        """Keep a table inside a cell apart; one of a single row or column is lines of the cell."""
        if len(rows_of(table)) > 1 and not is_frame(table):
            return Cell(tables=(table,))
        return Cell.joined(map(self._cell, _cells(table)))


def _cells(table: Element) -> Iterator[Element]:
    return (cell for row in rows_of(table) for cell in cells_of(row))


def _elements(container: Element) -> Iterator[Element]:
    """Yield paragraphs and tables, also those in content controls and tracked insertions."""
    for child in container:
        if child.tag in {_PARAGRAPH, _TABLE}:
            yield child
        elif child.tag == ALTERNATIVES:
            yield from _elements(preferred(child))
        elif child.tag not in LEFT_OUT and child.tag != _PROPERTIES:
            yield from _elements(child)


def _lines(mark: str, text: str) -> list[str]:
    """Return the lines of a text that are not empty; the mark stands before the first."""
    lines = [part for line in text.split("\n") for part in sides(line)]
    return [f"{mark} {lines[0]}".strip(), *lines[1:]] if lines else []

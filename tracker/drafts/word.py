"""Drafts as a Word document: A4 across, Times New Roman 13, as Nghị định 30/2020/NĐ-CP, annex I, asks."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from tracker.drafts.page import Page

_FONT, _SIZE = "Times New Roman", Pt(13)
_RED = RGBColor(0xC0, 0, 0)
_WIDE, _HIGH = Cm(29.7), Cm(21)
_MARGINS = {"left_margin": Cm(3), "right_margin": Cm(1.5), "top_margin": Cm(2), "bottom_margin": Cm(2)}
_SIDES = (Cm(11), Cm(14.2))  # the two sides of the letterhead
_WIDTHS = (Cm(1.2), Cm(8.8), Cm(4), Cm(4), Cm(3.2), Cm(4))
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def written(page: Page) -> bytes:
    """Return the file's bytes."""
    document = Document()
    _set_page(document)
    _say(document.add_paragraph(), page.mark, bold=True, colour=_RED)
    _letterhead(document, page)
    for words in filter(None, (page.type, page.title)):
        paragraph = document.add_paragraph()
        paragraph.alignment = _CENTRE
        _say(paragraph, words, bold=True)
    if page.opening:
        _say(document.add_paragraph(), page.opening)
    _tasks(document, page)
    for note in page.notes:
        _say(document.add_paragraph(), note, italic=True, colour=_RED)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _WIDE, _HIGH
    for side, width in _MARGINS.items():
        setattr(section, side, width)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, _SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(4)


def _letterhead(document: Any, page: Page) -> None:
    """Put the issuer and the number on the left, the nation, the motto, the place and date on the right."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, lines, width in zip(table.rows[0].cells, (page.left, page.right), _SIDES, strict=True):
        cell.width = width
        for number, words in enumerate(filter(None, lines)):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.alignment = _CENTRE
            is_last = number == len(lines) - 1
            _say(paragraph, words, bold=not is_last, italic=is_last and lines is page.right)
    document.add_paragraph()


def _tasks(document: Any, page: Page) -> None:
    table = document.add_table(rows=0, cols=len(page.heads))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    _repeat(_row(table, page.heads, is_head=True))
    for line in page.lines:
        if line.is_heading:
            row = table.add_row()
            merged = row.cells[0].merge(row.cells[-1])
            merged.paragraphs[0].paragraph_format.keep_with_next = True
            _say(merged.paragraphs[0], line.cells[0], bold=True)
        else:
            _row(table, line.cells)


def _row(table: Table, cells: Sequence[str], *, is_head: bool = False) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    for at, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
        _fill(cell, words, at, is_head=is_head)
    return row


def _fill(cell: _Cell, words: str, at: int, *, is_head: bool) -> None:
    cell.width = _WIDTHS[at]
    paragraph = cell.paragraphs[0]
    if is_head or at == 0:
        paragraph.alignment = _CENTRE
    is_review = at == len(_WIDTHS) - 1 and not is_head
    _say(paragraph, words, bold=is_head, italic=is_review, colour=_RED if is_review else None)


def _repeat(row: _Row) -> None:
    """Let the head stand at the top of every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  (the library has no word for it)


def _say(
    paragraph: Paragraph,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: RGBColor | None = None,
) -> None:
    run = paragraph.add_run(words)
    if bold:
        run.bold = True
    if italic:
        run.italic = True
    if colour is not None:
        run.font.color.rgb = colour

"""Drafts as a spreadsheet."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.drafts.page import Line, Page

_WIDTHS = (6, 60, 28, 28, 22, 44)  # letters
_FONT, _SIZE = "Times New Roman", 13
_HEIGHT, _HIGHEST = 17, 409  # points of one line, and of the highest row that Excel knows
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")


def written(page: Page) -> bytes:
    """Return the file's bytes: one sheet, its head frozen, with a filter over the tasks."""
    book = Workbook()
    sheet = book.worksheets[0]
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for words in (*page.letterhead, page.type, page.title, page.opening):
        if words:
            _across(sheet, words, bold=words in (page.type, page.title), is_boxed=False)
    first = _row(sheet, page.heads, bold=True)
    for line in page.lines:
        _line(sheet, line)
    last = sheet.max_row
    for note in page.notes:
        _across(sheet, note, bold=False, is_boxed=False)
    _set_up(sheet, first, last)
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def _line(sheet: Worksheet, line: Line) -> None:
    if line.is_heading:
        _across(sheet, line.cells[0], bold=True, is_boxed=True)
    else:
        _row(sheet, line.cells, bold=False)


def _row(sheet: Worksheet, cells: tuple[str, ...], *, bold: bool) -> int:
    """Add a row and return its number."""
    row = _next(sheet)
    for column, words in enumerate(cells, start=1):
        is_review = column == len(cells) and not bold
        font = Font(
            name=_FONT, size=_SIZE, bold=bold, italic=is_review, color="C00000" if is_review else None
        )
        _put(sheet, row, column, words, font)
        sheet.cell(row, column).alignment = _CENTRED if bold or column == 1 else _WRAPPED
        sheet.cell(row, column).border = _BOX
    _heighten(sheet, row, max(map(_lines_of, cells, _WIDTHS)))
    return row


def _heighten(sheet: Worksheet, row: int, lines: int) -> None:
    sheet.row_dimensions[row].height = min(_HEIGHT * lines, _HIGHEST)


def _lines_of(words: str, width: int) -> int:
    """Estimate how many lines a cell takes: not every program measures it when it opens the file."""
    return len(words) // (width - 1) + 1


def _across(sheet: Worksheet, words: str, *, bold: bool, is_boxed: bool) -> None:
    row = _next(sheet)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
    _put(sheet, row, 1, words, Font(name=_FONT, size=_SIZE, bold=bold))
    _heighten(sheet, row, _lines_of(words, sum(_WIDTHS)))
    sheet.cell(row, 1).alignment = Alignment(wrap_text=True, horizontal=None if is_boxed else "center")
    for column in range(1, len(_WIDTHS) + 1) if is_boxed else ():
        sheet.cell(row, column).border = _BOX


def _next(sheet: Worksheet) -> int:
    return sheet.max_row + 1 if sheet.cell(1, 1).value is not None else 1


def _put(sheet: Worksheet, row: int, column: int, words: str, font: Font) -> None:
    """Write words as words: one that begins with "=" is no formula."""
    cell = sheet.cell(row, column)
    cell.value = words or None
    if words:
        cell.data_type = "s"
    cell.font = font


def _set_up(sheet: Worksheet, first: int, last: int) -> None:
    sheet.freeze_panes = f"A{first + 1}"
    sheet.auto_filter.ref = f"A{first}:{get_column_letter(len(_WIDTHS))}{last}"
    sheet.print_title_rows = f"{first}:{first}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

"""Workbooks: what a person sees on the screen, sheet by sheet."""

import io
from datetime import date, datetime, time
from functools import partial

import openpyxl
import pytest

from tests.readers.conftest import keys
from tests.readers.formats.containers import container, relations
from tests.readers.formats.test_documents import refusal, tables, texts
from tracker.readers import read_document
from tracker.readers.document import Paragraph, Table
from tracker.readers.tasks import read_plan

HEAD = ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian")


moment = partial(datetime, tzinfo=None)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def read(write):
    """Read a workbook whose only sheet holds some rows; ``change`` may do more to it."""

    def made(rows, change=lambda _: None):
        book = openpyxl.Workbook()
        book.active.title = "KH 2024"
        for row in rows:
            book.active.append(row)
        change(book.active)
        return read_document(write(saved(book), "plan.xlsx"))

    return made


def held(document):
    return [set(row.held) for block in document.blocks if isinstance(block, Table) for row in block.rows]


def column(document):
    """The last cells of the first table, its heading left out."""
    return [row[-1] for row in tables(document)[0][1:]]


@pytest.mark.parametrize(
    ("value", "shape", "seen"),
    [
        (7, "General", "7"),
        (7.0, "0", "7"),
        (7, "00", "07"),
        (7, '"Tháng "0', "Tháng 7"),
        (0.255, "0%", "26%"),
        (0.25, "0.0%", "25.0%"),
        (12.5, "General", "12.5"),
        (1234567, "#,##0", "1234567"),
        (1e20, "General", "1e+20"),
        (True, "General", "1"),
        (date(2024, 5, 31), "dd/mm/yyyy", "31/05/2024"),
        (date(2024, 5, 31), "m/d/yyyy", "31/05/2024"),
        (date(2024, 5, 31), "[$-42A]dd mmmm yyyy;@", "31/05/2024"),
        (date(2024, 5, 31), '"Trước ngày "dd/mm/yyyy', "Trước ngày 31/05/2024"),
        (date(2024, 5, 31), "dddd, dd/mm/yyyy", "31/05/2024"),
        (date(2024, 5, 1), "mm/yyyy", "tháng 05/2024"),
        (date(2024, 5, 1), "mmm-yy", "tháng 05/2024"),
        (date(2024, 5, 1), '"Tháng "m/yyyy', "Tháng 05/2024"),
        (date(2023, 5, 15), "d-mmm", "15/05"),
        (moment(2024, 5, 31, 8, 30), "dd/mm/yyyy h:mm", "08:30 31/05/2024"),
        (moment(2024, 5, 31, 0, 0), "dd/mm/yyyy h:mm", "31/05/2024"),
        (moment(2024, 5, 31, 8, 30), "dd/mm/yyyy", "31/05/2024"),
        (time(14, 0), "h:mm", "14:00"),
        (-5, "dd/mm/yyyy", "-5"),
        (4e6, "dd/mm/yyyy", "4000000"),
        ("31/5", "dd/mm/yyyy", "31/5"),
        ("=1+1", "General", ""),
    ],
    ids=repr,
)
def test_cell_says_what_it_shows(read, value, shape, seen):
    def formatted(sheet):
        sheet["D2"].number_format = shape

    assert column(read([HEAD, (1, "Họp", "Sở Y tế", value)], formatted)) == [seen]


def test_dates_may_count_from_1904(write):
    book = openpyxl.Workbook()
    book.epoch = moment(1904, 1, 1)
    book.active.append(HEAD)
    book.active.append((1, "Họp", "Sở Y tế", date(2024, 5, 31)))
    assert column(read_document(write(saved(book)))) == ["31/05/2024"]


def test_lines_of_a_cell_stay_apart_and_codes_are_undone(read):
    found = read([HEAD, (1, "Họp\n\n Thi ", "Sở_x000D_ Y tế\u200b\u202e", "Nga\u0300y 5")])
    assert tables(found)[0][1] == ("1", "Họp\nThi", "Sở\nY tế", "Ngày 5")


def test_merged_cells_are_held_down_and_empty_across(read):
    def merged(sheet):
        for reference in ("A3:D3", "C4:C5", "D4:D6"):
            sheet.merge_cells(reference)

    rows = [
        ("KẾ HOẠCH",),
        HEAD,
        ("QUÝ I",),
        (1, "Họp", "Sở Y tế", "Tháng 1"),
        (2, "Thi"),
        (3, "Hội", "Sở Nội vụ"),
    ]
    found = read(rows, merged)
    assert tables(found)[0][1:] == [
        ("QUÝ I", "", "", ""),
        ("1", "Họp", "Sở Y tế", "Tháng 1"),
        ("2", "Thi", "Sở Y tế", "Tháng 1"),
        ("3", "Hội", "Sở Nội vụ", "Tháng 1"),
    ]
    assert held(found) == [set(), set(), set(), {2, 3}, {3}]


def test_hidden_rows_columns_and_sheets_are_left_out(write):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        HEAD,
        (1, "Họp", "Sở Y tế", "Tháng 1"),
        (2, "Thi", "Sở Y tế", "Tháng 2"),
        (3, "Hội", "Sở", "Tháng 3"),
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.merge_cells("D3:D4")
    for state in ("hidden", "veryHidden"):
        book.create_sheet(state)["A1"] = "ẩn"
        book[state].sheet_state = state
    found = read_document(write(saved(book)))
    assert tables(found) == [
        [("TT", "Nội dung", "Thời gian"), ("1", "Họp", "Tháng 1"), ("3", "Hội", "Tháng 2")],
    ]  # fmt: skip
    assert [(problem.key, problem.words) for problem in found.problems] == [("document.hidden_rows", "3")]


def test_hidden_row_leaves_no_gap(read):
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True

    rows = [HEAD, (1, "Họp", "Sở Y tế", "Tháng 1"), (None, "Thi", "Sở Y tế")]
    assert [row[1] for row in tables(read(rows, hide))[0]] == ["Nội dung", "Thi"]


def test_formula_without_a_value_is_told(read):
    found = read([HEAD, ("=ROW()-1", "Họp", "Sở Y tế", "=TODAY()")])
    assert [(problem.key, problem.words) for problem in found.problems] == [
        ("document.formulas_not_computed", "A2, D2")
    ]


def test_letterhead_title_and_signature_are_paragraphs(read):
    rows = [
        ("UBND TỈNH A", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("SỞ NỘI VỤ", None, None, "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 12/KH-SNV", None, None, "An Giang, ngày 15 tháng 01 năm 2024"),
        (),
        ("KẾ HOẠCH",),
        ("Công tác năm 2024",),
        ("Đơn vị:", "Sở Nội vụ"),
        HEAD,
        (1, "Họp", "Sở Y tế", "Tháng 1"),
        (),
        ("QUÝ II",),
        (2, "Thi", "Sở Y tế", "Tháng 4"),
        ("Tổng cộng: 2 nhiệm vụ",),
        (),
        ("Nơi nhận:", None, None, "GIÁM ĐỐC"),
        ("- Như trên.", None, None, "Nguyễn Văn An"),
    ]
    found = read(rows)
    assert [
        (line.text, line.place.row, line.after_gap) for line in found.blocks if isinstance(line, Paragraph)
    ] == [
        ("UBND TỈNH A", 1, True),
        ("SỞ NỘI VỤ", 2, False),
        ("Số: 12/KH-SNV", 3, False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1, True),
        ("Độc lập - Tự do - Hạnh phúc", 2, False),
        ("An Giang, ngày 15 tháng 01 năm 2024", 3, False),
        ("KẾ HOẠCH", 5, True),
        ("Công tác năm 2024", 6, False),
        ("Đơn vị: Sở Nội vụ", 7, False),
        ("Tổng cộng: 2 nhiệm vụ", 13, True),
        ("Nơi nhận:", 15, True),
        ("- Như trên.", 16, False),
        ("GIÁM ĐỐC", 15, True),
        ("Nguyễn Văn An", 16, False),
    ]
    assert [row[0] for row in tables(found)[0]] == ["TT", "1", "QUÝ II", "2"]


def test_sheet_becomes_a_plan_with_its_head_and_places(read, calendar):
    rows = [
        ("UBND TỈNH A", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("SỞ NỘI VỤ", None, None, "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 12/KH-SNV", None, None, "An Giang, ngày 15 tháng 01 năm 2024"),
        ("KẾ HOẠCH",),
        ("Công tác năm 2024",),
        (),
        HEAD,
        (1, "Họp báo", "Sở Y tế", date(2024, 5, 31)),
        (),
        (2, "Thi", "Sở Nội vụ", "Quý II"),
    ]
    plan = read_plan(read(rows), directory=None, calendar=calendar)
    assert (plan.head.number, plan.head.issued_on, plan.head.title) == (
        "12/KH-SNV",
        date(2024, 1, 15),
        "Công tác năm 2024",
    )
    assert [(task.ordinal, task.title, task.readings[0].due_on) for task in plan.tasks] == [
        ("1", "Họp báo", date(2024, 5, 31)),
        ("2", "Thi", date(2024, 6, 30)),
    ]
    assert str(plan.tasks[0].place) == "sheet KH 2024, row 8"
    assert not [key for key in keys(plan) if key.startswith("task.")]


def test_each_heading_begins_a_table_and_a_sheet_without_one_keeps_its_own(write):
    book = openpyxl.Workbook()
    for row in (HEAD, (1, "a", "b", "c"), ("Phụ lục II",), HEAD, (1, "d", "e", "f")):
        book.active.append(row)
    book.create_sheet("B").append((2, "g", "h", "i"))
    found = read_document(write(saved(book)))
    assert [[row[1] for row in table] for table in tables(found)] == [
        ["Nội dung", "a"],
        ["Nội dung", "d"],
        ["g"],
    ]
    assert texts(found) == ["Phụ lục II"]


SHEET = "xl/worksheets/sheet1.xml"


def book_parts(rows="", *, sheet=None, strings=""):
    """The parts of a workbook that no library would write."""
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": relations(worksheet="worksheets/sheet1.xml", sharedStrings="s.xml"),
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r0"/></sheets></workbook>',
        "xl/s.xml": f"<sst>{strings}</sst>",
        SHEET: sheet or f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    }


MERGES = "".join(f'<mergeCell ref="A{n}:B{1_048_576 - n * 7 % 900_000}"/>' for n in range(1, 110_000))
SHARED = '<row><c t="s"><v>0</v></c></row>'


def line(number, *texts):
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{cells}</row>'


def test_minimal_workbook_of_another_program_is_read(write):
    rows = '<row><c t="s"><v>0</v></c></row><row><c t="d"><v>2024-05-31T00:00:00</v></c><c t="str"><f/><v>x</v></c></row>'
    strings = "<si><r><t>Kế </t></r><r><t>hoạch</t></r><rPh><t>ẩn</t></rPh></si>"
    assert texts(read_document(write(container(book_parts(rows, strings=strings))))) == [
        "Kế hoạch",
        "31/05/2024",
        "x",
    ]


def test_one_cell_at_the_far_corner_costs_nothing(write):
    rows = (
        line(1, *HEAD)
        + line(2, "1", "Họp", "Sở Y tế", "Tháng 1")
        + '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'
    )
    merges = '<mergeCells><mergeCell ref="F1:XFD1048575"/><mergeCell ref="A2:A1048576"/></mergeCells>'
    sheet = f'<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>{merges}</worksheet>'
    found = read_document(write(container(book_parts(sheet=sheet))))
    assert tables(found) == [[(*HEAD, ""), ("1", "Họp", "Sở Y tế", "Tháng 1", ""), ("1", "", "", "", "5")]]


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (book_parts(sheet="<worksheet><sheetData>"), "document.damaged"),
        (book_parts(sheet='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "document.declares_entities"),
        (book_parts(sheet='<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'), "document.declares_entities"),
        (book_parts(), "document.empty"),
        (book_parts('<row r="1"><c t="s"><v>7</v></c></row>'), "document.empty"),
        (book_parts("".join(line(n, "x") for n in range(1, 100_002))), "document.too_many_rows"),
        (book_parts(line(1, *["x"] * 300)), "document.too_many_columns"),
        (book_parts(line(1, "x" * 40_000)), "document.long_text"),
        (book_parts(SHARED * 1_000, strings=f"<si><t>{'x' * 30_000}</t></si>"), "document.too_much_text"),
        (
            book_parts(sheet=f"<a>{MERGES}</a>"),
            "document.too_many_cells",
        ),
    ],
    ids=range(10),
)
def test_damaged_or_endless_workbook_is_refused(write, parts, key):
    assert refusal(write(container(parts))).key == key


def test_text_like_a_formula_stays_text(read):
    assert column(read([HEAD, (1, "Họp", "Sở Y tế", "'=HYPERLINK(1)")])) == ["'=HYPERLINK(1)"]

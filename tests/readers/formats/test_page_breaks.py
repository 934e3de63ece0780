"""Tables and sentences that the end of a page, or of a line, has parted."""

from dataclasses import replace

import pytest

from tests.readers.tables.grids import days, grid, names, paragraph, plan_of, told
from tracker.readers.formats.pdfpages import PdfPage, Word, blocks_on
from tracker.readers.formats.plain.blocks import blocks_of

HEADS = ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian")
LETTER, LINE = 6, 15  # points


def on_page(table, page):
    return replace(table, rows=tuple(replace(row, place=replace(row.place, page=page)) for row in table.rows))


def two_pages(calendar, first, second):
    return plan_of(calendar, on_page(grid(*first), 1), on_page(grid(*second), 2))


def test_rows_without_ordinals_go_on_over_the_page(calendar):
    head = ("Ngày", "Nội dung", "Đơn vị thực hiện")
    read = two_pages(
        calendar, (head, ("03/6/2024", "Họp", "Văn phòng")), [("05/6/2024", "Hội thao", "Công đoàn")]
    )
    assert [days(task) for task in read.tasks] == [["..2024-06-03"], ["..2024-06-05"]]


def test_another_width_is_another_table(calendar):
    head = ("Ngày", "Nội dung", "Đơn vị thực hiện")
    read = two_pages(calendar, (head, ("03/6/2024", "Họp", "Văn phòng")), [("05/6/2024", "Hội thao")])
    assert len(read.tasks) == 1


@pytest.mark.parametrize(
    ("rest", "title", "lead"),
    [
        (("", "Hội thao ngành", "", ""), None, "Trung tâm"),
        (("", "Hội thao", "Văn hóa tỉnh", ""), "Tổ chức Hội thao", "Trung tâm Văn hóa tỉnh"),
        (("", "Hội thao", "văn hóa tỉnh", "tháng 8"), "Tổ chức Hội thao", "Trung tâm văn hóa tỉnh"),
    ],
)
def test_a_row_without_ordinal_on_top_of_a_page_goes_on(calendar, rest, title, lead):
    read = two_pages(calendar, (HEADS, ("1", "Tổ chức", "Trung tâm", "Quý III;")), [rest])
    assert read.tasks[0].title == (title or "Tổ chức")
    assert (len(read.tasks), names(read.tasks[0].lead)) == (1, [lead])


def test_a_row_of_its_own_below_a_merged_ordinal_does_not_go_on(calendar):
    read = two_pages(
        calendar, (HEADS, ("1", "Họp", "Sở Y tế", "Quý I")), [("", "Thi", "Sở Nội vụ", "Quý II")]
    )
    assert [days(task) for task in read.tasks] == [["2024-01-01..2024-03-31"], ["2024-04-01..2024-06-30"]]


def test_days_between_tables_of_one_head_part_its_rows(calendar):
    read = plan_of(
        calendar,
        grid(("Ngày", "Nội dung", "Đơn vị thực hiện")),
        paragraph("THÁNG 7"),
        grid(("05", "Ra quân", "Ban Phong trào")),
        paragraph("THÁNG 8", 2),
        grid(("15", "Tổng kết", "Ban Phong trào")),
    )
    assert [days(task) for task in read.tasks] == [["..2024-07-05"], ["..2024-08-15"]]
    assert told(read) == []


def set_lines(*lines):
    """Set lines of words, six points a letter; blanks before a line push it in."""
    words = []
    for number, line in enumerate(lines):
        left = 50 + LETTER * (len(line) - len(line.lstrip()))
        for word in line.split():
            top = LINE * number
            words.append(Word(word, left, left + LETTER * len(word), top, top + 12))
            left += LETTER * (len(word) + 1)
    return tuple(words)


FULL = "Các sở, ban, ngành và địa phương báo cáo kết quả thực hiện về Sở"


@pytest.mark.parametrize(
    ("above", "below", "is_one"),
    [
        (FULL, "Lao động trước ngày 10/12", True),
        (FULL, "trước ngày 10/12", True),
        (FULL[:-20], "Lao động trước ngày 10/12", False),
        (f"{FULL[:-1]}.", "Lao động trước ngày 10/12", False),
        (f"{FULL[:-1]})", "Lao động trước ngày 10/12", False),
        (FULL, "Tháng 12", False),
        (FULL, "Thời gian thực hiện: tháng 12", False),
        (FULL, "Nơi nhận: như trên", False),
        (FULL, "2. Lao động trước ngày 10/12", False),
        (FULL, "- Lao động trước ngày 10/12", False),
        (FULL, "     Lao động trước ngày 10/12", False),
    ],
)
def test_a_full_line_goes_on_in_the_next(above, below, is_one):
    page = PdfPage(1, set_lines("X" * len(FULL), above, below), (), has_pictures=False)
    read = [block.text for block in blocks_of(list(blocks_on(page, 0)))[1:]]
    assert read == ([f"{above} {below}"] if is_one else [above, below.strip()])


def test_a_line_of_names_is_never_full():
    page = PdfPage(1, set_lines("Nguyễn Văn An", "Trần Thị Bích"), (), has_pictures=False)
    assert len(blocks_of(list(blocks_on(page, 0)))) == 2

"""Comma separated values, whatever separates them."""

import pytest

from tests.readers.formats.test_documents import refusal, tables, texts
from tests.readers.formats.test_encodings import windows_1258
from tracker.readers import read_document

ROWS = (("TT", "Nội dung", "Thời gian"), ("1", "Họp", "Tháng 1"), ("2", "Thi, hội", "Tháng 2"))


def lines(separator):
    quoted = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in ROWS]
    return "".join(separator.join(row) + "\r\n" for row in quoted)


@pytest.fixture
def read(write):
    return lambda text, name="plan.csv": read_document(write(text, name))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
@pytest.mark.parametrize("name", ["plan.csv", "PLAN.TSV"])
def test_separator_is_told_by_the_content(read, separator, name):
    assert tables(read(lines(separator), name)) == [list(ROWS)]


def test_first_line_of_excel_may_name_it(read):
    found = read("sep=,\n" + lines(","))
    assert tables(found) == [list(ROWS)]
    assert found.blocks[0].rows[0].place.line == 2


@pytest.mark.parametrize("encode", [str.encode, windows_1258, lambda text: text.encode("utf-16")])
def test_encodings_of_excel_are_read(read, encode):
    assert tables(read(encode(lines(";")))) == [list(ROWS)]


def test_quoted_cells_hold_lines_and_quotation_marks(read):
    found = read('TT,Nội dung,Thời gian\n1,"Họp\n""báo"", thi",Tháng 1\n\n2,Hội,Tháng 2\n')
    assert tables(found)[0][1:] == [("1", 'Họp\n"báo", thi', "Tháng 1"), ("2", "Hội", "Tháng 2")]
    assert [row.place.line for row in found.blocks[0].rows] == [1, 2, 5]


def test_quotation_mark_that_nobody_closed_swallows_no_row(read):
    rest = "".join(f"{n};Việc {n};Tháng 2\n" for n in range(2, 300))
    (table,) = tables(read(f'TT;Nội dung;Thời gian\n1;"Họp;Tháng 1\n{rest}'))
    assert len(table) == 300
    assert table[1] == ("1", '"Họp', "Tháng 1")


def test_lines_around_the_table_are_paragraphs(read):
    found = read("KẾ HOẠCH;;\nnăm 2024;;\n;;\n" + lines(";") + ";;\nGIÁM ĐỐC;;\n")
    assert texts(found) == ["KẾ HOẠCH", "năm 2024", "GIÁM ĐỐC"]
    assert [block.after_gap for block in found.blocks if not hasattr(block, "rows")] == [True, False, True]


def test_only_the_name_makes_text_a_table(read):
    assert texts(read("Họp, thi, hội\n", "plan.txt")) == ["Họp, thi, hội"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("x;y\n" * 100_001, "document.too_many_rows"),
        (";".join("x" * 300), "document.too_many_columns"),
        ("x" * 200_000, "document.long_text"),
        ("a;" + "x" * 40_000, "document.long_text"),
        ("\n\n", "document.empty"),
        (";;\n;;\n", "document.empty"),
    ],
    ids=range(6),
)
def test_endless_or_empty_table_is_refused(write, data, key):
    assert refusal(write(data, "plan.csv")).key == key


def test_nul_and_directions_do_no_harm(write, read):
    assert refusal(write("TT;Nội\0 dung\n", "plan.csv")).key == "document.binary"
    assert tables(read("TT;Nội dung;Thời gian\n1;Ho\u202e\u200bp;Tháng\u00a01\n"))[0][1] == (
        "1",
        "Hop",
        "Tháng 1",
    )

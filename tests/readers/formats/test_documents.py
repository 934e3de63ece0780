"""Files become documents, and what is no document is told apart."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.errors import DocumentError
from tracker.readers import LARGEST_FILE, read_document
from tracker.readers.document import Paragraph, Table
from tracker.readers.formats.plain import lines


def refusal(path):
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    return caught.value


def texts(document):
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document):
    return [[row.cells for row in block.rows] for block in document.blocks if isinstance(block, Table)]


def test_lines_become_paragraphs_with_their_numbers(document):
    read = document("\n\nKẾ HOẠCH\r\n\r\nTháng 01\r")
    assert [(block.text, block.place.line, block.after_gap) for block in read.blocks] == [
        ("KẾ HOẠCH", 3, True),
        ("Tháng 01", 5, True),
    ]


@pytest.mark.parametrize("mark", ["\t", "|", " | "])
def test_columns_are_parted_by_tabs_or_bars(document, mark):
    read = document(f"TT{mark}Nội dung{mark}Đơn vị\n\n1{mark}Họp{mark}Sở Y tế\n")
    assert tables(read) == [[("TT", "Nội dung", "Đơn vị"), ("1", "Họp", "Sở Y tế")]]


def test_markdown_table_loses_its_rule_and_emphasis(document):
    read = document("## KẾ HOẠCH\n| TT | **Nội dung** |\n|:---|---|\n| 1 | Họp |")
    assert texts(read) == ["KẾ HOẠCH"]
    assert tables(read) == [[("TT", "Nội dung"), ("1", "Họp")]]


def test_indented_line_is_no_row_but_a_row_may_begin_empty(document):
    assert tables(document("\tỦY BAN NHÂN DÂN\t")) == []
    assert tables(document("1\tHọp\n\ttiếp theo\n")) == [[("1", "Họp"), ("", "tiếp theo")]]


def test_empty_cells_at_the_end_stay(document):
    assert tables(document("TT\tViệc\tĐơn vị\nQUÝ I\t\t")) == [[("TT", "Việc", "Đơn vị"), ("QUÝ I", "", "")]]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Báo cáo trước ngày\n31/5/2023.", ["Báo cáo trước ngày 31/5/2023."]),
        ("có thành tích xuất\n\nsắc trong năm.", ["có thành tích xuất sắc trong năm."]),
        ("Cần Thơ, ngày\n21 tháng 12 năm 2023", ["Cần Thơ, ngày 21 tháng 12 năm 2023"]),
        ("Nội dung:\na) Họp;\nb) Báo cáo", ["Nội dung:", "a) Họp;", "b) Báo cáo"]),
        ("KẾ HOẠCH\nTriển khai", ["KẾ HOẠCH", "Triển khai"]),
    ],
)
def test_broken_sentences_are_joined(document, broken, whole):
    assert texts(document(broken)) == whole


def test_text_is_cleaned_and_composed(document):
    assert texts(document("Ke\u0302\u0301\u00a0hoa\u0323ch\u200b\u202e  2024\x0c")) == ["Kế hoạch 2024"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_are_read(write, encoding):
    assert texts(read_document(write("Kế hoạch".encode(encoding)))) == ["Kế hoạch"]


def test_name_of_the_file_decides_nothing(write):
    assert texts(read_document(write("Kế hoạch", "plan.docx"))) == ["Kế hoạch"]


def test_bytes_that_are_no_unicode_are_named(write):
    error = refusal(write(b"line\nK\xe9 hoach"))
    assert error.key == "document.encoding"
    assert (error.facts["line"], error.facts["byte"]) == (2, 7)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "document.empty"),
        (b" \n\t\r\n", "document.empty"),
        (b"\xef\xbb\xbf\n", "document.empty"),
        ("\u200b\n".encode(), "document.empty"),
        (b"PK\x03\x04rest", "document.damaged"),
        (b"%PDF-1.7 text", "document.pdf_damaged"),
        (b"\xd0\xcf\x11\xe0", "document.binary"),
        (b"text\x00text", "document.binary"),
        (b"\x01\x02", "document.binary"),
        (b"\xff\xfea\x00\x00\x00", "document.binary"),
        (b"\xff\xfea", "document.encoding"),
        (b"x" * (lines.LONGEST_LINE + 1), "document.long_line"),
        (b"x\n" * (lines.MOST_LINES + 1), "document.too_many_lines"),
        (b"x" * (LARGEST_FILE + 1), "document.too_large"),
    ],
    ids=range(14),
)
def test_what_is_no_document_is_refused(write, data, key):
    assert refusal(write(data)).key == key


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path).key == "document.not_a_file"
    assert refusal(tmp_path / "pipe").key == "document.not_a_file"
    assert refusal(tmp_path / "none.txt").key == "document.missing"
    assert refusal(tmp_path / "nul\0.txt").key == "document.missing"
    assert refusal(tmp_path / ("long" * 100)).key == "document.unreadable"


def test_refusal_ends_with_the_code_for_documents(tmp_path):
    error = refusal(tmp_path / "none\n.txt")
    assert error.exit_code == 12
    assert error.facts["file"].endswith("none .txt")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    data=st.one_of(
        st.binary(max_size=200), st.text(alphabet="aà1Ị\t|\n -*#.:()", max_size=200).map(str.encode)
    )
)
def test_any_bytes_are_read_or_refused(tmp_path, data):
    path = tmp_path / "any"
    path.write_bytes(data)
    try:
        read = read_document(path)
    except DocumentError:
        return
    assert all(paragraph.text.strip() == paragraph.text != "" for paragraph in read.lines())

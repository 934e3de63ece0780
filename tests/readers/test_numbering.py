"""Marks before a line are told from the line."""

import pytest

from tracker.readers.numbering import Level, marked


@pytest.mark.parametrize(
    ("line", "label", "level", "text"),
    [
        ("B. PHẦN HAI", "B", Level.PART, "PHẦN HAI"),
        ("IV. TỔ CHỨC", "IV", Level.SECTION, "TỔ CHỨC"),
        ("1. Mục đích", "1", Level.CLAUSE, "Mục đích"),
        ("1.Mục đích", "1", Level.CLAUSE, "Mục đích"),
        ("1.2. Yêu cầu", "1.2", Level.CLAUSE + 1, "Yêu cầu"),
        ("đ) Báo cáo", "đ", Level.POINT, "Báo cáo"),
        ("- a) Thời gian: sáng", "a", Level.POINT, "Thời gian: sáng"),
        ("1/ Mục đích", "1", Level.CLAUSE, "Mục đích"),
        ("1- Mục đích", "1", Level.CLAUSE, "Mục đích"),
        ("(2) Yêu cầu", "2", Level.CLAUSE, "Yêu cầu"),
        ("I/ MỤC ĐÍCH", "I", Level.SECTION, "MỤC ĐÍCH"),
        ("II - NỘI DUNG", "II", Level.SECTION, "NỘI DUNG"),
        ("Điều 2. Giao Sở Y tế", "Điều 2", Level.ARTICLE, "Giao Sở Y tế"),
        ("Chương II", "Chương II", Level.PART, ""),
        ("* Tháng 5", "", Level.STAR, "Tháng 5"),
        ("-Đại biểu", "", Level.DASH, "Đại biểu"),
        ("• Đại biểu", "", Level.DASH, "Đại biểu"),
        ("+ Đại biểu", "", Level.PLUS, "Đại biểu"),
        ("- + Thường trực", "", Level.DASH, "+ Thường trực"),
    ],
)
def test_marks_are_parted_from_the_line(line, label, level, text):
    found = marked(line)
    assert (found.label, found.level, found.text) == (label, level, text)


@pytest.mark.parametrize(
    "line",
    [
        "Báo cáo",
        "31/5/2023",
        "31.5.2023",
        "100% các đơn vị",
        "15 - 20 người",
        "5/6 xã",
        "Điều tra",
        "Vv",
        "- ",
        "",
    ],
)
def test_other_lines_have_no_mark(line):
    assert marked(line) is None

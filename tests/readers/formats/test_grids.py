"""Where a table in a sheet begins and ends."""

import pytest

from tracker.errors import Place
from tracker.readers.document import Paragraph, Row, Table
from tracker.readers.formats.grids import blocks_of

HEAD = "TT|Nội dung|Đơn vị|Thời gian"


def laid(*lines):
    """Rows from lines with bars; the blocks as tables of rows and paragraphs."""
    rows = [
        Row(tuple(line.split("|")) if line else (), Place(row=n)) for n, line in enumerate(lines, start=1)
    ]
    blocks = blocks_of(rows, is_grid=True)
    return [
        [row.place.row for row in block.rows] if isinstance(block, Table) else block.text for block in blocks
    ]


@pytest.mark.parametrize(
    ("lines", "blocks"),
    [
        ((HEAD, "1|a|b|c"), [[1, 2]]),
        (("KẾ HOẠCH|||", "", HEAD, "1|a|b|c"), ["KẾ HOẠCH", [3, 4]]),
        ((HEAD, "1|a|b|c", "|- d|e|"), [[1, 2, 3]]),
        ((HEAD, "1|a|b|c", "", "2|d|e|f"), [[1, 2, 4]]),
        ((HEAD, "1|a|b|c", "", "QUÝ II|||", "", "2|d||"), [[1, 2, 4, 6]]),
        ((HEAD, "1|a|b|c", "", "|x|y|z"), [[1, 2, 4]]),
        ((HEAD, "1|a|b|c", "", "|xa|xb|"), [[1, 2], "xa", "xb"]),
        ((HEAD, "1|a|b|c", "|NGƯỜI LẬP|TRƯỞNG PHÒNG|GIÁM ĐỐC"), [[1, 2], "NGƯỜI LẬP", "TRƯỞNG PHÒNG", "GIÁM ĐỐC"]),
        ((HEAD, "1|a|b|c", "Nơi nhận:|||TM. UBND"), [[1, 2], "Nơi nhận:", "TM. UBND"]),
        ((HEAD, "1|a|b|c", "Ghi chú: d|||"), [[1, 2], "Ghi chú: d"]),
        ((HEAD, "1|a|b|c", HEAD, "2|d|e|f"), [[1, 2], [3, 4]]),
        (("Ngày|Nội dung|Chủ trì", "Thứ Hai|a|b", "|c|d", "", "|e|f", "Thứ Ba|g|h"), [[1, 2, 3, 5, 6]]),
        (("Nội dung|Thời gian", "a|b", "", "c|d"), [[1, 2, 4]]),
        (("x||", "1|a|b", "2|c|", "y||"), ["x", [2, 3], "y"]),
        (("Thời gian:|Quý II", "1|Họp"), ["Thời gian: Quý II", "1. Họp"]),
        (("xa|xb", "xc|", "|xd"), ["xa", "xb", "xc", "xd"]),
        ((), []),
    ],
    ids=range(17),
)  # fmt: skip
def test_table_ends_with_its_last_task(lines, blocks):
    assert laid(*lines) == blocks


def test_columns_are_read_one_after_another():
    assert laid("xa|xb", "xc|xd", "", "xe|") == ["xa", "xc", "xb", "xd", "xe"]


def test_every_word_of_a_sheet_is_somewhere():
    rows = [
        Row((f"a{n}", "" if n % 3 else f"b{n}", f"c{n}" if n % 5 else ""), Place(row=n)) for n in range(1, 60)
    ]
    blocks = list(blocks_of(rows, is_grid=False))
    found = {
        cell
        for block in blocks
        for cell in (
            [block.text] if isinstance(block, Paragraph) else [c for row in block.rows for c in row.cells]
        )
    }
    assert {cell for row in rows for cell in row.cells} <= found | {""}

"""A title that begins like a formula is no formula in a spreadsheet."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.drafts.test_formats import draft, row
from tests.house.tree import name, parsed, sources
from tracker.drafts import sheet
from tracker.drafts.page import page_of

STARTS = ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", "=cmd|' /C calc'!A0", "'="]


@pytest.mark.parametrize("start", STARTS)
def test_words_are_of_the_string_type(start):
    words = f"{start}1+1"
    page = page_of(draft(replace(row(words), section=words)))
    written = load_workbook(BytesIO(sheet.written(page))).worksheets[0]
    cells = [cell for line in written.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any("1+1" in str(cell.value) for cell in cells)


def test_no_other_tables_are_written():
    """A CSV file has no string type: whoever begins to write one must mind what its cells begin with."""
    import ast

    found = [
        name(path)
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"csv.writer", "csv.DictWriter"}
    ]
    assert found == []

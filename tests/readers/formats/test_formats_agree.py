"""One plan in every format means the same: the contract of readers."""

import csv
import io
from dataclasses import replace

import docx
import openpyxl
import pytest

from tests.readers.conftest import SAMPLES, keys
from tracker.errors import Place
from tracker.readers import read_document
from tracker.readers.document import Paragraph

PLAN = SAMPLES / "249-kh-ubnd-2024.txt"


def lines_of(document):
    """The plan line by line: words of a paragraph, cells of a row."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (row.cells for row in block.rows)


def as_word(lines, path):
    written, table = docx.Document(), None
    for line in lines:
        if isinstance(line, str):
            written.add_paragraph(line)
            table = None
            continue
        table = table or written.add_table(rows=0, cols=len(line))
        for cell, text in zip(table.add_row().cells, line, strict=False):
            cell.text = text
    written.save(path)


def as_sheet(lines, path):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append([line] if isinstance(line, str) else list(line))
    book.save(path)


def as_delimited(delimiter, encoding):
    def write(lines, path):
        held = io.StringIO()
        writer = csv.writer(held, delimiter=delimiter)
        writer.writerows([line] if isinstance(line, str) else line for line in lines)
        path.write_bytes(held.getvalue().encode(encoding))

    return write


def as_markdown(lines, path):
    rows = (line if isinstance(line, str) else f"| {' | '.join(line)} |" for line in lines)
    path.write_text("\n".join(rows), encoding="utf-8")


FORMATS = {
    "plan.docx": as_word,
    "plan.xlsx": as_sheet,
    "plan.csv": as_delimited(",", "utf-8-sig"),
    "plan.tsv": as_delimited("\t", "utf-16"),
    "plan.md": as_markdown,
}


@pytest.mark.parametrize("name", FORMATS)
def test_plan_means_the_same_in_every_format(name, sample, tmp_path):
    FORMATS[name](list(lines_of(read_document(PLAN))), tmp_path / name)
    issued, written = sample(PLAN.name), sample(name, tmp_path)
    assert written.head == issued.head
    assert [replace(task, place=Place()) for task in written.tasks] == [
        replace(task, place=Place()) for task in issued.tasks
    ]
    assert keys(written) == keys(issued)


BROKEN = (
    "KẾ HOẠCH",
    "Tổ chức Ngày hội đọc sách năm 2024",
    "1. Các trường trung học phổ thông gửi danh sách đăng ký",
    "về Sở Giáo dục và Đào tạo trước ngày",
    "15/10/2024.",
    "2. Văn phòng tổng hợp, báo cáo trước ngày 20/10/2024.",
)


@pytest.mark.parametrize("name", FORMATS)
def test_a_broken_sentence_is_whole_in_every_format(name, sample, tmp_path):
    FORMATS[name](list(BROKEN), tmp_path / name)
    tasks = sample(name, tmp_path).tasks
    assert [str(reading.due_on) for task in tasks for reading in task.readings] == [
        "2024-10-14",
        "2024-10-19",
    ]
    assert tasks[0].title.startswith("Các trường trung học phổ thông gửi danh sách đăng ký về Sở Giáo dục")

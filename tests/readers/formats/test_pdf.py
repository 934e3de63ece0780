"""PDF: the text layer is read with its tables; what has none is told apart."""

import zlib

import pytest

from tests.readers.conftest import ROOT, keys
from tests.readers.formats.test_documents import refusal, tables, texts
from tracker.errors import DocumentError, Place
from tracker.readers import read_document
from tracker.readers.document import Document
from tracker.readers.formats import pdf
from tracker.readers.formats.isolated import Limits, read_isolated
from tracker.readers.formats.pdfpages import Grid, PdfPage, Word, blocks_on
from tracker.readers.tasks import read_plan

FILES = ROOT / "tests" / "readers" / "formats" / "files"


@pytest.fixture(scope="module")
def ruled():
    return read_document(FILES / "ruled.pdf")


@pytest.fixture(scope="module")
def unruled():
    return read_document(FILES / "unruled.pdf")


def test_ruled_tables_keep_their_cells(ruled):
    first, second = tables(ruled)
    assert first[3] == (
        "1",
        "Xây dựng Kế hoạch cải cách hành chính năm 2024 của Ủy ban nhân dân xã",
        "Văn phòng",
        "Các công chức chuyên môn",
        "Tháng 01",
    )
    assert [row[0] for row in second[2:]] == [str(n) for n in range(13, 22)]
    assert all(table.is_grid for table in ruled.blocks if hasattr(table, "rows"))


def test_merged_cells_stand_in_the_first_column_and_are_held_below(ruled):
    table = next(block for block in ruled.blocks if hasattr(block, "rows"))
    head, lower, group, _, above, below = table.rows[:6]
    assert head.cells == ("TT", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "", "Thời gian hoàn thành")
    assert lower.cells == ("TT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian hoàn thành")
    assert (lower.held, group.cells) == ({0, 1, 4}, ("QUÝ I", "", "", "", ""))
    assert above.cells[2] == below.cells[2] == "Công chức Tư pháp - Hộ tịch"
    assert (above.held, below.held) == (frozenset(), {2})
    assert above.place == Place(page=1, table=1, row=5)


def test_text_around_tables_is_read_once_and_whole(ruled):
    lines = texts(ruled)
    assert lines[:4] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ TÂN AN",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]
    assert lines[8].startswith("Thực hiện Kế hoạch số 01/KH-UBND")
    assert lines[8].endswith("như sau:")
    assert lines[-1] == "Nguyễn Văn An"
    assert not any("Kiểm tra việc" in line or line.isdigit() for line in lines)


def test_running_heads_and_page_numbers_are_left_out(ruled):
    assert not any("UBND XÃ TÂN AN" in line.text for line in ruled.lines())


def test_columns_without_rules_are_read_as_a_table(unruled):
    assert tables(unruled) == [
        [
            ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"),
            (
                "1",
                "Tổ chức hội nghị tổng kết công tác thi đua, khen thưởng năm 2023 của xã",
                "Ban Thi đua - Khen thưởng",
                "Tháng 01",
            ),
            ("2", "Báo cáo kết quả thực hiện phong trào thi đua", "Văn phòng", "Trước ngày 31/5"),
            ("3", "Họp Hội đồng Thi đua - Khen thưởng xã", "Văn phòng", "Quý III"),
        ]
    ]


def test_plan_in_a_pdf_has_its_head_and_tasks(ruled, calendar):
    plan = read_plan(ruled, directory=None, calendar=calendar)
    assert (plan.head.number, plan.head.place, plan.head.year) == ("12/KH-UBND", "Tân An", 2024)
    assert plan.head.signer == "Nguyễn Văn An"
    assert [task.ordinal for task in plan.tasks] == [*(str(n) for n in range(1, 22)), "III.1"]


def test_decomposed_letters_and_old_fonts_become_unicode():
    assert texts(read_document(FILES / "decomposed.pdf")) == [
        "KẾ HOẠCH",
        "Báo cáo kết quả trước ngày 31/5/2024.",
    ]
    assert texts(read_document(FILES / "tcvn3.pdf")) == [
        "Kế hoạch công tác năm 2024",
        "1. Sở Y tế tổ chức hội nghị tổng kết",
        "2. Báo cáo kết quả định kỳ",
    ]


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("scan", "document.scanned"),
        ("blank", "document.empty"),
        ("password", "document.encrypted"),
        ("unmapped", "document.unmapped_letters"),
    ],
)
def test_pdf_without_readable_text_is_refused(file, key):
    assert refusal(FILES / f"{file}.pdf").key == key


def test_scanned_page_amid_text_is_told(calendar):
    read = read_document(FILES / "part-scanned.pdf")
    assert [(flaw.key, flaw.place.page) for flaw in read.problems] == [("document.page_scanned", 2)]
    assert "document.page_scanned" in keys(read_plan(read, directory=None, calendar=calendar))


def test_damaged_and_endless_files_are_refused(write, monkeypatch):
    whole = (FILES / "ruled.pdf").read_bytes()
    for data in (
        whole[:3_000],
        b"%PDF-1.4\n" + b"\x00" * 500,
        b"junk %PDF-1.7",
    ):
        assert refusal(write(data)).key in {"document.pdf_damaged", "document.empty"}
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(DocumentError, match="too_many_pages"):
        pdf.read(whole, "a.pdf")


def test_stream_that_unpacks_without_end_is_refused():
    packer = zlib.compressobj()
    packed = b"".join(packer.compress(b"0 0 m 1 1 l S " * 70_000) for _ in range(300)) + packer.flush()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
    ]
    objects = b"".join(b"%d 0 obj\n%b\nendobj\n" % numbered for numbered in enumerate(parts, start=1))
    bomb = b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R>>\n%%EOF"
    with pytest.raises(DocumentError, match="too_much_memory"):
        read_isolated(pdf.read, bomb, "a.pdf", Limits(memory=400))


def words_at(*places):
    return tuple(Word(text, left, left + 6 * len(text), top, top + 12) for text, left, top in places)


def test_frame_around_a_page_is_no_table():
    frame = Grid(((0, 0, 500, 800),))
    page = PdfPage(1, words_at(("Kế", 20, 20), ("hoạch", 40, 20)), (frame,), has_pictures=False)
    assert [line.text for line in blocks_on(page, 0)] == ["Kế hoạch"]


def test_cell_merged_both_ways_is_held_once():
    grid = Grid(
        (
            (0, 0, 20, 20),
            (20, 0, 60, 40),
            (0, 20, 20, 40),
            (60, 0, 80, 20),
            (60, 20, 80, 40),
            (40, 40, 60, 60),
        )
    )
    page = PdfPage(1, words_at(("chung", 22, 4), ("1", 2, 4), ("2", 2, 24)), (grid,), has_pictures=False)
    (table,) = blocks_on(page, 0)
    assert [row.cells for row in table.rows] == [
        ("1", "chung", "", ""),
        ("2", "chung", "", ""),
        ("", "", "", ""),
    ]
    assert [row.held for row in table.rows] == [frozenset(), {1}, frozenset()]
    assert Document("a.pdf", (table,)).blocks[0].is_grid

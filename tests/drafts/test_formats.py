"""What a draft's file says: every format shows the same page, and our readers read it back."""

import stat
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from tracker.core.plan import Party, Task
from tracker.core.rollover.carrying import Carried
from tracker.core.rollover.draft import Draft
from tracker.core.rollover.reasons import Why, reason
from tracker.core.workcalendar import WorkCalendar
from tracker.drafts import FORMATS, check_path, sheet, text, word, write_draft
from tracker.drafts.page import MOST_REASONS, page_of
from tracker.errors import UsageError
from tracker.readers import read_document
from tracker.readers.tasks import read_plan

OFFICE = Party("Ban TĐKT thành phố", alias="Cơ quan Thường trực Hội đồng TĐKT")
ONCE = reason(Why.ONE_OFF, words="Đại hội")


def row(title, *reasons, section="QUÝ I", time="tháng 01", lead=(OFFICE,)):
    task = Task("1", title, section=section, lead=lead)
    return Carried(task, title, section, time, time, (), (), reasons, is_recurring=False)


def draft(*rows):
    return Draft(
        issuer="Ủy ban nhân dân thành phố Cần Thơ",
        place="Cần Thơ",
        type="Kế hoạch",
        title="Công tác thi đua năm 2025",
        symbol="/KH-UBND",
        source="249/KH-UBND",
        year=2025,
        dated=2024,
        rows=rows,
        ordinals=tuple(str(n) for n, _ in enumerate(rows, start=1)),
    )


ROWS = (
    row("Đăng ký giao ước thi đua"),
    row("=SUM(A1:A9) không phải công thức", ONCE),
    row("Tổng kết phong trào", section="QUÝ IV / II. KHEN THƯỞNG", time="Tháng 12", lead=()),
    row("Nhiệm vụ chưa có thời hạn", section="QUÝ IV / II. KHEN THƯỞNG", time=""),
    row("Báo cáo cuối năm", section="QUÝ IV", time="trước ngày 20/12/2025"),
)


@pytest.fixture(params=FORMATS)
def suffix(request):
    return request.param


@pytest.fixture
def read_back(tmp_path):
    """Write a draft in a format and read it as a plan."""

    def read(given, suffix, **facts):
        path = tmp_path / f"du-thao{suffix}"
        write_draft(given, path, may_replace=True)
        return read_plan(read_document(path), directory=None, calendar=WorkCalendar(), **facts)

    return read


def test_a_draft_is_read_back(read_back, suffix):
    plan = read_back(draft(*ROWS), suffix)
    head = plan.head
    assert (head.number, head.issued_on, head.place, head.year) == ("", None, "Cần Thơ", 2025)
    assert (head.type, head.title) == ("Kế hoạch", "Công tác thi đua năm 2025")
    assert head.issuer == "Ủy ban nhân dân thành phố Cần Thơ"
    assert [task.title for task in plan.tasks] == [each.title for each in ROWS]
    assert [task.section for task in plan.tasks] == [each.section for each in ROWS]
    assert [task.lead for task in plan.tasks] == [each.task.lead for each in ROWS]
    due = [[found.due_on for found in task.readings] for task in plan.tasks]
    assert due == [[date(2025, 1, 31)]] * 2 + [[date(2025, 12, 31)], [], [date(2025, 12, 19)]]


def test_what_is_to_be_filled_is_asked_for(read_back, suffix):
    keys = {problem.key for problem in read_back(draft(*ROWS), suffix).problems}
    assert {"document.is_draft", "document.number_incomplete", "document.date_incomplete"} <= keys
    assert {"task.no_lead", "task.no_time"} <= keys


def test_a_title_without_its_year_leaves_the_year_to_a_person(read_back, suffix):
    plan = read_back(replace(draft(*ROWS), title="Kế hoạch công tác", dated=None), suffix)
    assert plan.head.year is None


def test_prose_headings_are_no_tasks(read_back, suffix):
    sections = ("1. Giao Sở Nội vụ (Ban Thi đua)", "5. Các cơ quan, đơn vị;", "a) chuẩn bị", "")
    rows = [row(f"Việc thứ {at}", section=section) for at, section in enumerate(sections)]
    assert [task.title for task in read_back(draft(*rows), suffix).tasks] == [each.title for each in rows]


def test_a_task_without_a_heading_does_not_stand_under_the_last_one(read_back, suffix):
    plan = read_back(draft(row("Việc một"), row("Việc hai", section="")), suffix)
    assert [task.section for task in plan.tasks] == ["QUÝ I", "NĂM 2025"]


def test_reasons_stand_in_the_last_column_and_are_bounded():
    page = page_of(draft(row("Việc", *[ONCE] * (MOST_REASONS + 3))))
    (_, line) = page.lines
    assert line.cells[-1].count("Đại hội") == MOST_REASONS
    assert line.cells[-1].endswith("(và 3 lý do khác)")


def test_a_spreadsheet_holds_words_no_formulas():
    book = load_workbook(
        BytesIO(sheet.written(page_of(draft(*ROWS, row("dài " * 500), row("Việc", section="dài " * 2_000)))))
    )
    cells = [cell for cells in book.worksheets[0].iter_rows() for cell in cells if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(cell.value == ROWS[1].title for cell in cells)
    assert book.worksheets[0].freeze_panes
    assert max(found.height for found in book.worksheets[0].row_dimensions.values()) <= 409
    assert book.worksheets[0].auto_filter.ref


def test_a_word_document_lies_across_and_repeats_its_head():
    document = Document(BytesIO(word.written(page_of(draft(*ROWS)))))
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert document.styles["Normal"].font.name == "Times New Roman"
    head = document.tables[1].rows[0]
    assert "tblHeader" in head._tr.xml
    (run,) = document.tables[1].rows[3].cells[5].paragraphs[0].runs
    assert run.italic
    assert "Đại hội" in run.text


def test_a_text_has_one_line_for_each_task():
    lines = text.written(page_of(draft(*ROWS))).decode("utf-8-sig").split("\r\n")
    assert [line.split("\t")[0] for line in lines if line[:1].isdigit()] == ["1", "2", "3", "4", "5"]
    assert {line.count("\t") for line in lines if "\t" in line} == {5}


@pytest.mark.parametrize(
    ("name", "key"),
    [("a.pdf", "rollover.format"), ("a", "rollover.format"), ("x/a.txt", "rollover.no_folder")],
)
def test_places_that_cannot_hold_a_draft_are_refused(tmp_path, name, key):
    with pytest.raises(UsageError) as refused:
        check_path(tmp_path / name, may_replace=True)
    assert refused.value.key == key


def test_a_file_that_stands_is_replaced_only_on_demand(tmp_path):
    path = tmp_path / "a.TXT"
    path.write_text("cũ")
    with pytest.raises(UsageError):
        write_draft(draft(*ROWS), path)
    assert path.read_text() == "cũ"
    write_draft(draft(*ROWS), path, may_replace=True)
    assert "DỰ THẢO" in path.read_text(encoding="utf-8-sig")
    folder = tmp_path / "b.txt"
    folder.mkdir()
    with pytest.raises(UsageError):
        write_draft(draft(*ROWS), folder, may_replace=True)


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("cũ")
    limited = [*ROWS] * 400
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(OSError, match=r"a\.txt") as refused:
            write_draft(draft(*limited), path, may_replace=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert refused.value.filename == str(path)
    assert ([each.name for each in tmp_path.iterdir()], path.read_text()) == (["a.txt"], "cũ")


def test_a_draft_may_be_read_by_whoever_may_read_new_files(tmp_path):
    write_draft(draft(*ROWS), tmp_path / "a.txt")
    (tmp_path / "usual").touch()
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a.txt", "usual")]
    assert modes[0] == modes[1]

"""Rows of a table become tasks, whatever the columns and however pages broke them."""

from datetime import date

import pytest

from tests.readers.conftest import keys

HEAD = "TT\tNội dung\tĐơn vị thực hiện\n"


def titles(read):
    return [task.title for task in read.tasks]


def test_row_becomes_a_task_with_its_place_and_words(plan):
    (task,) = plan(f"{HEAD}1.\tHọp Hội đồng (tháng 6)\tSở Y tế\n").tasks
    assert (task.ordinal, task.title, task.time_phrase) == ("1", "Họp Hội đồng (tháng 6)", "tháng 6")
    assert str(task.place) == "line 2"
    assert task.words == "1. | Họp Hội đồng (tháng 6) | Sở Y tế"


def test_columns_are_known_by_meaning(plan):
    text = (
        "STT\tThời hạn hoàn thành\tNhiệm vụ\tCơ quan, đơn vị phối hợp\tCơ quan chủ trì\tGhi chú\n"
        "1\tTrước ngày 31/5\tBáo cáo\tSở Nội vụ\tSở Y tế\t-\n"
    )
    (task,) = plan(text).tasks
    assert (task.title, task.time_phrase) == ("Báo cáo", "Trước ngày 31/5")
    assert (task.lead[0].name, task.partners[0].name) == ("Sở Y tế", "Sở Nội vụ")
    assert task.readings[0].due_on == date(2024, 5, 30)


def test_heading_may_take_two_rows_and_columns_may_be_counted(plan):
    text = (
        "TT\tNội dung\tĐơn vị thực hiện\t\tThời gian\n\t\tChủ trì\tPhối hợp\t\n"
        "(1)\t(2)\t(3)\t(4)\t(5)\n1\tHọp\tSở Y tế\tSở Nội vụ\tTháng 6\n"
    )
    (task,) = plan(text).tasks
    assert (task.lead[0].name, task.partners[0].name, task.time_phrase) == ("Sở Y tế", "Sở Nội vụ", "Tháng 6")


def test_bars_and_markdown_make_a_table_too(plan):
    read = plan(
        "| TT | Nội dung | Thời gian |\n|---|---|---|\n| 1 | Họp | Tháng 6 |\n| 2 | Thi | Quý III |\n"
    )
    assert [task.readings[0].due_on for task in read.tasks] == [date(2024, 6, 30), date(2024, 9, 30)]


@pytest.mark.parametrize("between", ["\n", "\n2\n\n", f"\n{HEAD}", "\n- 3 -\n\n" + HEAD])
def test_pages_do_not_part_a_table(plan, between):
    read = plan(f"{HEAD}1\tHọp (tháng 6)\tSở Y tế\n{between}2\tThi (tháng 7)\tSở Y tế\n")
    assert titles(read) == ["Họp (tháng 6)", "Thi (tháng 7)"]
    assert not [key for key in keys(read) if key.startswith("task.")]


def test_row_broken_by_a_page_is_made_whole(plan):
    read = plan(f"{HEAD}1\tHọp Hội đồng\tSở Y tế phối hợp\n\n{HEAD}\tthi đua (tháng 6)\tvới Sở Nội vụ\n")
    (task,) = read.tasks
    assert (task.title, task.partners[0].name) == ("Họp Hội đồng thi đua (tháng 6)", "Sở Nội vụ")


@pytest.mark.parametrize(
    "row", ["QUÝ II\t\t", "QUÝ II", "\tQuý II năm 2024\t", "II\tQUÝ II\t", "THÁNG 6\t\t"]
)
def test_section_rows_are_no_tasks(plan, row):
    (task,) = plan(f"{HEAD}{row}\n1\tHọp (tháng 6)\tSở Y tế\n").tasks
    assert task.section in row.replace("\t", ". ")


def test_month_outside_its_quarter_is_a_problem_and_stays(plan):
    read = plan(f"{HEAD}QUÝ I\t\t\n1\tHọp (tháng 6)\tSở Y tế\n2\tThi (từ tháng 01 đến tháng 3)\tSở Y tế\n")
    assert read.tasks[0].readings[0].due_on == date(2024, 6, 30)
    assert [p.words for p in read.problems if p.key == "task.outside_quarter"] == ["tháng 6"]


@pytest.mark.parametrize("cell", ["", "Theo quy định", "Sẽ thông báo sau", "Tháng 13"])
def test_row_without_a_readable_time_is_kept_and_told(plan, cell):
    read = plan(f"TT\tNội dung\tThời gian\n1\tHọp\t{cell}\n")
    (task,) = read.tasks
    assert (task.time_phrase, task.readings) == (None, ())
    (problem,) = [problem for problem in read.problems if not problem.key.startswith("document.")]
    assert problem.place.line == 2


def test_ordinals_are_watched(plan):
    rows = "".join(f"{n}\tHọp {n} (tháng 6)\tSở Y tế\n" for n in (2, 3, 3, 7))
    read = plan(HEAD + rows)
    gaps = [problem.facts["missing"] for problem in read.problems if problem.key == "task.ordinal_gap"]
    assert gaps == ["1", "4–6"]
    assert keys(read).count("task.duplicate_ordinal") == 1
    assert len(read.tasks) == 4


def test_ordinals_may_begin_anew_in_a_section(plan):
    read = plan(f"{HEAD}I\tTHI ĐUA\t\n1\tHọp (tháng 6)\tA\nII\tKHEN THƯỞNG\t\n1\tThi (tháng 6)\tA\n")
    assert [task.section for task in read.tasks] == ["I. THI ĐUA", "II. KHEN THƯỞNG"]
    assert "task.duplicate_ordinal" not in keys(read)


def test_missing_lead_and_missing_title_are_told(plan):
    read = plan(f"{HEAD}1\tHọp (tháng 6)\t\n2\t\tSở Y tế\n")
    assert titles(read) == ["Họp (tháng 6)"]
    assert {"task.no_lead", "task.no_title"} <= set(keys(read))


def test_row_torn_by_a_line_break_is_told(plan):
    read = plan(f"{HEAD}1\tTổ chức hội nghị\nsơ kết thi đua (tháng 6)\tSở Y tế\n2\tHọp (tháng 6)\tSở Y tế\n")
    assert titles(read) == ["Tổ chức hội nghị", "Họp (tháng 6)"]
    assert [p.place.line for p in read.problems if p.key == "task.row_broken"] == [3]


def test_endless_title_is_cut_and_told(plan):
    read = plan(f"{HEAD}1\t{'dài ' * 600}\tSở Y tế\n")
    assert len(read.tasks[0].title) == 2000
    assert "task.title_cut" in keys(read)


def test_letterhead_and_signature_in_columns_are_no_tasks(plan):
    text = (
        "UBND TỈNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc\n\n"
        f"KẾ HOẠCH\nCông tác\n\n{HEAD}1\tHọp (tháng 6)\tSở Y tế\n\nNơi nhận:\tGIÁM ĐỐC\t\n- Lưu: VT\tTrần An\t\n"
    )
    assert titles(plan(text)) == ["Họp (tháng 6)"]


def test_table_without_known_headings_is_told(plan):
    read = plan("Mã\tDiễn giải\tMốc\n1\tHọp\tTháng 6\n")
    assert read.tasks == ()
    assert {"document.table_unread", "document.no_tasks"} <= set(keys(read))


def test_duty_assigned_by_a_day_beside_the_table_is_a_task(plan):
    text = f"{HEAD}1\tHọp (tháng 6)\tSở Y tế\n\nIII. TỔ CHỨC\n1. Sở Y tế báo cáo trước ngày 15/12/2024.\n"
    assert titles(plan(text)) == ["Họp (tháng 6)", "Sở Y tế báo cáo trước ngày 15/12/2024."]


def test_other_deadline_outside_the_table_is_told(plan):
    text = f"{HEAD}1\tHọp (tháng 6)\tSở Y tế\n\nIII. KINH PHÍ\n1. Quyết toán trước ngày 15/12/2024.\n"
    read = plan(text)
    assert titles(read) == ["Họp (tháng 6)"]
    (outside,) = [problem for problem in read.problems if problem.key == "document.date_outside_table"]
    assert outside.place.line == 5

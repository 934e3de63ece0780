"""One cell for several rows, several duties in one cell."""

import pytest

from tests.readers.conftest import keys
from tests.readers.tables.grids import ABOVE, days, grid, names, plan_of, told

HEADS = ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian")


def test_merged_owner_and_time_hold_for_their_rows(calendar):
    table = grid(HEADS, ("1", "Họp", "Sở Y tế", "Tháng 6"), ("2", "Thi", ABOVE, ABOVE), ("3", "Múa", "", ""))
    read = plan_of(calendar, table)
    assert [(names(task.lead), days(task)) for task in read.tasks] == [
        (["Sở Y tế"], ["2024-06-01..2024-06-30"]),
        (["Sở Y tế"], ["2024-06-01..2024-06-30"]),
        ([], []),
    ]
    assert told(read) == ["task.no_time", "task.no_lead"]


def test_merged_task_has_all_its_times_and_owners(calendar):
    table = grid(HEADS, ("1", "Tập huấn", "Sở Y tế", "Tháng 3"), (ABOVE, ABOVE, "Sở Nội vụ", "Tháng 9"))
    (task,) = plan_of(calendar, table).tasks
    assert names(task.lead) == ["Sở Y tế", "Sở Nội vụ"]
    assert days(task) == ["2024-03-01..2024-03-31", "2024-09-01..2024-09-30"]


def test_merged_ordinal_tells_its_duties_apart_by_letters(calendar):
    table = grid(HEADS, ("1", "Kiểm tra", "Sở Y tế", "Quý I"), (ABOVE, "Giám sát", "Sở Y tế", "Quý II"))
    read = plan_of(calendar, table)
    assert [task.ordinal for task in read.tasks] == ["1a", "1b"]
    assert told(read) == []


def test_plain_text_lends_what_stands_above_and_tells_so(plan):
    read = plan("TT\tNội dung\tĐơn vị\tThời gian\n1\tHọp\tSở Y tế\tTháng 6\n2\tThi\t\t\n")
    assert (names(read.tasks[1].lead), days(read.tasks[1])) == (["Sở Y tế"], ["2024-06-01..2024-06-30"])
    told_of = {problem.key: problem for problem in read.problems}
    assert told_of["task.held_time"].facts["above"] == "1"
    assert (told_of["task.held_lead"].place.line, told_of["task.held_lead"].severity) == (3, "notice")


def test_plain_text_lends_nothing_across_a_section_or_over_own_words(plan):
    read = plan(
        "TT\tNội dung\tĐơn vị\tThời gian\nI\tThi đua\t\t\n1\tHọp\tSở Y tế\tTháng 6\n2\tThi (tháng 9)\tSở Y tế\t\n"
        "II\tKhen thưởng\t\t\n1\tXét\t\t\n"
    )
    assert [days(task) for task in read.tasks] == [
        ["2024-06-01..2024-06-30"],
        ["2024-09-01..2024-09-30"],
        [],
    ]
    assert {"task.held_time", "task.held_lead"}.isdisjoint(keys(read))


@pytest.mark.parametrize("same", ["nt", "-nt-", "Như trên", '"', "//"])
def test_ditto_marks_repeat_the_cell_above(calendar, same):
    table = grid(HEADS, ("1", "Họp", "Sở Y tế", "Tháng 6"), ("2", "Thi", same, same))
    task = plan_of(calendar, table).tasks[1]
    assert (names(task.lead), days(task)) == (["Sở Y tế"], ["2024-06-01..2024-06-30"])


@pytest.mark.parametrize(
    ("task", "time", "duties"),
    [
        ("- Xây dựng kế hoạch;\n- Tổ chức", "Tháng 2\nTháng 5", [("1a", "Xây dựng kế hoạch"), ("1b", "Tổ chức")]),
        ("Hội nghị:\n- Kịch bản\n- Giấy mời", "Tháng 2; tháng 5", [("1a", "Hội nghị: Kịch bản"), ("1b", "Hội nghị: Giấy mời")]),
        ("- Họp (tháng 2)\n- Thi (tháng 5)", "", [("1a", "Họp (tháng 2)"), ("1b", "Thi (tháng 5)")]),
        ("Hội nghị:\n- Kịch bản\n- Giấy mời", "Tháng 5", [("1", "Hội nghị: - Kịch bản - Giấy mời")]),
        ("Sơ kết", "Đợt 1: tháng 3; Đợt 2: tháng 9", [("1", "Sơ kết")]),
        ("Họp\nthường kỳ", "Tháng 2\nTháng 5", [("1", "Họp thường kỳ")]),
    ],
)  # fmt: skip
def test_duties_of_one_cell(calendar, task, time, duties):
    read = plan_of(calendar, grid(HEADS, ("1", task, "Sở Y tế", time)))
    assert [(found.ordinal, found.title) for found in read.tasks] == duties
    assert told(read) == []


def test_paired_duties_take_their_owner_and_their_time(calendar):
    table = grid(HEADS, ("1", "- Họp\n- Thi", "Sở Y tế\nSở Nội vụ", "Trước 15/3; Quý II"))
    assert [(names(task.lead), days(task)) for task in plan_of(calendar, table).tasks] == [
        (["Sở Y tế"], ["..2024-03-14"]),
        (["Sở Nội vụ"], ["2024-04-01..2024-06-30"]),
    ]


def test_labelled_lines_of_a_task_go_to_their_columns(calendar):
    words = "Sơ kết\nThời gian: tháng 7\nĐơn vị phối hợp: Sở Nội vụ"
    (task,) = plan_of(calendar, grid(HEADS, ("1", words, "Sở Y tế", ""))).tasks
    assert (task.title, names(task.partners), days(task)) == (
        "Sơ kết",
        ["Sở Nội vụ"],
        ["2024-07-01..2024-07-31"],
    )


def test_lines_of_an_owner_cell_are_names_or_parts_of_one(calendar):
    words = "- Sở Văn hóa, Thể thao\nvà Du lịch\n- Sở Y tế"
    (task,) = plan_of(calendar, grid(HEADS, ("1", "Họp", words, "Tháng 7"))).tasks
    assert names(task.lead) == ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]


def test_items_on_rows_of_their_own_belong_to_the_task_above(calendar):
    table = grid(
        HEADS,
        ("1", "Hội nghị", "Sở Y tế", "Tháng 8"),
        ("", "- Kịch bản", "", ""),
        ("2", "Thi đua", "", ""),
        ("", "- Phát động", "Sở Y tế", "Tháng 2"),
    )
    assert [(task.section, task.title) for task in plan_of(calendar, table).tasks] == [
        ("", "Hội nghị - Kịch bản"),
        ("2. Thi đua", "Phát động"),
    ]


def test_notes_say_when_only_if_no_column_does(calendar):
    rows = (
        ("1", "Kế hoạch", "Sở Y tế", "Hoàn thành trước 30/6"),
        ("2", "Báo cáo", "Sở Y tế", "QĐ số 12/QĐ-UBND ngày 15/3/2024"),
    )
    table = grid(("TT", "Nội dung", "Đơn vị", "Ghi chú"), *rows)
    assert [days(task) for task in plan_of(calendar, table).tasks] == [["..2024-06-29"], []]
    timed = grid(
        ("TT", "Nội dung", "Đơn vị", "Sản phẩm", "Thời gian"),
        ("1", "Họp", "Sở Y tế", "Báo cáo trước 30/6", ""),
    )
    assert [days(task) for task in plan_of(calendar, timed).tasks] == [[]]

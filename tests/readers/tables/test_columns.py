"""Columns are known by what their headings mean, however they are written and in however many rows."""

import pytest

from tests.readers.conftest import keys
from tests.readers.tables.grids import ABOVE, days, grid, names, plan_of, told
from tracker.errors import Place
from tracker.readers.document import Row
from tracker.readers.tables.columns import numbers_columns, read_heading
from tracker.readers.words.columns import Column, column_of, ticked_period, with_unit


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("STT", Column.ORDINAL),
        ("Số TT", Column.ORDINAL),
        ("NỘI DUNG CÔNG VIỆC", Column.TASK),
        ("Nhiệm vụ/giải pháp", Column.TASK),
        ("Các nhiệm vụ trọng tâm", Column.TASK),
        ("Tên nhiệm vụ", Column.TASK),
        ("Tên đề án, văn bản", Column.TASK),
        ("Nhóm nhiệm vụ", Column.FIELD),
        ("Lĩnh vực", Column.FIELD),
        ("Đơn vị\nthực hiện", Column.LEAD),
        ("Đ/v thực hiện", Column.LEAD),
        ("ĐVTH", Column.LEAD),
        ("CQ chủ trì", Column.LEAD),
        ("Cơ quan chủ trì soạn thảo", Column.LEAD),
        ("Người phụ trách", Column.LEAD),
        ("Cơ quan, đơn vị phối hợp", Column.PARTNERS),
        ("Phối hợp (nếu có)", Column.PARTNERS),
        ("Thời gian thực hiện", Column.TIME),
        ("T/gian", Column.TIME),
        ("Dự kiến thời gian hoàn thành", Column.TIME),
        ("Thời hạn trình", Column.TIME),
        ("Ngày hoàn thành", Column.TIME),
        ("Thời gian bắt đầu", Column.START),
        ("Đến ngày", Column.END),
        ("Tháng", Column.PERIOD),
        ("Thứ, ngày", Column.DAY),
        ("Buổi/Giờ", Column.HOUR),
        ("Sản phẩm đầu ra", Column.PRODUCT),
        ("Kết quả/Sản phẩm", Column.PRODUCT),
        ("Ghi chú", Column.NOTE),
        ("Đơn vị tính", Column.AMOUNT),
        ("Đơn vị được kiểm tra", Column.OTHER),
        ("Thời kỳ thanh tra", Column.OTHER),
        ("Thời hạn thanh tra", Column.OTHER),
        ("Lãnh đạo phụ trách", Column.OTHER),
        ("Mã", None),
        ("Phong trào", None),
        ("", None),
        ("Nội dung " * 12, None),
    ],
)
def test_heading_words(head, column):
    assert column_of(head) is column


@pytest.mark.parametrize(
    ("head", "above", "period"),
    [
        ("T3", "", "tháng 3"),
        ("Tháng 12/2024", "", "tháng 12/2024"),
        ("07", "Tháng", "tháng 7"),
        ("Quý IV", "", "quý 4"),
        ("II", "Quý", "quý 2"),
        ("Năm 2025", "", "năm 2025"),
        ("13", "Tháng", ""),
        ("5", "Kinh phí", ""),
    ],
)
def test_columns_of_single_months(head, above, period):
    assert ticked_period(head, above) == period


@pytest.mark.parametrize(
    ("cell", "head", "said"),
    [
        ("3", "thang", "tháng 3"),
        ("8, 9/2024", "thang", "tháng 8, 9/2024"),
        ("I", "quy", "quý I"),
        ("3", "ngay", "3"),
    ],
)
def test_bare_numbers_take_the_unit_of_their_column(cell, head, said):
    assert with_unit(cell, head) == said


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        (("1", "2", "3"), True),
        (("(1)", "(2)", "(3)=(1)+(2)"), True),
        (("A", "B", "1", "2"), True),
        (("1", "Họp", "3"), False),
        (("1", "3", "4"), False),
        (("2", "", ""), False),
    ],
)
def test_rows_that_number_the_columns(cells, counts):
    assert numbers_columns(Row(cells, Place())) is counts


def test_merged_heads_over_their_parts(calendar):
    table = grid(
        ("TT", "Nội dung", "Thời gian", "", "Đơn vị", ""),
        (ABOVE, ABOVE, "Bắt đầu", "Kết thúc", "Chủ trì", "Phối hợp"),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("1", "Xây dựng kế hoạch", "01/3/2024", "15/4/2024", "Phòng Nội vụ", "Phòng Y tế"),
        ("2", "Khảo sát", "Tháng 5", "", "Phòng Y tế", ""),
        ("3", "Nghiệm thu", "", "30/9", "Phòng Y tế", ""),
    )
    read = plan_of(calendar, table)
    assert [days(task) for task in read.tasks] == [
        ["2024-03-01..2024-04-15"],
        ["2024-05-01.."],
        ["..2024-09-30"],
    ]
    assert (names(read.tasks[0].lead), names(read.tasks[0].partners)) == (["Phòng Nội vụ"], ["Phòng Y tế"])


def test_ticked_months_are_a_span_or_turns(calendar):
    months = [str(month) for month in range(1, 13)]
    table = grid(
        ("TT", "Nội dung", "Đơn vị", "Tháng", *[""] * 11),
        (ABOVE, ABOVE, ABOVE, *months),
        ("1", "Họp", "Phòng Y tế", "", "", "x", "x", "x", *[""] * 7),
        ("2", "Thi", "Phòng Y tế", "x", "", "", "X", *[""] * 8),
        ("3", "Nghỉ phép", "Phòng Y tế", *[""] * 12),
    )
    read = plan_of(calendar, table)
    assert [days(task) for task in read.tasks] == [
        ["2024-03-01..2024-05-31"],
        ["2024-01-01..2024-01-31", "2024-04-01..2024-04-30"],
        [],
    ]
    assert told(read) == ["task.no_time"]


def test_end_of_the_term_goes_before_its_run(calendar):
    table = grid(
        ("TT", "Nội dung", "Thời gian triển khai", "Thời hạn hoàn thành", "Đơn vị"),
        ("1", "Khảo sát", "Quý I - II", "30/6", "Sở Y tế"),
        ("2", "Đánh giá", "Quý III", "", "Sở Y tế"),
    )
    assert [days(task) for task in plan_of(calendar, table).tasks] == [
        ["..2024-06-30"],
        ["2024-07-01..2024-09-30"],
    ]


def test_lead_and_partners_may_share_a_column(calendar):
    table = grid(
        ("TT", "Nội dung", "Cơ quan chủ trì/phối hợp", "Thời gian"),
        ("1", "Họp", "Sở Y tế\nSở Nội vụ", "3/2024"),
        ("2", "Thi", "Chủ trì: Sở Nội vụ; phối hợp: Sở Y tế", "3/2024"),
    )
    owners = [(names(task.lead), names(task.partners)) for task in plan_of(calendar, table).tasks]
    assert owners == [(["Sở Y tế"], ["Sở Nội vụ"]), (["Sở Nội vụ"], ["Sở Y tế"])]


@pytest.mark.parametrize(
    "heads",
    [
        ("STT", "Nội dung", "ĐVT", "Số lượng", "Thành tiền"),
        ("STT", "Nội dung", "Đơn vị", "Kế hoạch năm 2024", "So sánh"),
        ("STT", "Họ và tên", "Đơn vị", "Nhiệm vụ", "Ghi chú"),
        ("STT", "Nội dung", "Điểm chuẩn", "Điểm tự chấm", "Ghi chú"),
    ],
)
def test_budgets_targets_and_lists_of_people_are_no_plans(calendar, heads):
    read = plan_of(
        calendar, grid(heads, ("1", "Văn phòng phẩm", "Bộ", "2", "6"), ("2", "Họp", "x", "3", "8"))
    )
    assert read.tasks == ()
    assert told(read, "document.table") == []


def test_table_without_who_and_when_gives_only_what_is_dated(calendar):
    table = grid(
        ("TT", "Tên văn bản", "Ghi chú"), ("1", "Kế hoạch kiểm tra", "trước 15/5"), ("2", "Báo cáo", "x")
    )
    read = plan_of(calendar, table)
    assert [(task.title, days(task)) for task in read.tasks] == [("Kế hoạch kiểm tra", ["..2024-05-14"])]
    (left_out,) = [problem for problem in read.problems if problem.key == "document.rows_left_out"]
    assert left_out.facts["count"] == 1


def test_missing_heading_is_guessed_and_told(plan):
    read = plan(
        "1\tHọp tổng kết\tSở Y tế\tTháng 6\n2\tThi\tSở Nội vụ\tTháng 7\n3\tSơ kết\tSở Y tế\tQuý III\n"
    )
    assert [task.title for task in read.tasks] == ["Họp tổng kết", "Thi", "Sơ kết"]
    assert (names(read.tasks[2].lead), days(read.tasks[2])) == (["Sở Y tế"], ["2024-07-01..2024-09-30"])
    assert told(read, "document.head_guessed") == ["document.head_guessed"]


def test_no_row_of_words_is_a_heading():
    assert read_heading([Row(("1", "Nội dung", "Đơn vị"), Place())]) is None
    assert read_heading([Row(("Nội dung",), Place())]) is None


def test_years_over_time_columns_date_their_cells(calendar):
    table = grid(
        ("TT", "Nội dung", "Thời gian hoàn thành", "", "Đơn vị"),
        (ABOVE, ABOVE, "Năm 2024", "Năm 2025", ABOVE),
        ("1", "Khảo sát", "Quý I", "", "Sở Y tế"),
        ("2", "Đánh giá", "", "Trước 30/6", "Sở Y tế"),
    )
    assert [days(task) for task in plan_of(calendar, table).tasks] == [
        ["2024-01-01..2024-03-31"],
        ["..2025-06-29"],
    ]


def test_days_stand_under_the_month_beside_them(calendar):
    table = grid(
        ("Thời gian", "Ngày", "Nội dung", "Người phụ trách"),
        ("Tháng 9", "5", "Khai giảng", "An"),
        (ABOVE, "20", "Họp", "An"),
        ("Tháng 10", "", "Thi", "An"),
    )
    assert [days(task) for task in plan_of(calendar, table).tasks] == [
        ["..2024-09-05"],
        ["..2024-09-20"],
        ["2024-10-01..2024-10-31"],
    ]


def test_table_goes_on_without_a_heading_on_the_next_page(calendar):
    heads = ("TT", "Nội dung", "Đơn vị", "Thời gian")
    rest = grid(("", "công tác thi đua", "", "Tháng 3"), ("2", "Thi", "Sở Nội vụ", "Tháng 4"))
    read = plan_of(calendar, grid(heads, ("1", "Triển khai", "Sở Y tế", "")), rest)
    assert [(task.title, days(task)) for task in read.tasks] == [
        ("Triển khai công tác thi đua", ["2024-03-01..2024-03-31"]),
        ("Thi", ["2024-04-01..2024-04-30"]),
    ]


def test_items_in_the_line_of_a_time_cell_are_one_rhythm(plan):
    cell = "- 6 tháng: trước ngày 10/6; - Năm: trước ngày 05/12"
    read = plan(f"TT\tNội dung\tThời gian\n1\tBáo cáo\t{cell}\n")
    (reading,) = read.tasks[0].readings
    assert [f"{turn.due_on:%d/%m}" for turn in reading.occurrences] == ["09/06", "04/12"]
    assert not [key for key in keys(read) if key.startswith("phrase.")]

"""Headings within tables: sections, parents, quarters and months, and what they lend their rows."""

import pytest

from tests.readers.tables.grids import ABOVE, days, grid, names, paragraph, plan_of, told
from tracker.readers.tables.periods import Rank, period_of

HEADS = ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian")


@pytest.mark.parametrize(
    ("text", "rank", "months", "year"),
    [
        ("QUÝ II", Rank.QUARTER, (4, 6), None),
        ("II. Quý 2 năm 2024", Rank.QUARTER, (4, 6), 2024),
        ("QUÝ I (tháng 1, 2, 3)", Rank.QUARTER, (1, 3), None),
        ("Tháng 3/2024", Rank.MONTH, (3, 3), 2024),
        ("THÁNG 9: Tháng An toàn giao thông", Rank.MONTH, (9, 9), None),
        ("- Tháng 12 - Tổng kết", Rank.MONTH, (12, 12), None),
        ("6 tháng cuối năm 2024", Rank.HALF, (7, 12), 2024),
        ("NĂM 2025", Rank.YEAR, (1, 12), 2025),
        ("Tháng 3, 4", Rank.MONTH, None, None),
        ("Quý I và Quý II", Rank.MONTH, None, None),
        ("Tuần 2 (từ 09/9 đến 15/9)", Rank.WEEK, None, None),
        ("Thứ Hai, ngày 13/5/2024", Rank.DAY, None, None),
        ("Buổi chiều:", Rank.SESSION, None, None),
    ],
)
def test_headings_of_time(text, rank, months, year):
    period = period_of(text)
    assert (period.rank, period.months, period.year) == (rank, months, year)


@pytest.mark.parametrize(
    "text", ["Tháng 3 tổ chức hội nghị", "Quý khách", "Năm học mới", "Ngày hội 15/5", "1", ""]
)
def test_sentences_are_no_headings_of_time(text):
    assert period_of(text) is None


@pytest.mark.parametrize(
    ("cell", "first_and_last"),
    [
        ("ngày 15", "..2024-03-15"),
        ("15", "..2024-03-15"),
        ("15-20", "2024-03-15..2024-03-20"),
        ("Từ 5 đến 10", "2024-03-05..2024-03-10"),
        ("Trước ngày 10", "..2024-03-09"),
        ("chậm nhất ngày 10", "..2024-03-10"),
        ("cuối tháng", "2024-03-21..2024-03-31"),
        ("Tuần 2", "2024-03-08..2024-03-14"),
        ("8 giờ 00 ngày 12", "2024-03-12..2024-03-12"),
        ("", "2024-03-01..2024-03-31"),
        ("Cả tháng", "2024-03-01..2024-03-31"),
    ],
)
def test_days_borrow_the_month_of_their_heading(calendar, cell, first_and_last):
    table = grid(HEADS, ("THÁNG 3/2024", "", "", ""), ("1", "Họp", "Văn phòng", cell))
    (task,) = plan_of(calendar, table).tasks
    assert days(task) == [first_and_last]


@pytest.mark.parametrize("cell", ["15/5", "Tháng 6", "Theo kế hoạch của tỉnh"])
def test_words_with_their_own_month_borrow_none(calendar, cell):
    table = grid(HEADS, ("THÁNG 3", "", "", ""), ("1", "Họp", "Văn phòng", cell))
    read = plan_of(calendar, table)
    assert told(read) == (["task.no_time"] if "kế hoạch" in cell else ["task.outside_quarter"])
    assert all(reading.due_on.month != 3 for reading in read.tasks[0].readings)


def test_title_lends_its_month_to_days_alone(calendar):
    table = grid(HEADS, ("1", "Họp", "Văn phòng", "15"), ("2", "Thi", "Văn phòng", ""))
    title = (paragraph("KẾ HOẠCH"), paragraph("Công tác tháng 3 năm 2024", 2))
    read = plan_of(calendar, *title, table)
    assert [days(task) for task in read.tasks] == [["..2024-03-15"], []]


def test_month_may_stand_above_its_own_table_until_the_next_part(calendar):
    blocks = (
        paragraph("I. CÔNG TÁC TRỌNG TÂM"),
        paragraph("Tháng 01/2025", 2),
        grid(HEADS, ("1", "Họp", "Văn phòng", "05"), ("2", "Thi", "Văn phòng", "")),
        paragraph("II. TỔ CHỨC THỰC HIỆN", 3),
        grid(HEADS, ("1", "Đôn đốc", "Văn phòng", "")),
    )
    read = plan_of(calendar, *blocks)
    assert [days(task) for task in read.tasks] == [["..2025-01-05"], ["2025-01-01..2025-01-31"], []]


def test_quarter_is_the_time_only_where_the_table_has_no_other(calendar):
    without = grid(HEADS[:3], ("QUÝ I", "", ""), ("1", "Họp", "Sở Y tế"), ("2", "Thi (tháng 2)", "Sở Y tế"))
    assert [days(task) for task in plan_of(calendar, without).tasks] == [
        ["2024-01-01..2024-03-31"],
        ["2024-02-01..2024-02-29"],
    ]
    beside = grid(HEADS, ("QUÝ I", "", "", ""), ("1", "Họp", "Sở Y tế", ""))
    assert [days(task) for task in plan_of(calendar, beside).tasks] == [[]]


def test_column_of_months_dates_its_rows(calendar):
    table = grid(
        ("Tháng", "Nội dung", "Người thực hiện", "Thời gian"),
        ("3", "Họp", "An", "15"),
        (ABOVE, "Thi", "Bình", ""),
        ("", "Sơ kết", "Bình", "trước ngày 20"),
        ("4/2025", "Tổng kết", "An", ""),
    )
    assert [days(task) for task in plan_of(calendar, table).tasks] == [
        ["..2024-03-15"],
        ["2024-03-01..2024-03-31"],
        ["..2024-03-19"],
        ["2025-04-01..2025-04-30"],
    ]


def test_sections_within_sections(calendar):
    table = grid(
        HEADS,
        ("A", "CẢI CÁCH THỂ CHẾ", "", ""),
        ("I", "Rà soát văn bản", "", ""),
        ("1", "Ban hành kế hoạch", "Sở Tư pháp", "Tháng 1"),
        ("2", "Kiểm tra", "", ""),
        ("2.1", "Đợt một", "Sở Y tế", "Quý I"),
        ("2.2", "Đợt hai", "Sở Y tế", "Quý II"),
        ("3", "Tổng kết", "Sở Tư pháp", "Quý IV"),
        ("II", "Tuyên truyền", "", ""),
        ("1", "Tập huấn", "Sở Tư pháp", "Quý II"),
        ("Tổng cộng", "", "", ""),
    )
    read = plan_of(calendar, table)
    assert [(task.section, task.ordinal) for task in read.tasks] == [
        ("I. Rà soát văn bản", "1"),
        ("2. Kiểm tra", "2.1"),
        ("2. Kiểm tra", "2.2"),
        ("I. Rà soát văn bản", "3"),
        ("II. Tuyên truyền", "1"),
    ]
    assert told(read) == []


def test_quarter_stays_beside_the_sections_within_it(calendar):
    table = grid(
        HEADS,
        ("QUÝ I", "", "", ""),
        ("I", "Thi đua", "", ""),
        ("1", "Phát động", "Sở Nội vụ", "Tháng 2"),
        ("QUÝ II", "", "", ""),
        ("I", "Thi đua", "", ""),
        ("1", "Sơ kết", "Sở Nội vụ", "Tháng 3"),
    )
    read = plan_of(calendar, table)
    assert [task.section for task in read.tasks] == ["QUÝ I / I. Thi đua", "QUÝ II / I. Thi đua"]
    assert told(read) == ["task.outside_quarter"]


def test_parent_lends_its_owner_to_rows_without_one(calendar):
    table = grid(
        HEADS,
        ("1", "Cải cách", "Sở Nội vụ", ""),
        ("a)", "Ban hành kế hoạch", "", "Quý I"),
        ("b)", "Kiểm tra", "Sở Y tế", "Quý II"),
        ("2", "Tổng kết", "Sở Nội vụ", "Quý IV"),
    )
    read = plan_of(calendar, table)
    assert [names(task.lead) for task in read.tasks] == [["Sở Nội vụ"], ["Sở Y tế"], ["Sở Nội vụ"]]
    assert told(read) == []


def test_office_that_heads_rows_leads_them(calendar):
    table = grid(("TT", "Nội dung", "Thời gian"), ("I", "Phòng Nội vụ", ""), ("1", "Báo cáo", "Tháng 3"))
    (task,) = plan_of(calendar, table).tasks
    assert names(task.lead) == ["Phòng Nội vụ"]


def test_field_column_groups_its_rows(calendar):
    table = grid(
        ("TT", "Nhóm nhiệm vụ", "Nhiệm vụ", "Đơn vị", "Thời gian"),
        ("1", "Hạ tầng", "Xây trạm", "Sở Y tế", "Quý I"),
        (ABOVE, ABOVE, "Lắp đặt", "Sở Nội vụ", "Quý II"),
        ("2", "Dữ liệu", "Số hóa", "Sở Nội vụ", "Quý III"),
    )
    read = plan_of(calendar, table)
    assert [(task.section, task.ordinal, task.title) for task in read.tasks] == [
        ("Hạ tầng", "1a", "Xây trạm"),
        ("Hạ tầng", "1b", "Lắp đặt"),
        ("Dữ liệu", "2", "Số hóa"),
    ]
    assert told(read) == []


def test_day_in_brackets_is_one_only_under_its_month(calendar):
    table = grid(
        ("Tháng", "Nội dung", "Người phụ trách"), ("9", "Khai giảng (05/9)", "An"), ("10", "Thi (3/4)", "An")
    )
    assert [days(task) for task in plan_of(calendar, table).tasks] == [
        ["..2024-09-05"],
        ["2024-10-01..2024-10-31"],
    ]


@pytest.mark.parametrize(
    ("cell", "first_and_last"),
    [
        ("6/2024", ["2024-06-01..2024-06-30"]),
        ("T3/2024", ["2024-03-01..2024-03-31"]),
        ("T6-T8", ["2024-06-01..2024-08-31"]),
        ("T2-T6", []),
        ("2024", ["2024-01-01..2024-12-31"]),
    ],
)
def test_short_forms_of_months_and_years(calendar, cell, first_and_last):
    (task,) = plan_of(calendar, grid(HEADS, ("1", "Họp", "Sở Y tế", cell))).tasks
    assert days(task) == first_and_last


def test_label_column_may_restart_the_numbers(calendar):
    rows = (("3", "1", "Họp", "An"), (ABOVE, "2", "Thi", "An"), ("4", "1", "Múa", "An"))
    read = plan_of(calendar, grid(("Tháng", "TT", "Nội dung", "Người thực hiện"), *rows))
    assert told(read) == []


def test_number_may_stand_within_the_task(calendar):
    rows = (("I. THI ĐUA", "", ""), ("1. Họp", "Sở Y tế", "Quý I"), ("2. Thi", "Sở Y tế", "Quý II"))
    read = plan_of(calendar, grid(("Nội dung", "Đơn vị", "Thời gian"), *rows))
    assert [(task.section, task.ordinal, task.title) for task in read.tasks] == [
        ("I. THI ĐUA", "1", "Họp"),
        ("I. THI ĐUA", "2", "Thi"),
    ]


def test_child_takes_the_time_of_a_dated_parent(calendar):
    rows = (
        ("1", "Hội nghị", "Sở Y tế", "Tháng 8"),
        ("a)", "Kịch bản", "", ""),
        ("b)", "Giấy mời", "", "Tháng 7"),
    )
    read = plan_of(calendar, grid(HEADS, *rows))
    assert [(names(task.lead), days(task)) for task in read.tasks] == [
        (["Sở Y tế"], ["2024-08-01..2024-08-31"]),
        (["Sở Y tế"], ["2024-08-01..2024-08-31"]),
        (["Sở Y tế"], ["2024-07-01..2024-07-31"]),
    ]
    assert told(read) == []


def test_signatures_and_notes_end_a_table(calendar):
    rows = (("1", "Họp", "Sở Y tế", "Tháng 8"), ("Ghi chú: lịch có thể thay đổi", "", "", ""))
    signed = (("NGƯỜI LẬP BIỂU", "", "GIÁM ĐỐC", ""), ("Trần An", "", "Lê Bình", ""))
    read = plan_of(calendar, grid(HEADS, *rows, *signed))
    assert [task.title for task in read.tasks] == ["Họp"]
    assert told(read) == []


@pytest.mark.parametrize(
    "signing",
    [("", "Người lập biểu", "Hiệu trưởng", ""), ("Nơi nhận:", "", "", ""), ("", "", "THỦ TRƯỞNG ĐƠN VỊ", "")],
)
def test_offices_that_sign_close_a_table(calendar, signing):
    table = grid(HEADS, ("1", "Họp", "Sở Y tế", "Tháng 8"), signing, ("", "Trần An", "Lê Bình", ""))
    assert [task.title for task in plan_of(calendar, table).tasks] == ["Họp"]


def test_offices_that_act_do_not_close_it(calendar):
    rows = (("1", "Họp", "Thủ trưởng đơn vị", "Tháng 8"), ("2", "Thi", "Người lập hồ sơ", "Tháng 9"))
    assert [names(task.lead) for task in plan_of(calendar, grid(HEADS, *rows)).tasks] == [
        ["Thủ trưởng đơn vị"],
        ["Người lập hồ sơ"],
    ]


def test_letters_above_numbered_rows_head_them(calendar):
    table = grid(
        HEADS,
        ("II", "TỔ CHỨC", "", ""),
        ("a", "Bộ máy", "", ""),
        ("1", "Rà soát", "Văn phòng", "Tháng 3"),
        ("b", "Biên chế", "", ""),
        ("2", "Tuyển dụng", "Văn phòng", "Tháng 4"),
        ("III", "TÀI CHÍNH", "", ""),
        ("1", "Quyết toán", "Kế toán", "Tháng 5"),
    )
    tasks = plan_of(calendar, table).tasks
    assert [(task.ordinal, task.section) for task in tasks] == [
        ("1", "a. Bộ máy"),
        ("2", "b. Biên chế"),
        ("1", "III. TÀI CHÍNH"),
    ]


def test_letters_below_a_number_stay_its_parts(calendar):
    table = grid(
        HEADS,
        ("1", "Tập huấn", "Sở Y tế", "Tháng 3"),
        ("a", "Cán bộ", "", ""),
        ("b", "Viên chức", "", ""),
        ("2", "Tổng kết", "Văn phòng", "Tháng 4"),
    )
    assert [task.ordinal for task in plan_of(calendar, table).tasks][-2:] == ["b", "2"]

"""Weekly schedules: a day, an hour, an event."""

from datetime import date, time

import pytest

from tests.readers.tables.grids import ABOVE, grid, names, paragraph, plan_of, told
from tracker.core.phrases.reading import Kind
from tracker.readers.tables.periods import Week, week_of

WEEK = paragraph("LỊCH CÔNG TÁC"), paragraph("Từ ngày 13/5/2024 đến ngày 19/5/2024", 2)


def events(read):
    return [
        (task.title, reading.due_on.day, reading.time) for task in read.tasks for reading in task.readings
    ]


def test_day_cell_holds_for_its_hours(calendar):
    table = grid(
        ("Thứ, ngày", "Thời gian", "Nội dung công việc", "Chủ trì", "Địa điểm"),
        ("Thứ Hai\n13/5", "08h00", "Chào cờ", "Đ/c Chủ tịch", ""),
        (ABOVE, "14 giờ 30", "Họp", "Đ/c Phó Chủ tịch", "Phòng họp 1"),
        ("Thứ Tư (15/5)", "Sáng", "Tiếp công dân", "Đ/c Chủ tịch", ""),
        ("", "Chiều", "Làm việc tại cơ quan", "", ""),
        ("Thứ Bảy 18/5", "", "Nghỉ", "", ""),
    )
    read = plan_of(calendar, *WEEK, table, year=None)
    assert events(read) == [("Chào cờ", 13, time(8)), ("Họp", 13, time(14, 30)), ("Tiếp công dân", 15, None)]
    assert {reading.kind for task in read.tasks for reading in task.readings} == {Kind.EVENT}
    assert names(read.tasks[1].lead) == ["Đ/c Phó Chủ tịch"]
    assert told(read) == []


def test_weekday_without_a_date_is_that_of_the_week(calendar):
    table = grid(("Thứ", "Giờ", "Nội dung", "Chủ trì"), ("Ba", "2h chiều", "Họp", "Chủ tịch"))
    assert events(plan_of(calendar, *WEEK, table, year=None)) == [("Họp", 14, time(14))]


@pytest.mark.parametrize("title", ["TUẦN 20", "Tuần thứ hai tháng 5"])
def test_weekday_of_an_unknown_week_has_no_date(calendar, title):
    table = grid(("Thứ", "Giờ", "Nội dung", "Chủ trì"), ("Hai", "8h00", "Họp", "Chủ tịch"))
    read = plan_of(calendar, paragraph("LỊCH CÔNG TÁC"), paragraph(title, 2), table)
    assert [task.readings for task in read.tasks] == [()]
    assert told(read) == ["task.no_day"]


def test_day_may_head_its_rows_and_be_wrong(calendar):
    table = grid(
        ("Giờ", "Nội dung", "Chủ trì"),
        ("Thứ Hai, ngày 13/5/2024", "", ""),
        ("8h00", "Họp", "Chủ tịch"),
        ("Chiều", "", ""),
        ("2h30", "Tiếp dân", "Chủ tịch"),
        ("Thứ Ba, ngày 15/5/2024", "", ""),
        ("7h30", "Dự lễ", "Chủ tịch"),
    )
    read = plan_of(calendar, table)
    assert events(read) == [("Họp", 13, time(8)), ("Tiếp dân", 13, time(14, 30)), ("Dự lễ", 15, time(7, 30))]
    assert told(read, "phrase.") == ["phrase.weekday_mismatch"]
    assert read.tasks[2].section == "Thứ Ba, ngày 15/5/2024"


def test_mornings_and_afternoons_may_be_columns(calendar):
    table = grid(
        ("Thứ", "Sáng", "Chiều"),
        ("Thứ Hai 13/5", "- 8h00: Họp giao ban\n- 10h: Tiếp khách", "Nghỉ"),
        ("Thứ Ba 14/5", "", "Dự hội nghị"),
    )
    read = plan_of(calendar, table)
    assert events(read) == [
        ("Họp giao ban", 13, time(8)),
        ("Tiếp khách", 13, time(10)),
        ("Dự hội nghị", 14, None),
    ]
    assert told(read) == []


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("(Từ ngày 13/5 đến ngày 19/5/2024)", (date(2024, 5, 13), date(2024, 5, 19))),
        ("từ thứ Hai, ngày 30/12/2024 đến Chủ nhật, ngày 05/01/2025", (date(2024, 12, 30), date(2025, 1, 5))),
        ("Từ 30/12 đến 05/01/2025", (date(2024, 12, 30), date(2025, 1, 5))),
        ("từ 13 đến 19/5/2024", (date(2024, 5, 13), date(2024, 5, 19))),
        ("từ ngày 01/3/2024 đến ngày 30/6/2024", None),
        ("từ ngày 13/5 đến ngày 19/5", None),
        ("từ ngày 13/13/2024 đến ngày 19/13/2024", None),
    ],
)
def test_days_of_a_schedule(text, week):
    assert week_of(text) == (Week(*week) if week else None)


def test_weekday_that_comes_twice_is_not_guessed():
    fortnight = Week(date(2024, 5, 13), date(2024, 5, 26))
    assert fortnight.day(0) is None
    assert Week(date(2024, 5, 13), date(2024, 5, 19)).day(6) == date(2024, 5, 19)


def test_programme_of_a_day_takes_its_day_from_the_row_above(calendar):
    table = grid(
        ("Thời gian", "Nội dung", "Người thực hiện"),
        ("Ngày 27/7/2024", "", ""),
        ("07h30 - 08h00", "Đón tiếp", "Ban Tổ chức"),
        ("Ngày 28/7/2024", "", ""),
        ("Sáng", "Tham quan", "Ban Tổ chức"),
    )
    assert events(plan_of(calendar, table)) == [("Đón tiếp", 27, time(7, 30)), ("Tham quan", 28, None)]

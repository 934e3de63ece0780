"""Lines below a month, a quarter or a day take their time from it, unless they have one of their own."""

from datetime import date, time

import pytest

from tests.readers.conftest import keys

TITLE = "CHƯƠNG TRÌNH\nCông tác năm 2024\n\nI. NHIỆM VỤ\n"


@pytest.mark.parametrize(
    "heading",
    ["Tháng 3", "Tháng 3:", "1. Tháng 3", "* Tháng 03/2024", "a) Tháng 3 năm 2024:", "- Trong tháng 3"],
)
@pytest.mark.parametrize(
    ("line", "due_on"),
    [
        ("Xây dựng báo cáo chuyên đề.", date(2024, 3, 31)),
        ("Họp Ban Chấp hành (ngày 15).", date(2024, 3, 15)),
        ("Ngày 20: Họp giao ban.", date(2024, 3, 20)),
        ("Nộp báo cáo trước ngày 10.", date(2024, 3, 9)),
        ("Kiểm tra cơ sở (từ ngày 05 đến ngày 08).", date(2024, 3, 8)),
        ("Mít tinh kỷ niệm 08/3.", date(2024, 3, 8)),
        ("Tổng kết (tháng 4).", date(2024, 4, 30)),
    ],
)
def test_month_over_bullets_is_their_time(plan, heading, line, due_on):
    (task,) = plan(f"{TITLE}{heading}\n+ {line}\n").tasks
    assert (task.title, [reading.due_on for reading in task.readings]) == (line, [due_on])


def test_each_month_has_its_lines(plan):
    text = f"{TITLE}Quý I\n- Họp đầu năm.\n1. Tháng 3\n- Sơ kết.\nQuý II\n- Thi.\nTháng 7 - 8\n- Giám sát.\n"
    days = [task.readings[0].due_on for task in plan(text).tasks]
    assert days == [date(2024, 3, 31), date(2024, 3, 31), date(2024, 6, 30), date(2024, 8, 31)]


def test_day_outside_its_quarter_is_a_problem_and_stays(plan):
    read = plan(f"{TITLE}1. Quý I\n- Họp (tháng 6).\n")
    assert read.tasks[0].readings[0].due_on == date(2024, 6, 30)
    assert "task.outside_quarter" in [problem.key for problem in read.problems]


WEEK = "LỊCH CÔNG TÁC TUẦN\n(Từ ngày 13/5/2024 đến ngày 19/5/2024)\n\n"


@pytest.mark.parametrize(
    ("lines", "title", "hour"),
    [
        ("Thứ Ba, ngày 14/5/2024\n- 08 giờ 00: Họp giao ban.", "Họp giao ban.", time(8)),
        ("* Thứ Ba (14/5):\n- 14h30, họp giao ban.", "Họp giao ban.", time(14, 30)),
        ("Thứ Ba:\nSáng:\n- 7h30: Họp giao ban.", "Họp giao ban.", time(7, 30)),
        ("Thứ Ba\n- Sáng: Họp giao ban.", "Họp giao ban.", None),
        ("* Thứ 3 ngày 14/5\nChiều: 14h00: Họp giao ban.", "Họp giao ban.", time(14)),
        ("Ngày 14/5/2024:\n- 9 giờ: Họp giao ban.\n- Địa điểm: Phòng A.", "Họp giao ban.", time(9)),
    ],
)
def test_lines_below_a_day_are_its_events(plan, lines, title, hour):
    (task,) = plan(f"{WEEK}{lines}\n", year=None).tasks
    (reading,) = task.readings
    assert (task.title, reading.due_on, reading.time) == (title, date(2024, 5, 14), hour)
    assert reading.kind.value == "event"


def test_two_parts_of_a_day_are_two_events(plan):
    tasks = plan(f"{WEEK}Thứ Ba\n- Sáng: Họp giao ban; Chiều: Đi cơ sở.\n- Nghỉ\n", year=None).tasks
    assert [task.title for task in tasks] == ["Họp giao ban", "Đi cơ sở."]


def test_weekday_of_an_unknown_week_has_no_date(plan):
    read = plan("LỊCH CÔNG TÁC\n\nThứ Ba\n- 08 giờ 00: Họp giao ban.\n")
    assert [task.readings for task in read.tasks if task.readings] == []
    assert "task.no_day" in [problem.key for problem in read.problems]


def test_day_with_its_word_is_no_second_time(plan):
    text = "KẾ HOẠCH\nCông tác năm 2025\n\nTHÁNG 02\n1. Lễ giao nhận quân năm 2025 (ngày 13/02).\n"
    read = plan(text, year=2025)
    assert [task.time_phrase for task in read.tasks] == ["ngày 13/02"]
    assert "phrase.unread" not in keys(read)

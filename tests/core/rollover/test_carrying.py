"""What becomes of a task in another year: its days are resolved anew, its doubts are told."""

from dataclasses import replace
from datetime import date

import pytest

from tests.core.rollover.conftest import LEAD
from tracker.core.plan import Party
from tracker.core.rollover.carrying import Days, Fate, carry
from tracker.core.rollover.reasons import Why
from tracker.core.ruling import Decision, Ruling, ruled

#: Words of time of 2024 → due_on and act_by in 2025.
YEARLY = {
    "tháng 02": ("2025-02-28", "2025-02-28"),
    "cuối tháng 8": ("2025-08-31", "2025-08-29"),
    "Quý I/2024": ("2025-03-31", "2025-03-31"),
    "6 tháng đầu năm 2024": ("2025-06-30", "2025-06-30"),
    "từ tháng 01 đến tháng 12": ("2025-12-31", "2025-12-31"),
    "trước ngày 31/7/2024": ("2025-07-30", "2025-07-30"),
    "trước Tết Nguyên đán": ("2025-01-28", "2025-01-24"),
    "trước ngày 15/01/2025": ("2026-01-14", "2026-01-14"),
}

#: Words of time → the reasons to look at them.
DOUBTED = {
    "15/6": [Why.DAY_OFF],  # a Sunday in 2025
    "02/9": [Why.DAY_OFF],
    "08 giờ 00 ngày 28/7/2024": [Why.EXACT_DAY],
    "thứ Sáu, ngày 26/7/2024": [Why.WEEKDAY, Why.DAY_OFF],
    "trước ngày 29/02/2024": [Why.UNREAD],
    "chậm nhất ngày 31/11": [Why.UNREAD, Why.DAY_OFF],
    "10 ngày làm việc kể từ ngày ban hành": [Why.FROM_ISSUE],
    "từ 01/2024 đến 12/2026": [Why.OUTSIDE],
    "khi có điều kiện": [Why.UNDATED],
    "10/3 âm lịch (18/4/2024)": [Why.DAY_OFF, Why.LUNAR],
}

#: Titles → the reasons to look at them.
TITLES = {
    "Đại hội thi đua yêu nước": [Why.ONE_OFF],
    "Lễ khánh thành trụ sở": [Why.ONE_OFF],
    "Kiểm tra đột xuất": [Why.ONE_OFF],
    "Hội thi lần thứ XI": [Why.ONE_OFF],
    "Lễ hội Bánh dân gian": [Why.NAMED_EVENT],
    "Tham dự SEA Games 33 năm 2025": [Why.NUMBERED_EVENT],
    "Dự hội nghị, Đơn vị Cụm trưởng thành phố Hải Phòng": [Why.HOST],
    "Phối hợp với tỉnh đăng cai": [Why.HOST],
    "Dự hội nghị tại Thành phố Hà Nội": [Why.HOST],
    "Báo cáo tại thành phố và các huyện": [],
    "Tổ chức Ngày hội đọc sách 2024": [Why.MOVED, Why.NAMED_EVENT],
    "Xét tặng Kỷ niệm chương": [],
    "Họp Hội đồng (Phiên thứ nhất)": [],
}


@pytest.mark.parametrize(("words", "days"), YEARLY.items())
def test_words_are_resolved_in_the_new_year(carried, words, days):
    found = carried(time=words)
    assert found.after == (Days(*map(date.fromisoformat, days)),)
    assert (found.fate, found.reasons) == (Fate.YEARLY, ())


def test_a_recurring_task_keeps_its_turns(carried):
    found = carried(time="trước ngày 20 hằng tháng")
    assert found.fate is Fate.RECURRING
    assert [days.due_on for days in found.after] == [date(2025, month, 19) for month in range(1, 13)]


@pytest.mark.parametrize(("words", "whys"), DOUBTED.items())
def test_words_that_need_a_look_say_why(carried, words, whys):
    assert [reason.why for reason in carried(time=words).reasons] == whys


@pytest.mark.parametrize(("title", "whys"), TITLES.items())
def test_titles_that_need_a_look_say_why(carried, title, whys):
    assert [reason.why for reason in carried(title).reasons] == whys


def test_the_years_of_an_anniversary_are_named(carried):
    (told,) = carried("Các hoạt động kỷ niệm 75 năm Ngày thành lập").reasons
    assert told.facts["words"] == "kỷ niệm 75 năm"


def test_brackets_that_only_say_the_time_go_to_its_column(carried):
    assert carried("Báo cáo tổng kết năm 2023 (tháng 01)", "tháng 01").title == "Báo cáo tổng kết năm 2024"
    assert carried("(tháng 01)", "tháng 01").title == "(tháng 01)"
    assert carried("Xét chọn (đợt 1, tháng 01)", "tháng 01").title == "Xét chọn (đợt 1, tháng 01)"


def test_owners_are_asked_for_on_the_first_day_of_the_year(carried):
    ended = carried(lead=(Party("Sở Thông tin và Truyền thông"),)).reasons
    assert [(one.why, one.facts["unit"]) for one in ended] == [(Why.UNIT_ENDED, "Sở Khoa học và Công nghệ")]
    renamed = carried(lead=LEAD, partners=(Party("Sở KHCNMT"),)).reasons
    assert [(one.why, one.facts["name"]) for one in renamed] == [(Why.UNIT_ENDED, "Sở KHCNMT")]
    unknown = carried(lead=(Party("Sở Lạ"),)).reasons
    assert [(one.why, one.facts["name"]) for one in unknown] == [(Why.UNIT_UNKNOWN, "Sở Lạ")]
    assert [one.why for one in carried(lead=()).reasons] == [Why.NO_LEAD]
    assert carried(lead=(Party("các cơ quan liên quan", is_group=True),)).reasons == ()


@pytest.mark.parametrize(
    ("decision", "day", "why"),
    [(Decision.DATED, date(2024, 6, 15), Why.SET_BY_HAND), (Decision.UNDATED, None, Why.SAID_UNDATED)],
)
def test_what_a_person_decided_held_for_one_year(over, task, decision, day, why):
    ruling = Ruling("giữa kỳ", decision, day, "theo giấy mời", "lan", date(2024, 1, 2))
    found = carry(ruled(task(time="giữa kỳ"), ruling), "giữa kỳ", ruling, over)
    assert [one.why for one in found.reasons] == [why]
    assert [days.due_on for days in found.before] == [day] * (day is not None)


def test_words_that_lean_on_what_stands_around_them_are_told(over, task):
    alone = replace(task(time="tháng 5"), readings=task(time="tháng 6").readings)
    assert [one.why for one in carry(alone, "tháng 5", None, over).reasons] == [Why.UNREAD]


def test_headings_move_with_the_year(carried):
    assert carried(section="THÁNG 01/2024").section == "THÁNG 01/2025"
    assert carried(section="QUÝ I").section == "QUÝ I"


def test_a_solar_day_in_a_title_moves_with_its_lunar_one(carried):
    found = carried("Dâng hương Giỗ Tổ vào ngày 10/3 âm lịch (18/4)", "tháng 4")
    assert found.title == "Dâng hương Giỗ Tổ vào ngày 10/3 âm lịch (07/4)"
    assert [one.why for one in found.reasons] == [Why.LUNAR]


def test_a_school_year_has_two_years_of_its_own(over, task):
    school = replace(
        over,
        before=replace(over.before, year=2023, school_year=True),
        after=replace(over.after, year=2024, school_year=True),
    )
    found = carry(task("Tuyển sinh năm học 2024 - 2025", "tháng 7"), "tháng 7", None, school)
    assert (found.title, found.after[0].due_on) == ("Tuyển sinh năm học 2025 - 2026", date(2025, 7, 31))

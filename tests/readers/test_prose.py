"""Duties in sentences are found with their heading, owner and time; the rest is left alone."""

from datetime import date, time

import pytest

from tests.readers.conftest import keys

TITLE = "KẾ HOẠCH\nTổ chức Hội nghị năm 2024\n\n"


def test_point_with_a_deadline_is_a_task_of_the_office_above(plan):
    text = f"{TITLE}IV. TỔ CHỨC\n5. Giao Sở Nội vụ\nb) Báo cáo kết quả trước ngày 31/5/2024.\n"
    (task,) = plan(text).tasks
    assert (task.ordinal, task.section) == ("IV.5.b", "5. Giao Sở Nội vụ")
    assert task.title == "Báo cáo kết quả trước ngày 31/5/2024."
    assert task.lead[0].name == "Sở Nội vụ"
    assert task.readings[0].due_on == date(2024, 5, 30)


def test_line_that_only_says_a_time_is_titled_by_its_heading(plan):
    text = f"{TITLE}II. NỘI DUNG\n2. Tổ chức Lễ phát động\na) Thời gian: lúc 08 giờ, ngày 28/7/2024.\n"
    (task,) = plan(text).tasks
    assert (task.ordinal, task.title, task.section) == ("II.2", "Tổ chức Lễ phát động", "II. NỘI DUNG")
    assert (task.readings[0].due_on, task.readings[0].time) == (date(2024, 7, 28), time(8))
    assert task.words == "a) Thời gian: lúc 08 giờ, ngày 28/7/2024."


def test_headings_of_parts_give_way_to_the_title_of_the_document(plan):
    text = f"{TITLE}I. THỜI GIAN, ĐỊA ĐIỂM\n1. Thời gian: từ ngày 27 đến ngày 29 tháng 7 năm 2024.\n"
    (task,) = plan(text).tasks
    assert (task.title, task.section) == ("Tổ chức Hội nghị năm 2024", "I. THỜI GIAN, ĐỊA ĐIỂM")


def test_label_may_be_the_heading_right_above(plan):
    text = f"{TITLE}I. HỘI NGHỊ\n1. Họp báo\n1.1. Thời gian\nNgày 28/7/2024\n1.2. Địa điểm\nHội trường\n"
    (task,) = plan(text).tasks
    assert (task.title, task.readings[0].due_on) == ("Họp báo", date(2024, 7, 28))


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Quyết định số 368/QĐ-TTg ngày 11 tháng 4 năm 2023 của Thủ tướng.",
        "Kỷ niệm 75 năm Ngày truyền thống (11/6/1948 - 11/6/2023).",
        "Kiểm tra việc thực hiện trong năm 2024.",
        "Cần Thơ, ngày 09 tháng 6 năm 2024",
    ],
)
def test_dates_that_are_no_deadline_make_no_task(plan, sentence):
    read = plan(f"{TITLE}I. NỘI DUNG\n1. {sentence}\n{sentence}\n")
    assert read.tasks == ()
    assert keys(read)[-1] == "document.no_tasks"


def test_labelled_time_without_a_date_is_a_task_with_a_problem(plan):
    read = plan(f"{TITLE}I. NỘI DUNG\n1. Họp báo\na) Thời gian: sẽ thông báo sau.\n")
    assert [(task.title, task.readings) for task in read.tasks] == [("Họp báo", ())]
    assert {problem.place.line for problem in read.problems if problem.key == "task.no_time"} == {6}


def test_owner_at_the_head_of_a_sentence_goes_before_the_heading(plan):
    text = f"{TITLE}I. TỔ CHỨC\n1. Sở Nội vụ\n- Phòng Y tế: báo cáo trước ngày 15/12/2024.\n"
    (task,) = plan(text).tasks
    assert task.lead[0].name == "Phòng Y tế"


def test_recipients_and_signature_are_not_read(plan):
    assert plan(f"{TITLE}I. NỘI DUNG\nNơi nhận:\n- Sở Y tế (báo cáo trước ngày 15/12/2024);\n").tasks == ()


def test_without_a_year_only_full_dates_are_believed(plan):
    text = "KẾ HOẠCH\nHọp\n\nI. TỔ CHỨC\n1. Báo cáo trước ngày 31/5/2024.\n2. Báo cáo trước ngày 15/6.\n"
    read = plan(text, year=None)
    assert [task.readings[0].due_on for task in read.tasks] == [date(2024, 5, 30)]
    assert [problem.place.line for problem in read.problems if problem.key == "task.no_year"] == [6]

"""Words whose dates depend on the calendar, read again on another one."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.core.workcalendar import Swap, WorkCalendar
from tracker.readers.renewing import renewed

HEAD = "KẾ HOẠCH\nCông tác năm 2024\n\n"
COLUMNS = "TT\tNội dung nhiệm vụ\tĐơn vị thực hiện\tThời gian thực hiện\n"
SWAPPED = Swap(date(2024, 5, 31), date(2024, 6, 1), "Thông báo 1/TB-BNV")


def swapped(calendar):
    """The calendar with one swap more."""
    return WorkCalendar(calendar.holidays, (*calendar.swaps, SWAPPED), calendar.confirmed_years)


def days(document):
    return [reading.due_on for task in document.tasks for reading in task.readings]


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("ngày làm việc cuối cùng của tháng 5", date(2024, 5, 31), date(2024, 5, 30)),
        ("trong vòng 25 ngày làm việc kể từ ngày ban hành", date(2024, 5, 31), date(2024, 6, 1)),
        ("vào ngày làm việc cuối cùng của tháng 5", date(2024, 5, 31), date(2024, 5, 30)),
        ("tháng 5", date(2024, 5, 31), date(2024, 5, 31)),
        ("trước ngày 31/5; ngày làm việc cuối cùng của tháng 5", date(2024, 5, 30), date(2024, 5, 30)),
    ],
)
def test_only_what_depends_on_the_calendar_has_another_day(plan, calendar, words, before, after):
    text = f"{HEAD}{COLUMNS}1\tBáo cáo kết quả\tSở Nội vụ\t{words}\n"
    document = plan(text, issued_on=date(2024, 4, 24))
    assert days(document)[0] == before
    again = renewed(document, swapped(calendar))
    assert days(again)[0] == after
    assert again.problems == document.problems
    assert renewed(again, swapped(calendar)) == again
    assert days(renewed(again, calendar)) == days(document)


def test_words_in_a_sentence_are_read_again_as_there(plan, calendar):
    words = "Sở Nội vụ báo cáo kết quả vào ngày làm việc cuối cùng của tháng 5.\n"
    text = f"{HEAD}II. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\n- Báo cáo kết quả trước ngày 15/3/2024.\n2. Phân công\n- {words}"
    document = plan(text, issued_on=date(2024, 4, 24))
    assert date(2024, 5, 31) in days(document)
    again = renewed(document, swapped(calendar))
    assert date(2024, 5, 30) in days(again)
    assert again.problems == document.problems


def test_words_that_say_something_else_alone_keep_their_day_with_a_problem(plan, calendar):
    document = plan(f"{HEAD}{COLUMNS}1\tBáo cáo\tSở Nội vụ\tngày làm việc cuối cùng của tháng 5\n")
    (task,) = document.tasks
    (reading,) = task.readings
    other = replace(task, readings=(replace(reading, phrase="ngày làm việc cuối cùng"),))
    again = renewed(replace(document, tasks=(other,)), swapped(calendar))
    assert days(again) == [date(2024, 5, 31)]
    (told,) = [found for found in again.problems if found.key == "task.not_renewed"]
    assert (told.words, told.facts["ordinal"]) == ("ngày làm việc cuối cùng", "1")
    assert renewed(again, calendar).problems == again.problems

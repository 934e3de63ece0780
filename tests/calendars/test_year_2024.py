"""Words of 2024 on the real calendar of 2024: Tết 8–14/2, 18/4, 29/4 for Saturday 4/5, 30/4, 1/5, 2–3/9."""

from datetime import date
from pathlib import Path

import pytest

from tests.offices import PLAN, open_office, rows
from tracker.calendars import load_calendar
from tracker.core.phrases import read_phrases
from tracker.core.phrases.reading import PhraseContext
from tracker.core.workcalendar import Roll
from tracker.services.importing import import_plan
from tracker.store.tables import ObligationRow

CALENDAR = load_calendar(Path(__file__).parents[2] / "calendars" / "days")


def day(number, month):
    return date(2024, month, number)


#: Words, the last day that satisfies them, and the working day to act by: the one before, the next one.
CASES = [
    ("tháng 01", day(31, 1), day(31, 1), day(31, 1)),
    ("cuối tháng 02", day(29, 2), day(29, 2), day(29, 2)),
    ("tháng 3", day(31, 3), day(29, 3), day(1, 4)),
    ("Quý I", day(31, 3), day(29, 3), day(1, 4)),
    ("tháng 4", day(30, 4), day(26, 4), day(2, 5)),
    ("tháng 6", day(30, 6), day(28, 6), day(1, 7)),
    ("6 tháng đầu năm", day(30, 6), day(28, 6), day(1, 7)),
    ("tháng 8", day(31, 8), day(30, 8), day(4, 9)),
    ("tháng 11", day(30, 11), day(29, 11), day(2, 12)),
    ("năm 2024", day(31, 12), day(31, 12), day(31, 12)),
    ("trước ngày 08/02", day(7, 2), day(7, 2), day(7, 2)),
    ("chậm nhất ngày 08/02", day(8, 2), day(7, 2), day(15, 2)),
    ("đến hết ngày 14/02", day(14, 2), day(7, 2), day(15, 2)),
    ("trước ngày 15/02", day(14, 2), day(7, 2), day(15, 2)),
    ("trước Tết Nguyên đán", day(9, 2), day(7, 2), day(15, 2)),
    ("chậm nhất ngày 18/4", day(18, 4), day(17, 4), day(19, 4)),
    ("10/3 âm lịch", day(18, 4), day(17, 4), day(19, 4)),
    ("chậm nhất ngày 29/4", day(29, 4), day(26, 4), day(2, 5)),
    ("chậm nhất ngày 04/5", day(4, 5), day(4, 5), day(4, 5)),
    ("chậm nhất ngày 05/5", day(5, 5), day(4, 5), day(6, 5)),
    ("trước ngày 02/9", day(1, 9), day(30, 8), day(4, 9)),
    ("ngày làm việc cuối cùng của tháng 4", day(26, 4), day(26, 4), day(26, 4)),
    ("trong 10 ngày làm việc kể từ ngày ban hành", day(10, 5), day(10, 5), day(10, 5)),
]


@pytest.mark.parametrize(("words", "due_on", "previous", "following"), CASES, ids=[case[0] for case in CASES])
def test_words_on_the_calendar_of_2024(words, due_on, previous, following):
    (reading,) = read_phrases(words, PhraseContext(2024, day(24, 4), in_time_cell=True), CALENDAR).readings
    found = reading.due_on
    assert found == due_on
    assert (CALENDAR.roll(found, Roll.PREVIOUS), CALENDAR.roll(found, Roll.NEXT)) == (previous, following)
    assert CALENDAR.roll(found, Roll.KEEP) == due_on


def test_every_deadline_of_the_plan_of_2024(tmp_path):
    """The ends of the months of the plan, each with the working day to act by."""
    app = open_office(tmp_path)
    import_plan(app, PLAN)
    found = {(one.due_on, one.act_by) for one in rows(app, ObligationRow)}
    app.close()
    ends = {31: (1, 3, 5, 7, 8, 10, 12), 30: (4, 6, 9, 11), 29: (2,)}
    months = {day(last, month) for last, with_it in ends.items() for month in with_it}
    moved = {day(31, 3): day(29, 3), day(30, 4): day(26, 4), day(30, 6): day(28, 6), day(31, 8): day(30, 8)}
    moved |= {day(30, 11): day(29, 11)}
    assert {due_on for due_on, _ in found} <= months
    assert all(act_by == moved.get(due_on, due_on) for due_on, act_by in found)
    assert {(day(29, 2), day(29, 2)), (day(30, 6), day(28, 6))} <= found

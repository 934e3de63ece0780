"""Reminders of a duty pause until a day, for a reason."""

from datetime import date

import pytest

from tests.offices import PLAN, at, corrected, line_of, row
from tracker.errors import NothingError, UsageError
from tracker.services.importing import import_plan
from tracker.services.pausing import lift, pause
from tracker.services.tracking import mark_done
from tracker.store.tables import HistoryRow, ObligationRow

DUTY = "249-2024.15"  # due by the end of June
TODAY = date(2024, 5, 27)  # a Monday
FRIDAY, MONDAY = date(2024, 6, 7), date(2024, 6, 10)
LONGEST = date(2024, 6, 24)  # 20 working days on


@pytest.fixture
def office(any_office):
    return at(any_office, TODAY)


def state(app):
    found = row(app, ObligationRow, id=DUTY)
    return found.paused_until, found.pause_reason, found.next_on


def test_a_pause_lasts_to_the_end_of_its_day(office):
    report = pause(office, DUTY, FRIDAY, " Chờ  số liệu ")
    assert state(office) == (FRIDAY, "Chờ số liệu", MONDAY)
    assert (report.paused_until, report.next_on) == (FRIDAY, MONDAY)
    noted = row(office, HistoryRow, subject=DUTY, action="paused")
    assert noted.after == {"paused_until": FRIDAY, "reason": "Chờ số liệu"}


def test_another_pause_takes_its_place_and_lifting_ends_it(office):
    pause(office, DUTY, FRIDAY, "a")
    pause(office, DUTY, TODAY, "b")
    assert state(office) == (TODAY, "b", date(2024, 5, 28))
    assert lift(office, DUTY).next_on == TODAY
    assert state(office) == (None, None, TODAY)
    with pytest.raises(NothingError):
        lift(office, DUTY)


@pytest.mark.parametrize(
    ("until", "reason", "key"),
    [
        (date(2024, 5, 26), "a", "pause.past"),
        (date(2024, 6, 25), "a", "pause.too_long"),
        (FRIDAY, " ", "pause.no_reason"),
    ],
)
def test_what_does_not_fit_is_refused(office, until, reason, key):
    with pytest.raises(UsageError) as refused:
        pause(office, DUTY, until, reason)
    assert refused.value.key == key
    assert state(office)[0] is None


def test_the_longest_pause_is_allowed(office):
    assert pause(office, DUTY, LONGEST, "a").paused_until == LONGEST


def test_only_what_is_open_can_be_paused(office):
    mark_done(office, DUTY)
    for deed in (lambda: pause(office, DUTY, FRIDAY, "a"), lambda: lift(office, DUTY)):
        with pytest.raises(UsageError) as refused:
            deed()
        assert refused.value.key == "pause.not_open"
    with pytest.raises(UsageError) as unknown:
        pause(office, "249-2024.99", FRIDAY, "a")
    assert unknown.value.key == "unknown_id"


def test_reading_again_keeps_a_pause_unless_the_days_move(office, tmp_path):
    pause(office, DUTY, FRIDAY, "a")
    import_plan(office, PLAN)
    other = line_of(20)
    import_plan(office, corrected(tmp_path, (other, other.replace("\t", "\tx ", 1))))
    assert state(office)[:2] == (FRIDAY, "a")
    line = line_of(15)
    assert "tháng 6" in line
    import_plan(office, corrected(tmp_path, (line, line.replace("tháng 6", "tháng 7"))))
    assert state(office) == (None, None, TODAY)

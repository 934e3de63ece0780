"""What people report."""

from datetime import date

import pytest

from tests.offices import at, corrected, everything, line_of, row, rows
from tracker.core.standing import Standing, Status
from tracker.errors import UsageError
from tracker.services.importing import import_plan
from tracker.services.tracking import mark_done, reopen
from tracker.store.tables import HistoryRow, ObligationRow

DUTY = "249-2024.12"
JUNE = date(2024, 6, 5)


def test_done_today(any_office):
    report = mark_done(at(any_office, JUNE), DUTY, evidence="  CV 12/BC \n")
    assert (report.status, report.standing, report.done_on) == (Status.DONE, Standing.LATE, JUNE)
    assert (report.evidence, report.changed) == ("CV 12/BC", True)
    assert row(any_office, ObligationRow, id=DUTY).next_on is None


def test_done_on_an_earlier_day_was_on_time(planned):
    assert mark_done(at(planned, JUNE), DUTY, on=date(2024, 5, 30)).standing is Standing.ON_TIME


def test_done_twice_says_nothing_new(any_office):
    mark_done(at(any_office, JUNE), DUTY)
    before = everything(any_office)
    assert not mark_done(any_office, DUTY).changed
    assert everything(any_office) == before


def test_future_is_not_reported(planned):
    before = everything(planned)
    with pytest.raises(UsageError) as caught:
        mark_done(at(planned, JUNE), DUTY, on=date(2024, 6, 6))
    assert caught.value.key == "track.future"
    assert everything(planned) == before


def test_reopened_duty_speaks_from_today_on(any_office):
    mark_done(at(any_office, JUNE), DUTY)
    report = reopen(at(any_office, date(2024, 6, 10)), DUTY)
    assert (report.status, report.done_on, report.changed) == (Status.OPEN, None, True)
    assert row(any_office, ObligationRow, id=DUTY).next_on == date(2024, 6, 10)
    assert not reopen(any_office, DUTY).changed


def test_deeds_are_written_down(planned):
    mark_done(at(planned, JUNE), DUTY)
    reopen(planned, DUTY)
    deeds = rows(planned, HistoryRow, subject=DUTY)
    assert [(deed.actor, deed.action) for deed in deeds] == [("clerk", "done"), ("clerk", "reopen")]
    assert deeds[0].after["done_on"] == JUNE == deeds[1].before["done_on"]


def test_unknown_id_is_answered_with_the_nearest(planned):
    with pytest.raises(UsageError) as caught:
        mark_done(planned, "12")
    assert (caught.value.key, caught.value.facts["near"]) == ("unknown_id", DUTY)


def test_withdrawn_duty_is_neither_done_nor_reopened(planned, tmp_path):
    import_plan(planned, corrected(tmp_path, (line_of(12), "")))
    for report in (mark_done, reopen):
        with pytest.raises(UsageError) as caught:
            report(planned, DUTY)
        assert caught.value.key == "track.not_open"

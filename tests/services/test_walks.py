"""What walks over all plans, or counts all duties: told to stop it changes nothing, and it counts as all do."""

from datetime import date

import pytest

from tests.offices import at, everything, rows
from tests.services.plans import write_plan
from tracker.core.standing import Standing
from tracker.core.summary import summarise
from tracker.services.applying import adopt, apply_calendar
from tracker.services.grounds import mark_of
from tracker.services.importing import import_plan
from tracker.services.renewing import renew
from tracker.services.reporting import groups
from tracker.services.starting import start
from tracker.services.tracking import mark_done
from tracker.store.state import set_state
from tracker.store.tables import ObligationRow, PlanRow

PLANS = ("11-2024", "12-2024", "13-2024")


def stopping_after(turns):
    """The question whether to stop, answered with yes after so many times."""
    answers = iter([False] * turns)
    return lambda: next(answers, True)


@pytest.fixture
def plans(office, tmp_path):
    for plan in PLANS:
        import_plan(office, write_plan(tmp_path, number=f"{plan[:2]}/KH-UBND"))
    return office


def forget(app, value):
    """Let the dates of every plan rest on something else, or on nothing that is known."""
    with app.store.write() as session:
        for plan in PLANS:
            set_state(session, mark_of(plan), value)


def test_told_to_stop_another_calendar_changes_nothing_and_is_applied_the_next_time(plans):
    with plans.store.read() as session:
        noted = session.connection().exec_driver_sql("SELECT value FROM state WHERE name LIKE 'calendar.%'")
        other = noted.scalars().first().replace('"previous"', '"next"')
    forget(plans, other)
    before = everything(plans)
    assert len(apply_calendar(plans, is_stopping=stopping_after(2)).plans) == 2
    assert everything(plans) == before
    assert len(apply_calendar(plans).plans) == 3
    assert apply_calendar(plans).plans == ()


def test_told_to_stop_a_start_walks_no_further(plans):
    with plans.store.write() as session:
        session.connection().exec_driver_sql("DELETE FROM state WHERE name LIKE 'calendar.%'")
    before = everything(plans)
    assert len(adopt(plans, stopping_after(1)).plans) == 1
    assert everything(plans) == before
    start(plans, is_stopping=lambda: True)
    assert everything(plans)["obligation"] == before["obligation"]
    assert len(adopt(plans).plans) == 3


def test_told_to_stop_a_clock_that_was_set_back_is_followed_the_next_time(plans):
    renew(plans)
    earlier, before = at(plans, date(2023, 12, 1)), everything(plans)
    renew(earlier, stopping_after(1))
    assert everything(plans) == before
    renew(earlier)
    assert {plan.first_read_on for plan in rows(plans, PlanRow)} == {date(2023, 12, 1)}


def test_what_health_counts_is_what_every_screen_counts(plans):
    at(plans, date(2024, 6, 3))
    first, second, *_ = rows(plans, ObligationRow)
    mark_done(plans, first.id, on=date(2024, 5, 20))
    mark_done(plans, second.id, on=plans.today())
    for day in (date(2024, 1, 1), date(2024, 5, 19), date(2024, 5, 20), date(2024, 7, 1), date(2025, 1, 1)):
        with plans.answers() as answers:
            office, _ = summarise(groups(plans, answers, day), day)
            found = answers.counts_open(day)
        assert found.overdue == office[Standing.OVERDUE]
        assert found.total == office[Standing.OVERDUE] + office[Standing.IN_TERM]

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.standing import Status
from tracker.feeds.stages import OFF_DAYS, Stage, next_turn, stage

DEADLINE = date(2026, 6, 30)
CHANGED = date(2026, 6, 1)
DONE_DAYS = 14


def on(day, status=Status.OPEN, changed_on=CHANGED):
    return stage(status, DEADLINE, changed_on, day, DONE_DAYS)


def turn(day, status=Status.OPEN, changed_on=CHANGED):
    return next_turn(status, DEADLINE, changed_on, day, DONE_DAYS)


def test_open_duty_is_overdue_the_day_after_its_deadline_and_stays_so():
    assert on(DEADLINE) is Stage.OPEN
    assert turn(CHANGED) == turn(DEADLINE) == date(2026, 7, 1)
    assert on(date(2026, 7, 1)) is on(date(2036, 7, 1)) is Stage.OVERDUE
    assert turn(date(2026, 7, 1)) is None


@pytest.mark.parametrize(
    ("status", "shown", "days"),
    [
        (Status.DONE, Stage.DONE, DONE_DAYS),
        (Status.WAIVED, Stage.OFF, OFF_DAYS),
        (Status.WITHDRAWN, Stage.OFF, OFF_DAYS),
    ],
)
@pytest.mark.parametrize("changed_on", [CHANGED, DEADLINE + timedelta(90)])
def test_what_is_over_is_shown_for_some_days_and_then_gone(status, shown, days, changed_on):
    last = changed_on + timedelta(days)
    assert on(changed_on, status, changed_on) is on(last, status, changed_on) is shown
    assert turn(changed_on, status, changed_on) == turn(last, status, changed_on) == last + timedelta(1)
    assert on(last + timedelta(1), status, changed_on) is Stage.GONE
    assert turn(last + timedelta(1), status, changed_on) is None


DAYS = st.dates(date(2026, 1, 1), date(2026, 6, 30))


@given(st.sampled_from(Status), DAYS, DAYS, DAYS, st.integers(0, 60))
def test_turn_is_the_first_day_on_which_the_stage_is_another(status, deadline, changed_on, today, done_days):
    def shown(day):
        return stage(status, deadline, changed_on, day, done_days)

    later = (today + timedelta(days) for days in range(1, 400))
    expected = next((day for day in later if shown(day) is not shown(today)), None)
    assert next_turn(status, deadline, changed_on, today, done_days) == expected

"""Identity, deadline and standing of a duty."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.obligation import Dates, obligation_id
from tracker.core.phrases.reading import Kind
from tracker.core.standing import Standing, Status, standing

DEADLINE = date(2024, 5, 31)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("label", "name"), [("", "249-2024.07"), ("2024-Q1", "249-2024.07.2024-Q1"), ("2", "249-2024.07.2")]
)
def test_identity_is_plan_task_and_period(label, name):
    assert obligation_id("249-2024", 7, label) == name
    assert obligation_id("249-2024", 107) == "249-2024.107"


def test_deadline_is_the_later_of_both_days():
    saturday, friday, monday = date(2024, 8, 31), date(2024, 8, 30), date(2024, 9, 4)
    assert Dates(Kind.DUE, saturday, friday).deadline == saturday
    assert Dates(Kind.DUE, saturday, monday).deadline == monday


@pytest.mark.parametrize(
    ("status", "done_on", "as_of", "stands"),
    [
        (Status.OPEN, None, DEADLINE, Standing.IN_TERM),
        (Status.OPEN, None, date(2024, 6, 1), Standing.OVERDUE),
        (Status.DONE, DEADLINE, DEADLINE, Standing.ON_TIME),
        (Status.DONE, date(2024, 6, 1), date(2024, 6, 1), Standing.LATE),
        (Status.DONE, date(2024, 6, 3), date(2024, 6, 2), Standing.OVERDUE),
        (Status.DONE, DEADLINE, date(2024, 5, 30), Standing.IN_TERM),
        (Status.WAIVED, None, date(2025, 1, 1), Standing.WAIVED),
        (Status.WITHDRAWN, None, date(2025, 1, 1), Standing.WITHDRAWN),
    ],
)
def test_standing_at_the_end_of_a_day(status, done_on, as_of, stands):
    assert standing(status, DEADLINE, done_on, as_of) is stands


@given(DAYS, DAYS, DAYS)
def test_report_does_not_change_the_days_before_it(deadline, done_on, as_of):
    open_then = standing(Status.OPEN, deadline, None, as_of)
    reported = standing(Status.DONE, deadline, done_on, as_of)
    assert (reported is open_then) == (as_of < done_on)


@given(DAYS, st.none() | DAYS, DAYS)
def test_overdue_never_becomes_in_term_again(deadline, done_on, as_of):
    if standing(Status.OPEN, deadline, done_on, as_of) is Standing.OVERDUE:
        assert standing(Status.OPEN, deadline, done_on, as_of + timedelta(days=1)) is Standing.OVERDUE

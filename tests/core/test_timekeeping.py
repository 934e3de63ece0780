"""Clocks that jump, services that were away."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.core.timekeeping import Doubts, absence_until, doubted_at, is_doubtful

DAY, MINUTE, NONE = timedelta(days=1), timedelta(minutes=1), timedelta(0)
DOUBTS = Doubts(step=3 * DAY, absence=45 * DAY, pause=10 * MINUTE)
NOW = datetime(2024, 5, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    ("step", "absence", "is_doubted"),
    [
        (NONE, NONE, False),
        (3 * DAY, 3 * DAY, False),
        (3 * DAY + MINUTE, 3 * DAY + MINUTE, True),
        (-400 * DAY, NONE, False),
        (NONE, 45 * DAY, False),
        (NONE, 46 * DAY, True),
    ],
)
def test_only_a_far_jump_forward_or_a_long_absence_is_doubtful(step, absence, is_doubted):
    assert is_doubtful(step, absence, DOUBTS) is is_doubted


@pytest.mark.parametrize(
    ("until", "lasts"),
    [(None, False), (NOW, False), (NOW + MINUTE, True), (NOW + 10 * MINUTE, True), (NOW + 400 * DAY, False)],
)
def test_a_doubt_ends_with_its_pause_and_when_the_clock_is_set_right(until, lasts):
    assert doubted_at(until, NOW, DOUBTS) is lasts


@pytest.mark.parametrize(
    ("last", "step", "absence"),
    [
        (None, NONE, NONE),
        (NOW - DAY, NONE, DAY),
        (NOW + DAY, NONE, NONE),
        (NOW - MINUTE, DAY, DAY),
        (NOW - MINUTE, -DAY, MINUTE),
    ],
)
def test_an_absence_is_measured_from_the_last_tick_or_by_the_jump(last, step, absence):
    assert absence_until(NOW, last, step) == absence

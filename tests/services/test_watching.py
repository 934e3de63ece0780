"""The clock watched: by the office's own clock, so the tests move that of the machine."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.offices import rows
from tracker.clock import Clock
from tracker.services.delivering import deliver
from tracker.services.health import Health
from tracker.services.marks import DOUBTFUL_UNTIL, DOWN_FROM, DOWN_UNTIL, FIRST_START, LAST_TICK, instant
from tracker.services.ticking import IDLE, beat, tick
from tracker.services.watching import is_doubted, look_back
from tracker.store.tables import DeliveryRow, StateRow

DAY, MINUTE, HOUR = timedelta(days=1), timedelta(minutes=1), timedelta(hours=1)
START = datetime(2024, 5, 27, 1, tzinfo=UTC)


def show(app, now):
    """Let the machine itself show this instant: no trial."""
    app.clock = Clock(app.clock.zone).agreed_with(now)
    return app


@pytest.fixture
def app(planned):
    show(planned, START)
    look_back(planned)
    beat(planned)
    return planned


def noted(app, name):
    return instant(next((row.value for row in rows(app, StateRow, name=name)), None))


def test_a_first_start_is_no_absence(app):
    assert noted(app, FIRST_START) - START < MINUTE
    assert noted(app, DOWN_FROM) is None
    assert not is_doubted(app)


@pytest.mark.parametrize(("away", "is_told"), [(9 * MINUTE, False), (HOUR, True), (10 * DAY, True)])
def test_an_absence_is_noted_for_the_letters(app, away, is_told):
    look_back(show(app, START + away))
    assert (noted(app, DOWN_FROM) is not None) is is_told
    if is_told:
        assert abs(noted(app, DOWN_FROM) - START) < MINUTE
        assert abs(noted(app, DOWN_UNTIL) - START - away) < MINUTE
    assert not is_doubted(app)


def test_after_a_long_absence_nothing_is_planned_for_a_while_and_then_it_goes_on(app):
    back = START + 60 * DAY
    look_back(show(app, back))
    assert is_doubted(app)
    assert tick(app) is IDLE
    assert not rows(app, DeliveryRow)
    beat(app)
    assert "clock_doubtful" in {reason.key for reason in Health(app).verdict().reasons}
    assert tick(show(app, back + 11 * MINUTE)).planned


def test_a_clock_that_is_set_right_again_is_believed_at_once(app):
    look_back(show(app, START + 400 * DAY), 400 * DAY)
    assert is_doubted(app)
    look_back(show(app, START + HOUR), -400 * DAY)
    assert not is_doubted(app)
    assert tick(app).planned
    assert noted(app, DOWN_UNTIL) is None or noted(app, DOWN_UNTIL) <= app.clock.now()


def test_a_step_back_repeats_nothing(app):
    assert tick(app).letters > 0
    look_back(show(app, START - 3 * HOUR), -3 * HOUR)
    before = len(rows(app, DeliveryRow))
    tick(app)
    tick(show(app, START))
    assert len(rows(app, DeliveryRow)) == before


def test_a_trial_notes_nothing(app):
    last = noted(app, LAST_TICK)
    app.clock = replace(app.clock, ahead=900 * DAY)
    look_back(app)
    beat(app)
    assert noted(app, LAST_TICK) == last
    assert noted(app, DOUBTFUL_UNTIL) is None
    assert date(2026, 1, 1) < app.today()


def test_a_clock_that_ran_ahead_ends_no_letter(app):
    assert tick(app).letters
    look_back(show(app, START + 400 * DAY), 400 * DAY)
    assert deliver(app).sent == 0
    assert {letter.state for letter in rows(app, DeliveryRow)} == {"ready"}
    look_back(show(app, START + HOUR), -400 * DAY)
    assert deliver(app).sent == len(rows(app, DeliveryRow))

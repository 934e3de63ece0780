"""The clock watched: absences are noted for the letters, and a clock that jumped too far is doubted."""

import logging
from datetime import datetime, timedelta

from tracker.app import App
from tracker.core.timekeeping import AWAY, UNDOUBTED, absence_until, doubted_at, is_doubtful
from tracker.services.marks import DOUBTFUL_UNTIL, DOWN_FROM, DOWN_UNTIL, FIRST_START, LAST_TICK, instant
from tracker.store.engine import Session
from tracker.store.state import get_state, set_state

log = logging.getLogger("tracker.watching")


def look_back(app: App, step: timedelta = UNDOUBTED) -> None:
    """Compare the clock with the last tick: at the start, and after each ``step`` of a clock that jumped.

    A clock that was set back needs nothing: what was said is a row, and is not said again.
    """
    if app.clock.is_set:
        return
    now = app.clock.now()
    with app.store.write() as session:
        _begin(session, now)
        absence = absence_until(now, instant(get_state(session, LAST_TICK)), step)
        if absence > AWAY:
            set_state(session, DOWN_FROM, (now - absence).isoformat())
            set_state(session, DOWN_UNTIL, now.isoformat())
        elif step < UNDOUBTED:
            _take_back(session, now)
        if is_doubtful(step, absence, app.config.service.doubts):
            _doubt(app, session, now, absence)


def is_doubted(app: App) -> bool:
    """Whether nothing is planned now, because the clock may be wrong."""
    with app.store.read() as session:
        return doubted_in(session, app)


def doubted_in(session: Session, app: App) -> bool:
    """Whether the clock may be wrong now; nobody doubts one that was set for a trial."""
    until = None if app.clock.is_set else instant(get_state(session, DOUBTFUL_UNTIL))
    return doubted_at(until, app.clock.now(), app.config.service.doubts)


def _begin(session: Session, now: datetime) -> None:
    if not get_state(session, FIRST_START):
        set_state(session, FIRST_START, now.isoformat())


def _take_back(session: Session, now: datetime) -> None:
    """Forget an absence that ends later than now: a clock that went wrong, and was set right, noted it."""
    until = instant(get_state(session, DOWN_UNTIL))
    if until is not None and until > now:
        set_state(session, DOWN_FROM, "")
        set_state(session, DOWN_UNTIL, "")


def _doubt(app: App, session: Session, now: datetime, absence: timedelta) -> None:
    until = now + app.config.service.doubts.pause
    set_state(session, DOUBTFUL_UNTIL, until.isoformat())
    log.critical(
        "the clock is doubtful, %d days passed at once; nothing is planned until %s", absence.days, until
    )

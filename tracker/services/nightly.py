"""When the night's work is done: once a day, past the hour that the settings name."""

from collections.abc import Callable

from tracker.app import App
from tracker.services.housekeeping import housekeep
from tracker.services.marks import HOUSEKEPT_ON
from tracker.store.state import get_state, set_state


def keep_house(app: App, is_stopping: Callable[[], bool] = lambda: False) -> bool:
    """Do the day's housekeeping unless it was done; tell whether it was done now.

    A machine that was off at that hour does it later; what failed is tried again at the next turn.
    """
    local = app.clock.now().astimezone(app.zone)
    if app.clock.is_set or local.time() < app.config.backup.at:
        return False
    day = local.date().isoformat()
    with app.store.read() as session:
        if get_state(session, HOUSEKEPT_ON) == day:
            return False
    report = housekeep(app, is_stopping)
    if report.failed or is_stopping():
        return False
    with app.store.write() as session:
        set_state(session, HOUSEKEPT_ON, day)
    return True

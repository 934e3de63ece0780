"""One turn of the daemon."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from tracker.app import App
from tracker.errors import CalendarError
from tracker.services.delivering import deliver
from tracker.services.marks import LAST_TICK
from tracker.services.reminding import remind
from tracker.store.state import set_state

MOST_FLAWS = 10  # of the calendar, that one line of the log names

log = logging.getLogger("tracker.ticking")


@dataclass(frozen=True, slots=True)
class TickReport:
    """What one turn queued and sent."""

    letters: int
    sent: int


def tick(app: App, is_stopping: Callable[[], bool] = lambda: False) -> TickReport:
    """Queue what is due by the calendar as it is now, send what waits, and note that the daemon lives."""
    _take_up_calendar(app)
    reminded = remind(app)
    delivered = deliver(app, is_stopping)
    with app.store.write() as session:
        set_state(session, LAST_TICK, app.clock.now().isoformat())
    return TickReport(reminded.letters, delivered.sent)


def _take_up_calendar(app: App) -> None:
    """Take up what a clerk entered meanwhile; files that cannot be read leave the former calendar in use.

    A turn comes every few seconds: what is known already is not said again.
    """
    known, before = app.calendar_flaws, app.calendar.digest
    try:
        app.reload_calendar()
    except CalendarError:
        if app.calendar_flaws != known:
            flaws = "; ".join(f"{flaw.place}: {flaw.key}" for flaw in app.calendar_flaws[:MOST_FLAWS])
            log.error("the working calendar cannot be read, the former one stays in use: %s", flaws)  # noqa: TRY400
        return
    if known:
        log.info("the working calendar can be read again")
    if app.calendar.digest != before:
        log.warning("another working calendar is in use; stored dates wait for: tracker calendar apply")

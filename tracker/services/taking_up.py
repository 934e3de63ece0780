"""The working calendar taken up as a clerk left it, while the service runs."""

import logging

from tracker.app import App
from tracker.errors import CalendarError
from tracker.services.checking import unapplied
from tracker.services.marks import CALENDAR_FLAW
from tracker.store.state import get_state, set_state

MOST_FLAWS = 10  # of the calendar, that one line of the log names
UNREADABLE, UNAPPLIED = "unreadable", "unapplied"

log = logging.getLogger("tracker.calendar")


def watch_calendar(app: App) -> None:
    """Take the calendar up, and note for all who ask what somebody should see to."""
    take_up_calendar(app)
    flaw = _flaw(app)
    with app.store.read() as session:
        if (get_state(session, CALENDAR_FLAW) or "") == flaw:
            return
    with app.store.write() as session:
        set_state(session, CALENDAR_FLAW, flaw)


def _flaw(app: App) -> str:
    if app.calendar_flaws:
        return UNREADABLE
    with app.answers() as answers:
        plans = unapplied(app, answers)
    return f"{UNAPPLIED}: {', '.join(plans)}" if plans else ""


def take_up_calendar(app: App) -> None:
    """Take up what a clerk entered meanwhile; files that cannot be read leave the former calendar in use.

    It is asked for every minute: what is known already is not said again.
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

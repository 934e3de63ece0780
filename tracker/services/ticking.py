"""One turn of the daemon: what falls due is planned. A turn with nothing to do costs a look and no more."""

from collections.abc import Callable
from typing import NamedTuple

from tracker.app import App
from tracker.services.marks import tick_mark
from tracker.services.reminding import is_slot, remind
from tracker.services.soundness import is_sound
from tracker.services.taking_up import take_up_calendar
from tracker.services.watching import is_doubted
from tracker.store.state import set_state


class TickReport(NamedTuple):
    """What one turn queued; ``planned`` is false where there was nothing to plan, or not yet."""

    letters: int = 0
    planned: bool = False


IDLE = TickReport()


def tick(app: App, is_stopping: Callable[[], bool] = lambda: False) -> TickReport:
    """Queue what is due by the calendar as it is now, and note that the daemon lives.

    Before the office's hour, on a day off, with nothing owed, nothing is read and nothing is written.
    A database that is damaged is left as it is.
    """
    if not is_slot(app, app.clock.now()) or not app.watch.owes(app.today()):
        return IDLE
    if is_doubted(app) or not is_sound(app):
        return IDLE
    take_up_calendar(app)
    reminded = remind(app, is_stopping)
    beat(app)
    return TickReport(reminded.letters, planned=reminded.is_slot)


def beat(app: App) -> None:
    """Note that the daemon lives."""
    with app.store.write() as session:
        set_state(session, tick_mark(is_trial=app.clock.is_set), app.clock.now().isoformat())

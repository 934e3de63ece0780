"""One turn of the daemon."""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.app import App
from tracker.services.delivering import deliver
from tracker.services.reminding import remind
from tracker.store.state import set_state

LAST_TICK = "last_tick_at"


@dataclass(frozen=True, slots=True)
class TickReport:
    """What one turn queued and sent."""

    letters: int
    sent: int


def tick(app: App, is_stopping: Callable[[], bool] = lambda: False) -> TickReport:
    """Queue what is due, send what waits, and note that the daemon lives."""
    reminded = remind(app)
    delivered = deliver(app, is_stopping)
    with app.store.write() as session:
        set_state(session, LAST_TICK, app.clock.now().isoformat())
    return TickReport(reminded.letters, delivered.sent)

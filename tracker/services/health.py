"""How the service does: when it last ticked and what waits."""

from datetime import datetime, timedelta

from tracker.app import App
from tracker.core.delivery import DeliveryState
from tracker.core.standing import Standing
from tracker.core.summary import summarise
from tracker.services.marks import LAST_TICK
from tracker.services.reporting import groups
from tracker.services.sources import HealthFacts

STALE_AFTER = timedelta(minutes=5)  # without a tick for so long, the daemon does not work


class Health:
    """The facts of this moment, for the health page."""

    def __init__(self, app: App) -> None:
        self._app = app

    def health(self) -> HealthFacts:
        """Count what waits and compare the last tick with the clock."""
        now, today = self._app.clock.now(), self._app.today()
        with self._app.answers() as answers:
            noted = answers.state(LAST_TICK)
            letters = answers.delivery_counts()
            office, _ = summarise(groups(self._app, answers, today), today)
            feeds = sum(feed.revoked_at is None for feed in answers.feeds())
        last_tick_at = datetime.fromisoformat(noted) if noted else None
        return HealthFacts(
            now=now,
            last_tick_at=last_tick_at,
            ticking=last_tick_at is not None and abs(now - last_tick_at) < STALE_AFTER,
            deliveries_ready=letters.get(DeliveryState.READY.value, 0),
            deliveries_failed=letters.get(DeliveryState.FAILED.value, 0),
            obligations_open=office[Standing.IN_TERM] + office[Standing.OVERDUE],
            overdue=office[Standing.OVERDUE],
            feeds=feeds,
        )

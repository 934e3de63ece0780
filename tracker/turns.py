"""What the daemon does in its turns: each job's work, and the signs of life between them."""

import logging
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from tracker.app import App
from tracker.daemon import Daemon, Job
from tracker.notify import WATCHDOG, notify
from tracker.services.delivering import deliver, stop_sending
from tracker.services.exporting import Exporter
from tracker.services.nightly import keep_house
from tracker.services.nodes import beat_node
from tracker.services.pinging import ping
from tracker.services.publishing import publish
from tracker.services.taking_up import watch_calendar
from tracker.services.ticking import beat, tick

if TYPE_CHECKING:
    from tracker.services.visits import NotedVisits

MINUTE = 60
HOUSEKEEPING = 600  # seconds; whether the night's work is done is looked up

log = logging.getLogger("tracker.turns")


class Turns:
    """The jobs of one daemon; ``tell`` is told how many letters were queued and sent since."""

    def __init__(self, app: App, is_stopping: Callable[[], bool], tell: Callable[[int, int], object]) -> None:
        self.app = app
        self.daemon: Daemon | None = None
        self._is_stopping = is_stopping
        self._tell = tell
        self._lock = (
            Lock()
        )  # planning goes by one calendar and one configuration from its beginning to its end
        self._exporter = Exporter(app, app.config.feeds.folder)
        self._queued = 0
        self._ticked_well = False
        self._has_told = False

    def jobs(self, visits: "NotedVisits | None") -> tuple[Job, ...]:
        """Return the jobs; letters are sent beside all others, so that a slow mail server holds up none."""
        service = self.app.config.service
        jobs = (
            Job("plan", service.tick_seconds, self.plan),
            Job("deliver", service.tick_seconds, self.deliver, after=service.tick_seconds),
            Job("publish", service.publish_seconds, self.publish),
            Job("calendar", MINUTE, self.calendar),
            Job("heartbeat", MINUTE, self.beat, after=MINUTE),
            Job("housekeeping", HOUSEKEEPING, self.keep_house, after=MINUTE),
        )
        return (*jobs, Job("visits", MINUTE, visits.flush)) if visits else jobs

    def plan(self) -> None:
        """Queue what is due; the sender is woken, and whoever watches us is told that we live."""
        was_well, self._ticked_well = self._ticked_well, False
        if self.daemon:
            self.daemon.look_at_clock()
        with self._lock:
            report = tick(self.app, self._is_stopping)
            if not was_well:
                beat(self.app)
        self._ticked_well = True
        self._queued += report.letters
        notify(WATCHDOG)
        if report.planned:
            ping(self.app.config.service.ping_url)
        if self.daemon and (report.letters or not was_well):
            self.daemon.wake("deliver")

    def deliver(self) -> None:
        """Send what waits."""
        if self.daemon:
            self.daemon.look_at_clock()
        sent = deliver(self.app, self._is_stopping).sent
        queued, self._queued = self._queued, 0
        if sent or queued or not self._has_told:
            self._has_told = True
            self._tell(queued, sent)

    def stop(self) -> None:
        """Give letters up that are not at their end; for the answer to one that is, wait a while."""
        if not stop_sending(self.app, self.app.config.service.final_answer_seconds):
            log.warning("a letter may have left; the next start will tell")

    def publish(self) -> None:
        """Bring calendars up, and the files that they are laid down in."""
        publish(self.app, self._is_stopping)
        if not self._is_stopping():
            self._exporter.bring_up()

    def calendar(self) -> None:
        """Take up what a clerk changed in the working calendar."""
        with self._lock:
            watch_calendar(self.app)

    def beat(self) -> None:
        """Note that this daemon lives, as long as its last turn went well."""
        if not self._ticked_well:
            return
        beat(self.app)
        if self.app.is_shared:
            beat_node(self.app)

    def keep_house(self) -> None:
        """Do the night's work, if it is time."""
        if keep_house(self.app, self._is_stopping):
            log.info("housekeeping is done")

    def between(self, work: Callable[[], object]) -> bool:
        """Do something while nothing is planned; False if something is, and nothing was done."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            work()
        finally:
            self._lock.release()
        return True

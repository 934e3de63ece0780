"""The metronome: a few fixed APScheduler jobs, and the supervision of everything that must live.

Whatever must survive is a row; a job only asks the database what is owed. The
jobs live in memory, so a restart loses nothing and repeats nothing.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from tracker.clock import Clock, machine_now, monotonic
from tracker.errors import TrackerError

log = logging.getLogger("tracker.daemon")

#: A run that comes late still runs, once, and never beside itself.
JOB_DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
LOOK_EVERY = 0.25  # seconds between two looks at the threads
JUMP = timedelta(seconds=2)  # by which wall clock and monotonic clock may drift apart between two looks


@dataclass(frozen=True, slots=True)
class Job:
    """One thing done again and again, ``every`` so many seconds.

    The first time ``after`` so many seconds. When the daemon stops it may be broken off, and loses nothing.
    """

    name: str
    every: int
    work: Callable[[], object]
    after: int = 0


@dataclass(slots=True)
class Daemon:
    """Runs jobs until it is told to stop.

    ``living`` names what else must live, each with the question whether it does. ``jumped`` is told each
    jump of the clock before any job runs after it. ``asked`` looks at what signals ask for, in every turn.
    ``stopped`` is called when no job begins any more: what must come to its end is waited for there.
    """

    jobs: tuple[Job, ...]
    clock: Clock
    stopping: threading.Event = field(default_factory=threading.Event)
    living: Mapping[str, Callable[[], bool]] = field(default_factory=dict)
    jumped: Callable[[timedelta], object] = lambda _step: None
    asked: Callable[[], object] = lambda: None
    stopped: Callable[[], object] = lambda: None
    _scheduler: BackgroundScheduler | None = None
    _looking: threading.Lock = field(default_factory=threading.Lock)
    _difference: float = 0.0

    def run(self) -> bool:
        """Run until ``stopping`` is set; False if something died before that."""
        self._difference = self._drift()
        self._scheduler = build_scheduler(self.jobs, self.clock)
        self._scheduler.start()
        try:
            return self._supervise(self._scheduler)
        finally:
            # not ``wait=True``: it cannot be bounded, and an interrupted job loses nothing
            self._scheduler.shutdown(wait=False)
            _guarded("stop", self.stopped)()

    def wake(self, name: str) -> None:
        """Run a job now."""
        if self._scheduler is not None and not self.stopping.is_set():
            self._scheduler.modify_job(name, next_run_time=machine_now())

    def look_at_clock(self) -> None:
        """Notice whether the clock jumped since the last look; jobs that go by the day ask for it first."""
        with self._looking:
            before, self._difference = self._difference, self._drift()
            step = timedelta(seconds=self._difference - before)
            if abs(step) <= JUMP:
                return
            log.warning("the clock jumped by %.0f s; every job runs now", step.total_seconds())
            _guarded("clock", lambda: self.jumped(step))()
        if self._scheduler is not None:
            wake(self._scheduler)

    def _supervise(self, scheduler: BackgroundScheduler) -> bool:
        living = {"scheduler": lambda: _is_alive(scheduler), **self.living}
        while not self.stopping.wait(LOOK_EVERY):
            dead = [name for name, is_alive in living.items() if not is_alive()]
            if dead:
                log.critical("a thread has died: %s", ", ".join(dead))
                self.stopping.set()
                return False
            self.look_at_clock()
            _guarded("asked", self.asked)()
        return True

    def _drift(self) -> float:
        return self.clock.now().timestamp() - monotonic()


def build_scheduler(jobs: tuple[Job, ...], clock: Clock) -> BackgroundScheduler:
    """Set the jobs up in a memory store, in the office's zone whatever the machine's is."""
    scheduler = BackgroundScheduler(job_defaults=JOB_DEFAULTS, timezone=clock.zone)
    for job in jobs:
        scheduler.add_job(
            _guarded(job.name, job.work),
            "interval",
            seconds=job.every,
            id=job.name,
            next_run_time=machine_now() + timedelta(seconds=job.after),
            timezone=clock.zone,
        )
    return scheduler


def wake(scheduler: BackgroundScheduler) -> None:
    """Run every job now: after a jump of the clock APScheduler would wait for the old time."""
    for job in scheduler.get_jobs():
        job.modify(next_run_time=machine_now())


def _guarded(name: str, work: Callable[[], object]) -> Callable[[], None]:
    """Put the boundary around a job: what goes wrong is logged and the next turn tries again."""

    def run() -> None:
        try:
            work()
        except TrackerError as error:
            log.error("job %s: %s", name, error.key)  # noqa: TRY400  (known: no traceback)
        except Exception:
            log.exception("job %s: defect %s", name, secrets.token_hex(2).upper())

    return run


def _is_alive(scheduler: BackgroundScheduler) -> bool:
    thread = scheduler._thread  # noqa: SLF001  (``running`` stays true when the thread has died)
    return thread is not None and thread.is_alive()

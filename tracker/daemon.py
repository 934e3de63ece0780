"""The metronome: a few fixed APScheduler jobs and the supervision of their thread.

Whatever must survive is a row; a job only asks the database what is owed. The
jobs live in memory, so a restart loses nothing and repeats nothing.
"""

import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from apscheduler.schedulers.background import BackgroundScheduler

from tracker.clock import Clock, machine_now, monotonic
from tracker.errors import TrackerError

log = logging.getLogger("tracker.daemon")

#: A run that comes late still runs, once, and never beside itself.
JOB_DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
LOOK_EVERY = 0.25  # seconds between two looks at the scheduler
JUMP = 2.0  # seconds by which wall clock and monotonic clock may drift apart between two looks


@dataclass(frozen=True, slots=True)
class Job:
    """One thing done again and again, ``every`` so many seconds, the first time at once."""

    name: str
    every: int
    work: Callable[[], object]


@dataclass(slots=True)
class Daemon:
    """Runs jobs until it is told to stop."""

    jobs: tuple[Job, ...]
    clock: Clock
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> bool:
        """Run until ``stopping`` is set; False if the scheduler died before that."""
        scheduler = build_scheduler(self.jobs, self.clock)
        difference = self._difference()
        scheduler.start()
        try:
            return self._supervise(scheduler, difference)
        finally:
            # not ``wait=True``: it cannot be bounded, and an interrupted job loses nothing
            scheduler.shutdown(wait=False)

    def _supervise(self, scheduler: BackgroundScheduler, difference: float) -> bool:
        while not self.stopping.wait(LOOK_EVERY):
            if not _is_alive(scheduler):
                log.critical("the scheduler's thread has died")
                return False
            before, difference = difference, self._difference()
            drift = difference - before
            if abs(drift) > JUMP:
                log.warning("the clock jumped by %.0f s; every job runs now", drift)
                wake(scheduler)
        return True

    def _difference(self) -> float:
        return self.clock.now().timestamp() - monotonic()


def build_scheduler(jobs: tuple[Job, ...], clock: Clock) -> BackgroundScheduler:
    """Set the jobs up in a memory store, in the office's zone whatever the machine's is."""
    scheduler = BackgroundScheduler(job_defaults=JOB_DEFAULTS, timezone=clock.zone)
    for job in jobs:
        scheduler.add_job(
            guarded(job),
            "interval",
            seconds=job.every,
            id=job.name,
            next_run_time=machine_now(),
            timezone=clock.zone,
        )
    return scheduler


def wake(scheduler: BackgroundScheduler) -> None:
    """Run every job now: after a jump of the clock APScheduler would wait for the old time."""
    for job in scheduler.get_jobs():
        job.modify(next_run_time=machine_now())


def guarded(job: Job) -> Callable[[], None]:
    """Put the boundary around a job: what goes wrong is logged and the next turn tries again."""

    def run() -> None:
        try:
            job.work()
        except TrackerError as error:
            log.error("job %s: %s", job.name, error.key)  # noqa: TRY400  (known: no traceback)
        except Exception:
            log.exception("job %s: defect %s", job.name, secrets.token_hex(2).upper())

    return run


def _is_alive(scheduler: BackgroundScheduler) -> bool:
    thread = scheduler._thread  # noqa: SLF001  (``running`` stays true when the thread has died)
    return thread is not None and thread.is_alive()

"""The metronome: it beats on, stops at once, and hears when the clock jumps."""

import logging
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tracker.clock import Clock
from tracker.daemon import Daemon, Job, _is_alive, build_scheduler
from tracker.errors import StoreError

HOUR = 3600
CLOCK = Clock(ZoneInfo("Asia/Ho_Chi_Minh"))


class Counter:
    """Counts its calls; the first ones raise what they are given."""

    def __init__(self, *errors):
        self.calls = 0
        self.errors = list(errors)
        self.called = threading.Event()

    def __call__(self):
        self.calls += 1
        self.called.set()
        if self.errors:
            raise self.errors.pop(0)

    def wait_for(self, calls):
        deadline = time.monotonic() + 5
        while self.calls < calls and time.monotonic() < deadline:
            time.sleep(0.02)
        assert self.calls >= calls


@contextmanager
def running(*jobs, outcome=True, **settings):
    """A daemon in a thread of its own; it must end when told to."""
    daemon, outcomes = Daemon(jobs, CLOCK, **settings), []
    thread = threading.Thread(target=lambda: outcomes.append(daemon.run()))
    thread.start()
    try:
        yield daemon
    finally:
        daemon.stopping.set()
        thread.join(2)
    assert outcomes == [outcome]


def test_every_job_runs_at_once():
    tick, publish = Counter(), Counter()
    with running(Job("tick", HOUR, tick), Job("publish", HOUR, publish)):
        tick.wait_for(1)
        publish.wait_for(1)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StoreError("store.busy", place="x"), "job tick: store.busy"),
        (ZeroDivisionError(), "job tick: defect"),
    ],
)
def test_job_that_fails_runs_again(caplog, error, words):
    tick = Counter(error)
    with caplog.at_level(logging.ERROR, "tracker"), running(Job("tick", 1, tick)):
        tick.wait_for(2)
    assert words in caplog.text
    assert ("Traceback" in caplog.text) == isinstance(error, ZeroDivisionError)


def test_job_that_fails_stops_no_other():
    tick, publish = Counter(*[ValueError()] * 5), Counter()
    with running(Job("tick", 1, tick), Job("publish", 1, publish)):
        publish.wait_for(2)


def test_stop_does_not_wait_for_a_job_at_work():
    released = threading.Event()
    working = Counter()

    def work():
        working()
        released.wait(10)

    with running(Job("tick", HOUR, work)):
        working.wait_for(1)
    released.set()


def test_what_must_come_to_its_end_is_waited_for():
    released, working, ended = threading.Event(), Counter(), threading.Event()

    def work():
        working()
        released.wait(5)
        ended.set()

    def stop():
        released.set()
        assert ended.wait(1)

    with running(Job("deliver", HOUR, work), stopped=stop):
        working.wait_for(1)
    assert ended.is_set()


def test_a_job_may_begin_later_and_be_woken():
    deliver = Counter()
    with running(Job("deliver", HOUR, deliver, after=HOUR)) as daemon:
        time.sleep(0.3)
        assert deliver.calls == 0
        daemon.wake("deliver")
        deliver.wait_for(1)


def test_a_dead_thread_ends_the_daemon(caplog):
    alive = threading.Event()
    alive.set()
    with running(Job("tick", HOUR, Counter()), living={"web": alive.is_set}, outcome=False) as daemon:
        alive.clear()
        assert daemon.stopping.wait(2)
    assert "a thread has died: web" in caplog.text


def test_signals_are_looked_at_and_what_goes_wrong_with_them_ends_nothing(caplog):
    asked = Counter(StoreError("store.busy", place="x"))
    with running(asked=asked):
        asked.wait_for(3)
    assert "asked: store.busy" in caplog.text


@pytest.mark.parametrize("jump", [timedelta(hours=5), timedelta(hours=-3), timedelta(days=400)])
def test_jump_of_the_clock_wakes_every_job(jump):
    tick, jumps = Counter(), []
    with running(Job("tick", HOUR, tick), jumped=jumps.append) as daemon:
        tick.wait_for(1)
        daemon.clock = Clock(CLOCK.zone, ahead=jump)
        tick.wait_for(2)
        time.sleep(0.6)
        assert tick.calls == 2
    assert [round(step / timedelta(seconds=1)) for step in jumps] == [jump.total_seconds()]


def test_a_job_that_asks_first_hears_of_the_jump_before_it_works():
    jumps = []
    with running(jumped=jumps.append) as daemon:
        daemon.clock = Clock(CLOCK.zone, ahead=timedelta(days=400))
        daemon.look_at_clock()
        assert len(jumps) == 1


def test_slow_job_is_never_run_beside_itself():
    inside, most = [], []

    def work():
        inside.append(1)
        most.append(len(inside))
        time.sleep(1.3)
        inside.pop()

    with running(Job("tick", 1, work)):
        time.sleep(2.5)
    assert max(most) == 1


def test_dead_scheduler_is_noticed():
    scheduler = build_scheduler((), CLOCK)
    assert not _is_alive(scheduler)
    scheduler.start()
    assert _is_alive(scheduler)
    scheduler.shutdown()


def test_jobs_keep_the_zone_of_the_office():
    scheduler = build_scheduler((Job("tick", 30, lambda: None),), CLOCK)
    (job,) = scheduler.get_jobs()
    assert str(job.trigger.timezone) == "Asia/Ho_Chi_Minh"
    assert abs(job.next_run_time - datetime.now(UTC)) < timedelta(minutes=1)

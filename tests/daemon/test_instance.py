"""One daemon at a time on one folder."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from threading import Timer

import pytest

from tests.offices import ROOT, write_config
from tracker.errors import BusyError
from tracker.instance import is_held, only_one

HOLDS = """
import sys, time
from pathlib import Path
from tracker.instance import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """A process that holds the lock."""
    path = tmp_path / "data" / "daemon.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process, path
        process.kill()


def test_second_holder_is_told_who_is_first(holder):
    process, path = holder
    with pytest.raises(BusyError) as caught, only_one(path):
        pass
    assert (caught.value.facts["pid"], caught.value.exit_code) == (str(process.pid), 75)


def test_a_look_tells_whether_somebody_holds_it_and_leaves_no_trace(holder, tmp_path):
    process, path = holder
    assert is_held(path)
    assert path.read_text() == str(process.pid)
    process.kill()
    process.wait()
    assert not is_held(path)
    assert not is_held(tmp_path / "nobody" / "daemon.lock")
    assert not (tmp_path / "nobody").exists()


def test_who_only_looks_keeps_nobody_out(tmp_path):
    path = tmp_path / "daemon.lock"
    path.touch()
    with path.open() as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)
        Timer(0.02, lambda: fcntl.flock(looking, fcntl.LOCK_UN)).start()
        with only_one(path):
            assert path.read_text() == str(os.getpid())


def test_lock_of_a_killed_process_is_free(holder):
    process, path = holder
    process.kill()
    process.wait()
    with only_one(path):
        assert path.read_text() == str(os.getpid())


def test_lock_can_be_taken_again(tmp_path):
    path = tmp_path / "daemon.lock"
    for _ in range(2):
        with only_one(path):
            assert path.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def free_port():
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(config):
    """The daemon as people start it."""
    return subprocess.Popen(
        [sys.executable, "-m", "tracker", "--config", str(config), "run", "--today", "2024-05-27"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_whole_daemon_starts_sends_refuses_a_second_and_stops(tmp_path, free_port):
    config = write_config(tmp_path, port=str(free_port))
    with run(config) as first:
        while "Ctrl" not in (said := first.stdout.readline()) and said:
            pass
        with run(config) as second:
            _, words = second.communicate(timeout=20)
        assert second.returncode == 75
        assert str(first.pid) in words
        waiting = time.monotonic() + 20
        while not list(tmp_path.glob("var/outbox/*.eml")) and time.monotonic() < waiting:
            time.sleep(0.1)
        first.send_signal(signal.SIGTERM)
        stopped = time.monotonic()
        assert first.wait(timeout=10) == 0
        assert time.monotonic() - stopped < 2
        first.communicate()
    assert len(list(tmp_path.glob("var/outbox/*.eml"))) > 0

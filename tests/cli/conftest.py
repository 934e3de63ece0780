"""Commands run in this process, in an office of their own, and the real program as a process."""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.offices import PLAN, write_config
from tracker.cli import main

QUIET = {"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "COLUMNS"}
COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
SECONDS_TO_START = 20


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def office(tmp_path, monkeypatch):
    """An empty office in the current folder; the machine's language does not matter."""
    for name in [name for name in os.environ if name in QUIET or name.startswith("TRACKER_")]:
        monkeypatch.delenv(name)
    write_config(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(office, capfd):
    """Run one command and return how it ended."""

    def run_one(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Result(ended.value.code, said.out, said.err)

    return run_one


@pytest.fixture
def planned(run):
    """The office with the shipped plan taken in."""
    assert run("import", PLAN, "--yes").code == 0
    return run


@pytest.fixture
def screen(planned, monkeypatch):
    """Run a command on a terminal of so many columns and return what it shows."""
    monkeypatch.setenv("TERM", "xterm-256color")

    def show(columns, *arguments):
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        command = [sys.executable, "-c", "from tracker.cli import program; program()", *arguments]
        with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs):
            os.close(theirs)
            said = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        return said.decode().replace("\r\n", "\n")

    return show


def _read(descriptor):
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


@dataclass
class Program:
    """The real program; ``lines`` is what it has said so far."""

    process: subprocess.Popen
    lines: list

    def wait_for(self, words):
        """Return the first line with these words; fail if it does not come."""
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            found = next((line for line in list(self.lines) if words in line), None)
            if found is not None:
                return found
            time.sleep(0.02)
        raise AssertionError(f"{words!r} was not said: {self.lines}")

    def stop(self, number=signal.SIGTERM):
        """Send a signal; return the exit code and the seconds it took."""
        asked = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(10), time.monotonic() - asked


@pytest.fixture
def program(office):
    """Start ``tracker ...`` as a process of its own; it is ended with the test."""

    @contextmanager
    def started(*arguments):
        command = [sys.executable, "-c", "from tracker.cli import program; program()", *map(str, arguments)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        ) as process:
            lines = []
            reader = threading.Thread(target=lambda: lines.extend(process.stdout), daemon=True)
            reader.start()
            try:
                yield Program(process, lines)
            finally:
                process.kill()
                reader.join(5)

    return started

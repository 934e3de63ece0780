"""The real service as a process, in an office of its own, with a mail server that a test can silence."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from tests.offices import ROOT, write_config

SECONDS_TO_START = 30


@dataclass
class Process:
    """A service; ``lines`` is what it has said so far, on either stream."""

    process: subprocess.Popen
    lines: list = field(default_factory=list)

    def wait_for(self, words, seconds=SECONDS_TO_START):
        """Return the first line with these words; fail if it does not come."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = next((line for line in list(self.lines) if words in line), None)
            if found is not None:
                return found
            time.sleep(0.02)
        raise AssertionError(f"{words!r} was not said: {''.join(self.lines)}")

    def stop(self, number=signal.SIGTERM, seconds=20):
        """Send a signal; return the exit code and the seconds it took."""
        asked = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(seconds), time.monotonic() - asked


@contextmanager
def service(config, *arguments, environ=None, command="run", program=("-m", "tracker")):
    """Run ``tracker run`` until the test is over."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    with subprocess.Popen(
        [sys.executable, *program, "--lang", "en", "--config", str(config), command, *arguments],
        cwd=ROOT,
        env=quiet | (environ or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        running = Process(process)
        reader = threading.Thread(target=lambda: running.lines.extend(process.stdout), daemon=True)
        reader.start()
        try:
            yield running
        finally:
            process.kill()
            reader.join(5)


def ask(config, *arguments, environ=None):
    """Run one command beside the service."""
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    program = [sys.executable, "-m", "tracker", "--lang", "en", "--config", str(config), *arguments]
    return subprocess.run(
        program, cwd=ROOT, env=quiet | (environ or {}), capture_output=True, text=True, check=False
    )


def some_port():
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def free_port():
    """A port on which nobody listens."""
    return some_port()


def mail_config(folder, mail_port, web_port, **changes):
    """Write the settings of an office whose mail server listens on a port; "port" stands in two sections."""
    path = write_config(folder, **changes)
    text = path.read_text(encoding="utf-8")
    mail, rest = text.split("\n[delivery]\n", 1)
    mail = mail.replace('host = ""', 'host = "127.0.0.1"').replace("port = 587", f"port = {mail_port}")
    mail = mail.replace('security = "starttls"', 'security = "none"')
    rest = rest.replace("port = 8249", f"port = {web_port}")
    path.write_text(f"{mail}\n[delivery]\n{rest}", encoding="utf-8")
    return path

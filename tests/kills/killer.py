"""Real daemons, started again and again, and killed where it hurts."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Lock

from tests.kills.ledger import Ledger, Saw
from tests.kills.server import MailServer, Moment
from tests.offices import ROOT

STARTING = 2.0  # seconds within which a strike falls on a daemon that starts, plans or begins to send
SENDING = 0.4  # seconds after its first word to the server within which a strike falls at random
KILLS = int(os.environ.get("TRACKER_KILLS", "32"))
TO_START = 10 + KILLS / 10  # seconds until its first word, after planning; who has nothing to send says none
QUIET = 3.0  # seconds without a word, after which a daemon is killed all the same
MOST_LETTERS = 4  # the strike falls on one of so many first letters
TO_STOP = 50  # seconds: the promise is 45


@dataclass
class Daemon:
    """One daemon in its folder, life after life; ``server`` is the one it talks to."""

    name: str
    settings: Path
    server: MailServer
    ledger: Ledger
    lives: int = 0
    process: subprocess.Popen | None = None
    lock: Lock = field(default_factory=Lock)

    def start(self, strike: Callable[[Moment], None] = lambda _moment: None) -> None:
        """Begin a new life; ``strike`` is told of every moment of it."""
        self.lives += 1
        self.server.run, self.server.spoke_at = f"{self.name}.{self.lives}", 0.0
        self.server.strike = strike
        with self.said.open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tracker", "--config", str(self.settings), "run"],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    @property
    def said(self) -> Path:
        """Everything that all lives wrote to stdout and stderr."""
        return self.settings.parent / "said.log"

    def kill(self, why: str) -> None:
        """SIGKILL to the whole process group, unless it was killed before; it must not have ended by itself."""
        with self.lock:
            if self.process.poll() is None:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
                self.ledger.note(self.server.run, 0, Saw.KILLED, words=why)
        self._ended_with(-signal.SIGKILL)

    def bury(self) -> None:
        """Leave nothing behind, however the proof ended."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """SIGTERM; it must end well."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(TO_STOP)
        self._ended_with(0)

    def _ended_with(self, code: int) -> None:
        words = self.said.read_text(encoding="utf-8", errors="replace")[-4000:]
        assert self.process.returncode == code, f"{self.server.run} ended by itself:\n{words}"


def live_and_die(daemon: Daemon, chance: Random) -> None:
    """Let a daemon live once and kill it at a moment that chance chooses."""
    wanted = chance.choice([*Moment, "starting", "sending"])
    after, letter = chance.random(), chance.randint(1, MOST_LETTERS)
    if wanted == "starting":
        daemon.start()
        time.sleep(after * STARTING)
    elif wanted == "sending":
        daemon.start()
        _wait_for_first_word(daemon)
        time.sleep(after * SENDING)
    else:
        daemon.start(_striker(daemon, wanted, letter))
        _wait_for_first_word(daemon)
        _wait_until_quiet(daemon)
        wanted = "quiet"
    daemon.kill(wanted)


def _striker(daemon: Daemon, wanted: Moment, letter: int) -> Callable[[Moment], None]:
    """Kill it in the connection's own thread, so that nothing happens in between."""
    left = letter

    def strike(moment: Moment) -> None:
        nonlocal left
        left -= moment is wanted
        if moment is wanted and left == 0:
            daemon.kill(wanted)

    return strike


def _wait_for_first_word(daemon: Daemon) -> None:
    until = time.monotonic() + TO_START
    while daemon.process.poll() is None and not daemon.server.spoke_at and time.monotonic() < until:
        time.sleep(0.02)


def _wait_until_quiet(daemon: Daemon) -> None:
    while daemon.process.poll() is None and time.monotonic() - daemon.server.spoke_at < QUIET:
        time.sleep(0.02)

"""A mail server that misbehaves by a plan, notes everything, and lets somebody strike at any moment.

Every daemon has a server of its own, so that it is known who talks; all write into one ledger. A thread
serves one connection from its first word to its last.
"""

import itertools
import socketserver
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from email.parser import BytesHeaderParser
from enum import StrEnum
from hashlib import sha256
from random import Random
from typing import Self

from tests.kills.ledger import Ledger, Saw

HOST = "127.0.0.1"
SLOWEST = 0.02  # seconds before an answer
_LINES = itertools.count(1)


class Moment(StrEnum):
    """Where a daemon can be struck."""

    OFFERED = "at RCPT"
    IN_TEXT = "inside DATA"
    ACCEPTED = "after the server took the letter"
    REPLIED = "after 250"


class Fault(StrEnum):
    """What goes wrong with one visit of one letter; the value is what is said in place of 250."""

    NONE = "250 2.0.0 accepted"
    GREYLISTED = "450 4.2.0 come back later"
    BUSY = "451 4.3.0 try again"
    CLOSING = "421 4.3.2 closing"
    CUT = "cut amid the text"
    LOST = "cut in place of the reply"
    NOBODY = "550 5.1.1 no such mailbox"
    UNWANTED = "554 5.6.0 not in this form"


AT_RCPT = {Fault.GREYLISTED, Fault.CLOSING, Fault.NOBODY}
PASSING = {Fault.BUSY: 5, Fault.CLOSING: 2, Fault.CUT: 3, Fault.LOST: 4}  # percent of visits


class Faults:
    """Which visit of which letter goes wrong: the same seed gives the same plan, whatever the threads do."""

    def __init__(self, seed: int, nobody: set[str], unwanted: set[str]) -> None:
        self.seed = seed
        self.always = dict.fromkeys(nobody, Fault.NOBODY) | dict.fromkeys(unwanted, Fault.UNWANTED)
        self.calm = False  # from now on only what is refused for good goes wrong
        self._visits: defaultdict[str, int] = defaultdict(int)
        self._lock = threading.Lock()

    def of_next_visit(self, recipient: str) -> Fault:
        with self._lock:
            self._visits[recipient] += 1
            visit = self._visits[recipient]
        if recipient in self.always or self.calm:
            return self.always.get(recipient, Fault.NONE)
        return self._passing(Random(f"{self.seed} {recipient} {visit}"), is_first=visit == 1)

    def _passing(self, chance: Random, *, is_first: bool) -> Fault:
        if is_first and chance.random() < 0.2:
            return Fault.GREYLISTED
        percent = [100 - sum(PASSING.values()), *PASSING.values()]
        return chance.choices([Fault.NONE, *PASSING], percent)[0]


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of loopback while the context is open.

    ``run`` names the present life of the daemon that talks here. ``strike`` is called in the
    connection's thread at every moment and may kill that daemon.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, ledger: Ledger, faults: Faults) -> None:
        super().__init__((HOST, 0), Conversation)
        self.ledger, self.faults = ledger, faults
        self.run = ""
        self.spoke_at = 0.0  # when the present life said its last word, by the monotonic clock
        self.strike: Callable[[Moment], None] = lambda _moment: None

    @property
    def port(self) -> int:
        return self.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.shutdown()
        self.server_close()


class HangUp(Exception):  # noqa: N818  (not an error, an end)
    """The line is to be cut."""


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    timeout = 30
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.run, self.line = self.server.run, next(_LINES)
        self.chance = Random(self.line)
        self.recipient, self.fault = "", Fault.NONE

    def handle(self) -> None:
        with suppress(HangUp, OSError):
            self._say("220 ready")
            while line := self.rfile.readline():
                self._answer(line.decode("ascii").strip())

    def _answer(self, line: str) -> None:
        self.server.spoke_at = time.monotonic()
        match line.partition(":")[0].split()[0].upper():
            case "MAIL":
                self._say("250 ok")
            case "RCPT":
                self._offer(line.partition("<")[2].partition(">")[0])
            case "DATA":
                self._take()
            case "EHLO" | "HELO":
                self._say("250-server\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 10000000")
            case "QUIT":
                self._note(Saw.SPOKE)
                self._say("221 bye")
                raise HangUp
            case _:
                self._note(Saw.SPOKE)
                self._say("250 ok")

    def _offer(self, recipient: str) -> None:
        self.recipient, self.fault = recipient, self.server.faults.of_next_visit(recipient)
        self._note(Saw.OFFERED)
        self.server.strike(Moment.OFFERED)
        if self.fault in AT_RCPT:
            self._refuse()
        else:
            self._say("250 ok")

    def _take(self) -> None:
        self._say("354 go on")
        raw = self._text()
        if self.fault in {Fault.BUSY, Fault.UNWANTED}:
            self._refuse()
            return
        head = BytesHeaderParser().parsebytes(raw)
        self._note(
            Saw.ACCEPTED, message_id=head["Message-ID"], date=head["Date"], digest=sha256(raw).hexdigest()
        )
        self.server.strike(Moment.ACCEPTED)
        if self.fault is Fault.LOST:
            self._note(Saw.LOST)
            raise HangUp
        self._say(Fault.NONE, notes=Saw.REPLIED)
        self.server.strike(Moment.REPLIED)

    def _text(self) -> bytes:
        lines = [self.rfile.readline()]
        self.server.strike(Moment.IN_TEXT)
        if self.fault is Fault.CUT:
            self._note(Saw.CUT)
            raise HangUp
        while lines[-1] != b".\r\n":
            lines.append(self.rfile.readline())
            if not lines[-1]:
                raise HangUp  # the sender is gone
        return b"".join(lines[:-1])

    def _refuse(self) -> None:
        self._note(Saw.REFUSED, words=self.fault)
        self._say(self.fault)
        if self.fault is Fault.CLOSING:
            raise HangUp

    def _say(self, words: str, notes: Saw | None = None) -> None:
        time.sleep(self.chance.uniform(0, SLOWEST))
        self.wfile.write(f"{words}\r\n".encode())
        if notes:
            self._note(notes)

    def _note(self, saw: Saw, **facts: str) -> None:
        self.server.ledger.note(self.run, self.line, saw, recipient=self.recipient, **facts)

"""The SMTP dialogue of one letter, step by step, so that it is known how far it came."""

import re
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from tracker.channels import TimeLeft, for_ever
from tracker.channels.envelope import Envelope, check
from tracker.channels.replies import SERVICE_CLOSING, TOO_LARGE, Phase, classify, enhanced_code, tidy
from tracker.errors import ChannelError, FailureReason

Result = TypeVar("Result")

GO_ON = 354
REFUSED = range(400, 600)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait in each phase (RFC 5321, 4.5.3.2); a lease must outlast their sum."""

    connect: float = 30
    login: float = 60
    command: float = 60
    text: float = 180
    final: float = 600

    @property
    def from_data_on(self) -> float:
        """The longest that a letter may take once the server is asked to take its text."""
        return self.command + self.text + self.final

    def of(self, phase: Phase) -> float:
        """Return the seconds to wait in a phase."""
        return {Phase.TEXT: self.text, Phase.FINAL: self.final}.get(phase, self.command)


class SmtpSession:
    """Letters over one open connection; ``smtp`` is the object that holds it."""

    def __init__(self, smtp: Any, timeouts: Timeouts) -> None:
        self._smtp = smtp
        self._timeouts = timeouts
        self._turn = Lock()  # between the final dot and the word to give up
        self._is_ending = False  # the final dot is said, its answer not heard
        self._is_broken_off = False
        self._begun_by = ""  # the sender of the transaction that was begun ahead

    def send(self, envelope: Envelope, time_left: TimeLeft = for_ever) -> None:
        """Hand one letter over; after a refusal the connection serves the next letter.

        Once it is taken, the next transaction is begun: the server answers while its letter is claimed.
        """
        check(envelope)
        try:
            self._talk(envelope, time_left)
        except ChannelError as failure:
            self._recover(failure)
            raise
        self._begin_ahead(envelope.sender)

    def finish(self, seconds: float) -> None:
        """Hear the answer to a transaction that no letter followed, so that what is said next has its own."""
        with suppress(OSError):
            if self._begun_by and self._smtp.sock:
                self._smtp.sock.settimeout(seconds)
                self._smtp.getreply()

    def break_off(self) -> None:
        """From another thread: cut the line, unless a final dot was said; then its answer is waited for.

        No final dot is said afterwards.
        """
        with self._turn:
            self._is_broken_off = True
            line = self._smtp.sock
            if line is None or self._is_ending:
                return
            with suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)  # under TLS the line itself, not the cipher

    def _talk(self, envelope: Envelope, time_left: TimeLeft) -> None:
        self._ask(Phase.MAIL, lambda: self._transaction(envelope.sender))
        self._check_size(len(envelope.raw))
        self._ask(Phase.RCPT, lambda: self._smtp.rcpt(envelope.recipient))
        if time_left() < self._timeouts.from_data_on:
            raise _lost(Phase.CHECK, "too slow: somebody else may take the letter over")
        self._ask(Phase.DATA, lambda: self._smtp.docmd("DATA"), wanted=range(GO_ON, GO_ON + 1))
        self._during(Phase.TEXT, lambda: self._smtp.send(stuffed(envelope.raw)))
        self._end()

    def _check_size(self, size: int) -> None:
        """Refuse what the server said that it takes no letter of (RFC 1870, 4; 0 is no limit)."""
        limit = self._smtp.esmtp_features.get("size", "")
        if limit.isdecimal() and 0 < int(limit) < size:
            code, text = TOO_LARGE, f"5.3.4 the server takes {int(limit)} bytes at most"
            raise ChannelError(FailureReason.MESSAGE, phase=Phase.MAIL, code=code, text=text)

    def _transaction(self, sender: str) -> tuple[int, bytes]:
        """Hear the answer to the sender's address, which may have been said ahead."""
        begun_by, self._begun_by = self._begun_by, ""
        if begun_by != sender:
            if begun_by:
                self._smtp.getreply()
                self._smtp.rset()
            self._begin(sender)
        answer: tuple[int, bytes] = self._smtp.getreply()
        return answer

    def _begin(self, sender: str) -> None:
        self._smtp.putcmd("MAIL", f"FROM:<{sender}>")

    def _begin_ahead(self, sender: str) -> None:
        """Begin the next transaction; a line that is found cut fails the next letter, not the last one."""
        if self._is_broken_off:
            return
        with suppress(OSError):
            self._begin(sender)
            self._begun_by = sender

    def _end(self) -> None:
        with self._turn:
            if self._is_broken_off:
                raise _lost(Phase.TEXT, "broken off")
            self._is_ending = True
        try:
            self._ask(Phase.FINAL, self._finish)
        finally:
            self._is_ending = False

    def _finish(self) -> tuple[int, bytes]:
        self._smtp.send(b".\r\n")
        answer: tuple[int, bytes] = self._smtp.getreply()
        return answer

    def _ask(
        self, phase: Phase, say: Callable[[], tuple[int, bytes]], *, wanted: range = range(200, 300)
    ) -> None:
        """Say one thing; an answer that is neither wanted nor a refusal is as good as none."""
        code, reply = self._during(phase, say)
        if code in wanted:
            return
        if code not in REFUSED:
            raise _lost(phase, tidy(reply))
        text = tidy(reply)
        raise ChannelError(classify(phase, code, enhanced_code(text)), phase=phase, code=code, text=text)

    def _during(self, phase: Phase, act: Callable[[], Result]) -> Result:
        try:
            if self._smtp.sock is None:
                raise _lost(phase, "connection closed")
            self._smtp.sock.settimeout(self._timeouts.of(phase))
            return act()
        except OSError as error:
            raise _lost(phase, tidy(str(error))) from error

    def _recover(self, failure: ChannelError) -> None:
        """Make the line fit for the next letter, or close it where the talk is out of step."""
        if failure.code in {0, SERVICE_CLOSING}:
            self._smtp.close()
            return
        try:
            self._smtp.rset()
        except OSError:
            self._smtp.close()


def _lost(phase: Phase, text: str) -> ChannelError:
    """Nobody answered: after the final dot the server may have the letter all the same."""
    ambiguous = phase is Phase.FINAL
    return ChannelError(FailureReason.SERVER, phase=phase, text=text, ambiguous=ambiguous)


def stuffed(raw: bytes) -> bytes:
    """Double the dots at the head of lines (RFC 5321, 4.5.2)."""
    return re.sub(rb"(?m)^\.", b"..", raw)

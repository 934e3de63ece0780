"""One sender: claim, send, journal, settle, over a connection of its own."""

import logging
import os
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

from tracker.app import App
from tracker.channels import Channel, Envelope
from tracker.channels import Session as Line
from tracker.channels.replies import Phase
from tracker.core.delivery import DeliveryState
from tracker.core.outcome import Attempt
from tracker.errors import ChannelError, FailureReason
from tracker.services import journal, settling
from tracker.services.live import Live
from tracker.store.engine import Session
from tracker.store.outbox import Claimed, claim

log = logging.getLogger("tracker.delivering")


@dataclass(slots=True)
class DeliverReport:
    """What one run did with the letters that were waiting."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0

    def count(self, attempt: Attempt) -> None:
        """Count a letter that did not leave."""
        if attempt.state is DeliveryState.FAILED:
            self.failed += 1
        else:
            self.put_off += 1


@dataclass(slots=True)
class Run:
    """What the senders of one run share. ``is_probe``: the first letter tells whether the server is back."""

    app: App
    channel: Channel
    live: Live
    is_stopping: Callable[[], bool]
    is_probe: bool = False
    is_suspicious: bool = False  # whether a letter that leaves closes the breaker or clears suspects
    is_halted: bool = False  # the server is in trouble: no letter is claimed any more
    report: DeliverReport = field(default_factory=DeliverReport)
    writing: Lock = field(
        default_factory=Lock
    )  # SQLite lets one writer in; who waits here need not ask again
    opening: Lock = field(
        default_factory=Lock
    )  # one at a time: what keeps the first out would keep out all, and each refused login counts

    def goes_on(self) -> bool:
        """Whether another letter may be claimed."""
        return not (self.is_halted or self.live.is_stopped or self.is_stopping())

    def claim(self, session: Session) -> Claimed | None:
        """Take the next letter, if there is one that may leave now."""
        settings = self.app.config.delivery
        owner, lease = f"{socket.gethostname()}:{os.getpid()}", timedelta(minutes=settings.lease_minutes)
        now = self.app.clock.now()
        return next(iter(claim(session, owner, now, lease, per_minute=settings.per_minute)), None)


class Sender:
    """Sends letters, one after the other, until there is nothing to send or the server is in trouble."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._app = run.app

    def work(self) -> None:
        """Send over one connection after the other; a letter in hand is never dropped."""
        carried: Claimed | None = None
        goes_on = True
        while goes_on or carried:
            goes_on, carried = self._over_one_connection(carried)

    def _over_one_connection(self, carried: Claimed | None) -> tuple[bool, Claimed | None]:
        """Send until the connection is worn; return whether to open another, and a letter that it cut.

        The connection is opened before anything is claimed, so that a dead server costs no attempt.
        """
        run = self._run
        with ExitStack() as stack:
            line = self._open(stack, carried)
            if line is None:
                return False, None
            with run.live.using(line):
                return self._until_worn(line, carried)

    def _open(self, stack: ExitStack, carried: Claimed | None) -> Line | None:
        """Open a connection, unless the server was found in trouble meanwhile; a letter in hand is noted."""
        run = self._run
        with run.opening:
            if run.is_halted and not carried:
                return None
            try:
                return stack.enter_context(run.channel.open())
            except ChannelError as error:
                self._no_connection(error, carried)
                return None

    def _until_worn(self, line: Line, carried: Claimed | None) -> tuple[bool, Claimed | None]:
        settings, opened_at = self._app.config.delivery, self._app.clock.now()
        longest = timedelta(seconds=settings.connection_seconds)
        claimed, tried = carried or self._claim(), 0
        while claimed:
            failure = self._hand_over(line, claimed)
            if tried and _was_idle(failure):
                return True, claimed
            tried += 1
            is_worn = tried >= settings.letters_per_connection or self._app.clock.now() - opened_at >= longest
            claimed = self._settle(claimed, failure, claims=not is_worn)
            if is_worn:
                return self._run.goes_on() and self._app.watch.has_letters(self._app.clock.now()), None
        return False, None

    def _claim(self) -> Claimed | None:
        run = self._run
        if not run.goes_on():
            return None
        with run.writing, self._app.store.write() as session:
            return run.claim(session)

    def _hand_over(self, line: Line, claimed: Claimed) -> Exception | None:
        """Send one letter and write it into the journal; return why it did not leave."""
        mail, clock = self._app.config.mail, self._app.clock
        sender = mail.bounces or mail.sender.address
        envelope = Envelope(sender, claimed.recipient, claimed.raw, claimed.message_id)

        def time_left() -> float:
            return (claimed.lease_until - clock.now()).total_seconds()

        try:
            line.send(envelope, time_left)
        except ChannelError as error:
            return error
        except Exception as defect:
            log.exception("letter %d: defect", claimed.id)
            return defect
        try:
            journal.append(journal.folder_of(self._app), claimed, clock.now())
        except OSError:  # its row can still tell that it left; no other letter is claimed
            log.critical("the sent journal cannot be written")
            self._run.is_halted = True
        return None

    def _settle(self, claimed: Claimed, failure: Exception | None, *, claims: bool) -> Claimed | None:
        """Note what became of a letter and, in the same transaction, take the next one."""
        run = self._run
        with run.writing, self._app.store.write() as session:
            self._note(session, claimed, failure)
            return run.claim(session) if claims and run.goes_on() else None

    def _note(self, session: Session, claimed: Claimed, failure: Exception | None) -> None:
        run, now = self._run, self._app.clock.now()
        if failure is None:
            settling.note_sent(session, claimed, now)
            run.report.sent += 1
            if run.is_suspicious:
                settling.close(session)
                run.is_suspicious = run.is_probe = False
        elif not isinstance(failure, ChannelError):
            run.report.count(settling.note_defect(session, claimed, now))
        elif run.live.is_stopped and not (failure.ambiguous or failure.code):
            run.report.count(settling.note_broken_off(session, claimed, now))
        else:
            attempt = settling.note_failure(session, self._app, claimed, failure, is_probe=run.is_probe)
            run.report.count(attempt)
            run.is_halted |= failure.reason in settling.SERVERS or not attempt.counted
            run.is_suspicious |= failure.reason is FailureReason.MESSAGE

    def _no_connection(self, error: ChannelError, carried: Claimed | None) -> None:
        log.warning("no connection: %s %d %s", error.reason, error.code, error.text)
        run = self._run
        run.is_halted = True
        with run.writing, self._app.store.write() as session:
            if carried:
                self._note(session, carried, error)
            else:
                settling.trip(session, self._app, error.reason, is_probe=run.is_probe)


def _was_idle(failure: Exception | None) -> bool:
    """Whether a line was found cut before anything was said about a letter: certainly it did not leave."""
    return isinstance(failure, ChannelError) and failure.phase == Phase.MAIL and not failure.code

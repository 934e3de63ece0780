"""The outbox drained: claim, send, settle, one letter after the other."""

import logging
import os
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.app import App
from tracker.channels import Envelope, Session
from tracker.core.delivery import Attempt, DeliveryState, after_failure
from tracker.errors import ChannelError, FailureReason
from tracker.services.letters import channel_from
from tracker.store import outbox
from tracker.store.outbox import Claimed
from tracker.store.state import get_state, set_state

log = logging.getLogger("tracker.delivering")

LOGIN_AGAIN_AT = "login_again_at"  # the mail server refused us; before this instant we do not ask again
LOGIN_PAUSE = timedelta(minutes=15)  # four wrong passwords an hour lock no mailbox


@dataclass(slots=True)
class DeliverReport:
    """What one run did with the letters that were waiting."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0


def deliver(app: App, is_stopping: Callable[[], bool] = lambda: False) -> DeliverReport:
    """Send every letter whose time has come; stop early if the server itself is in trouble.

    The connection is opened before anything is claimed, so that a dead server
    costs no attempt. A letter is claimed, sent and settled before the next.
    """
    report = DeliverReport()
    if not outbox.waiting(app.store, app.clock.now()) or _must_wait(app):
        return report
    with ExitStack() as stack:
        try:
            session = stack.enter_context(channel_from(app.config, app.environ).open())
        except ChannelError as error:
            log.warning("no connection: %s %d %s", error.reason, error.code, error.text)
            _note_refusal(app, error)
            return report
        while not is_stopping() and (claimed := _claim(app)):
            if not _deliver_one(app, session, claimed, report):
                break
    return report


def ask_again(app: App) -> None:
    """Forget that the mail server refused us: somebody may have mended the password."""
    with app.store.write() as session:
        set_state(session, LOGIN_AGAIN_AT, "")


def is_refused(noted: str | None, now: datetime) -> bool:
    """Whether the mail server refused us a moment ago; ``noted`` is the fact ``LOGIN_AGAIN_AT``."""
    return bool(noted) and now < datetime.fromisoformat(noted or "") <= now + LOGIN_PAUSE


def _must_wait(app: App) -> bool:
    with app.store.read() as session:
        return is_refused(get_state(session, LOGIN_AGAIN_AT), app.clock.now())


def _note_refusal(app: App, error: ChannelError) -> None:
    if error.reason is FailureReason.LOGIN:
        with app.store.write() as session:
            set_state(session, LOGIN_AGAIN_AT, (app.clock.now() + LOGIN_PAUSE).isoformat())


def _claim(app: App) -> Claimed | None:
    owner = f"{socket.gethostname()}:{os.getpid()}"
    lease = timedelta(minutes=app.config.delivery.lease_minutes)
    return next(iter(outbox.claim(app.store, owner, app.clock.now(), lease)), None)


def _deliver_one(app: App, session: Session, claimed: Claimed, report: DeliverReport) -> bool:
    """Send one claimed letter and write down what came of it; False if the server is in trouble."""
    envelope = Envelope(app.config.mail.sender.address, claimed.recipient, claimed.raw, claimed.message_id)
    try:
        session.send(envelope)
    except ChannelError as error:
        return _put_back(app, claimed, error, report)
    outbox.settle(app.store, claimed, Attempt(DeliveryState.SENT), app.clock.now())
    log.info("delivery %d sent, attempt %d", claimed.id, claimed.attempts)
    report.sent += 1
    return True


def _put_back(app: App, claimed: Claimed, error: ChannelError, report: DeliverReport) -> bool:
    now = app.clock.now()
    attempt = after_failure(
        error.reason, claimed.attempts, claimed.first_try_at, now, ambiguous=error.ambiguous
    )
    outbox.settle(
        app.store,
        claimed,
        attempt,
        now,
        phase=error.phase,
        code=error.code,
        text=error.text,
        ambiguous=error.ambiguous,
    )
    _note_refusal(app, error)
    log.warning("delivery %d %s: %s %d", claimed.id, attempt.state, error.reason, error.code)
    if attempt.state is DeliveryState.FAILED:
        report.failed += 1
    else:
        report.put_off += 1
    return error.reason not in {FailureReason.SERVER, FailureReason.LOGIN}

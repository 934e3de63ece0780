"""What an attempt changes in the database, in one transaction: the letter, its notices, the breaker."""

import logging
from datetime import datetime, timedelta

from tracker.app import App
from tracker.channels.replies import Phase, enhanced_code, is_amid, is_too_large
from tracker.core import breaker as rules
from tracker.core.breaker import Breaker, Suspect
from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeReason
from tracker.core.outcome import Attempt, Failure, Tried, Tries, after_failure
from tracker.errors import ChannelError, FailureReason
from tracker.services.passing_on import pass_on
from tracker.services.repeating import repeat, shorten
from tracker.store.breaker import load_breaker, save_breaker
from tracker.store.engine import Session
from tracker.store.outbox import Claimed, Reply, settle
from tracker.store.people import clear_trouble, note_trouble

log = logging.getLogger("tracker.delivering")

SENT = Attempt(DeliveryState.SENT)
AFTER_A_DEFECT = timedelta(hours=1)
MOST_DEFECTS = 24
SERVERS = frozenset({FailureReason.SERVER, FailureReason.LOGIN})


def note_sent(session: Session, claimed: Claimed, at: datetime) -> bool:
    """Settle a letter that the server took; its address is well."""
    is_ours = settle(session, claimed, SENT, at)
    clear_trouble(session, claimed.recipient)
    _tell(claimed, DeliveryState.SENT)
    return is_ours


def note_broken_off(session: Session, claimed: Claimed, now: datetime) -> Attempt:
    """Give back a letter that the service itself broke off."""
    attempt = Attempt(DeliveryState.READY, now, counted=False)
    settle(session, claimed, attempt, now)
    _tell(claimed, attempt.state)
    return attempt


def note_defect(session: Session, claimed: Claimed, now: datetime) -> Attempt:
    """Put off a letter that our own program could not send; it must not hold up the others."""
    attempt = Attempt(DeliveryState.READY, now + AFTER_A_DEFECT)
    if claimed.attempts >= MOST_DEFECTS:
        attempt = Attempt(DeliveryState.FAILED, why=NoticeReason.UNWRITABLE)
    settle(session, claimed, attempt, now, Reply(phase=Phase.CHECK, text="defect"))
    _tell(claimed, attempt.state)
    return attempt


def note_failure(
    session: Session, app: App, claimed: Claimed, error: ChannelError, *, is_probe: bool
) -> Attempt:
    """Settle a letter that did not leave, and draw every conclusion.

    That the server is in trouble is true whoever holds the letter now; what follows for the letter, and
    from it, only whoever holds it may say.
    """
    now, is_servers = app.clock.now(), error.reason in SERVERS
    breaker = trip(session, app, error.reason, is_probe=is_probe) if is_servers else load_breaker(session)
    suspected = _suspected(breaker, claimed, error)
    reason = FailureReason.SERVER if rules.is_policy(suspected) else error.reason
    failure = Failure(reason, error.ambiguous, amid=is_amid(error.phase, error.code))
    tried = Tried(claimed.attempts, claimed.first_try_at, claimed.message_id)
    attempt = after_failure(failure, tried, tries_of(app), now, breaker.again_at)
    enhanced = enhanced_code(error.text)
    if settle(
        session, claimed, attempt, now, Reply(error.phase, error.code, enhanced, error.text, error.ambiguous)
    ):
        _tell(claimed, attempt.state, error.code)
        if suspected != breaker:
            _suspect(session, app, suspected, is_probe=is_probe)
        _conclude(session, app, claimed, error, reason)
    return attempt


def _suspected(breaker: Breaker, claimed: Claimed, error: ChannelError) -> Breaker:
    """Add a letter that was refused for good; others may be refused like it, and then it is not to blame."""
    if error.reason is FailureReason.MESSAGE and error.phase in {Phase.DATA, Phase.FINAL}:
        return rules.suspected(breaker, Suspect(error.code, claimed.recipient, claimed.id))
    return breaker


def _suspect(session: Session, app: App, suspected: Breaker, *, is_probe: bool) -> None:
    """Remember who was refused; so many alike are the server's policy."""
    if not rules.is_policy(suspected):
        save_breaker(session, suspected)
        return
    *others, last = suspected.suspects
    log.error("the mail server refuses everybody's letters with %d", last.code)
    for known in others:  # written again: they were refused for the server's sake
        repeat(session, app, known.delivery_id)
    trip(session, app, FailureReason.SERVER, is_probe=is_probe)


def _conclude(
    session: Session, app: App, claimed: Claimed, error: ChannelError, reason: FailureReason
) -> None:
    now = app.clock.now()
    if reason is FailureReason.RECIPIENT:
        note_trouble(session, claimed.recipient, app.today(), error.code, error.text, now)
        pass_on(session, app, claimed.id)
    if reason is FailureReason.MESSAGE and is_too_large(error.code, enhanced_code(error.text)):
        shorten(session, app, claimed.id)


def trip(session: Session, app: App, reason: FailureReason, *, is_probe: bool) -> Breaker:
    """Open the breaker; of several senders that meet the same trouble the first one does.

    A refused login is counted whoever meets it: the server counts each of them.
    """
    now, settings = app.clock.now(), app.config.delivery
    known = load_breaker(session)
    if known.is_open(now) and not is_probe and reason is not FailureReason.LOGIN:
        return known
    if reason is FailureReason.LOGIN:
        opened = rules.refused(known, now, timedelta(minutes=settings.login_pause_minutes))
    else:
        opened = rules.failed(known, reason, now, settings.breaker_seconds)
    save_breaker(session, opened)
    log.warning("the mail server is left alone until %s: %s", opened.again_at, reason)
    return opened


def close(session: Session) -> None:
    """Close the breaker: a letter left."""
    save_breaker(session, Breaker())


def tries_of(app: App) -> Tries:
    """Return how often the office tries a letter."""
    settings = app.config.delivery
    return Tries(settings.back_off_minutes, timedelta(days=settings.give_up_days), settings.on_ambiguous)


def _tell(claimed: Claimed, state: DeliveryState, code: int = 0) -> None:
    """One line for a change of state: no name, no title, of the address only the domain."""
    kind, _, domain = claimed.dedup_key.partition("|")[0], *claimed.recipient.partition("@")[1:]
    log.info(
        "letter %d %s @%s: %s, code %d, attempt %d", claimed.id, kind, domain, state, code, claimed.attempts
    )

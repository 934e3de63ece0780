"""What becomes of a letter after an attempt to send it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from tracker.core.delivery import DeliveryState
from tracker.core.mail import OnAmbiguous
from tracker.core.notices import NoticeReason
from tracker.errors import FailureReason


@dataclass(frozen=True, slots=True)
class Attempt:
    """What becomes of a delivery after an attempt; ``next_at`` only where it is tried again.

    One that is not ``counted`` failed for the server's sake and is not held
    against the letter. ``why`` is what the notices of a failed one are given.
    """

    state: DeliveryState
    next_at: datetime | None = None
    counted: bool = True
    why: NoticeReason = NoticeReason.REPLY


class Tries(NamedTuple):
    """How often a letter is tried: minutes after the first, second, ... failure; the last one repeats.

    RFC 5321, 4.5.4.1 asks for at least 30 minutes in the long run and "at least 4-5 days";
    the early tries answer greylisting by the office's own relay.
    """

    back_off: tuple[int, ...] = (1, 5, 15, 30, 60, 120, 240)
    give_up: timedelta = timedelta(days=5)
    on_ambiguous: OnAmbiguous = OnAmbiguous.RESEND


class Failure(NamedTuple):
    """How an attempt failed; ``ambiguous``: the letter may have left, ``amid``: the line was cut amid it."""

    reason: FailureReason
    ambiguous: bool = False
    amid: bool = False


class Tried(NamedTuple):
    """What was tried so far; ``attempts`` counts the one that just failed."""

    attempts: int
    first_try_at: datetime
    message_id: str


#: After the breaker closes, letters that have not met the trouble go first: one of those that have may be its cause.
BEHIND = timedelta(seconds=10)
JITTER = 0.2


def after_failure(
    failure: Failure, tried: Tried, tries: Tries, now: datetime, again_at: datetime | None = None
) -> Attempt:
    """Decide what becomes of a delivery that failed at ``now``; ``again_at`` is when the breaker closes.

    An ``ambiguous`` failure counts always: the letter may have left. A line that is cut amid a letter
    counts as well, or a letter that the server cannot bear would hold up all others for ever.
    """
    if failure.reason in {FailureReason.RECIPIENT, FailureReason.MESSAGE}:
        return Attempt(DeliveryState.FAILED)
    if failure.ambiguous and tries.on_ambiguous is OnAmbiguous.HOLD:
        return Attempt(DeliveryState.FAILED, why=NoticeReason.HELD)
    is_servers = failure.reason in {FailureReason.SERVER, FailureReason.LOGIN}
    if is_servers and not (failure.ambiguous or failure.amid):
        return Attempt(DeliveryState.READY, max(again_at or now, now) + BEHIND, counted=False)
    if now - tried.first_try_at >= tries.give_up:
        return Attempt(DeliveryState.FAILED, why=NoticeReason.EXPIRED)
    return Attempt(DeliveryState.READY, now + back_off(tried, tries))


def back_off(tried: Tried, tries: Tries) -> timedelta:
    """Return how long to wait, up to a fifth more or less: letters that failed together come back apart."""
    minutes = tries.back_off[min(tried.attempts, len(tries.back_off)) - 1]
    digest = sha256(f"{tried.message_id} {tried.attempts}".encode()).digest()
    share = int.from_bytes(digest[:4]) / 0xFFFFFFFF  # 0 to 1, the same at every attempt to tell it
    return timedelta(minutes=minutes * (1 + JITTER * (2 * share - 1)))

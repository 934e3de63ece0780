"""The breaker: after trouble with the mail server nothing leaves for a while, then one letter is a probe."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from tracker.errors import FailureReason

BREAKER = "breaker"  # the name of this fact of the running service

HOUR = timedelta(hours=1)
LOGINS_AN_HOUR = 4  # no mail server locks a mailbox for so few
ALIKE = 3  # recipients in a row that are refused with one code: then the server means us, not them
LONGEST = timedelta(days=2)  # more than any setting: an instant further away was noted by a clock gone wrong


class Suspect(NamedTuple):
    """A letter that was refused for good with this code."""

    code: int
    recipient: str
    delivery_id: int


class Breaker(NamedTuple):
    """What is known of the mail server's trouble; all instants aware.

    Nothing is claimed before ``again_at``. ``since`` is when the trouble began, ``reason`` whose it is.
    ``logins`` are the refused ones of the last hour, ``suspects`` the last letters refused with one code.
    """

    failures: int = 0
    since: datetime | None = None
    again_at: datetime | None = None
    reason: str = ""
    logins: tuple[datetime, ...] = ()
    suspects: tuple[Suspect, ...] = ()

    def is_open(self, now: datetime) -> bool:
        """Whether nothing may be claimed now."""
        return self.again_at is not None and now < self.again_at <= now + LONGEST

    @property
    def is_tripped(self) -> bool:
        """Whether the next letter is a probe."""
        return self.failures > 0

    def refuses_login(self, now: datetime) -> bool:
        """Whether the server refused us and is left in peace; a person must act."""
        return self.reason == FailureReason.LOGIN and self.is_open(now)


def failed(breaker: Breaker, reason: FailureReason, now: datetime, steps: Sequence[int]) -> Breaker:
    """Leave the server in peace for the next of ``steps``, seconds; the last one repeats.

    Where it has refused us as often as it may in an hour, it is left until the hour has room again.
    """
    pause = timedelta(seconds=steps[min(breaker.failures, len(steps) - 1)])
    return breaker._replace(
        failures=breaker.failures + 1,
        since=breaker.since or now,
        again_at=max(now + pause, _free_at(_recent(breaker, now), now)),
        reason=reason.value,
        suspects=(),
    )


def refused(breaker: Breaker, now: datetime, pause: timedelta) -> Breaker:
    """Note that the server did not let us in: it is asked after a pause, four times an hour at most."""
    logins = (*_recent(breaker, now), now)
    return breaker._replace(
        failures=breaker.failures + 1,
        since=breaker.since or now,
        again_at=max(now + pause, _free_at(logins, now)),
        reason=FailureReason.LOGIN.value,
        logins=logins,
    )


def asked_again(breaker: Breaker, now: datetime) -> Breaker:
    """Let a refused login be tried at once, where the hour has room for it: somebody may have mended it."""
    if breaker.reason != FailureReason.LOGIN:
        return breaker
    return breaker._replace(again_at=_free_at(_recent(breaker, now), now))


def probing(breaker: Breaker, now: datetime, steps: Sequence[int]) -> Breaker:
    """Take the probe: whoever else looks meanwhile finds the breaker open."""
    return breaker._replace(again_at=now + timedelta(seconds=steps[min(breaker.failures, len(steps) - 1)]))


def suspected(breaker: Breaker, suspect: Suspect) -> Breaker:
    """Note a letter that was refused for good; another code, or the same person, begins a new row."""
    alike = [known for known in breaker.suspects if known.code == suspect.code]
    others = [known for known in alike if known.recipient != suspect.recipient]
    return breaker._replace(suspects=(*others, suspect))


def is_policy(breaker: Breaker) -> bool:
    """Whether so many were refused alike that it is the server's policy, and not their letters' fault."""
    return len(breaker.suspects) >= ALIKE


def _recent(breaker: Breaker, now: datetime) -> tuple[datetime, ...]:
    return tuple(at for at in breaker.logins if now - HOUR < at <= now)


def _free_at(logins: Sequence[datetime], now: datetime) -> datetime:
    """Return from when on the hour has room for another login."""
    return now if len(logins) < LOGINS_AN_HOUR else logins[-LOGINS_AN_HOUR] + HOUR


def written(breaker: Breaker) -> str:
    """Write a breaker as JSON."""
    return json.dumps(breaker._asdict(), default=datetime.isoformat)


def read(text: str | None) -> Breaker:
    """Read what ``written`` wrote; nothing is a breaker that never opened."""
    facts = json.loads(text or "{}")
    return Breaker(
        failures=facts.get("failures", 0),
        since=_instant(facts.get("since")),
        again_at=_instant(facts.get("again_at")),
        reason=facts.get("reason", ""),
        logins=tuple(map(datetime.fromisoformat, facts.get("logins", ()))),
        suspects=tuple(Suspect(*known) for known in facts.get("suspects", ())),
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

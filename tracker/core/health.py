"""How the service does: facts of one moment become a state, and the reasons for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

STALE_AFTER = timedelta(minutes=5)  # without a tick
BREAKER_DEGRADES = timedelta(minutes=10)  # of a mail server that does not answer
BREAKER_STOPS = timedelta(hours=24)
LATE_AFTER = timedelta(hours=1)  # of a letter past its time
BACKUP_EVERY = timedelta(days=2)
LEAST_FREE = 500_000_000  # bytes of the disk
SOUND = "ok"  # what a look at a database finds that is not damaged


class HealthState(IntEnum):
    """How the service does; the numbers are the exit codes of monitoring plugins."""

    WELL = 0
    DEGRADED = 1
    DOWN = 2


class Reason(NamedTuple):
    """Why the service is not well; the catalogue has ``health.<key>`` and its remedy, facts fill both."""

    key: str
    state: HealthState
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Pulse:
    """What is known of a service at one moment; None and zero where there is nothing to tell.

    ``since`` is when a service first ran on this database: what it never did is missed only some time later.
    """

    now: datetime
    since: datetime | None = None
    last_tick_at: datetime | None = None
    breaker_opened_at: datetime | None = None
    is_login_refused: bool = False
    waiting_since: datetime | None = None  # the time of the oldest letter that should have left
    failed_unseen: int = 0
    dead_addresses: int = 0
    doubtful_until: datetime | None = None
    is_backed_up: bool = False  # whether this service makes copies of the database
    backup_at: datetime | None = None
    free_bytes: int | None = None
    is_writable: bool = True
    integrity: str = SOUND
    is_calendar_readable: bool = True
    unapplied: tuple[str, ...] = field(default=())  # plans whose dates rest on an earlier calendar


class Verdict(NamedTuple):
    """How the service does, and every reason why it is not well, the worst first."""

    state: HealthState
    reasons: tuple[Reason, ...] = ()


def judge(pulse: Pulse) -> Verdict:
    """Say how the service does."""
    reasons = sorted((*_broken(pulse), *_mail(pulse), *_care(pulse)), key=lambda reason: -reason.state)
    return Verdict(max((reason.state for reason in reasons), default=HealthState.WELL), tuple(reasons))


def unreachable(key: str, facts: Mapping[str, object]) -> Verdict:
    """Say how a service does whose database cannot be asked; ``key`` is that of the error."""
    return Verdict(HealthState.DOWN, (_down("database", error=key, **facts),))


def is_stale(last_tick_at: datetime | None, now: datetime) -> bool:
    """Whether the service ticks no more; a tick that lies ahead is of a clock that was set back."""
    return last_tick_at is None or abs(now - last_tick_at) > STALE_AFTER


def _broken(pulse: Pulse) -> Iterator[Reason]:
    """What keeps the service from working at all."""
    if pulse.last_tick_at is None:
        yield _down("never_ticked")
    elif is_stale(pulse.last_tick_at, pulse.now):
        yield _down("stale", at=pulse.last_tick_at)
    if not pulse.is_writable:
        yield _down("read_only")
    if pulse.integrity not in {"", SOUND}:
        yield _down("damaged", flaw=pulse.integrity)


def _mail(pulse: Pulse) -> Iterator[Reason]:
    """What keeps letters from people."""
    if pulse.is_login_refused:
        yield _down("login")
    yield from _breaker(pulse)
    if pulse.waiting_since and pulse.now - pulse.waiting_since > LATE_AFTER:
        yield _degraded("letters_late", at=pulse.waiting_since)
    if pulse.failed_unseen:
        yield _degraded("letters_failed", count=pulse.failed_unseen)
    if pulse.dead_addresses:
        yield _degraded("dead_addresses", count=pulse.dead_addresses)


def _breaker(pulse: Pulse) -> Iterator[Reason]:
    if pulse.breaker_opened_at is None:
        return
    lasted = pulse.now - pulse.breaker_opened_at
    if lasted > BREAKER_STOPS:
        yield _down("mail_server", at=pulse.breaker_opened_at)
    elif lasted > BREAKER_DEGRADES:
        yield _degraded("mail_server", at=pulse.breaker_opened_at)


def _care(pulse: Pulse) -> Iterator[Reason]:
    """What somebody should see to before it does harm."""
    if pulse.doubtful_until is not None:
        yield _degraded("clock_doubtful", at=pulse.doubtful_until)
    backup_at = pulse.backup_at or pulse.since
    if pulse.is_backed_up and backup_at and pulse.now - backup_at > BACKUP_EVERY:
        yield _degraded("backup_old" if pulse.backup_at else "backup_none", at=backup_at)
    if pulse.free_bytes is not None and pulse.free_bytes < LEAST_FREE:
        yield _degraded("disk", megabytes=pulse.free_bytes // 1_000_000)
    if not pulse.is_calendar_readable:
        yield _degraded("calendar_unreadable")
    if pulse.unapplied:
        yield _degraded("calendar_unapplied", plans=", ".join(pulse.unapplied))


def _down(key: str, **facts: object) -> Reason:
    return Reason(key, HealthState.DOWN, facts)


def _degraded(key: str, **facts: object) -> Reason:
    return Reason(key, HealthState.DEGRADED, facts)

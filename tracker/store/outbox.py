"""The outbox: letters are queued once, claimed under a lease, settled by whoever holds it.

ready → sending → sent, failed, or ready again. Every step is one conditional
update: zero rows changed means that somebody else was first.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.core.delivery import Attempt, DeliveryState
from tracker.core.notices import NoticeReason, NoticeState
from tracker.store.engine import Store
from tracker.store.location import SQLITE
from tracker.store.rows import insert, insert_new
from tracker.store.tables import DeliveryBytesRow, DeliveryRow, NoticeRow

TEXT_LIMIT = 500  # letters of a server's answer that are kept
_NO_LEASE = {"lease_owner": "", "lease_token": "", "lease_until": None}


@dataclass(frozen=True, slots=True)
class Claimed:
    """One letter in the hands of one sender; ``attempts`` counts this one."""

    id: int
    token: str = field(repr=False)
    recipient: str
    raw: bytes = field(repr=False)
    attempts: int
    first_try_at: datetime
    message_id: str
    ambiguous: bool


def enqueue(session: Session, delivery: DeliveryRow, raw: bytes) -> int | None:
    """Queue a letter with its text and return its id; None if the same letter was queued before."""
    for delivery_id in insert_new(session, [delivery], ["dedup_key"]):
        insert(session, [DeliveryBytesRow(delivery_id=delivery_id, raw=raw)])
        return delivery_id
    return None


def recipients_on(session: Session, slot_on: date) -> set[str]:
    """Return who has a letter of this day, sent or not."""
    return set(session.exec(select(DeliveryRow.recipient).where(DeliveryRow.slot_on == slot_on)))


def waiting(store: Store, now: datetime) -> int:
    """Count the letters that a sender could claim now."""
    with store.read() as session:
        return int(session.execute(sa.select(sa.func.count()).where(_is_due(now))).scalar_one())


def claim(store: Store, owner: str, now: datetime, lease: timedelta, limit: int = 1) -> list[Claimed]:
    """Take letters that are due, the longest waiting first; nobody else gets them before the lease ends.

    A letter whose sender's lease ran out is taken over, marked as ambiguous: it
    may have left already.
    """
    with store.write() as session:
        taken = session.connection().execute(_take(owner, secrets.token_hex(8), now, lease, limit)).all()
        texts = _texts(session, [row.id for row in taken])
    return [Claimed(**row._mapping, raw=texts[row.id]) for row in sorted(taken, key=lambda row: row.id)]  # noqa: SLF001


def _texts(session: Session, ids: Sequence[int]) -> dict[int, bytes]:
    found = select(DeliveryBytesRow.delivery_id, DeliveryBytesRow.raw)
    return dict(session.exec(found.where(col(DeliveryBytesRow.delivery_id).in_(ids))).all())


def _take(owner: str, token: str, now: datetime, lease: timedelta, limit: int) -> sa.Executable:
    state = col(DeliveryRow.state)
    is_sending = state == DeliveryState.SENDING.value
    return (
        sa.update(DeliveryRow)
        .where(col(DeliveryRow.id).in_(sa.select(_due(now, limit).c.id)))
        .values(
            state=DeliveryState.SENDING.value,
            attempts=col(DeliveryRow.attempts) + 1,
            first_try_at=sa.func.coalesce(col(DeliveryRow.first_try_at), now),
            ambiguous=sa.or_(col(DeliveryRow.ambiguous), is_sending),
            lease_owner=owner,
            lease_token=token,
            lease_until=now + lease,
        )
        .returning(
            col(DeliveryRow.id),
            col(DeliveryRow.lease_token).label("token"),
            *(col(getattr(DeliveryRow, name)) for name in _HANDED_OVER),
        )
    )


_HANDED_OVER = ("recipient", "attempts", "first_try_at", "message_id", "ambiguous")


def _due(now: datetime, limit: int) -> sa.CTE:
    """Name the letters to take. Materialized: PostgreSQL might run a plain sub-query twice."""
    order = (col(DeliveryRow.next_at), col(DeliveryRow.id))
    wanted = sa.select(col(DeliveryRow.id)).where(_is_due(now)).order_by(*order).limit(limit)
    return (
        wanted.with_for_update(skip_locked=True).cte("due").prefix_with("MATERIALIZED", dialect="postgresql")
    )


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    state = col(DeliveryRow.state)
    return sa.or_(
        sa.and_(state == DeliveryState.READY.value, col(DeliveryRow.next_at) <= now),
        sa.and_(state == DeliveryState.SENDING.value, col(DeliveryRow.lease_until) < now),
    )


def settle(
    store: Store,
    claimed: Claimed,
    attempt: Attempt,
    now: datetime,
    *,
    phase: str = "",
    code: int = 0,
    text: str = "",
    ambiguous: bool = False,
) -> bool:
    """Note what became of a claimed letter and of its notices.

    ``attempt`` is SENT, FAILED or READY with ``next_at``. False if the lease
    ran out and the letter is in other hands; nothing is changed then.
    """
    outcome = {"last_phase": phase, "last_code": code, "last_text": text[:TEXT_LIMIT]} | _outcome(
        attempt, now
    )
    with store.write() as session:
        changed = session.exec(
            sa.update(DeliveryRow)
            .where(
                col(DeliveryRow.id) == claimed.id,
                col(DeliveryRow.state) == DeliveryState.SENDING.value,
                col(DeliveryRow.lease_token) == claimed.token,
            )
            .values(
                ambiguous=sa.or_(col(DeliveryRow.ambiguous), sa.literal(ambiguous)), **outcome, **_NO_LEASE
            )
        )
        if changed.rowcount:
            _settle_notices(session, claimed.id, attempt.state, now)
    return bool(changed.rowcount)


def _outcome(attempt: Attempt, now: datetime) -> dict[str, Any]:
    match attempt:
        case Attempt(DeliveryState.SENT):
            return {"state": attempt.state.value, "sent_at": now}
        case Attempt(DeliveryState.FAILED):
            return {"state": attempt.state.value}
        case Attempt(DeliveryState.READY, datetime() as next_at, counted):
            return {"state": attempt.state.value, "next_at": next_at} | ({} if counted else _uncounted())
    raise ValueError(f"no such transition: sending to {attempt}")


def _uncounted() -> dict[str, Any]:
    """Forget the attempt that the claim counted; a letter's time to be given up has not begun then."""
    attempts = col(DeliveryRow.attempts)
    is_first = sa.case((attempts == 1, None), else_=col(DeliveryRow.first_try_at))
    return {"attempts": attempts - 1, "first_try_at": is_first}


def _settle_notices(session: Session, delivery_id: int, state: DeliveryState, now: datetime) -> None:
    changes: dict[DeliveryState, dict[str, Any]] = {
        DeliveryState.SENT: {"state": NoticeState.SENT.value},
        DeliveryState.FAILED: {"state": NoticeState.FAILED.value, "reason": NoticeReason.REPLY.value},
    }
    if state in changes:
        session.exec(
            sa.update(NoticeRow)
            .where(
                col(NoticeRow.delivery_id) == delivery_id,
                col(NoticeRow.state) == NoticeState.ATTACHED.value,
            )
            .values(decided_at=now, **changes[state])
        )


def recover(store: Store, now: datetime) -> int:
    """Give back what a dead sender held, marked as ambiguous; return how many letters.

    For the start on SQLite, where the one instance lock proves that no sender
    lives. On PostgreSQL others may be at work: their leases run out by themselves.
    """
    if store.dialect != SQLITE:
        return 0
    with store.write() as session:
        changed = session.exec(
            sa.update(DeliveryRow)
            .where(col(DeliveryRow.state) == DeliveryState.SENDING.value)
            .values(state=DeliveryState.READY.value, ambiguous=True, next_at=now, **_NO_LEASE)
        )
    return changed.rowcount

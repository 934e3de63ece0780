"""The outbox: letters are queued once, claimed under a lease, settled by whoever holds it.

ready → sending → sent, failed, or ready again. Every step is one conditional
update: zero rows changed means that somebody else was first.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, select

from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeReason, NoticeState
from tracker.core.outcome import Attempt
from tracker.store.rows import in_batches, insert, insert_new
from tracker.store.tables import DeliveryBytesRow, DeliveryRow, NoticeRow
from tracker.store.taking import COUNT_DUE, HANDED_OVER, NO_LEASE, NOTICES_OF_TOKEN, TAKE

TEXT_LIMIT = 500  # letters of a server's answer that are kept
A_MINUTE = timedelta(minutes=1)
NO_BRAKE = 1_000_000  # letters a minute

_letter: sa.Table = DeliveryRow.__table__  # type: ignore[attr-defined]
_notice: sa.Table = NoticeRow.__table__  # type: ignore[attr-defined]


class Said(NamedTuple):
    """The identity of a notice, as far as its letter does not tell it."""

    obligation_id: str
    due_version: int
    kind: str
    offset_days: int
    level: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """One letter in the hands of one sender; ``attempts`` counts this one, ``notices`` are what it says."""

    id: int
    token: str = field(repr=False)
    dedup_key: str
    recipient: str
    slot_on: date
    raw: bytes = field(repr=False)
    attempts: int
    first_try_at: datetime
    message_id: str
    ambiguous: bool
    lease_until: datetime
    has_week: bool = False
    notices: tuple[Said, ...] = ()


class Reply(NamedTuple):
    """What the mail server said at last; ``ambiguous`` if it may have taken the letter."""

    phase: str = ""
    code: int = 0
    enhanced: str = ""
    text: str = ""
    ambiguous: bool = False


NO_REPLY = Reply()


def enqueue(session: Session, delivery: DeliveryRow, raw: bytes) -> int | None:
    """Queue a letter with its text and return its id; None if the same letter was queued before."""
    for delivery_id in insert_new(session, [delivery], ["dedup_key"]):
        insert(session, [DeliveryBytesRow(delivery_id=delivery_id, raw=raw)])
        return delivery_id
    return None


def recipients_on(session: Session, slot_on: date) -> set[str]:
    """Return who has a letter of this day, sent or not."""
    return set(session.exec(select(DeliveryRow.recipient).where(DeliveryRow.slot_on == slot_on)))


def claim(
    session: Session,
    owner: str,
    now: datetime,
    lease: timedelta,
    limit: int = 1,
    *,
    per_minute: int = NO_BRAKE,
) -> list[Claimed]:
    """Take letters that are due, the most urgent and longest waiting first; nobody else gets them.

    A letter whose notices were all withheld meanwhile is cancelled and not handed out. With
    ``per_minute`` letters sent in the last minute, or on their way, nothing is taken.
    """
    given = {"owner": owner, "now": now, "until": now + lease, "most": limit}
    while True:
        token = secrets.token_hex(8)
        facts = given | {"token": token, "per_minute": per_minute, **_about(now)}
        taken = session.connection().execute(TAKE, facts).all()
        claimed = _with_notices(session, taken, token) if taken else []
        if claimed or not taken:
            return claimed


def due(session: Session, now: datetime, most: int, *, per_minute: int = NO_BRAKE) -> int:
    """Count the letters that could be claimed now, up to ``most``."""
    facts = {"now": now, "most": most, "per_minute": per_minute, **_about(now)}
    return int(session.connection().execute(COUNT_DUE, facts).scalar_one())


def _about(now: datetime) -> dict[str, datetime]:
    """Bound what others sent just now; what a clock that ran ahead noted does not count."""
    return {"minute_ago": now - A_MINUTE, "in_a_minute": now + A_MINUTE}


def _with_notices(session: Session, taken: Sequence[sa.Row[Any]], token: str) -> list[Claimed]:
    """Hand out what has something to say; a letter that never had notices says something else."""
    said: dict[int, list[Said]] = {}
    for letter, state, *identity in session.connection().execute(NOTICES_OF_TOKEN, {"token": token}):
        attached = said.setdefault(letter, [])
        if state == NoticeState.ATTACHED.value:
            attached.append(Said(*identity))
    silent = {letter for letter, attached in said.items() if not attached}
    empty = [row.id for row in taken if row.id in silent and not row.has_week]
    if empty:
        _cancel(session, empty)
    return [
        Claimed(
            **{name: getattr(row, name) for name in HANDED_OVER},
            token=token,
            notices=tuple(said.get(row.id, ())),
        )
        for row in sorted(taken, key=lambda row: row.id)
        if row.id not in empty
    ]


def _cancel(session: Session, ids: Sequence[int]) -> None:
    withdrawn = {"state": DeliveryState.CANCELLED.value, "attempts": _letter.c.attempts - 1, **NO_LEASE}
    for batch in in_batches(ids):
        session.connection().execute(sa.update(_letter).where(_letter.c.id.in_(batch)).values(**withdrawn))


def settle(
    session: Session, claimed: Claimed, attempt: Attempt, now: datetime, reply: Reply = NO_REPLY
) -> bool:
    """Note what became of a claimed letter and of its notices.

    ``attempt`` is SENT, FAILED or READY with ``next_at``. False if the lease
    ran out and the letter is in other hands; nothing is changed then.
    """
    facts = {
        "of_id": claimed.id,
        "of_token": claimed.token,
        "phase": reply.phase,
        "code": reply.code,
        "enhanced": reply.enhanced,
        "words": reply.text[:TEXT_LIMIT],
        "may_have_left": reply.ambiguous,
        "at": attempt.next_at or now,
    }
    changed = session.connection().execute(_settlement(_outcome(attempt), counted=attempt.counted), facts)
    if changed.rowcount:
        _settle_notices(session, [claimed.id], attempt, now)
    return bool(changed.rowcount)


def _outcome(attempt: Attempt) -> DeliveryState:
    match attempt:
        case Attempt(DeliveryState.SENT | DeliveryState.FAILED) | Attempt(DeliveryState.READY, datetime()):
            return attempt.state
    raise ValueError(f"no such transition: sending to {attempt}")


@cache
def _settlement(state: DeliveryState, *, counted: bool) -> sa.Update:
    """Build the statement once: it is run for every letter."""
    at = sa.bindparam("at", type_=_letter.c.next_at.type)
    when = {DeliveryState.SENT: {"sent_at": at}, DeliveryState.READY: {"next_at": at}}.get(state, {})
    return (
        sa.update(_letter)
        .where(
            _letter.c.id == sa.bindparam("of_id"),
            _letter.c.state == DeliveryState.SENDING.value,
            _letter.c.lease_token == sa.bindparam("of_token"),
        )
        .values(
            state=state.value,
            last_phase=sa.bindparam("phase"),
            last_code=sa.bindparam("code"),
            last_enhanced=sa.bindparam("enhanced"),
            last_text=sa.bindparam("words"),
            ambiguous=sa.or_(_letter.c.ambiguous, sa.bindparam("may_have_left", type_=sa.Boolean)),
            **when,
            **({} if counted else _uncounted()),
            **NO_LEASE,
        )
    )


def _uncounted() -> dict[str, Any]:
    """Forget the attempt that the claim counted; a letter's time to be given up has not begun then."""
    is_first = sa.case((_letter.c.attempts == 1, None), else_=_letter.c.first_try_at)
    return {"attempts": _letter.c.attempts - 1, "first_try_at": is_first}


def _settle_notices(session: Session, ids: Sequence[int], attempt: Attempt, now: datetime) -> None:
    changes: dict[DeliveryState, dict[str, Any]] = {
        DeliveryState.SENT: {"state": NoticeState.SENT.value},
        DeliveryState.FAILED: {"state": NoticeState.FAILED.value, "reason": attempt.why.value},
        DeliveryState.EXPIRED: {"state": NoticeState.SUPERSEDED.value, "reason": NoticeReason.NEWER.value},
        DeliveryState.CANCELLED: {"state": NoticeState.CANCELLED.value, "reason": attempt.why.value},
    }
    if attempt.state in changes:
        session.connection().execute(
            sa.update(_notice)
            .where(_notice.c.delivery_id.in_(ids), _notice.c.state == NoticeState.ATTACHED.value)
            .values(decided_at=now, **changes[attempt.state])
        )


def end(session: Session, ids: Sequence[int], attempt: Attempt, now: datetime) -> list[int]:
    """End letters that wait, for good: FAILED, EXPIRED or CANCELLED; return those that did wait."""
    return _finish(session, ids, DeliveryState.READY, attempt, now)


def note_sent(session: Session, delivery_id: int, at: datetime) -> bool:
    """Note that a letter left at this instant, whoever holds it now."""
    outcome = Attempt(DeliveryState.SENT)
    return any(
        _finish(session, [delivery_id], state, outcome, at)
        for state in (DeliveryState.SENDING, DeliveryState.READY)
    )


def _finish(
    session: Session, ids: Sequence[int], before: DeliveryState, attempt: Attempt, now: datetime
) -> list[int]:
    sent = {"sent_at": now} if attempt.state is DeliveryState.SENT else {}
    ended: list[int] = []
    for batch in in_batches(ids):
        changed = (
            sa.update(_letter)
            .where(_letter.c.id.in_(batch), _letter.c.state == before.value)
            .values(state=attempt.state.value, **sent, **NO_LEASE)
            .returning(_letter.c.id)
        )
        ended += session.connection().execute(changed).scalars()
    for batch in in_batches(ended):
        _settle_notices(session, batch, attempt, now)
    return ended


def see(session: Session, ids: Sequence[int] | None, now: datetime) -> list[int]:
    """Note that somebody saw the failures of these letters, or of all; return those not seen before."""
    unseen = [_letter.c.state == DeliveryState.FAILED.value, _letter.c.seen_at.is_(None)]
    if ids is not None:
        unseen.append(_letter.c.id.in_(ids))
    changed = sa.update(_letter).where(*unseen).values(seen_at=now).returning(_letter.c.id)
    return sorted(session.connection().execute(changed).scalars())

"""A database that was set back is told what happened since: letters that left, and what they said."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeReason, NoticeState
from tracker.core.outcome import Attempt
from tracker.store.notices import insert_notices
from tracker.store.outbox import end
from tracker.store.repeats import notices_of, still_true
from tracker.store.rows import values
from tracker.store.tables import SAID_ONCE, DeliveryRow, NoticeRow, ObligationRow

_WAITING = (DeliveryState.READY.value, DeliveryState.SENDING.value)
_UNSAID = (NoticeState.PLANNED.value, NoticeState.ATTACHED.value)


def sent_ids(session: Session) -> set[str]:
    """Return the Message-IDs of all letters that the database knows to have left."""
    wanted = select(DeliveryRow.message_id).where(DeliveryRow.state == DeliveryState.SENT.value)
    return set(session.exec(wanted))


def note_letter(session: Session, letter: DeliveryRow) -> int:
    """Let a letter count as sent, and return its id; one that is not there is added, without its text."""
    found = _same(session, letter)
    if found is None:
        session.add(letter)
    elif found.state in _WAITING:
        found.state, found.sent_at = letter.state, letter.sent_at
        found.lease_owner, found.lease_token, found.lease_until = "", "", None
    session.flush()
    noted = (found or letter).id
    assert noted is not None  # noqa: S101  (flushed: for the type checker)
    return noted


def _same(session: Session, letter: DeliveryRow) -> DeliveryRow | None:
    is_same = sa.or_(
        col(DeliveryRow.message_id) == letter.message_id, col(DeliveryRow.dedup_key) == letter.dedup_key
    )
    return session.exec(select(DeliveryRow).where(is_same).order_by(col(DeliveryRow.id).desc())).first()


def note_said(session: Session, notices: Sequence[NoticeRow]) -> int:
    """Let notices count as said; return how many did not before.

    Left out is what the database has no obligation for, and dates that it does not know yet: when they
    are entered again, they are told again.
    """
    known = [notice for notice in notices if _is_known(session, notice)]
    return sum(_note_waiting(session, notice) for notice in known) + insert_notices(session, known)


def _is_known(session: Session, notice: NoticeRow) -> bool:
    version = select(ObligationRow.due_version).where(ObligationRow.id == notice.obligation_id)
    return (session.exec(version).first() or 0) >= notice.due_version


def _note_waiting(session: Session, notice: NoticeRow) -> int:
    same = [col(getattr(NoticeRow, name)) == getattr(notice, name) for name in SAID_ONCE]
    said = {name: values(notice)[name] for name in ("state", "reason", "delivery_id", "decided_at")}
    changed = session.exec(
        sa.update(NoticeRow).where(*same, col(NoticeRow.state).in_(_UNSAID)).values(**said)
    )
    return changed.rowcount


def plan_again(session: Session, today: date, now: datetime) -> int:
    """Take back the letters of earlier days that wait; return how many.

    They would leave beside today's. What they say and is still true waits for that one letter instead; of
    the week they have told nobody.
    """
    is_earlier = (col(DeliveryRow.state) == DeliveryState.READY.value, col(DeliveryRow.slot_on) < today)
    found = session.exec(select(DeliveryRow.id).where(*is_earlier))
    letters = [letter for letter in found if letter is not None]
    for letter in letters:
        _let_wait(session, letter, today, now)
    session.flush()
    session.exec(sa.update(DeliveryRow).where(*is_earlier).values(has_week=False))
    return len(end(session, letters, Attempt(DeliveryState.CANCELLED, why=NoticeReason.RESTORED), now))


def _let_wait(session: Session, letter: int, today: date, now: datetime) -> None:
    said = notices_of(session, letter, NoticeState.ATTACHED)
    true = {notice.id for notice in still_true(session, said, today)}
    for notice in said:
        if notice.id in true:
            notice.state, notice.reason = NoticeState.PLANNED.value, NoticeReason.CATCH_UP.value
            notice.slot_on = today
        else:
            notice.state, notice.reason = NoticeState.SUPERSEDED.value, NoticeReason.NEWER.value
        notice.delivery_id, notice.decided_at = None, now
        session.add(notice)

"""Notices: what was said, what is to be said, what is withheld."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeKind, NoticeReason, NoticeState
from tracker.store.rows import in_batches, insert_new
from tracker.store.tables import SAID_ONCE, DeliveryBytesRow, DeliveryRow, NoticeRow, ObligationRow

RungKey = tuple[NoticeKind, int, int]


def said_keys(session: Session, obligation_ids: Sequence[str]) -> dict[str, set[RungKey]]:
    """Return what was spoken, passed over or withheld for the present dates: (kind, offset, level)."""
    said: dict[str, set[RungKey]] = defaultdict(set)
    for batch in in_batches(obligation_ids):
        for obligation_id, kind, offset, level in session.exec(_said(batch)):
            said[obligation_id].add((NoticeKind(kind), offset, level))
    return dict(said)


def _said(obligation_ids: Sequence[str]) -> Select[str, str, int, int]:
    key = (NoticeRow.obligation_id, NoticeRow.kind, NoticeRow.offset_days, NoticeRow.level)
    of_present_dates = sa.and_(
        col(ObligationRow.id) == col(NoticeRow.obligation_id),
        col(ObligationRow.due_version) == col(NoticeRow.due_version),
    )
    wanted = select(*key).join(ObligationRow, of_present_dates).distinct()
    return wanted.where(col(NoticeRow.obligation_id).in_(obligation_ids))


def insert_notices(session: Session, notices: Sequence[NoticeRow]) -> int:
    """Store notices; one that was stored before stays as it is. Return how many are new."""
    return len(insert_new(session, notices, SAID_ONCE))


def cancel_notices(session: Session, obligation_id: str, reason: NoticeReason, now: datetime) -> int:
    """Withhold what an obligation has not said yet; a letter with nothing left to say is withheld too.

    A letter that is on its way right now cannot be called back. Return how many
    notices are withheld.
    """
    letters = _waiting_letters(session, obligation_id)
    is_waiting = sa.or_(
        col(NoticeRow.state) == NoticeState.PLANNED.value,
        sa.and_(col(NoticeRow.state) == NoticeState.ATTACHED.value, col(NoticeRow.delivery_id).in_(letters)),
    )
    withheld = session.exec(
        sa.update(NoticeRow)
        .where(col(NoticeRow.obligation_id) == obligation_id, is_waiting)
        .values(state=NoticeState.CANCELLED.value, reason=reason.value, decided_at=now)
    )
    _cancel_empty(session, letters)
    return withheld.rowcount


def _waiting_letters(session: Session, obligation_id: str) -> list[int]:
    """Find the letters that carry an obligation and have not left, and keep senders away from them."""
    carrying = select(NoticeRow.delivery_id).where(NoticeRow.obligation_id == obligation_id)
    wanted = (
        select(DeliveryRow.id)
        .where(col(DeliveryRow.id).in_(carrying), DeliveryRow.state == DeliveryState.READY.value)
        .order_by(col(DeliveryRow.id))
        .with_for_update()
    )
    return [letter for letter in session.exec(wanted) if letter is not None]


def _cancel_empty(session: Session, letters: Sequence[int]) -> None:
    attached = sa.exists().where(
        col(NoticeRow.delivery_id) == col(DeliveryRow.id),
        col(NoticeRow.state) == NoticeState.ATTACHED.value,
    )
    session.exec(
        sa.update(DeliveryRow)
        .where(col(DeliveryRow.id).in_(letters), sa.not_(attached))
        .values(state=DeliveryState.CANCELLED.value)
    )


def carry_said(session: Session, obligation_id: str, versions: tuple[int, int], now: datetime) -> None:
    """Count what was said about dates that are back as said about them now; what was withheld is not.

    ``versions`` are the due version that the dates had and the one they have.
    """
    before, present = versions
    spoken = (NoticeState.SENT, NoticeState.ATTACHED, NoticeState.SUPERSEDED, NoticeState.FAILED)
    wanted = select(NoticeRow).where(
        NoticeRow.obligation_id == obligation_id,
        NoticeRow.due_version == before,
        col(NoticeRow.state).in_([state.value for state in spoken]),
    )
    again = {
        "due_version": present,
        "state": NoticeState.SUPERSEDED.value,
        "reason": NoticeReason.SAID.value,
        "delivery_id": None,
        "decided_at": now,
    }
    found = session.exec(wanted.order_by(col(NoticeRow.id)))
    insert_notices(session, [NoticeRow(**notice.model_dump(exclude={"id"}) | again) for notice in found])


def last_letter(session: Session) -> tuple[int, int]:
    """Return the ids of the newest notice and the newest letter, 0 where there is none."""
    notice = session.exec(select(sa.func.max(NoticeRow.id))).one()
    letter = session.exec(select(sa.func.max(DeliveryRow.id))).one()
    return notice or 0, letter or 0


def forget_letters(session: Session, notice: int, letter: int) -> None:
    """Remove every notice and letter after these ids."""
    session.exec(sa.delete(NoticeRow).where(col(NoticeRow.id) > notice))
    session.exec(sa.delete(DeliveryBytesRow).where(col(DeliveryBytesRow.delivery_id) > letter))
    session.exec(sa.delete(DeliveryRow).where(col(DeliveryRow.id) > letter))

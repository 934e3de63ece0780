"""Letters that failed, and what may be said again in another letter."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeKind, NoticeReason, NoticeState
from tracker.core.standing import Status
from tracker.store.tables import DeliveryBytesRow, DeliveryRow, NoticeRow, ObligationRow
from tracker.store.waiting import PASSING




def find_letter(session: Session, delivery_id: int) -> DeliveryRow | None:
    """Return a letter, kept from other transactions until this one ends."""
    wanted = select(DeliveryRow).where(DeliveryRow.id == delivery_id).with_for_update()
    return session.exec(wanted).first()


def text_of(session: Session, delivery_id: int) -> bytes:
    """Return a letter's text; empty where it is not kept any more."""
    wanted = select(DeliveryBytesRow.raw).where(DeliveryBytesRow.delivery_id == delivery_id)
    return session.exec(wanted).first() or b""


def follower(session: Session, delivery_id: int) -> int | None:
    """Return the letter that repeats this one, if there is one."""
    return session.exec(select(DeliveryRow.id).where(DeliveryRow.follows == delivery_id)).first()


def notices_of(session: Session, delivery_id: int, *states: NoticeState) -> list[NoticeRow]:
    """Return a letter's notices in these states."""
    wanted = select(NoticeRow).where(
        NoticeRow.delivery_id == delivery_id, col(NoticeRow.state).in_([state.value for state in states])
    )
    return list(session.exec(wanted.order_by(col(NoticeRow.id))))


def still_true(session: Session, notices: Sequence[NoticeRow], today: date) -> list[NoticeRow]:
    """Return the notices that may be given today: of the present dates, and not out of date."""
    ids = {notice.obligation_id for notice in notices}
    found = session.exec(select(ObligationRow).where(col(ObligationRow.id).in_(ids)))
    duties = {duty.id: duty for duty in found}
    return [notice for notice in notices if _is_true(notice, duties[notice.obligation_id], today)]


def _is_true(notice: NoticeRow, duty: ObligationRow, today: date) -> bool:
    if notice.kind == NoticeKind.CLOSED.value:
        return duty.status == Status.DONE.value
    if duty.status != Status.OPEN.value or duty.due_version != notice.due_version:
        return False
    return notice.kind not in PASSING or today <= duty.act_by


def attach(session: Session, notices: Sequence[NoticeRow], delivery_id: int, now: datetime) -> None:
    """Move notices to the letter that repeats theirs."""
    for notice in notices:
        notice.state, notice.reason = NoticeState.ATTACHED.value, NoticeReason.CATCH_UP.value
        notice.delivery_id, notice.decided_at = delivery_id, now
        session.add(notice)


def failures_unseen(session: Session) -> list[int]:
    """List the letters that failed and that nobody has seen."""
    wanted = select(DeliveryRow.id).where(
        DeliveryRow.state == DeliveryState.FAILED.value, col(DeliveryRow.seen_at).is_(None)
    )
    return [letter for letter in session.exec(wanted.order_by(col(DeliveryRow.id))) if letter is not None]


def letter_by_message_id(session: Session, message_id: str) -> DeliveryRow | None:
    """Find a letter by its name."""
    return session.exec(select(DeliveryRow).where(DeliveryRow.message_id == message_id)).first()


def last_letter_to(session: Session, recipient: str) -> DeliveryRow | None:
    """Find the last letter that left for an address, however its capitals are written."""
    wanted = select(DeliveryRow).where(
        sa.func.lower(DeliveryRow.recipient) == recipient.lower(), DeliveryRow.state == DeliveryState.SENT.value
    )
    return session.exec(wanted.order_by(col(DeliveryRow.sent_at).desc()).limit(1)).first()

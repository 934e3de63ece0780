"""Letters counted: a sign that the service lives."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from tracker.core.delivery import DeliveryState
from tracker.store.tables import DeliveryRow


class Tally(NamedTuple):
    """How many letters left and how many were given up since a moment, and how many wait now."""

    sent: int
    failed: int
    waiting: int


def tally(session: Session, since: datetime) -> Tally:
    """Count the letters since a moment."""
    state = col(DeliveryRow.state)
    is_given_up = state.in_([DeliveryState.FAILED.value, DeliveryState.EXPIRED.value])
    is_waiting = sa.or_(state == DeliveryState.READY.value, state == DeliveryState.SENDING.value)
    return Tally(
        sent=_count(session, state == DeliveryState.SENT.value, col(DeliveryRow.sent_at) >= since),
        failed=_count(session, is_given_up, col(DeliveryRow.slot_on) >= since.date()),
        waiting=_count(session, is_waiting),
    )


def _count(session: Session, *wanted: sa.ColumnElement[bool]) -> int:
    count = sa.select(sa.func.count()).select_from(DeliveryRow).where(*wanted)
    return int(session.execute(count).scalar_one())

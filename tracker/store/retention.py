"""What is not kept for ever."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from tracker.core.delivery import DeliveryState
from tracker.store.tables import DeliveryBytesRow, DeliveryRow

_OPEN = (DeliveryState.READY.value, DeliveryState.SENDING.value)


def forget_texts(session: Session, before: datetime, limit: int) -> int:
    """Remove the texts of letters that were settled before a moment; rows and hashes stay.

    A letter that was not sent was settled soon after its last attempt was due. Return how many
    went, ``limit`` at most.
    """
    settled_at = sa.func.coalesce(col(DeliveryRow.sent_at), col(DeliveryRow.next_at))
    wanted = (
        sa.select(col(DeliveryBytesRow.delivery_id))
        .join(DeliveryRow, col(DeliveryRow.id) == col(DeliveryBytesRow.delivery_id))
        .where(col(DeliveryRow.state).not_in(_OPEN), settled_at < before)
        .limit(limit)
    )
    gone = session.exec(sa.delete(DeliveryBytesRow).where(col(DeliveryBytesRow.delivery_id).in_(wanted)))
    return gone.rowcount

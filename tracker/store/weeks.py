"""Which letters tell of the week."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.store.notices import cancel_empty
from tracker.store.tables import DeliveryRow


def told_between(session: Session, first: date, last: date) -> set[str]:
    """Return who has a letter of these days, both inclusive, that tells of the week, sent or not."""
    is_theirs = col(DeliveryRow.slot_on).between(first, last)
    return set(session.exec(select(DeliveryRow.recipient).where(is_theirs, col(DeliveryRow.has_week))))


def untell_after(session: Session, today: date) -> None:
    """Let letters of later days tell of no week; those that wait and tell of nothing else are withheld."""
    is_ahead = (col(DeliveryRow.slot_on) > today, col(DeliveryRow.has_week))
    changed = sa.update(DeliveryRow).where(*is_ahead).values(has_week=False).returning(col(DeliveryRow.id))
    cancel_empty(session, list(session.execute(changed).scalars()))

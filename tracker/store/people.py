"""What is known of people beside the settings: who is away, and whose address is dead."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.core.staffing import Leave
from tracker.store.tables import AddressTroubleRow, LeaveRow

DEAD_AFTER = 3  # different days on which an address was refused for good


def leaves_on(session: Session, day: date) -> tuple[Leave, ...]:
    """Return who is away on a day."""
    wanted = select(LeaveRow).where(LeaveRow.first_on <= day, LeaveRow.last_on >= day)
    found = session.exec(wanted.where(col(LeaveRow.ended_at).is_(None)).order_by(col(LeaveRow.id)))
    return tuple(Leave(row.address, row.first_on, row.last_on, row.stand_in) for row in found)


def dead_addresses(session: Session) -> frozenset[str]:
    """Return the addresses that were refused for good on three different days."""
    address = col(AddressTroubleRow.address)
    refused = sa.select(address).group_by(address).having(sa.func.count() >= DEAD_AFTER)
    return frozenset(session.execute(refused).scalars())

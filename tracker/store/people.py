"""Who is away, and which addresses refuse letters."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.core.staffing import Leave
from tracker.store.rows import replace
from tracker.store.tables import AddressTroubleRow, LeaveRow

DEAD_AFTER = 3  # different days on which an address was refused


def leaves_on(session: Session, day: date) -> tuple[Leave, ...]:
    """Return who is away on a day."""
    return tuple(leave for leave in leaves_from(session, day) if leave.first_on <= day)


def leaves_from(session: Session, day: date) -> tuple[Leave, ...]:
    """Return every leave that lasts to a day or later, coming ones too."""
    return tuple(
        Leave(row.address, row.first_on, row.last_on, row.stand_in) for row in leave_rows(session, day)
    )


def leave_rows(session: Session, day: date) -> list[LeaveRow]:
    """Return the rows of the leaves that last to a day or later, the next one first."""
    counts = (col(LeaveRow.ended_at).is_(None), LeaveRow.last_on >= day)
    order = (col(LeaveRow.first_on), col(LeaveRow.id))
    return list(session.exec(select(LeaveRow).where(*counts).order_by(*order)))


def add_leave(session: Session, leave: LeaveRow) -> None:
    """Store a leave."""
    session.add(leave)
    session.flush()


def end_leave(session: Session, leaves: Sequence[LeaveRow], now: datetime) -> None:
    """Take leaves back: they count no more."""
    for leave in leaves:
        leave.ended_at = now
        session.add(leave)


def troubles(session: Session) -> list[AddressTroubleRow]:
    """Return the days on which addresses were refused, by address and day."""
    order = (col(AddressTroubleRow.address), col(AddressTroubleRow.refused_on))
    return list(session.exec(select(AddressTroubleRow).order_by(*order)))


def dead_addresses(session: Session) -> frozenset[str]:
    """Return the addresses that were refused for good on so many days that nothing is sent there."""
    address, days = col(AddressTroubleRow.address), sa.func.count()
    return frozenset(session.exec(select(address).group_by(address).having(days >= DEAD_AFTER)))


def note_trouble(session: Session, address: str, on: date, code: int, text: str, now: datetime) -> None:
    """Note that an address was refused for good on a day; several times a day count as one."""
    row = AddressTroubleRow(address=address, refused_on=on, code=code, text=text, at=now)
    replace(session, row, once=("address", "refused_on"))


def clear_trouble(session: Session, address: str) -> int:
    """Forget that an address was refused: letters arrive again; return on how many days it was."""
    session.flush()
    gone = session.connection().execute(
        sa.delete(AddressTroubleRow).where(col(AddressTroubleRow.address) == address)
    )
    return gone.rowcount

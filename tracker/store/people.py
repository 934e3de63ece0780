"""Addresses in trouble."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from tracker.store.rows import replace
from tracker.store.tables import AddressTroubleRow


def note_trouble(session: Session, address: str, on: date, code: int, text: str, now: datetime) -> None:
    """Note that an address was refused for good on a day; a second time on that day changes nothing."""
    row = AddressTroubleRow(address=address, refused_on=on, code=code, text=text, at=now)
    replace(session, row, once=("address", "refused_on"))


def clear_trouble(session: Session, address: str) -> None:
    """Forget an address's trouble: a letter arrived."""
    session.connection().execute(sa.delete(AddressTroubleRow).where(col(AddressTroubleRow.address) == address))

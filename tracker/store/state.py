"""Facts of the running service, by name."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.store.rows import replace
from tracker.store.tables import StateRow


def get_state(session: Session, name: str) -> str | None:
    """Return a fact, None if it was never noted."""
    return session.exec(select(StateRow.value).where(StateRow.name == name)).first()


def set_state(session: Session, name: str, value: str) -> None:
    """Note a fact in place of what was noted before."""
    replace(session, StateRow(name=name, value=value), once=("name",))


def forget_states(session: Session, prefix: str) -> None:
    """Remove every fact whose name begins so."""
    session.exec(sa.delete(StateRow).where(col(StateRow.name).startswith(prefix, autoescape=True)))

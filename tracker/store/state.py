"""Facts of the running service, by name."""

from sqlmodel import Session, select

from tracker.store.rows import replace
from tracker.store.tables import StateRow


def get_state(session: Session, name: str) -> str | None:
    """Return a fact, None if it was never noted."""
    return session.exec(select(StateRow.value).where(StateRow.name == name)).first()


def set_state(session: Session, name: str, value: str) -> None:
    """Note a fact in place of what was noted before."""
    replace(session, StateRow(name=name, value=value), once=("name",))

"""Daemons that share one PostgreSQL database: the notes of each, and the clock that all go by."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.core.nodes import PREFIX, Node, read_node
from tracker.store.engine import Store
from tracker.store.state import set_state
from tracker.store.tables import StateRow

FORGOTTEN = timedelta(days=1)  # after its last note


def note_node(session: Session, node: Node) -> None:
    """Note that a daemon lives."""
    set_state(session, *node.note())


def forget_node(session: Session, node: Node) -> None:
    """Forget a daemon that ends."""
    session.exec(sa.delete(StateRow).where(col(StateRow.name) == node.note()[0]))


def living_nodes(session: Session, now: datetime) -> list[Node]:
    """Return the daemons that live, and forget those that were killed long ago."""
    noted = session.exec(select(StateRow).where(col(StateRow.name).startswith(PREFIX, autoescape=True))).all()
    nodes = [read_node(row.name, row.value) for row in noted]
    for node in (node for node in nodes if abs(now - node.at) > FORGOTTEN):
        forget_node(session, node)
    return [node for node in nodes if node.lives(now)]


def server_now(store: Store) -> datetime:
    """Ask PostgreSQL what time it is; the answer is as old as the way back."""
    with store.read() as session:
        found: datetime = session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return found

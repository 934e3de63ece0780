"""The mail server's breaker, a fact of the running service that all daemons share."""

from sqlmodel import Session

from tracker.core.breaker import BREAKER, Breaker, read, written
from tracker.store.engine import hold
from tracker.store.state import get_state, set_state


def load_breaker(session: Session) -> Breaker:
    """Read the breaker and keep it from other transactions until this one ends."""
    hold(session, BREAKER)
    return read(get_state(session, BREAKER))


def save_breaker(session: Session, breaker: Breaker) -> None:
    """Note the breaker for all daemons."""
    set_state(session, BREAKER, written(breaker))

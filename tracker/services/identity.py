"""The name of this installation, made once: identities of letters are derived from it."""

import secrets

from tracker.store.engine import Session
from tracker.store.state import get_state, set_state

INSTALLATION = "installation_id"


def installation_id(session: Session) -> str:
    """Return the installation's name; it outlives restarts and moves with the database."""
    name = get_state(session, INSTALLATION)
    if name is None:
        name = secrets.token_hex(8)
        set_state(session, INSTALLATION, name)
    return name

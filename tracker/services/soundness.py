"""A damaged database is not worked with: nothing is planned and nothing is sent until it is put right."""

import logging
from weakref import WeakKeyDictionary

from tracker.app import App
from tracker.core.health import SOUND
from tracker.services.marks import INTEGRITY
from tracker.store.state import get_state

log = logging.getLogger("tracker.soundness")

_told: "WeakKeyDictionary[App, str]" = WeakKeyDictionary()


def is_sound(app: App) -> bool:
    """Whether the last look at the database found it whole; a flaw is told once, not at every turn."""
    with app.store.read() as session:
        found = get_state(session, INTEGRITY) or SOUND
    if found != _told.get(app, SOUND):
        _tell(found)
    _told[app] = found
    return found == SOUND


def _tell(found: str) -> None:
    if found == SOUND:
        log.warning("the database is sound again; letters are planned and sent")
    else:
        log.critical("nothing is planned or sent, the database is damaged: restore a copy; %s", found)

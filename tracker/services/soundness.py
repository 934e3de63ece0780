"""A damaged database is not worked with: nothing is planned and nothing is sent until it is put right."""

import logging
from weakref import WeakKeyDictionary

from tracker.app import App
from tracker.core.health import SOUND
from tracker.errors import StoreError
from tracker.services.marks import INTEGRITY
from tracker.store.backup import quick_check
from tracker.store.location import SQLITE, locate
from tracker.store.state import get_state, set_state

log = logging.getLogger("tracker.soundness")

_told: "WeakKeyDictionary[App, str]" = WeakKeyDictionary()


def look(app: App) -> str:
    """Look at every page of an SQLite file and note what was found: "ok", or the first flaw; else empty."""
    location = locate(app.config.database.url)
    if location.dialect != SQLITE:
        return ""
    found = quick_check(location.path)
    if found != SOUND:
        log.critical("the database is damaged: %s", found)
    if found != _noted(app):
        with app.store.write() as session:
            set_state(session, INTEGRITY, found)
    return found


def _noted(app: App) -> str | None:
    with app.store.read() as session:
        return get_state(session, INTEGRITY)


def refuse_damaged(app: App) -> None:
    """Look before a service does anything; StoreError where the file is damaged, which is kept as it is."""
    if look(app) not in {"", SOUND}:
        raise StoreError("store.damaged", place=app.store.place)


def is_sound(app: App) -> bool:
    """Whether the last look at the database found it whole; a flaw is told once, not at every turn."""
    found = _noted(app) or SOUND
    if found != _told.get(app, SOUND):
        _tell(found)
    _told[app] = found
    return found == SOUND


def _tell(found: str) -> None:
    if found == SOUND:
        log.warning("the database is sound again; letters are planned and sent")
    else:
        log.critical("nothing is planned or sent, the database is damaged: restore a copy; %s", found)

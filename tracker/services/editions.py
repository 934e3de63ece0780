"""What calendar entries are made with: where it changes, all are out of date."""

import logging
from hashlib import sha256
from importlib.metadata import version
from weakref import WeakKeyDictionary

from tracker.app import App
from tracker.feeds.tokens import load_key, proof_for
from tracker.services.marks import EDITION
from tracker.store.engine import hold
from tracker.store.events import outdate_all
from tracker.store.state import get_state, set_state

MADE_BY = (version("tracker"), version("icalendar"))

log = logging.getLogger("tracker.editions")

_taken_up: "WeakKeyDictionary[App, str]" = WeakKeyDictionary()


def edition_of(app: App) -> str:
    """Name everything besides the rows that the bytes depend on."""
    settings, units = app.config.feeds, app.config.units
    confirmed = sorted(app.calendar.confirmed_years)
    names = [(unit.code, unit.name, unit.aliases) for unit in units]
    parts = (
        *MADE_BY,
        proof_for(load_key(settings.key_file), ""),
        *(app.config.office.domain, app.config.feeds_address, settings.shown_on, settings.done_days),
        *(confirmed, names),
    )
    return sha256(repr(parts).encode()).hexdigest()[:16]


def take_up_edition(app: App) -> None:
    """Let all entries be rendered anew where they were made with something else.

    Once for what is set up here: two services that differ would undo each other's work for ever, and
    letters wait for it.
    """
    edition = edition_of(app)
    if _taken_up.get(app) == edition:
        return
    with app.store.write() as session:
        hold(session, "publishing")
        known = get_state(session, EDITION)
        if known != edition:
            outdate_all(session)
            set_state(session, EDITION, edition)
    if known not in {None, edition}:
        log.warning("calendar entries are rendered anew: they were made with other settings, key or version")
    _taken_up[app] = edition

"""One daemon among others on PostgreSQL: it joins, beats, leaves, and agrees with the rest on the time."""

import logging
import os
import socket
from datetime import timedelta

from tracker.app import App
from tracker.core.nodes import Node
from tracker.errors import BusyError, StoreError
from tracker.store.engine import hold
from tracker.store.nodes import forget_node, living_nodes, note_node, server_now

APART = timedelta(seconds=60)  # a machine whose clock is further from the server's is not let in

log = logging.getLogger("tracker.nodes")


def join(app: App) -> None:
    """Agree with the server on the time, and note that this daemon lives.

    StoreError where the clocks are too far apart. BusyError where a trial would work beside a real
    service: its day is another, and so would be everybody's letters.
    """
    _agree(app)
    with app.store.write() as session:
        hold(session, "nodes")
        me = _me(app)
        for other in living_nodes(session, me.at):
            if other.name != me.name and (other.is_trial or me.is_trial):
                raise BusyError("daemon.trial_beside", node=other.name)
        note_node(session, me)


def beat_node(app: App) -> None:
    """Note that this daemon lives, and follow the server's clock."""
    try:
        _agree(app)
    except StoreError as error:
        log.critical("%s: %s s", error.key, error.facts.get("seconds"))
    with app.store.write() as session:
        note_node(session, _me(app))


def leave(app: App) -> None:
    """Note that this daemon ends."""
    with app.store.write() as session:
        forget_node(session, _me(app))


def _agree(app: App) -> None:
    clock = app.clock.agreed_with(server_now(app.store))
    if abs(clock.correction) > APART:
        seconds = round(clock.correction.total_seconds())
        raise StoreError("store.clock_apart", place=app.store.place, seconds=seconds)
    if not app.clock.is_set:
        app.clock = clock


def _me(app: App) -> Node:
    return Node(f"{socket.gethostname()}:{os.getpid()}", app.clock.real(), app.clock.is_set)

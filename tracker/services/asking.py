"""Every open obligation asked again: its notices may have other days now.

Very many are asked some at a time, and that it is under way is noted with each: others must not wait long
for the database, and whoever is cut short goes on where it stopped.
"""

from collections.abc import Callable
from datetime import date

from tracker.app import App
from tracker.services.marks import ASKING
from tracker.store.engine import Session, hold
from tracker.store.obligations import ask_later_ones
from tracker.store.state import get_state, set_state

BATCH = 5000  # obligations in one transaction
UNDER_WAY, ENDED = "under way", ""


def ask_all_again(session: Session, today: date) -> None:
    """Ask today what was to be asked later; of very many the first ones, the rest at the next planning."""
    is_cut = ask_later_ones(session, today, BATCH) == BATCH
    set_state(session, ASKING, UNDER_WAY if is_cut else ENDED)


def is_asking(session: Session) -> bool:
    """Whether some obligations still wait to be asked again."""
    return get_state(session, ASKING) == UNDER_WAY


def ask_the_rest(app: App, today: date, is_stopping: Callable[[], bool]) -> None:
    """Ask what still waits to be asked; told to stop, it leaves the rest to the next planning."""
    while not is_stopping():
        with app.store.write() as session:
            hold(session, "planning")
            if not is_asking(session):
                return
            ask_all_again(session, today)

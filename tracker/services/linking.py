"""The names in plans linked to the units that they mean, where that may be others than before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tracker.app import App
from tracker.core.directory import Directory
from tracker.errors import StoreError
from tracker.services.marks import LINKED
from tracker.services.merging import unit_code
from tracker.services.reading import edition
from tracker.store.engine import Session, hold
from tracker.store.events import outdate_tasks
from tracker.store.history import record
from tracker.store.obligations import ask_owners_again
from tracker.store.parties import Named, give_units, named_in
from tracker.store.plans import note_of_plans, plans_not_noted

BATCH = 100  # plans in one transaction: others must not wait long for the database


@dataclass(frozen=True, slots=True)
class Linked:
    """How many tasks got an owner who is known now, and how many open duties those have."""

    tasks: int = 0
    open_duties: int = 0


def link(app: App, directory: Directory, is_stopping: Callable[[], bool] = lambda: False) -> Linked:
    """Resolve the names of plans that other units were known to, each as of its plan's day of issue.

    Letters find their recipients on the day they are written; so it is enough
    that open duties are asked today, and that their events and feeds are made anew.
    Cut short between two transactions, it goes on where it stopped the next time.
    """
    if not _has_database(app):
        return Linked()
    total, known, resolved = Linked(), names_known(directory), _Resolved(directory)
    while not is_stopping():
        with app.store.write() as session:
            hold(session, "planning")
            plans = plans_not_noted(session, LINKED, known, most=BATCH)
            if not plans:
                break
            found = _link(session, app, plans, resolved)
            note_of_plans(session, LINKED, plans, known)
        total = Linked(total.tasks + found.tasks, total.open_duties + found.open_duties)
    return total


def names_known(directory: Directory) -> str:
    """Return a digest of all that decides which unit a name means."""
    units = [
        (unit.code, unit.name, unit.aliases, unit.former, unit.since, unit.until) for unit in directory.units
    ]
    return sha256(repr((edition(), directory.office, units)).encode()).hexdigest()[:16]


class _Resolved:
    """The units that names mean, each looked up once."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._codes: dict[tuple[str, str, date | None], str] = {}

    def code(self, party: Named) -> str:
        """Return the code of the unit that a party names on its plan's day of issue; empty if none."""
        key = (party.name, party.alias, party.issued_on)
        if key not in self._codes:
            self._codes[key] = unit_code(party, self._directory.as_of(party.issued_on))
        return self._codes[key]


def _link(session: Session, app: App, plans: Sequence[str], resolved: _Resolved) -> Linked:
    others = {
        party: code for party in named_in(session, plans) if (code := resolved.code(party)) != party.unit
    }
    if not others:
        return Linked()
    give_units(session, others)
    tasks = sorted({party.task_id for party in others})
    asked = ask_owners_again(session, tasks, app.today(), app.clock.now())
    outdate_tasks(session, tasks)
    facts = {"tasks": len(tasks), "open_duties": asked}
    record(session, at=app.clock.now(), actor=app.actor, action="link", subject="units", after=facts)
    return Linked(len(tasks), asked)


def _has_database(app: App) -> bool:
    try:
        with app.answers():
            return True
    except StoreError as error:
        if error.key == "store.missing":
            return False
        raise

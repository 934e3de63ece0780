"""A clock that was set for a trial, or set back: plans count as read on the day that it shows now."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tracker.app import App
from tracker.core.standing import Status
from tracker.store import codec
from tracker.store.engine import Session
from tracker.store.notices import forget_letters, last_letter
from tracker.store.obligations import obligations_of, watched_in
from tracker.store.plans import plan_ids, plans_read_after
from tracker.store.state import forget_states, get_state, set_state
from tracker.store.tables import ObligationRow, PlanRow

CLOCK = "clock"  # by which clock the service last started
MACHINE, SET = "machine", "set"
BEFORE_TRIAL = "before_trial"  # how things stood when the machine's clock last ruled


def renew(app: App, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Watch plans anew from today where the clock is another one than at the last start, or was set back.

    So a trial of last year's plan speaks. Back on the machine's clock, what the
    trial said was never said, and what was watched before is watched as before. Cut short it changes nothing.
    """
    today, clock = app.today(), SET if app.clock.is_set else MACHINE
    with app.store.write() as session:
        former = get_state(session, CLOCK)
        if clock == SET and former != SET:
            _begin_trial(session)
        if (former, clock) == (SET, MACHINE):
            _end_trial(session, today)
        is_trial = (former, clock) == (MACHINE, SET)
        for plan_id in plan_ids(session) if is_trial else plans_read_after(session, today):
            if is_stopping():
                session.rollback()
                return
            _watch(session, plan_id, {}, today)
        if former != clock:
            set_state(session, CLOCK, clock)


def _begin_trial(session: Session) -> None:
    """Note the last notice and letter and, of each plan by itself, how it stands: a fact stays small."""
    set_state(session, BEFORE_TRIAL, codec.dumps({"last": last_letter(session)}))
    for plan_id in plan_ids(session):
        set_state(session, _standing_of(plan_id), codec.dumps(_standing(session, plan_id)))


def _standing_of(plan_id: str) -> str:
    return f"{BEFORE_TRIAL}.{plan_id}"


def _standing(session: Session, plan_id: str) -> dict[str, object]:
    """Tell since when a plan and its obligations are watched, and which of these are asked nothing."""
    watched = watched_in(session, plan_id)
    return {
        "plans": {plan_id: session.get_one(PlanRow, plan_id).first_read_on},
        "watched": {name: since for name, (since, _) in watched.items()},
        "silent": [name for name, (_, is_silent) in watched.items() if is_silent],
    }


def _end_trial(session: Session, today: date) -> None:
    before = codec.loads(get_state(session, BEFORE_TRIAL) or "{}")
    forget_letters(session, *before["last"])
    for plan_id in plan_ids(session):
        noted = get_state(session, _standing_of(plan_id))
        # an older version noted all plans in one
        _watch(session, plan_id, codec.loads(noted) if noted else before, today)
    forget_states(session, BEFORE_TRIAL)


def _watch(session: Session, plan_id: str, before: Mapping[str, Any], today: date) -> None:
    """Ask every open obligation today, as it stood ``before``; a plan over when it was read stays silent."""
    plan = session.get_one(PlanRow, plan_id)
    plan.first_read_on = before.get("plans", {}).get(plan_id, today)
    rows = [row for row in obligations_of(session, plan.id) if row.status != Status.WITHDRAWN]
    is_silent = all(row.deadline_on < plan.first_read_on for row in rows)
    watched, silent = before.get("watched", {}), set(before.get("silent", ()))
    for row in (row for row in rows if row.status == Status.OPEN):
        _ask(row, watched.get(row.id, today), None if is_silent or row.id in silent else today)
    session.flush()
    session.expunge_all()  # of all plans only one at a time is held in memory


def _ask(row: ObligationRow, watched_on: date, next_on: date | None) -> None:
    row.watched_on = watched_on
    row.next_on = next_on

"""A clock that was set for a trial, or set back: plans count as read on the day that it shows now."""

from collections.abc import Callable, Mapping
from datetime import date

from tracker.app import App
from tracker.core.standing import Status
from tracker.store import codec
from tracker.store.engine import Session
from tracker.store.notices import forget_letters, last_letter
from tracker.store.obligations import obligations_of, watched_since
from tracker.store.plans import all_plans, plan_ids, plans_read_after
from tracker.store.state import get_state, set_state
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
            set_state(session, BEFORE_TRIAL, codec.dumps(_standing(session)))
        if (former, clock) == (SET, MACHINE):
            _end_trial(session, today)
        is_trial = (former, clock) == (MACHINE, SET)
        for plan_id in plan_ids(session) if is_trial else plans_read_after(session, today):
            if is_stopping():
                session.rollback()
                return
            _watch(session, plan_id, first_read_on=today, watched={}, today=today)
        if former != clock:
            set_state(session, CLOCK, clock)


def _standing(session: Session) -> dict[str, object]:
    """Note the last notice and letter, and since when plans and obligations are watched."""
    return {
        "last": last_letter(session),
        "plans": {plan.id: plan.first_read_on for plan in all_plans(session)},
        "watched": watched_since(session),
    }


def _end_trial(session: Session, today: date) -> None:
    before = codec.loads(get_state(session, BEFORE_TRIAL) or "{}")
    forget_letters(session, *before["last"])
    for plan_id in plan_ids(session):
        first_read_on = before["plans"].get(plan_id, today)
        _watch(session, plan_id, first_read_on=first_read_on, watched=before["watched"], today=today)


def _watch(
    session: Session, plan_id: str, *, first_read_on: date, watched: Mapping[str, date], today: date
) -> None:
    """Ask every open obligation today; a plan that was over before it was read stays silent."""
    plan = session.get_one(PlanRow, plan_id)
    plan.first_read_on = first_read_on
    rows = [row for row in obligations_of(session, plan.id) if row.status != Status.WITHDRAWN]
    is_silent = all(row.deadline_on < first_read_on for row in rows)
    for row in (row for row in rows if row.status == Status.OPEN):
        _ask(row, watched.get(row.id, today), None if is_silent else today)
    session.flush()
    session.expunge_all()  # of all plans only one at a time is held in memory


def _ask(row: ObligationRow, watched_on: date, next_on: date | None) -> None:
    row.watched_on = watched_on
    row.next_on = next_on

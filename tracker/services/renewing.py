"""A clock that was set for a trial, or set back: plans count as read on the day that it shows now."""

from datetime import date

from tracker.app import App
from tracker.core.standing import Status
from tracker.store.engine import Session
from tracker.store.notices import forget_letters, last_letter
from tracker.store.obligations import obligations_of
from tracker.store.plans import all_plans
from tracker.store.state import get_state, set_state
from tracker.store.tables import PlanRow

CLOCK = "clock"  # by which clock the service last started
MACHINE, SET = "machine", "set"
BEFORE_TRIAL = "before_trial"  # the last notice and letter that were no trial


def renew(app: App) -> int:
    """Watch every plan anew from today if the clock is another one than at the last start.

    So a trial of last year's plan speaks, and the same database on the
    machine's clock keeps silent about what was over. What a trial said counts
    for the trial alone: back on the machine's clock it was never said. Return
    how many plans are watched anew.
    """
    today, clock = app.today(), SET if app.clock.is_set else MACHINE
    with app.store.write() as session:
        former = get_state(session, CLOCK) or clock
        if clock == SET and (former != SET or get_state(session, CLOCK) is None):
            set_state(session, BEFORE_TRIAL, "{} {}".format(*last_letter(session)))
        if (former, clock) == (SET, MACHINE):
            notice, letter = map(int, (get_state(session, BEFORE_TRIAL) or "0 0").split())
            forget_letters(session, notice, letter)
        plans = [plan for plan in all_plans(session) if former != clock or plan.first_read_on > today]
        for plan in plans:
            _watch_anew(session, plan, today)
        set_state(session, CLOCK, clock)
    return len(plans)


def _watch_anew(session: Session, plan: PlanRow, today: date) -> None:
    plan.first_read_on = today
    rows = [row for row in obligations_of(session, plan.id) if row.status != Status.WITHDRAWN]
    is_past = all(row.deadline_on < today for row in rows)
    for row in rows:
        if row.status == Status.OPEN:
            row.watched_on = today
            row.next_on = None if is_past else today

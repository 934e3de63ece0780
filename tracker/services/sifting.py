"""Very many obligations asked at once, as after a change of the ladders: the silent ones are put off.

Who has something to say stays due, for the planning of the day; so that holds no more than it speaks of.
"""

from collections.abc import Callable, Collection
from datetime import date

from tracker.app import App
from tracker.core.planning import Rules, plan_day
from tracker.services.clock_back import unsay_the_future
from tracker.services.rows import obligation_from
from tracker.store.engine import Session, hold
from tracker.store.notices import pasts
from tracker.store.obligations import duties_named, set_next_on, walk_due

CROWD = 5000  # obligations that are planned as one without being sifted
BATCH = 1000  # obligations in one transaction: others must not wait long for the database


def sift(app: App, today: date, rules: Rules, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Note of everything due that is silent today on which day to ask it again.

    Cut short between two transactions, the rest stays due.
    """
    after: str | None = ""
    while after is not None and not is_stopping():
        with app.store.write() as session:
            hold(session, "planning")
            due, after = walk_due(session, today, after, BATCH)
            _put_off(session, app, due, today, rules)


def _put_off(session: Session, app: App, due: Collection[str], today: date, rules: Rules) -> None:
    duties = {duty.obligation.id: duty for duty in duties_named(session, due)}
    unsay_the_future(session, app, duties, today)
    obligations = [obligation_from(duty) for duty in duties.values()]
    plan = plan_day(today, obligations, pasts(session, list(duties), app.zone), rules)
    speaking = {notice.obligation.id for notice in plan.notices}
    set_next_on(session, {name: on for name, on in plan.next_on.items() if name not in speaking})

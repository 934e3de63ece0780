"""What is owed today becomes rows: notices, and one letter a person."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.app import App
from tracker.core.planning import DayPlan, Rules, plan_day
from tracker.errors import TrackerError
from tracker.services.asking import ask_the_rest, is_asking
from tracker.services.clock_back import follow_clock, unsay_the_future
from tracker.services.joining import waiting_items
from tracker.services.ladders import ask_where_ladders_changed
from tracker.services.marks import PLANNED_ON
from tracker.services.news import unheard
from tracker.services.publishing import publish
from tracker.services.queueing import queue
from tracker.services.rows import obligation_from
from tracker.services.sifting import CROWD, sift
from tracker.services.weekly import digests_of
from tracker.store.engine import Session, try_hold
from tracker.store.notices import pasts, waiting_notices
from tracker.store.obligations import Duty, due_rows, duties_named, is_crowded
from tracker.store.outbox import recipients_on
from tracker.store.people import dead_addresses, leaves_from
from tracker.store.state import set_state

log = logging.getLogger("tracker.reminding")


@dataclass(frozen=True, slots=True)
class RemindReport:
    """What one planning run queued."""

    day: date
    letters: int = 0
    notices: int = 0
    is_slot: bool = True  # false before the day's hour, on days off, and when told to stop


def remind(app: App, is_stopping: Callable[[], bool] = lambda: False) -> RemindReport:
    """Queue what every open obligation has to say today; running it again queues nothing more.

    Nothing is said before the office's hour or on a day off; what falls due
    then waits for the next working day. Of several planners at once one plans.
    """
    now, today = app.clock.now(), app.today()
    if not is_slot(app, now):
        return RemindReport(today, is_slot=False)
    _bring_entries_up(app, is_stopping)
    if is_stopping():
        return RemindReport(today, is_slot=False)
    with app.store.write() as session:
        if not try_hold(session, "planning"):
            return RemindReport(today)
        follow_clock(session, today)
        ask_where_ladders_changed(session, app)
        if not (is_asking(session) or is_crowded(session, today, CROWD)):
            return _queue(session, app, today)
        rules = rules_of(session, app, today)
    ask_the_rest(app, today, is_stopping)
    sift(app, today, rules, is_stopping)
    if is_stopping():
        return RemindReport(today, is_slot=False)
    with app.store.write() as session:
        return _queue(session, app, today) if try_hold(session, "planning") else RemindReport(today)


def _queue(session: Session, app: App, today: date) -> RemindReport:
    plan = _plan(session, app, today)
    set_state(session, PLANNED_ON, today.isoformat())
    return RemindReport(today, letters=len(plan.letters), notices=len(plan.notices) + len(plan.attached))


def _bring_entries_up(app: App, is_stopping: Callable[[], bool]) -> None:
    """Let letters carry the calendar entries as they are now; if that fails, letters go without them."""
    try:
        publish(app, is_stopping)
    except TrackerError as error:
        log.error("calendar entries could not be brought up: %s", error.key)  # noqa: TRY400
    except Exception:
        log.exception("calendar entries could not be brought up")


def is_slot(app: App, now: datetime) -> bool:
    """Whether letters may be written now: a working day, past the office's hour."""
    local = now.astimezone(app.zone)
    return app.calendar.is_working_day(local.date()) and local.time() >= app.config.reminders.at


def _plan(session: Session, app: App, today: date) -> DayPlan:
    """Decide what the day brings, and store it."""
    due = {duty.obligation.id: duty for duty in due_rows(session, today)}
    unsay_the_future(session, app, due, today)
    notices = waiting_notices(session, today)
    named = duties_named(session, {notice.obligation_id for notice in notices} - due.keys())
    known: Mapping[str, Duty] = due | {duty.obligation.id: duty for duty in named}
    rules = rules_of(session, app, today)
    plan = plan_day(
        today,
        [obligation_from(duty) for duty in due.values()],
        pasts(session, list(due), app.zone),
        rules,
        served=recipients_on(session, today),
        waiting=waiting_items(session, notices, known, unheard(session, notices, app.clock.now())),
        digests=digests_of(session, app, today, rules),
    )
    queue(session, app, known, plan)
    return plan


def rules_of(session: Session, app: App, day: date) -> Rules:
    """Return the office's rules with who is away on a day or later, and who cannot be reached."""
    return replace(app.rules, leaves=leaves_from(session, day), unreachable=dead_addresses(session))

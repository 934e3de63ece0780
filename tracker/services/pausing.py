"""Somebody has taken notice of a duty: its reminders pause until a day, for a reason."""

from dataclasses import dataclass
from datetime import date

from tracker.app import App
from tracker.core.standing import Status
from tracker.core.text import clean
from tracker.errors import NothingError, UsageError
from tracker.services.naming import unknown_id
from tracker.store.engine import Session, hold
from tracker.store.history import record
from tracker.store.obligations import Duty, all_ids, load_duty

LONGEST_REASON = 300  # letters


@dataclass(frozen=True, slots=True)
class PauseReport:
    """Up to which day, included, nothing is said about a duty; on ``next_on`` it speaks again."""

    id: str
    title: str
    paused_until: date | None
    reason: str
    next_on: date


def pause(app: App, obligation_id: str, until: date, reason: str) -> PauseReport:
    """Say nothing about an open duty up to a day; letters that wait already are not called back."""
    words = clean(reason)[:LONGEST_REASON]
    if not words:
        raise UsageError("pause.no_reason")
    _check_length(app, until)
    with app.store.write() as session:
        hold(session, "planning")
        duty = _open(session, obligation_id)
        return _change(session, app, duty, until, words, app.calendar.next_working_day(until))


def lift(app: App, obligation_id: str) -> PauseReport:
    """End a pause: the duty speaks again from today on."""
    with app.store.write() as session:
        hold(session, "planning")
        duty = _open(session, obligation_id)
        if duty.obligation.paused_until is None:
            raise NothingError("pause.none", id=obligation_id)
        return _change(session, app, duty, None, "", app.today())


def _check_length(app: App, until: date) -> None:
    today, longest = app.today(), app.config.reminders.longest_pause_working_days
    if until < today:
        raise UsageError("pause.past", day=until, today=today)
    last = app.calendar.add_working_days(today, longest)
    if until > last:
        raise UsageError("pause.too_long", day=until, longest=longest, last=last)


def _open(session: Session, obligation_id: str) -> Duty:
    duty = load_duty(session, obligation_id)
    if duty is None:
        raise unknown_id(obligation_id, all_ids(session))
    if duty.obligation.status != Status.OPEN:
        raise UsageError("pause.not_open", id=obligation_id)
    return duty


def _change(
    session: Session, app: App, duty: Duty, until: date | None, reason: str, next_on: date
) -> PauseReport:
    row = duty.obligation
    before = {"paused_until": row.paused_until, "reason": row.pause_reason}
    row.paused_until, row.pause_reason, row.next_on = until, reason or None, next_on
    record(
        session,
        at=app.clock.now(),
        actor=app.actor,
        action="paused" if until else "resumed",
        subject=row.id,
        before=before,
        after={"paused_until": until, "reason": row.pause_reason},
    )
    return PauseReport(row.id, duty.task.title, until, reason, next_on)

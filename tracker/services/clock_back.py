"""A clock that was wrong and was set right: nothing is said again, and nothing counts as said too early.

Which of two times is the right one cannot be known when the clock is set back. The days tell: if it goes
on to another day from there, it was ahead before, and what was decided on a day that has yet to come was
not said in its time. If it was set back by mistake, it soon jumps to where it was, and all that was said
stays said.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from tracker.app import App
from tracker.core.notices import NoticeReason
from tracker.services.asking import ask_all_again
from tracker.services.marks import CLOCK_BACK, PLANNED_ON
from tracker.store.engine import Session
from tracker.store.notices import bring_waiting_forward, cancel_notices, carry_said, said_from_the_future
from tracker.store.obligations import Duty
from tracker.store.state import get_state, set_state
from tracker.store.weeks import untell_after

ONE_DAY = timedelta(days=1)


def follow_clock(session: Session, today: date) -> None:
    """Ask everything again today if a later day was planned before: the clock was set back."""
    planned_on = get_state(session, PLANNED_ON) or ""
    if planned_on > today.isoformat():
        _, ahead = _set_back(session)
        set_state(session, CLOCK_BACK, f"{today.isoformat()} {max(ahead, planned_on)}")
        ask_all_again(session, today)
        bring_waiting_forward(session, today)


def unsay_the_future(session: Session, app: App, duties: Mapping[str, Duty], today: date) -> None:
    """Let be said again what was said ahead of time, by a clock that was wrong: of duties, and of weeks."""
    back_to, ahead = _set_back(session)
    if not back_to < today.isoformat() <= ahead:
        return
    untell_after(session, today)
    tomorrow = datetime.combine(today + ONE_DAY, time.min, app.zone)
    for name in said_from_the_future(session, list(duties), today, tomorrow):
        _unsay(session, duties[name], app.clock.now(), tomorrow)
    for duty in duties.values():
        row = duty.obligation
        if row.deadline_on < today < row.watched_on:
            row.watched_on = today
    session.flush()


def _set_back(session: Session) -> tuple[str, str]:
    """Return the day that the clock was last set back to, and the last that it had shown before."""
    back_to, _, ahead = (get_state(session, CLOCK_BACK) or "").partition(" ")
    return back_to, ahead


def _unsay(session: Session, duty: Duty, now: datetime, tomorrow: datetime) -> None:
    """Count anew: letters that wait are taken back, what was said in its time stays said."""
    row = duty.obligation
    cancel_notices(session, row.id, NoticeReason.CLOCK, now, decided_from=tomorrow)
    row.due_version += 1
    session.flush()
    carry_said(session, row.id, (row.due_version - 1, row.due_version), before=tomorrow)

"""A clock that was wrong and was set right: nothing is said again, and nothing counts as said too early.

Which of two times is the right one cannot be known when the clock is set back. What tells is the day
itself: when a notice's day comes and the notice was decided on a later one, the clock was ahead then.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from tracker.app import App
from tracker.core.notices import NoticeReason
from tracker.services.marks import PLANNED_ON
from tracker.store.engine import Session
from tracker.store.notices import bring_waiting_forward, cancel_notices, carry_said, said_from_the_future
from tracker.store.obligations import Duty, ask_all_again
from tracker.store.state import get_state

ONE_DAY = timedelta(days=1)


def follow_clock(session: Session, today: date) -> None:
    """Ask everything again today if a later day was planned before: the clock was set back."""
    if (get_state(session, PLANNED_ON) or "") > today.isoformat():
        ask_all_again(session, today)
        bring_waiting_forward(session, today)


def unsay_the_future(session: Session, app: App, duties: Mapping[str, Duty], today: date) -> None:
    """Let obligations say again what they said ahead of time, by a clock that was wrong."""
    tomorrow = datetime.combine(today + ONE_DAY, time.min, app.zone)
    for name in said_from_the_future(session, list(duties), today, tomorrow):
        _unsay(session, duties[name], app.clock.now(), tomorrow)
    for duty in duties.values():
        row = duty.obligation
        if row.deadline_on < today < row.watched_on:
            row.watched_on = today
    session.flush()


def _unsay(session: Session, duty: Duty, now: datetime, tomorrow: datetime) -> None:
    """Count anew: letters that wait are taken back, what was said in its time stays said."""
    row = duty.obligation
    cancel_notices(session, row.id, NoticeReason.CLOCK, now, decided_from=tomorrow)
    row.due_version += 1
    session.flush()
    carry_said(session, row.id, (row.due_version - 1, row.due_version), now, before=tomorrow)

"""The week of the office for those who answer for it, once a week."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.app import App
from tracker.core.delivery import Digest
from tracker.core.planning import Rules
from tracker.core.staffing import Staffing
from tracker.core.summary import Summary, summarise
from tracker.core.weekly import Week, is_week_due, monday_of, readers_of_the_week, week_label, weeks_of
from tracker.services.marks import WEEKLY_TOLD
from tracker.services.reporting import groups
from tracker.store.engine import Session
from tracker.store.state import get_state, set_state
from tracker.store.tally import tally

SEVEN_DAYS = timedelta(days=7)
REMEMBERED = 60  # weeks: more than a year, whatever the clock does


def digests_of(session: Session, app: App, today: date, rules: Rules) -> list[Digest]:
    """Return what heads and leaders are told of the week, where this is the day for it."""
    if not _is_due(session, app, today):
        return []
    with app.answers() as answers:
        _, units = summarise(groups(app, answers, today), today)
    return list(_digests(session, app, today, units, rules.staffing(today)))


def note_week(session: Session, app: App, today: date) -> None:
    """Remember that the week was told, so that it is not told again."""
    if _is_due(session, app, today):
        told = [*_told(session), week_label(today)]
        set_state(session, WEEKLY_TOLD, " ".join(told[-REMEMBERED:]))


def _is_due(session: Session, app: App, today: date) -> bool:
    late_days = app.config.delivery.weekly_give_up_days
    return app.config.reminders.weekly and is_week_due(today, _told(session), app.calendar, late_days)


def _told(session: Session) -> list[str]:
    return (get_state(session, WEEKLY_TOLD) or "").split()


def _digests(
    session: Session, app: App, today: date, units: dict[str, Summary], staffing: Staffing
) -> Iterator[Digest]:
    letters = tally(session, app.clock.now() - SEVEN_DAYS)
    for person, wanted in readers_of_the_week(staffing):
        if found := weeks_of(units, wanted):
            week = Week(monday_of(today), found, letters.sent, letters.failed, letters.waiting)
            yield Digest(person, week)

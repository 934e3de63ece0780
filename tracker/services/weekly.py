"""The week of the office for those who answer for it, once a week."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tracker.app import App
from tracker.core.delivery import Digest
from tracker.core.planning import Rules
from tracker.core.summary import Summary, summarise
from tracker.core.weekly import (
    ONE_WEEK,
    Week,
    WeekReader,
    is_week_due,
    monday_of,
    readers_of_the_week,
    weeks_of,
)
from tracker.services.reporting import groups
from tracker.store.engine import Session
from tracker.store.tally import tally
from tracker.store.weeks import told_between

ONE_DAY = timedelta(days=1)


def digests_of(session: Session, app: App, today: date, rules: Rules) -> list[Digest]:
    """Return what heads and leaders have yet to be told of the week, where this is the day for it.

    Their letters tell who was told: whoever was not, for whatever reason, is told a little late.
    """
    reminders, late_days = app.config.reminders, app.config.delivery.weekly_give_up_days
    if not reminders.weekly or not is_week_due(today, app.calendar, late_days):
        return []
    monday = monday_of(today)
    told = told_between(session, monday, monday + ONE_WEEK - ONE_DAY)
    readers = list(readers_of_the_week(rules.staffing(today), told))
    if not readers:
        return []
    with app.answers() as answers:
        _, units = summarise(groups(app, answers, today), today)
    return list(_digests(session, app, today, units, readers))


def _digests(
    session: Session, app: App, today: date, units: dict[str, Summary], readers: Iterable[WeekReader]
) -> Iterator[Digest]:
    letters = tally(session, app.clock.now() - ONE_WEEK)
    for reader in readers:
        if found := weeks_of(units, reader.units):
            week = Week(
                monday_of(today),
                found,
                letters.sent,
                letters.failed,
                letters.waiting,
                reader.instead,
                reader.on_behalf,
            )
            yield Digest(reader.person, week)

"""How the service does: what its database, its disk and its clock tell, judged."""

import shutil
from pathlib import Path

from tracker.app import App
from tracker.core import breaker
from tracker.core.health import Pulse, Verdict, judge, unreachable
from tracker.core.timekeeping import doubted_at
from tracker.errors import FailureReason, StoreError, TrackerError
from tracker.services.marks import (
    BACKUP_AT,
    CALENDAR_FLAW,
    DOUBTFUL_UNTIL,
    FIRST_START,
    INTEGRITY,
    instant,
    tick_mark,
)
from tracker.services.sources import HealthFacts
from tracker.store.answers import Answers
from tracker.store.pulse import is_writable


class Health:
    """The facts of this moment, for watchdogs and people."""

    def __init__(self, app: App) -> None:
        self._app = app

    def verdict(self) -> Verdict:
        """Say how the service does; a database that cannot be asked is an answer, too."""
        try:
            with self._app.answers() as answers:
                return judge(pulse_of(self._app, answers))
        except TrackerError as error:
            return unreachable(error.key, error.facts)

    def health(self) -> HealthFacts:
        """Judge, and count what waits."""
        now, today = self._app.clock.now(), self._app.today()
        with self._app.answers() as answers:
            pulse = pulse_of(self._app, answers)
            duties = answers.counts_open(today)
            return HealthFacts(
                now=now,
                last_tick_at=pulse.last_tick_at,
                verdict=judge(pulse),
                letters=answers.delivery_counts(),
                obligations_open=duties.total,
                overdue=duties.overdue,
                feeds=sum(feed.revoked_at is None for feed in answers.feeds()),
            )


def pulse_of(app: App, answers: Answers) -> Pulse:
    """Gather what the judgement goes by."""
    now, noted = app.clock.now(), answers.facts(_facts(app))
    trouble = breaker.read(noted.get(breaker.BREAKER))
    flaw = noted.get(CALENDAR_FLAW, "")
    until = instant(noted.get(DOUBTFUL_UNTIL))
    return Pulse(
        now=now,
        since=instant(noted.get(FIRST_START)),
        last_tick_at=instant(noted.get(tick_mark(is_trial=app.clock.is_set))),
        breaker_opened_at=trouble.since if trouble.is_tripped else None,
        is_login_refused=trouble.is_tripped and trouble.reason == FailureReason.LOGIN,
        doubtful_until=until if doubted_at(until, now, app.config.service.doubts) else None,
        is_backed_up=_is_backed_up(app),
        backup_at=instant(noted.get(BACKUP_AT)),
        free_bytes=_free_bytes(app.config.paths.data),
        is_writable=_is_writable(app),
        integrity=noted.get(INTEGRITY, ""),
        is_calendar_readable=flaw != "unreadable",
        unapplied=tuple(filter(None, flaw.partition("unapplied: ")[2].split(", "))),
        **answers.letters_felt()._asdict(),
    )


def _facts(app: App) -> tuple[str, ...]:
    tick = tick_mark(is_trial=app.clock.is_set)
    return (breaker.BREAKER, CALENDAR_FLAW, DOUBTFUL_UNTIL, FIRST_START, tick, BACKUP_AT, INTEGRITY)


def _is_backed_up(app: App) -> bool:
    return not app.is_shared and app.config.backup.nightly and not app.clock.is_set


def _is_writable(app: App) -> bool:
    try:
        return is_writable(app.config.database.url)
    except StoreError:
        return False


def _free_bytes(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:  # there is no such folder: a database server keeps the data
        return None

"""Puts the pieces together once: configuration, calendar, clock, database."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tracker.calendars import Loaded, load
from tracker.clock import Clock, clock_from
from tracker.config import Config, load_config
from tracker.core.directory import Directory
from tracker.core.rolling import Rolls
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import CalendarError, Problem, Severity

if TYPE_CHECKING:  # the database stack is slow to load and not every answer needs it
    from tracker.core.planning import Rules
    from tracker.core.regimes import Regime
    from tracker.store.answers import Answers
    from tracker.store.engine import Store


class App:
    """What every service is handed. Opened lazily: a question pays only for what it uses."""

    def __init__(self, config: Config, clock: Clock, environ: Mapping[str, str]) -> None:
        self.config = config
        self.clock = clock
        self.environ = environ
        self.actor = environ.get("USER", "tracker")  # for the history: who did it
        self.calendar_flaws: tuple[Problem, ...] = ()  # why the calendar could not be taken up the last time

    @cached_property
    def calendar_files(self) -> Loaded:
        """The working calendar with the files that it stands in."""
        return load(self.config.paths.days)

    def reload_calendar(self) -> None:
        """Take the working calendar up as its files are now; a CalendarError leaves the former in use."""
        try:
            found = load(self.config.paths.days)
        except CalendarError as error:
            self.calendar_flaws = error.problems or (Problem(error.key, Severity.ERROR, facts=error.facts),)
            raise
        self.calendar_flaws = ()
        if found.calendar != self.calendar:
            self.calendar_files = found
            self.__dict__.pop("rules", None)

    @property
    def calendar(self) -> WorkCalendar:
        """The working calendar."""
        return self.calendar_files.calendar

    @cached_property
    def regimes(self) -> "tuple[Regime, ...]":
        """The regimes of periodic reports."""
        from tracker.regimes import load_regimes

        return load_regimes(self.config.paths.regimes)

    @property
    def rolls(self) -> Rolls:
        """The roll policies where no plan or task has its own."""
        return Rolls(self.config.reminders.roll)

    @cached_property
    def directory(self) -> Directory:
        """Units and people."""
        return self.config.directory()

    @cached_property
    def rules(self) -> "Rules":
        """Who is reminded when, and on which days."""
        from tracker.core.planning import Rules

        return Rules(self.directory, self.config.policy(), self.calendar)

    @cached_property
    def unprepared_store(self) -> "Store":
        """The database for writing, whatever its schema."""
        from tracker.store.engine import open_store

        return open_store(self.config.database.url)

    @cached_property
    def store(self) -> "Store":
        """The database for writing, at the present schema; a new one is made, an older one refused."""
        from tracker.store.schema import prepare

        prepare(self.unprepared_store)
        return self.unprepared_store

    def close(self) -> None:
        """Close the database, if it was opened for writing."""
        if "unprepared_store" in self.__dict__:
            self.unprepared_store.dispose()

    def answers(self) -> "Answers":
        """The database for questions, read-only; a context manager."""
        from tracker.store.answers import open_answers

        return open_answers(self.config.database.url)

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return self.clock.zone

    def today(self) -> date:
        """The office's present day."""
        return self.clock.today()


def open_app(path: Path | None, environ: Mapping[str, str], *, today: date | None = None) -> App:
    """Read the configuration and set the clock; nothing is opened or created yet."""
    config = load_config(path, environ=environ)
    return App(config, clock_from(config.office.zone, today), environ)

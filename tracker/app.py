"""Puts the pieces together once: configuration, calendar, clock, database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
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
    from tracker.store.watch import Watch

#: What is set up once, at the start: "section.key" of a setting, or a whole section.
AT_THE_START = (
    "database",
    "web",
    "paths",
    "office.language",
    "feeds.folder",
    "feeds.key_file",
    "service.tick_seconds",
    "service.publish_seconds",
    "service.stop_seconds",
    "service.metrics",
    "service.log_file",
    "service.log_megabytes",
    "service.log_files",
    "backup.at",
    "backup.nightly",
)


class Reloaded(NamedTuple):
    """What a new configuration changed: settings that hold at once, and those that wait for a restart."""

    is_changed: bool
    waiting: tuple[str, ...]


class App:
    """What every service is handed. Opened lazily: a question pays only for what it uses."""

    def __init__(self, config: Config, clock: Clock, environ: Mapping[str, str]) -> None:
        self.config = config
        self.clock = clock
        self.environ = environ
        self.actor = environ.get("USER", "tracker")  # for the history: who did it
        self.has_asked = False  # whether the database was opened
        self.calendar_flaws: tuple[Problem, ...] = ()  # why the calendar could not be taken up the last time

    def reload_config(self) -> Reloaded:
        """Read the settings again; a ConfigError leaves the former in use.

        What is set up at the start stays as it is: the places of files and of the database, the web server.
        """
        source = None if self.config.is_shipped else self.config.source
        found = load_config(source, environ=self.environ)
        waiting = tuple(name for name in AT_THE_START if _of(found, name) != _of(self.config, name))
        before = self.config
        self.config = _kept(found, before)
        self.clock = replace(self.clock, zone=self.config.office.zone)
        for made in ("directory", "rules"):
            self.__dict__.pop(made, None)
        return Reloaded(self.config != before, waiting)

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

        self.has_asked = True
        return open_store(self.config.database.url)

    @cached_property
    def store(self) -> "Store":
        """The database for writing, at the present schema; a new one is made, an older one refused."""
        from tracker.store.schema import prepare

        prepare(self.unprepared_store)
        return self.unprepared_store

    @cached_property
    def watch(self) -> "Watch":
        """The look whether anything is to be planned or sent."""
        from tracker.store.watch import Watch

        return Watch(self.config.database.url)

    def close(self) -> None:
        """Close the database, if it was opened for writing."""
        if "watch" in self.__dict__:
            self.watch.close()
        if "unprepared_store" in self.__dict__:
            self.unprepared_store.dispose()

    @property
    def is_shared(self) -> bool:
        """Whether services on several machines may work on the database at once."""
        from tracker.store.location import POSTGRESQL, locate

        return locate(self.config.database.url).dialect == POSTGRESQL

    def answers(self) -> "Answers":
        """The database for questions, read-only; a context manager."""
        from tracker.store.answers import open_answers

        self.has_asked = True
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


def _of(config: Config, name: str) -> object:
    """Return a setting by its name, "section.key", or a section."""
    section, _, key = name.partition(".")
    found = getattr(config, section)
    return getattr(found, key) if key else found


def _kept(found: Config, before: Config) -> Config:
    """Put back what only a restart can change; where the data folder moved, that is everything under it."""
    return replace(
        found,
        database=before.database,
        web=before.web,
        paths=before.paths,
        delivery=found.delivery._replace(outbox=before.delivery.outbox),
        feeds=found.feeds._replace(folder=before.feeds.folder, key_file=before.feeds.key_file),
        backup=found.backup._replace(folder=before.backup.folder),
    )

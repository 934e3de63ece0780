"""The service: run, serve."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

import click

from tracker.cli.afterwards import lock_of
from tracker.cli.applying import agrees, show_moves
from tracker.cli.boundary import DEFECT
from tracker.cli.signals import Asked, ending_within, heard, interruptible
from tracker.cli.starts import show_clock, show_reading, show_start, show_tick
from tracker.cli.teaching import Call, command, day_option
from tracker.errors import ConfigError, TrackerError
from tracker.i18n import Translator
from tracker.logs import hide, setup_logging
from tracker.notify import READY, RELOADING, STOPPING, WATCHDOG, notify

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.services.applying import ApplyReport
    from tracker.services.visits import NotedVisits
    from tracker.turns import Turns
    from tracker.web.server import FeedServer

log = logging.getLogger("tracker.service")

VISITS = 60  # seconds
LOOK_EVERY = 0.5  # seconds between two looks at the web server


class Serving(NamedTuple):
    """The web server at work, and who fetched what from it."""

    server: "FeedServer"
    visits: "NotedVisits"


@command("run")
@day_option("--today")
@click.option("--apply-calendar", "applies", is_flag=True, help="cli.option.apply_calendar")
@click.option("--no-web", "is_silent", is_flag=True, help="cli.option.no_web")
@click.pass_obj
def run(call: Call, today: date | None, applies: bool, is_silent: bool) -> int:
    """See the catalogue entry ``cli.run``."""
    with heard() as asked:  # before the slow imports: Ctrl-C counts from the first moment
        app = call.app(today, misses_service=False)
        with ending_within(asked, app.config.service.stop_seconds):
            lived = _run(app, asked, call.say, applies=applies, is_silent=is_silent)
    click.echo(call.say("cli.run.stopped"))
    return 0 if lived else DEFECT


def _run(app: "App", asked: Asked, say: Translator, *, applies: bool, is_silent: bool) -> bool:
    from tracker.services.starting import start

    _log(app)
    with ExitStack() as held:
        held.enter_context(_alone(app))
        show_clock(app, say)
        report = start(
            app,
            lambda path: show_reading(path, say),
            asked.stopping.is_set,
            lambda moves: _agrees(moves, say, applies=applies),
            wants_feed=sys.stdout.isatty(),
        )
        if asked.stopping.is_set():
            return True
        serving = None if is_silent else held.enter_context(_serving(app))
        show_start(app, report, say)
        return _live(app, asked, serving, say)


@contextmanager
def _alone(app: "App") -> Iterator[None]:
    """Be the only service on an SQLite database; on PostgreSQL be one of many, and say when this one ends."""
    from tracker.instance import only_one

    if not app.is_shared:
        with only_one(lock_of(app)):
            yield
        return
    from tracker.services.nodes import leave

    try:
        yield
    finally:
        with suppress(TrackerError):
            leave(app)


def _live(app: "App", asked: Asked, serving: Serving | None, say: Translator) -> bool:
    """Work until told to stop; False if something died before that."""
    from tracker.daemon import Daemon
    from tracker.services.watching import look_back
    from tracker.turns import Turns

    turns = Turns(app, asked.stopping.is_set, lambda letters, sent: show_tick(letters, sent, say))
    daemon = Daemon(
        turns.jobs(serving.visits if serving else None),
        app.clock,
        asked.stopping,
        living={"web": lambda: serving.server.is_running} if serving else {},
        jumped=lambda step: look_back(app, step),
        asked=lambda: _reload(asked, turns),
        stopped=turns.stop,
    )
    turns.daemon = daemon
    notify(READY)
    lived = daemon.run()
    notify(STOPPING)
    return lived


def _reload(asked: Asked, turns: "Turns") -> None:
    """Read the settings again if that was asked for, and planning leaves room for it."""
    from tracker.services.reloading import reload

    if asked.reloading.is_set() and turns.between(lambda: _told(lambda: reload(turns.app))):
        asked.reloading.clear()
        hide(*_secrets(turns.app))


def _told(work: Callable[[], object]) -> None:
    notify(RELOADING)
    try:
        work()
    finally:
        notify(READY)


@command("serve")
@day_option("--today")
@click.pass_obj
def serve(call: Call, today: date | None) -> int:
    """See the catalogue entry ``cli.serve``."""
    with heard() as asked:
        app = call.app(today, misses_service=False)
        with app.answers():  # a database that is missing or older is told now, not to each subscriber
            pass
        _log(app)
        with ending_within(asked, app.config.service.stop_seconds), _serving(app) as serving:
            click.echo(call.say("cli.serve.address", address=app.config.web.address))
            notify(READY)
            lived = _attend(serving, asked)
            notify(STOPPING)
    click.echo(call.say("cli.run.stopped"))
    return 0 if lived else DEFECT


def _attend(serving: Serving, asked: Asked) -> bool:
    """Store visits now and then until told to stop; False if the server dies before that."""
    until_stored: float = VISITS
    while not asked.stopping.wait(LOOK_EVERY):
        if not serving.server.is_running:
            log.critical("a thread has died: web")
            return False
        notify(WATCHDOG)
        until_stored -= LOOK_EVERY
        if until_stored <= 0:
            until_stored = VISITS
            _store(serving.visits)
    return True


def _agrees(moves: "ApplyReport", say: Translator, *, applies: bool) -> bool:
    """Show what the calendar moves, and ask the person at the terminal; a service waits for one."""
    show_moves(moves, say)
    if applies:
        return True
    if sys.stdin and sys.stdin.isatty() and sys.stderr.isatty():
        with interruptible():
            return agrees(say)
    click.echo(say("cli.run.calendar_waits"), err=True)
    return False


@contextmanager
def _serving(app: "App") -> Iterator[Serving]:
    from tracker.services.duty_page import Duties
    from tracker.services.health import Health
    from tracker.services.serving import ServedFeeds
    from tracker.services.visits import NotedVisits
    from tracker.web.app import create_web
    from tracker.web.server import FeedServer

    visits, language, settings = NotedVisits(app), app.config.office.language, app.config.web
    with closing(ServedFeeds(app)) as feeds:
        web = create_web(
            feeds,
            Health(app),
            visits,
            Duties(app),
            zone=app.zone,
            language=language,
            has_metrics=app.config.service.metrics,
        )
        server = FeedServer(web, settings.host, settings.port, proxies=settings.proxies)
        server.start()
        try:
            yield Serving(server, visits)
        finally:
            server.stop()
            _store(visits)


def _log(app: "App") -> None:
    """Keep a journal; a person at a terminal reads the screen instead, and sees only what went wrong."""
    service = app.config.service
    is_watched = service.log_file is None and sys.stderr.isatty()
    level = logging.WARNING if is_watched else logging.INFO
    setup_logging(level, file=service.log_file, megabytes=service.log_megabytes, files=service.log_files)
    hide(*_secrets(app))


def _secrets(app: "App") -> Iterator[str]:
    """Yield the passwords that we know, in every way that somebody may quote them."""
    with suppress(ConfigError):  # said where it is needed
        if app.config.mail.username:
            yield app.config.mail.password(app.environ).reveal()
    with suppress(ValueError):
        if password := urlsplit(app.config.database.url).password:
            yield from (password, unquote(password))


def _store(visits: "NotedVisits") -> None:
    """Store who fetched what; it must not end the service, and what cannot be stored now is kept."""
    try:
        visits.flush()
    except TrackerError as error:
        log.warning("visits are kept for later: %s", error.key)

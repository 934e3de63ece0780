"""The service: run, serve, check."""

import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.afterwards import bring_feeds_up, lock_of
from tracker.cli.applying import agrees, show_moves
from tracker.cli.boundary import tell_briefly, tell_problems
from tracker.cli.importing import show_import
from tracker.cli.issuing import show_issued
from tracker.cli.shapes import problem_shapes
from tracker.cli.show import show_json
from tracker.cli.teaching import DAY, Call, command, day_option, json_option
from tracker.errors import TrackerError
from tracker.i18n import Translator
from tracker.i18n.dates import long_date

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.daemon import Daemon
    from tracker.services.applying import ApplyReport
    from tracker.services.starting import StartReport
    from tracker.services.ticking import TickReport
    from tracker.services.visits import NotedVisits

log = logging.getLogger("tracker.service")

DONE_WITH_PROBLEMS = 1
DEFECT = 70
TICK = 30  # seconds; a clock that jumps is noticed sooner, by the supervisor
PUBLISH = 20
VISITS = 60


@command("run")
@day_option("--today")
@click.option("--apply-calendar", "applies", is_flag=True, help="cli.option.apply_calendar")
@click.pass_obj
def run(call: Call, today: date | None, applies: bool) -> int:
    """See the catalogue entry ``cli.run``."""
    with _stop_signals() as stopping:  # before the slow imports: Ctrl-C counts from the first moment
        lived = _run(call, today, stopping, applies=applies)
    click.echo(call.say("cli.run.stopped"))
    return 0 if lived else DEFECT


def _run(call: Call, today: date | None, stopping: threading.Event, *, applies: bool) -> bool:
    from tracker.instance import only_one
    from tracker.services.starting import start

    app = call.app(today)
    _log()
    with only_one(lock_of(app)):
        _show_clock(app, call.say)
        report = start(
            app,
            lambda path: _show_reading(path, call.say),
            stopping.is_set,
            lambda moves: _agrees(moves, call.say, applies=applies),
            wants_feed=sys.stdout.isatty(),
        )
        if stopping.is_set():
            return True
        with _serving(app) as visits:
            _show_start(app, report, call.say)
            return _live(app, visits, stopping, call.say)


def _agrees(moves: "ApplyReport", say: Translator, *, applies: bool) -> bool:
    """Show what the calendar moves, and ask the person at the terminal; a service waits for one."""
    show_moves(moves, say)
    if applies:
        return True
    if sys.stdin and sys.stdin.isatty() and sys.stderr.isatty():
        with _interruptible():
            return agrees(say)
    click.echo(say("cli.run.calendar_waits"), err=True)
    return False


def _live(app: "App", visits: "NotedVisits", stopping: threading.Event, say: Translator) -> bool:
    """Take the first turn, say what it did, and tick until told to stop; False if the daemon died."""
    from tracker.services.ticking import tick

    _show_tick(tick(app, stopping.is_set), say)
    return _daemon(app, visits, stopping, say).run()


@command("serve")
@day_option("--today")
@click.pass_obj
def serve(call: Call, today: date | None) -> None:
    """See the catalogue entry ``cli.serve``."""
    with _stop_signals() as stopping:
        app = call.app(today)
        with app.answers():  # a database that is missing or older is told now, not to each subscriber
            pass
        _log()
        with _serving(app) as visits:
            click.echo(call.say("cli.serve.address", address=app.config.web.address))
            while not stopping.wait(VISITS):
                _store(visits)
    click.echo(call.say("cli.run.stopped"))


def _log() -> None:
    """Keep a journal; a person at a terminal reads the screen instead, and sees only what went wrong."""
    from tracker.logs import setup_logging

    setup_logging(logging.WARNING if sys.stderr.isatty() else logging.INFO)


def _store(visits: "NotedVisits") -> None:
    """Store who fetched what; it must not end the service, and what cannot be stored now is kept."""
    try:
        visits.flush()
    except TrackerError as error:
        log.warning("visits are kept for later: %s", error.key)


def _daemon(app: "App", visits: "NotedVisits", stopping: threading.Event, say: Translator) -> "Daemon":
    from tracker.daemon import Daemon, Job
    from tracker.services.exporting import Exporter
    from tracker.services.publishing import publish
    from tracker.services.ticking import tick

    exporter = Exporter(app, app.config.feeds.folder)

    def turn() -> None:
        report = tick(app, stopping.is_set)
        if report.letters or report.sent:
            _show_tick(report, say)

    def bring_up() -> None:
        publish(app)
        exporter.bring_up()

    jobs = (
        Job("tick", TICK, turn),
        Job("publish", PUBLISH, bring_up),
        Job("visits", VISITS, lambda: _store(visits)),
    )
    return Daemon(jobs, app.clock, stopping)


@contextmanager
def _serving(app: "App") -> Iterator["NotedVisits"]:
    from tracker.services.duty_page import Duties
    from tracker.services.health import Health
    from tracker.services.serving import ServedFeeds
    from tracker.services.visits import NotedVisits
    from tracker.web.app import create_web
    from tracker.web.server import FeedServer

    visits, language, settings = NotedVisits(app), app.config.office.language, app.config.web
    with closing(ServedFeeds(app)) as feeds:
        web = create_web(feeds, Health(app), visits, Duties(app), zone=app.zone, language=language)
        server = FeedServer(web, settings.host, settings.port, proxies=settings.proxies)
        server.start()
        try:
            yield visits
        finally:
            server.stop()
            _store(visits)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end a question: a flag would wait for the answer."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


@contextmanager
def _stop_signals() -> Iterator[threading.Event]:
    """Turn Ctrl-C and SIGTERM into a flag: nothing is broken off in the middle."""
    stopping = threading.Event()
    former = {
        number: signal.signal(number, lambda *_: stopping.set()) for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stopping
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _show_clock(app: "App", say: Translator) -> None:
    click.secho(say("cli.run.title", office=app.config.office.name), bold=True)
    if app.clock.is_set:
        click.secho(say("cli.run.today", day=long_date(app.today(), say)), fg="yellow")


def _show_reading(path: Path, say: Translator) -> None:
    if sys.stderr.isatty():
        click.echo(say("cli.run.reading", file=path.name), err=True)


def _show_start(app: "App", report: "StartReport", say: Translator) -> None:
    _show_plans(report, say)
    click.echo()
    click.echo(say("cli.run.database", place=app.store.place, revision=report.migration.after))
    facts = {"folder": app.config.delivery.outbox, "host": app.config.mail.host}
    click.echo(say(f"cli.run.channel.{app.config.channel}", **facts))
    if app.clock.is_set and app.config.channel == "email":
        click.secho(say("cli.run.trial_mail"), fg="yellow")
    _show_feeds(app, report, say)
    click.echo(say("cli.run.health", address=f"{app.config.web.address}/health"))
    click.echo(say("cli.run.stop"))
    click.echo()


def _show_feeds(app: "App", report: "StartReport", say: Translator) -> None:
    if report.feeds:
        click.echo(say("cli.run.feeds", count=report.feeds, folder=app.config.feeds.folder))
    else:
        click.echo(say("cli.run.no_feed"))
    if report.issued:
        show_issued([report.issued], say)


def _show_plans(report: "StartReport", say: Translator) -> None:
    if report.adopted.changes_dates:
        show_moves(report.adopted, say)
    for imported in report.imported:
        show_import(imported, say, is_start=True)
        if imported.problems:
            click.echo(say("cli.run.problems", count=len(imported.problems)))
    for refused in report.refused:
        tell_briefly(refused.error, say)
        click.echo(say("cli.run.refused", file=refused.path.name), err=True)
    if report.undone:
        click.echo(say("cli.run.undone", count=report.undone))
    if report.unchanged:
        click.echo(say("cli.run.unchanged", count=report.unchanged))
    for plan in report.past:
        click.secho(say("cli.run.past", number=plan.number, day=plan.last_deadline, id=plan.id), fg="yellow")


def _show_tick(report: "TickReport", say: Translator) -> None:
    click.echo(say("cli.run.tick", letters=report.letters, sent=report.sent))


@command("check")
@click.option("--migrate", "wants_migration", is_flag=True, help="cli.option.migrate")
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="cli.option.clock")
@json_option
@click.pass_obj
def check(call: Call, wants_migration: bool, as_of: date | None, as_json: bool) -> int:
    """See the catalogue entry ``cli.check``."""
    from tracker.services.checking import check as check_all

    app = call.app(as_of)
    if wants_migration:
        _migrate(app, call.say)
    report = check_all(app)
    if as_json:
        show_json(
            {
                "day": report.day,
                "config": app.config.source,
                "channel": report.channel,
                "problems": problem_shapes(report.problems, call.say),
            }
        )
    else:
        click.echo(call.say("cli.check.config", file=app.config.source))
        tell_problems(report.problems, call.say, err=False)
        key = "cli.check.total" if report.serious else "cli.check.well"
        click.echo(call.say(key, count=len(report.serious)))
    return DONE_WITH_PROBLEMS if report.serious else 0


def _migrate(app: "App", say: Translator) -> None:
    from tracker.services.starting import upgrade

    report = upgrade(app)
    key = "cli.check.current" if report.before == report.after else "cli.check.migrated"
    click.echo(say(key, before=report.before or "-", after=report.after, copy=report.copy or "-"), err=True)
    bring_feeds_up(app, say)  # an upgrade leaves entries to be rendered

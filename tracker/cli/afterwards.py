"""After a deed: the calendars show it, whoever publishes them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.asking import waiting
from tracker.core.health import is_stale
from tracker.core.nodes import PREFIX, read_node
from tracker.errors import BusyError, TrackerError
from tracker.i18n import Translator
from tracker.i18n.dates import moment
from tracker.instance import is_held
from tracker.services.marks import LAST_TICK

if TYPE_CHECKING:
    from tracker.app import App


def bring_feeds_up(app: "App", say: Translator) -> None:
    """Publish what a deed changed, unless nobody subscribed or a service does it within seconds.

    The service goes by its own clock, which may be set to another day (a trial).
    """
    if _has_feeds(app) and not is_served(app):
        _publish(app, say)


def fill_feeds(app: "App", say: Translator) -> None:
    """Let feeds that were made or renamed just now show what they are to show, at once."""
    from tracker.services.publishing import settle

    if not is_served(app):
        _publish(app, say)
        return
    with _told_if_busy(say):
        settle(app)


def is_served(app: "App") -> bool:
    """Whether a service of this office runs: on this machine, or on PostgreSQL on any."""
    if app.is_shared:
        with app.answers() as answers:
            noted = answers.states(f"{PREFIX}%")
        return any(read_node(*found).lives(app.clock.real()) for found in noted.items())
    return is_held(lock_of(app))


def tell_if_stopped(app: "App", say: Translator) -> None:
    """Say on stderr that nobody sends letters, where a service once did; costs one question to the database.

    A trial, and an office that only asks, have no service to miss.
    """
    if app.clock.is_set or not app.has_asked:
        return
    with suppress(TrackerError), app.answers() as answers:
        last = answers.state(LAST_TICK)
        if last and is_stale(at := datetime.fromisoformat(last), app.clock.now()):
            click.echo(say("cli.not_working", moment=moment(at, app.zone, say)), err=True)


def lock_of(app: "App") -> Path:
    """Return the file that a running service holds."""
    return app.config.paths.data / "daemon.lock"


def _has_feeds(app: "App") -> bool:
    """Look without loading what publishes: a first import must not wait for it."""
    with app.answers() as answers:
        return not all(feed.revoked_at for feed in answers.feeds())


def _publish(app: "App", say: Translator) -> None:
    from tracker.services.publishing import publish

    with _told_if_busy(say), waiting(say("cli.feeds.publishing")):
        publish(app)


@contextmanager
def _told_if_busy(say: Translator) -> Iterator[None]:
    """Say that the calendars follow later; the deed itself is done, and its exit code stands."""
    try:
        yield
    except BusyError:
        click.echo(say("cli.feeds.later"), err=True)

"""After a deed: the calendars show it, whoever publishes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.asking import waiting
from tracker.errors import BusyError
from tracker.i18n import Translator
from tracker.instance import is_held

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
    """Whether a service of this office runs on this machine."""
    return is_held(lock_of(app))


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

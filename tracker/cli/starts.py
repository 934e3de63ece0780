"""What the service says when it starts, and of each turn that did something."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.applying import show_moves
from tracker.cli.boundary import tell_briefly
from tracker.cli.importing import show_import
from tracker.cli.issuing import show_issued
from tracker.i18n import Translator
from tracker.i18n.dates import long_date

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.services.starting import StartReport


def show_clock(app: "App", say: Translator) -> None:
    """Say whose service this is, and of which day if it is a trial."""
    click.secho(say("cli.run.title", office=app.config.office.name), bold=True)
    if app.clock.is_set:
        click.secho(say("cli.run.today", day=long_date(app.today(), say)), fg="yellow")


def show_reading(path: Path, say: Translator) -> None:
    """Say which document is being read, to somebody who waits for it."""
    if sys.stderr.isatty():
        click.echo(say("cli.run.reading", file=path.name), err=True)


def show_start(app: "App", report: "StartReport", say: Translator) -> None:
    """Say what was found and done at the start, and where everything is."""
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


def show_tick(letters: int, sent: int, say: Translator) -> None:
    """Say how many letters were queued and sent."""
    click.echo(say("cli.run.tick", letters=letters, sent=sent))

"""Reports from people: done, reopen."""

from datetime import date
from typing import TYPE_CHECKING

import click

from tracker.cli.afterwards import bring_feeds_up
from tracker.cli.show import show_json
from tracker.cli.teaching import DAY, Call, command, json_option
from tracker.i18n import Translator
from tracker.i18n.dates import long_date

if TYPE_CHECKING:
    from tracker.services.tracking import TrackReport

today_option = click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="cli.option.clock")


@command("done")
@click.argument("obligation_id", metavar="ID")
@click.option("--on", type=DAY, metavar="YYYY-MM-DD", help="cli.option.on")
@click.option("--evidence", default="", metavar="TEXT", help="cli.option.evidence")
@today_option
@json_option
@click.pass_obj
def done(
    call: Call, obligation_id: str, on: date | None, evidence: str, as_of: date | None, as_json: bool
) -> None:
    """See the catalogue entry ``cli.done``."""
    from tracker.services.tracking import mark_done

    app = call.app(as_of)
    report = mark_done(app, obligation_id, on=on, evidence=evidence)
    _show(report, call.say, as_json=as_json)
    bring_feeds_up(app, call.say)


@command("reopen")
@click.argument("obligation_id", metavar="ID")
@today_option
@json_option
@click.pass_obj
def reopen(call: Call, obligation_id: str, as_of: date | None, as_json: bool) -> None:
    """See the catalogue entry ``cli.reopen``."""
    from tracker.services.tracking import reopen as reopen_one

    app = call.app(as_of)
    _show(reopen_one(app, obligation_id), call.say, as_json=as_json)
    bring_feeds_up(app, call.say)


def _show(report: "TrackReport", say: Translator, *, as_json: bool) -> None:
    if as_json:
        show_json(report)
        return
    click.echo(f"{report.id}  {report.title}")
    standing = say(f"standing.{report.standing}")
    if report.done_on:
        click.echo(say("cli.done.done", day=long_date(report.done_on, say), standing=standing))
    else:
        click.echo(say("cli.done.open", standing=standing))
    if not report.changed:
        click.echo(say("cli.done.unchanged"))

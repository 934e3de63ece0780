"""Somebody has taken notice: ack."""

from datetime import date

import click

from tracker.cli.changes import today_option
from tracker.cli.show import show_json
from tracker.cli.teaching import DAY, Call, command, json_option
from tracker.i18n.dates import long_date


@command("ack")
@click.argument("obligation_id", metavar="ID")
@click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="cli.option.ack_until")
@click.option("--reason", default="", metavar="TEXT", help="cli.option.ack_reason")
@click.option("--lift", "is_lifted", is_flag=True, help="cli.option.ack_lift")
@today_option
@json_option
@click.pass_obj
def ack(
    call: Call,
    obligation_id: str,
    until: date | None,
    reason: str,
    is_lifted: bool,
    as_of: date | None,
    as_json: bool,
) -> None:
    """See the catalogue entry ``cli.ack``."""
    from tracker.services.pausing import lift, pause

    if is_lifted == (until is not None):
        raise click.UsageError(call.say("cli.ack.until_or_lift"))
    app = call.app(as_of)
    report = pause(app, obligation_id, until, reason) if until else lift(app, obligation_id)
    if as_json:
        show_json(report)
        return
    click.echo(f"{report.id}  {report.title}")
    key = "cli.ack.paused" if until else "cli.ack.lifted"
    click.echo(call.say(key, day=long_date(report.paused_until or report.next_on, call.say)))
    if until:
        click.echo(call.say("cli.ack.next", day=long_date(report.next_on, call.say)))

"""Is everything well? check."""

from datetime import date
from typing import TYPE_CHECKING

import click

from tracker.cli.afterwards import bring_feeds_up
from tracker.cli.boundary import tell_problems
from tracker.cli.shapes import problem_shapes
from tracker.cli.show import show_json
from tracker.cli.teaching import DAY, Call, command, json_option
from tracker.i18n import Translator

if TYPE_CHECKING:
    from tracker.app import App

DONE_WITH_PROBLEMS = 1


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

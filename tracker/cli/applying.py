"""What another working calendar does to dates: calendar apply."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.afterwards import bring_feeds_up
from tracker.cli.asking import confirm
from tracker.cli.boundary import tell_problems
from tracker.cli.changelog import difference_text
from tracker.cli.differences import counts, difference_lines, difference_shape
from tracker.cli.shapes import problem_shapes
from tracker.cli.show import show_json
from tracker.cli.teaching import Call, command, dry_run_option, json_option, yes_option
from tracker.i18n import Translator

if TYPE_CHECKING:
    from tracker.services.applying import ApplyReport

REFUSED = 1
DONE_WITH_PROBLEMS = 1


@command("apply", key="cli.calendar.apply")
@yes_option
@dry_run_option
@json_option
@click.pass_obj
def apply(call: Call, yes: bool, dry_run: bool, as_json: bool) -> int:
    """See the catalogue entry ``cli.calendar.apply``."""
    from tracker.services.applying import apply_calendar

    app = call.app()
    report = apply_calendar(app, dry_run=dry_run or not yes)
    is_asked = report.changes_dates and not (yes or dry_run)
    if not as_json or is_asked:
        show_moves(report, call.say, err=as_json)
    if is_asked and not agrees(call.say):
        return REFUSED
    if report.dry_run and not dry_run:
        app = call.app()
        report = apply_calendar(app, shown=report)
    if as_json:
        show_json(_shape(report, call.say))
    elif not report.dry_run and report.changes_dates:
        changes = counts((plan.expansion for plan in report.plans), call.say)
        click.echo(call.say("cli.calendar.apply.done", changes=changes))
    if not report.dry_run:
        bring_feeds_up(app, call.say)
    return DONE_WITH_PROBLEMS if report.unread or any(plan.problems for plan in report.plans) else 0


def agrees(say: Translator) -> bool:
    """Ask whether to move what was shown."""
    if confirm(say("cli.calendar.apply.question"), say):
        return True
    click.echo(say("cli.calendar.apply.refused"), err=True)
    return False


def show_moves(report: "ApplyReport", say: Translator, *, err: bool = False) -> None:
    """Say which days of the calendar are other than they were, and what that moves."""
    for line in _lines(report, say):
        click.echo(line, err=err)
    for plan in report.plans:
        tell_problems(plan.problems, say)
    if report.unread:
        click.echo(say("cli.calendar.apply.unread", plans=", ".join(report.unread)), err=True)


def _lines(report: "ApplyReport", say: Translator) -> Iterator[str]:
    bases = {found.basis for found in report.moved_by}  # both days of a swap are shown
    shown = [found for found in report.differences if found.basis in bases]
    if shown:
        yield say("cli.calendar.apply.days")
        yield from (f"  {difference_text(found._asdict(), say)}" for found in shown)
    if others := len(report.differences) - len(shown):
        yield say("cli.calendar.apply.others", count=others)
    if not report.changes_dates:
        yield say("cli.calendar.apply.nothing")
        return
    for plan in (plan for plan in report.plans if not plan.expansion.is_empty):
        changes = counts([plan.expansion], say)
        yield say("cli.calendar.apply.plan", number=plan.number, id=plan.plan_id, changes=changes)
        yield from difference_lines(plan.expansion, (), plan.titles, say)


def _shape(report: "ApplyReport", say: Translator) -> dict[str, Any]:
    return {
        "days": [found._asdict() for found in report.differences],
        "plans": [
            {
                "plan": plan.plan_id,
                "number": plan.number,
                **difference_shape(plan.expansion, ()),
                "problems": problem_shapes(plan.problems, say),
            }
            for plan in report.plans
        ],
        "moved": report.moved,
        "unread": list(report.unread),
        "dry_run": report.dry_run,
    }

"""When people are reminded: ladder."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.asking import confirm
from tracker.cli.show import show_json
from tracker.cli.teaching import Call, command, dry_run_option, json_option, yes_option
from tracker.core.ladders import level_of, name_of, to_facts
from tracker.core.policy import EscalationStep, Ladder
from tracker.i18n import Translator

if TYPE_CHECKING:
    from tracker.services.ladders import InForce, LadderReport, OwnLadder, Wanted

REFUSED = 1


class _Days(click.ParamType[tuple[int, ...]]):
    """Numbers of working days: "10,5,2"."""

    name = "days"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """Read whole numbers with commas between them."""
        try:
            return tuple(int(part) for part in value.split(","))
        except ValueError:
            return self.fail(_say("cli.ladder.bad_days", value), param, ctx)


class _Steps(click.ParamType[tuple[EscalationStep, ...]]):
    """Working days overdue, each with who is told: "3:head,7:leaders"."""

    name = "steps"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[EscalationStep, ...]:
        """Read pairs with commas between them."""
        try:
            pairs = (part.split(":") for part in value.split(","))
            return tuple(EscalationStep(int(days), level_of(to.strip())) for days, to in pairs)
        except (ValueError, KeyError):
            return self.fail(_say("cli.ladder.bad_steps", value), param, ctx)


def _say(key: str, value: str) -> str:
    from gettext import gettext

    return gettext(key).format(value=value)


@command("ladder")
@click.argument("plan", metavar="PLAN")
@click.option("--task", type=click.IntRange(1), metavar="N", help="cli.option.ladder_task")
@click.option("--lead", type=_Days(), metavar="DAYS", help="cli.option.ladder_lead")
@click.option("--overdue", type=_Days(), metavar="DAYS", help="cli.option.ladder_overdue")
@click.option("--escalation", type=_Steps(), metavar="STEPS", help="cli.option.ladder_escalation")
@click.option("--inherit", "inherits", is_flag=True, help="cli.option.ladder_inherit")
@click.option("--basis", default="", metavar="TEXT", help="cli.option.ladder_basis")
@yes_option
@dry_run_option
@json_option
@click.pass_obj
def ladder(
    call: Call,
    plan: str,
    task: int | None,
    lead: tuple[int, ...] | None,
    overdue: tuple[int, ...] | None,
    escalation: tuple[EscalationStep, ...] | None,
    inherits: bool,
    basis: str,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """See the catalogue entry ``cli.ladder``."""
    from tracker.services.ladders import Wanted

    own = Ladder(lead, overdue, escalation)
    is_given = own != Ladder()
    if not (is_given or inherits):
        return _show_all(call, plan, as_json=as_json)
    if is_given and inherits:
        raise click.UsageError(call.say("cli.ladder.both"))
    wanted = Wanted(plan, own, task, basis, inherits)
    return _change(call, wanted, yes=yes, dry_run=dry_run, as_json=as_json)


def _show_all(call: Call, plan: str, *, as_json: bool) -> int:
    from tracker.services.ladders import ladders

    report = ladders(call.app(), plan)
    if as_json:
        show_json({"plan": report.plan_id, "ladders": [_own_shape(own) for own in report.ladders]})
        return 0
    for own in report.ladders:
        key = f"cli.ladder.own.{own.whose}"
        click.echo(call.say(key, id=own.id, name=own.name))
        for line in _part_lines(own.ladder, call.say):
            click.echo(f"  {line}")
        if own.basis:
            click.echo(f"  {call.say('cli.ladder.basis', basis=own.basis)}")
    return 0


def _change(call: Call, wanted: "Wanted", *, yes: bool, dry_run: bool, as_json: bool) -> int:
    from tracker.services.ladders import set_ladder

    is_asked = not (yes or dry_run)
    report = set_ladder(call.app(), wanted, dry_run=dry_run or is_asked)
    if not as_json or is_asked:
        _show_change(report, call.say, err=as_json)
    if is_asked:
        if not confirm(call.say("cli.ladder.question"), call.say):
            click.echo(call.say("cli.ladder.refused"), err=True)
            return REFUSED
        report = set_ladder(call.app(), wanted, shown=report)
    if as_json:
        show_json(_change_shape(report))
    elif not dry_run:
        click.echo(call.say("cli.ladder.done"))
    return 0


def _show_change(report: "LadderReport", say: Translator, *, err: bool) -> None:
    subject = (
        say("cli.ladder.own.task", id=report.task, name=report.title)
        if report.task
        else say("cli.ladder.own.plan", id=report.plan_id, name=report.title)
    )
    click.echo(subject, err=err)
    for key, found in (("cli.ladder.before", report.before), ("cli.ladder.after", report.after)):
        click.echo(say(key), err=err)
        for line in _in_force_lines(found, say):
            click.echo(f"  {line}", err=err)
    click.echo(say("cli.ladder.affected", count=report.open_duties), err=err)


def _in_force_lines(found: "InForce", say: Translator) -> Iterable[str]:
    for part, line in zip(found.ladder.own(), _part_lines(found.ladder, say), strict=True):
        yield f"{line} ({say(f'ladder.by.{found.whose[part]}')})"


def _part_lines(ladder_: Ladder, say: Translator) -> list[str]:
    return [say(f"cli.ladder.{part}", days=_days(value, say)) for part, value in ladder_.own().items()]


def _days(value: tuple[Any, ...], say: Translator) -> str:
    """Write numbers of days, with who is told after them where that is said."""
    shown = [
        say("cli.ladder.step", days=step.after, to=say(f"ladder.to.{name_of(step.level)}"))
        if isinstance(step, EscalationStep)
        else str(step)
        for step in value
    ]
    return ", ".join(shown) or "-"


def _own_shape(own: "OwnLadder") -> dict[str, Any]:
    return {"whose": own.whose, "id": own.id, "name": own.name, "basis": own.basis, **_shape(own.ladder)}


def _shape(ladder_: Ladder) -> dict[str, Any]:
    return {"lead": None, "overdue": None, "escalation": None, **(to_facts(ladder_) or {})}


def _change_shape(report: "LadderReport") -> dict[str, Any]:
    return {
        "plan": report.plan_id,
        "task": report.task,
        "before": _shape(report.before.ladder),
        "after": _shape(report.after.ladder),
        "basis": report.basis,
        "open": report.open_duties,
        "dry_run": report.dry_run,
    }

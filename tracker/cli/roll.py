"""What becomes of a deadline on a day off: roll."""

from typing import TYPE_CHECKING, Any

import click

from tracker.cli.afterwards import bring_feeds_up
from tracker.cli.asking import confirm
from tracker.cli.differences import counts, difference_lines, difference_shape
from tracker.cli.show import show_json
from tracker.cli.teaching import Call, command, dry_run_option, json_option, yes_option
from tracker.core.reasons import RollReason
from tracker.core.workcalendar import Roll
from tracker.i18n import Translator
from tracker.i18n.reasons import roll_words

if TYPE_CHECKING:
    from tracker.services.rolling import Policy, PolicyReport, RollReport, Wanted

REFUSED = 1
NONE_OF_ITS_OWN = "inherit"
POLICIES = ("previous", "next", "keep", NONE_OF_ITS_OWN)


@command("roll")
@click.argument("plan", metavar="PLAN")
@click.argument("policy", metavar="[POLICY]", required=False, type=click.Choice(POLICIES))
@click.option("--task", type=click.IntRange(1), metavar="N", help="cli.option.roll_task")
@click.option("--basis", default="", metavar="TEXT", help="cli.option.roll_basis")
@yes_option
@dry_run_option
@json_option
@click.pass_obj
def roll(
    call: Call,
    plan: str,
    policy: str | None,
    task: int | None,
    basis: str,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """See the catalogue entry ``cli.roll``."""
    from tracker.services.rolling import Wanted, policies

    if policy is None:
        _show_policies(policies(call.app(), plan), call.say, as_json=as_json)
        return 0
    own = None if policy == NONE_OF_ITS_OWN else Roll(policy)
    return _change(call, Wanted(plan, own, task, basis), yes=yes, dry_run=dry_run, as_json=as_json)


def _change(call: Call, wanted: "Wanted", *, yes: bool, dry_run: bool, as_json: bool) -> int:
    from tracker.services.rolling import set_roll

    is_asked = not (yes or dry_run)
    app = call.app()
    report = set_roll(app, wanted, dry_run=dry_run or is_asked)
    if not as_json or is_asked:
        _show_change(report, call.say, err=as_json)
    if is_asked:
        if not confirm(call.say("cli.roll.question"), call.say):
            click.echo(call.say("cli.roll.refused"), err=True)
            return REFUSED
        app = call.app()
        report = set_roll(app, wanted, shown=report)
    if as_json:
        show_json(_change_shape(report))
    elif not dry_run:
        click.echo(call.say("cli.roll.done"))
    if not dry_run:
        bring_feeds_up(app, call.say)
    return 0


def _show_policies(report: "PolicyReport", say: Translator, *, as_json: bool) -> None:
    if as_json:
        show_json({"plan": report.plan_id, "policies": [_policy_shape(one) for one in report.policies]})
        return
    for policy in report.policies:
        click.echo(_policy_line(report.plan_id, policy, say))


def _policy_line(plan_id: str, policy: "Policy", say: Translator) -> str:
    subject = say("cli.roll.task", number=policy.task, title=policy.title) if policy.task else plan_id
    words = roll_words(RollReason(policy.policy, policy.whose, policy.basis), say)
    return say("cli.roll.policy", subject=subject, words=words)


def _show_change(report: "RollReport", say: Translator, *, err: bool) -> None:
    for key, policy in (("cli.roll.before", report.before), ("cli.roll.after", report.after)):
        click.echo(say(key, policy=_policy_line(report.plan_id, policy, say)), err=err)
    click.echo(say("cli.undo.counts", changes=counts([report.expansion], say)), err=err)
    for line in difference_lines(report.expansion, (), report.titles, say):
        click.echo(line, err=err)


def _change_shape(report: "RollReport") -> dict[str, Any]:
    return {
        "plan": report.plan_id,
        "before": _policy_shape(report.before),
        "after": _policy_shape(report.after),
        **difference_shape(report.expansion, ()),
        "dry_run": report.dry_run,
    }


def _policy_shape(policy: "Policy") -> dict[str, Any]:
    return {"task": policy.task, "policy": policy.policy, "whose": policy.whose, "basis": policy.basis}

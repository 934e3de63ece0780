"""Units and unknown names: units, units add."""

import re
import sys
from collections.abc import Sequence
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.afterwards import bring_feeds_up
from tracker.cli.show import heading, show_json, show_table
from tracker.cli.teaching import Call, TeachingGroup, command, json_option
from tracker.i18n import Translator

if TYPE_CHECKING:
    from tracker.services.adopting import Proposal
    from tracker.services.linking import Linked
    from tracker.services.units import UnitsReport

NOT_ALL_WELL = 1  # names are unknown; nothing was done
_PERSON = re.compile(r"\s*([^<>]*?)\s*<\s*([^<>\s]+)\s*>\s*")


@click.group(
    "units",
    cls=TeachingGroup,
    commands_in={"add": "units"},
    under="units",
    invoke_without_command=True,
    help="cli.units",
)
@json_option
@click.pass_context
def units(context: click.Context, as_json: bool) -> int:
    """See the catalogue entry ``cli.units``."""
    if context.invoked_subcommand:
        return 0
    from tracker.services.units import units as list_units

    call: Call = context.obj
    report = list_units(call.app())
    if as_json:
        show_json(_report_shape(report))
    else:
        _show(report, call.say)
    return NOT_ALL_WELL if report.unknown else 0


def _report_shape(report: "UnitsReport") -> dict[str, Any]:
    known = [
        {
            "code": found.unit.code,
            "name": found.unit.name,
            "aliases": found.unit.aliases,
            "former": [{"name": n.name, "since": n.since, "until": n.until} for n in found.unit.former],
            "people": [{"name": who.name, "address": who.address} for who in found.people],
            "since": found.unit.since,
            "until": found.unit.until,
            "successor": found.unit.successor,
            "tasks": found.tasks,
            "open": found.open_duties,
        }
        for found in report.known
    ]
    unknown = [
        {
            "name": found.name,
            "tasks": found.tasks,
            "open": found.open_duties,
            "suggestions": [{"code": unit.code, "name": unit.name} for unit in found.likely],
        }
        for found in report.unknown
    ]
    return {"units": known, "unknown": unknown}


def _show(report: "UnitsReport", say: Translator) -> None:
    show_table(
        [say(f"cli.units.column.{name}") for name in ("code", "open", "tasks", "name", "people")],
        [
            (
                found.unit.code,
                str(found.open_duties),
                str(found.tasks),
                found.unit.name,
                ", ".join(who.name for who in found.people) or "-",
            )
            for found in report.known
        ],
    )
    heading(say("cli.units.unknown", count=len(report.unknown)))
    show_table(
        [say(f"cli.units.column.{name}") for name in ("open", "tasks", "unknown", "likely")],
        [
            (
                str(found.open_duties),
                str(found.tasks),
                found.name,
                "; ".join(f"{unit.name} ({unit.code})" for unit in found.likely) or "-",
            )
            for found in report.unknown
        ],
    )
    if report.unknown:
        click.echo(say("cli.units.hint"))


@command("add", key="cli.units.add")
@click.argument("name", metavar="NAME")
@click.option("--code", default="", metavar="CODE", help="cli.option.unit_code")
@click.option("--alias-of", default="", metavar="CODE", help="cli.option.alias_of")
@click.option("--person", "people", multiple=True, metavar="PERSON", help="cli.option.unit_person")
@click.option("--head", default="", metavar="PERSON", help="cli.option.unit_head")
@click.option("--yes", is_flag=True, help="cli.option.unit_yes")
@json_option
@click.pass_obj
def add(
    call: Call,
    name: str,
    code: str,
    alias_of: str,
    people: Sequence[str],
    head: str,
    yes: bool,
    as_json: bool,
) -> int:
    """See the catalogue entry ``cli.units.add``."""
    from tracker.services.adopting import Wanted, adopt, propose

    app = call.app()
    given = [_person(person) for person in people]
    proposal = propose(app, Wanted(name, code, alias_of, given, _person(head) if head else None))
    if not as_json:
        _show_change(proposal, call.say)
    agreed = yes or (not as_json and _agrees(call.say))
    linked = adopt(app, proposal) if agreed else None
    if as_json:
        show_json(_change_shape(proposal, linked))
    else:
        _show_linked(linked, call.say)
    if linked is not None:
        bring_feeds_up(call.app(), call.say)  # by the settings as they are now
    return NOT_ALL_WELL if linked is None else 0


def _person(written: str) -> tuple[str, str]:
    """Read "Name <address>"; anything else is an address without a name, which is refused."""
    found = _PERSON.fullmatch(written)
    return (found[1], found[2]) if found else ("", written)


def _agrees(say: Translator) -> bool:
    if sys.stdin is None:
        return False
    try:
        return click.confirm(say("cli.units.ask"), default=False)
    except click.Abort:  # nobody there to answer
        click.echo()
        return False


def _diff(proposal: "Proposal") -> list[str]:
    """Return the lines that go and come, with a few around them."""
    before, after = (
        data.decode("utf-8-sig").splitlines() for data in (proposal.draft.before, proposal.draft.after)
    )
    return list(unified_diff(before, after, lineterm=""))[2:]


def _show_change(proposal: "Proposal", say: Translator) -> None:
    key = "cli.units.new" if proposal.is_new else "cli.units.alias"
    click.echo(say(key, name=proposal.name, code=proposal.code, file=proposal.draft.path))
    for line in _diff(proposal):
        click.echo(f"  {line}")


def _show_linked(linked: "Linked | None", say: Translator) -> None:
    if linked is None:
        click.echo(say("cli.units.nothing"))
        return
    click.echo(say("cli.units.linked", count=linked.tasks, duties=linked.open_duties))
    click.echo(say("cli.units.restart"))


def _change_shape(proposal: "Proposal", linked: "Linked | None") -> dict[str, Any]:
    return {
        "name": proposal.name,
        "code": proposal.code,
        "new": proposal.is_new,
        "file": proposal.draft.path,
        "diff": _diff(proposal),
        "applied": linked is not None,
        "linked": {"tasks": linked.tasks, "open": linked.open_duties} if linked else None,
    }

"""Who receives letters: people, people leave, people back, people reached."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.show import show_json, show_table
from tracker.cli.teaching import DAY, Call, TeachingGroup, command, json_option
from tracker.i18n import Translator

if TYPE_CHECKING:
    from tracker.services.people import Away, Member, PeopleReport, Post


@click.group(
    "people",
    cls=TeachingGroup,
    commands_in={"leave": "people", "back": "people", "reached": "people"},
    under="people",
    invoke_without_command=True,
    help="cli.people",
)
@json_option
@click.pass_context
def people(context: click.Context, as_json: bool) -> None:
    """See the catalogue entry ``cli.people``."""
    if context.invoked_subcommand:
        return
    from tracker.services.people import people as list_people

    call: Call = context.obj
    report = list_people(call.app())
    if as_json:
        show_json({"as_of": report.day, "people": [_member_shape(member) for member in report.members]})
    else:
        _show(report, call.say)


def _show(report: "PeopleReport", say: Translator) -> None:
    show_table(
        [say(f"cli.people.column.{name}") for name in ("name", "address", "posts", "notes")],
        [
            (
                member.name,
                member.address,
                "; ".join(_post_words(post, say) for post in member.posts),
                "; ".join(_notes(member, say)) or "-",
            )
            for member in report.members
        ],
    )


def _post_words(post: "Post", say: Translator) -> str:
    words = say(f"cli.people.role.{post.role}", unit=post.unit_name)
    if post.since and post.until:
        return say("cli.people.from_to", words=words, first=post.since, last=post.until)
    if post.since:
        return say("cli.people.from", words=words, first=post.since)
    return say("cli.people.to", words=words, last=post.until) if post.until else words


def _notes(member: "Member", say: Translator) -> Iterable[str]:
    yield from (_leave_words(leave, say) for leave in member.leaves)
    if member.refusals:
        key = "cli.people.dead" if member.is_dead else "cli.people.refused"
        yield say(key, count=len(member.refusals))


def _leave_words(leave: "Away", say: Translator) -> str:
    key = "cli.people.away_with" if leave.stand_in else "cli.people.away"
    return say(key, first=leave.first_on, last=leave.last_on, stand_in=leave.stand_in)


def _member_shape(member: "Member") -> dict[str, Any]:
    posts = [
        {
            "role": post.role,
            "unit": post.unit,
            "unit_name": post.unit_name,
            "since": post.since,
            "until": post.until,
        }
        for post in member.posts
    ]
    return {
        "name": member.name,
        "address": member.address,
        "posts": posts,
        "leaves": [_leave_shape(leave) for leave in member.leaves],
        "refused": list(member.refusals),
        "dead": member.is_dead,
    }


def _leave_shape(leave: "Away") -> dict[str, Any]:
    return {
        "from": leave.first_on,
        "until": leave.last_on,
        "stand_in": leave.stand_in,
        "reason": leave.reason,
    }


@command("leave", key="cli.people.leave")
@click.argument("address", metavar="ADDRESS")
@click.option("--from", "first", type=DAY, required=True, metavar="YYYY-MM-DD", help="cli.option.leave_from")
@click.option("--until", "last", type=DAY, required=True, metavar="YYYY-MM-DD", help="cli.option.leave_until")
@click.option("--stand-in", default="", metavar="ADDRESS", help="cli.option.stand_in")
@click.option("--reason", default="", metavar="TEXT", help="cli.option.leave_reason")
@json_option
@click.pass_obj
def leave(
    call: Call, address: str, first: date, last: date, stand_in: str, reason: str, as_json: bool
) -> None:
    """See the catalogue entry ``cli.people.leave``."""
    from tracker.services.people import Away, go_on_leave

    report = go_on_leave(call.app(), address, Away(first, last, stand_in, reason))
    (entered,) = report.leaves
    if as_json:
        show_json({"name": report.name, "address": report.address, **_leave_shape(entered)})
        return
    key = "cli.people.leave.with" if report.stand_in_name else "cli.people.leave.alone"
    click.echo(call.say(key, name=report.name, first=first, last=last, stand_in=report.stand_in_name))


@command("back", key="cli.people.back")
@click.argument("address", metavar="ADDRESS")
@json_option
@click.pass_obj
def back(call: Call, address: str, as_json: bool) -> None:
    """See the catalogue entry ``cli.people.back``."""
    from tracker.services.people import come_back

    report = come_back(call.app(), address)
    if as_json:
        ended = [_leave_shape(one) for one in report.leaves]
        show_json({"name": report.name, "address": report.address, "ended": ended})
        return
    for one in report.leaves:
        click.echo(call.say("cli.people.back.ended", name=report.name, first=one.first_on, last=one.last_on))


@command("reached", key="cli.people.reached")
@click.argument("address", metavar="ADDRESS")
@json_option
@click.pass_obj
def reached(call: Call, address: str, as_json: bool) -> None:
    """See the catalogue entry ``cli.people.reached``."""
    from tracker.services.people import reached as forget_refusals

    report = forget_refusals(call.app(), address)
    if as_json:
        show_json(report)
    else:
        click.echo(call.say("cli.people.reached.again", address=report.address))

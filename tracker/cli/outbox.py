"""The outbox and what is decided about its letters: outbox list, show, retry, cancel, seen; bounce."""

import sys
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from tracker.cli.ahead import rung_text
from tracker.cli.show import show_json, show_table
from tracker.cli.teaching import Call, TeachingGroup, command, json_option
from tracker.core.delivery import DeliveryState
from tracker.core.text import harmless
from tracker.i18n import Translator
from tracker.i18n.dates import short_date

if TYPE_CHECKING:
    from tracker.services.bounces import BounceReport
    from tracker.services.outbox import DeliveryLine

#: Command → module of this package.
COMMANDS = dict.fromkeys(("list", "show", "retry", "cancel", "seen"), "outbox")

LAST_ID = 2**63 - 1  # of a row
LETTER = click.IntRange(1, LAST_ID)
NOTHING = 1  # there was nothing left to do

_state = click.option(
    "--state", type=click.Choice([state.value for state in DeliveryState]), help="cli.option.state"
)
_limit = click.option(
    "--limit", type=click.IntRange(1), metavar="N", default=50, show_default=True, help="cli.option.limit"
)
_letters = click.argument("letters", metavar="LETTER...", type=LETTER, nargs=-1, required=True)


@click.group(
    "outbox",
    cls=TeachingGroup,
    commands_in=COMMANDS,
    under="outbox",
    invoke_without_command=True,
    help="cli.outbox",
)
@_state
@_limit
@json_option
@click.pass_context
def outbox(context: click.Context, state: str | None, limit: int, as_json: bool) -> None:
    """See the catalogue entry ``cli.outbox``."""
    if not context.invoked_subcommand:
        _list(context.obj, state, limit, as_json=as_json)


@command("list", key="cli.outbox.list")
@_state
@_limit
@json_option
@click.pass_obj
def list_(call: Call, state: str | None, limit: int, as_json: bool) -> None:
    """See the catalogue entry ``cli.outbox.list``."""
    _list(call, state, limit, as_json=as_json)


def _list(call: Call, state: str | None, limit: int, *, as_json: bool) -> None:
    from tracker.services.outbox import letters

    listed = letters(call.app(), state, limit)
    if as_json:
        show_json({"letters": [_delivery_shape(line) for line in listed]})
    else:
        _show_letters(listed, call.say)


@command("show", key="cli.outbox.show")
@click.argument("letter", metavar="LETTER", type=click.IntRange(0, LAST_ID))
@json_option
@click.pass_obj
def show(call: Call, letter: int, as_json: bool) -> None:
    """See the catalogue entry ``cli.outbox.show``."""
    from tracker.services.outbox import letter as find

    found = find(call.app(), letter)
    if as_json:
        show_json(_delivery_shape(found) | {"notices": found.items})
    else:
        _show_letter(found, call.say)


@command("retry", key="cli.outbox.retry")
@_letters
@json_option
@click.pass_obj
def retry(call: Call, letters: tuple[int, ...], as_json: bool) -> int:
    """See the catalogue entry ``cli.outbox.retry``."""
    from tracker.services.outbox import retry as send_again

    repeated = send_again(call.app(), list(dict.fromkeys(letters)))
    if as_json:
        show_json({"retried": repeated})
    else:
        for found in repeated:
            key = "cli.outbox.retried" if found.new else "cli.outbox.nothing_true"
            click.echo(call.say(key, id=found.old, new=found.new))
    return 0 if all(found.new for found in repeated) else NOTHING


@command("cancel", key="cli.outbox.cancel")
@_letters
@json_option
@click.pass_obj
def cancel(call: Call, letters: tuple[int, ...], as_json: bool) -> None:
    """See the catalogue entry ``cli.outbox.cancel``."""
    from tracker.services.outbox import cancel as stop

    stopped = stop(call.app(), list(dict.fromkeys(letters)))
    if as_json:
        show_json({"cancelled": stopped})
    else:
        click.echo(call.say("cli.outbox.cancelled", count=len(stopped)))


@command("seen", key="cli.outbox.seen")
@click.argument("letters", metavar="[LETTER...]", type=LETTER, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="cli.option.outbox_all")
@json_option
@click.pass_obj
def seen(call: Call, letters: tuple[int, ...], everything: bool, as_json: bool) -> None:
    """See the catalogue entry ``cli.outbox.seen``."""
    from tracker.services.outbox import see

    if bool(letters) == everything:
        raise click.UsageError(call.say("cli.outbox.seen.which"))
    noted = see(call.app(), letters, everything=everything)
    if as_json:
        show_json({"seen": noted})
    else:
        click.echo(call.say("cli.outbox.noted", count=len(noted)))


@command("bounce")
@click.argument("file", metavar="[FILE]", type=click.File("rb"), default="-")
@json_option
@click.pass_obj
def bounce(call: Call, file: BinaryIO, as_json: bool) -> int:
    """See the catalogue entry ``cli.bounce``."""
    from tracker.services.bounces import LARGEST, take_bounce

    report = take_bounce(call.app(), file.read(LARGEST + 1))
    if as_json:
        show_json({"letters": report.found, "unknown": report.unknown})
    else:
        _show_bounce(report, call.say)
    return 0 if report.found and not report.unknown else NOTHING


def _show_bounce(report: "BounceReport", say: Translator) -> None:
    for found in report.found:
        key = "cli.bounce.dead" if found.permanent else "cli.bounce.later"
        facts = {"id": found.letter, "address": found.recipient, "status": found.status}
        click.echo(say(key, **facts))
        if found.permanent:
            click.echo(say("cli.bounce.passed_on", count=found.passed_on))
    if report.unknown:
        click.echo(say("cli.bounce.unknown", count=report.unknown), file=sys.stderr)


def _show_letters(listed: "list[DeliveryLine]", say: Translator) -> None:
    show_table(
        [
            say(f"cli.column.{name}")
            for name in ("letter", "day", "state", "attempts", "recipient", "subject")
        ],
        [
            (
                str(line.id),
                short_date(line.slot_on, say),
                say(f"delivery.{line.state}"),
                str(line.attempts),
                line.recipient,
                line.subject,
            )
            for line in listed
        ],
        cut=True,
    )
    click.echo(say("cli.outbox.count", count=len(listed)))


def _show_letter(found: "DeliveryLine", say: Translator) -> None:
    from tracker.services.outbox import text_of

    click.secho(harmless(found.subject), bold=True)
    click.echo(say("cli.outbox.to", name=found.recipient_name, address=found.recipient))
    click.echo(say("cli.outbox.state", state=say(f"delivery.{found.state}"), attempts=found.attempts))
    if found.follows:
        click.echo(say("cli.outbox.follows", id=found.follows))
    if found.last_text or found.last_code:
        click.echo(say("cli.outbox.answer", code=found.last_code, text=found.last_text))
    for notice in found.items:
        reason = say(f"notice.reason.{notice.reason}")
        click.echo(f"  {notice.obligation_id}  {rung_text(notice.kind, notice.offset_days, say)} ({reason})")
    click.echo()
    click.echo(harmless(text_of(found.raw)))


def _delivery_shape(line: "DeliveryLine") -> dict[str, Any]:
    return {
        "id": line.id,
        "day": line.slot_on,
        "recipient": line.recipient,
        "subject": line.subject,
        "state": line.state,
        "attempts": line.attempts,
        "message_id": line.message_id,
        "created_at": line.created_at,
        "next_at": line.next_at,
        "sent_at": line.sent_at,
        "expires_at": line.expires_at,
        "follows": line.follows,
        "seen_at": line.seen_at,
        "ambiguous": line.ambiguous,
        "answer": {
            "phase": line.last_phase,
            "code": line.last_code,
            "enhanced": line.last_enhanced,
            "text": line.last_text,
        },
    }

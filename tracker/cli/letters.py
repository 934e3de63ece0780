"""Letters: simulate, outbox."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.ahead import rung_text
from tracker.cli.show import show_json, show_table
from tracker.cli.teaching import DAY, Call, command, json_option
from tracker.core.delivery import DeliveryState, Urgency, urgency
from tracker.core.text import harmless
from tracker.i18n import Translator
from tracker.i18n.dates import long_date, marked, short_date

if TYPE_CHECKING:
    from tracker.core.delivery import Letter
    from tracker.core.workcalendar import WorkCalendar
    from tracker.services.outbox import DeliveryLine
    from tracker.services.simulating import Simulation


LAST_ID = 2**63 - 1  # of a row


@command("simulate")
@click.argument("plan_id", metavar="PLAN")
@click.option("--from", "first", type=DAY, metavar="YYYY-MM-DD", help="cli.option.simulate_from")
@click.option("--to", "last", type=DAY, metavar="YYYY-MM-DD", help="cli.option.simulate_to")
@click.option("--unit", default="", metavar="UNIT", help="cli.option.unit")
@click.option(
    "--assume",
    type=click.Choice(["on-time", "never"]),
    default="on-time",
    show_default=True,
    help="cli.option.assume",
)
@json_option
@click.pass_obj
def simulate(
    call: Call, plan_id: str, first: date | None, last: date | None, unit: str, assume: str, as_json: bool
) -> None:
    """See the catalogue entry ``cli.simulate``."""
    from tracker.services.simulating import Assumption, simulate_plan

    app = call.app()
    with day_by_day(call.say) as progress:
        simulation = simulate_plan(
            app, plan_id, first=first, last=last, unit=unit, assumption=Assumption(assume), progress=progress
        )
    if as_json:
        show_json(_simulation_shape(simulation, app.calendar))
    else:
        _show_simulation(simulation, app.calendar, call.say)


@contextmanager
def day_by_day(say: Translator) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how many days were run, of how many."""
    label, is_hidden = say("cli.simulate.progress"), not sys.stderr.isatty()
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=is_hidden) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress


def _show_simulation(simulation: "Simulation", calendar: "WorkCalendar", say: Translator) -> None:
    show_table(
        [say(f"cli.column.{name}") for name in ("day", "recipient", "notices", "content")],
        [
            (
                marked(
                    short_date(letter.day, say), say, is_provisional=calendar.is_provisional(letter.day.year)
                ),
                letter.person.address,
                str(len(letter.items)),
                "; ".join(f"{say(f'urgency.{part}')}: {ids}" for part, ids in _parts(letter)),
            )
            for letter in simulation.letters
        ],
    )
    if simulation.letters:
        click.echo()
    people = len({letter.person.address for letter in simulation.letters})
    click.echo(
        say(
            "cli.simulate.total",
            letters=len(simulation.letters),
            people=people,
            first=long_date(simulation.first, say),
            last=long_date(simulation.last, say),
        )
    )
    click.echo(say(f"cli.simulate.{simulation.assumption}"))


def _parts(letter: "Letter") -> list[tuple[Urgency, str]]:
    parts: dict[Urgency, list[str]] = {}
    for item in letter.items:
        parts.setdefault(urgency(item, letter.day), []).append(item.obligation.id)
    return [(part, " ".join(ids)) for part, ids in parts.items()]


def _simulation_shape(simulation: "Simulation", calendar: "WorkCalendar") -> dict[str, Any]:
    return {
        "from": simulation.first,
        "to": simulation.last,
        "assume": simulation.assumption,
        "letters": [letter_shape(letter, calendar) for letter in simulation.letters],
        "total": len(simulation.letters),
        "by_recipient": Counter(letter.person.address for letter in simulation.letters),
    }


def letter_shape(letter: "Letter", calendar: "WorkCalendar") -> dict[str, Any]:
    """Return a letter to come as JSON shows it."""
    return {
        "day": letter.day,
        "provisional": calendar.is_provisional(letter.day.year),
        "recipient": letter.person.address,
        "name": letter.person.name,
        "items": [
            {
                "id": item.obligation.id,
                "due_on": item.obligation.dates.due_on,
                "act_by": item.obligation.dates.act_by,
                "provisional": item.obligation.provisional(calendar).act_by,
                "kind": item.rung.kind,
                "offset": item.rung.offset,
                "level": item.rung.level,
                "urgency": urgency(item, letter.day),
                "unit": item.unit,
                "instead": item.instead,
            }
            for item in letter.items
        ],
    }


@command("outbox")
@click.argument("delivery_id", metavar="[LETTER]", type=click.IntRange(0, LAST_ID), required=False)
@click.option("--state", type=click.Choice([state.value for state in DeliveryState]), help="cli.option.state")
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", default=50, show_default=True, help="cli.option.limit"
)
@json_option
@click.pass_obj
def outbox(call: Call, delivery_id: int | None, state: str | None, limit: int, as_json: bool) -> None:
    """See the catalogue entry ``cli.outbox``."""
    from tracker.services.outbox import letter, letters

    app = call.app()
    if delivery_id is not None:
        found = letter(app, delivery_id)
        if as_json:
            show_json(_delivery_shape(found) | {"notices": found.items})
        else:
            _show_letter(found, call.say)
        return
    listed = letters(app, state, limit)
    if as_json:
        show_json({"letters": [_delivery_shape(line) for line in listed]})
    else:
        _show_letters(listed, call.say)


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
        "answer": {"phase": line.last_phase, "code": line.last_code, "text": line.last_text},
    }

"""Letters to come: simulate."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.show import show_json, show_table
from tracker.cli.teaching import DAY, Call, command, json_option
from tracker.core.delivery import Urgency, urgency
from tracker.i18n import Translator
from tracker.i18n.dates import long_date, marked, short_date

if TYPE_CHECKING:
    from tracker.core.delivery import Letter
    from tracker.core.workcalendar import WorkCalendar
    from tracker.services.simulating import Simulation


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

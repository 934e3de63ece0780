"""Documents and words: read, phrase."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.asking import waiting
from tracker.cli.boundary import tell_problems
from tracker.cli.days import columns_of, days_of
from tracker.cli.shapes import document_shape, phrase_shape
from tracker.cli.show import heading, show_json, show_table
from tracker.cli.teaching import DAY, FIRST_YEAR, LAST_YEAR, Call, command, json_option
from tracker.core.rolling import Rolls
from tracker.core.workcalendar import WorkCalendar
from tracker.i18n import Translator
from tracker.i18n.dates import short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.cli.days import Days
    from tracker.core.phrases.reading import PhraseReport, Reading
    from tracker.core.plan import Head, PlanDocument, Task

DONE_WITH_PROBLEMS = 1
YEARS = click.IntRange(FIRST_YEAR, LAST_YEAR)
GENRES = ("plan", "dispatch", "schedule", "regulation")

document_argument = click.argument("document", metavar="DOCUMENT", type=click.Path(path_type=Path))
number_option = click.option("--number", default="", metavar="249/KH-UBND", help="cli.option.number")
year_option = click.option("--year", type=YEARS, metavar="YYYY", help="cli.option.year")
issued_option = click.option("--issued", type=DAY, metavar="YYYY-MM-DD", help="cli.option.issued")


@command("read")
@document_argument
@number_option
@year_option
@issued_option
@json_option
@click.pass_obj
def read(
    call: Call, document: Path, number: str, year: int | None, issued: date | None, as_json: bool
) -> int:
    """See the catalogue entry ``cli.read``."""
    from tracker.services.reading import Given
    from tracker.services.reading import read as read_plan

    app = call.app()
    with waiting(call.say("cli.run.reading", file=document.name)):
        plan = read_plan(app, document, Given(number, year, issued))
    calendar, rolls = app.calendar, app.rolls
    if as_json:
        show_json(document_shape(plan, calendar, rolls, call.say))
    else:
        _show_plan(plan, calendar, rolls, call.say)
        tell_problems(plan.problems, call.say)
    return DONE_WITH_PROBLEMS if plan.problems else 0


def show_head(head: "Head", say: Translator) -> None:
    """Say what the head of a document says."""
    for key in ("number", "issued_on", "issuer", "title", "year", "signer"):
        value = getattr(head, key)
        shown = short_date(value, say) if isinstance(value, date) else str(value or say("cli.read.missing"))
        click.echo(say(f"cli.read.{key}", value=shown))


def _show_plan(plan: "PlanDocument", calendar: WorkCalendar, rolls: Rolls, say: Translator) -> None:
    show_head(plan.head, say)
    heading(say("cli.read.tasks", count=len(plan.tasks)))
    show_table(
        [say(f"cli.column.{name}") for name in ("ordinal", "time", "due_on", "act_by", "title", "lead")],
        [
            (
                task.ordinal,
                task.time_phrase or "-",
                *columns_of(task.readings, calendar, rolls, say),
                task.title,
                owners_of(task, say),
            )
            for task in plan.tasks
        ],
    )


def owners_of(task: "Task", say: Translator) -> str:
    """Say who leads a task and who helps."""
    lead = "; ".join(party.name for party in task.lead) or "-"
    partners = "; ".join(party.name for party in task.partners)
    return say("cli.import.owners", lead=lead, partners=partners) if partners else lead


@command("phrase")
@click.argument("text", metavar="TEXT")
@click.option("--year", type=YEARS, metavar="YYYY", help="cli.option.phrase_year")
@issued_option
@click.option("--document", type=click.Choice(GENRES), default="plan", help="cli.option.genre")
@json_option
@click.pass_obj
def phrase(call: Call, text: str, year: int | None, issued: date | None, document: str, as_json: bool) -> int:
    """See the catalogue entry ``cli.phrase``."""
    from tracker.core.periodic import under_regime
    from tracker.core.phrases import read_phrases
    from tracker.core.phrases.reading import Genre, PhraseContext

    app = call.app()
    year = year or (issued or app.today()).year
    report = read_phrases(text, PhraseContext(year, issued, Genre(document)), app.calendar)
    report = under_regime(report, text, app.regimes, app.calendar)
    calendar, rolls = app.calendar, app.rolls
    if as_json:
        show_json(phrase_shape(text, year, report, calendar, rolls, call.say))
    else:
        _show_readings(report, calendar, rolls, call.say)
        tell_problems(report.problems, call.say)
    return DONE_WITH_PROBLEMS if report.problems else 0


def _show_readings(report: "PhraseReport", calendar: WorkCalendar, rolls: Rolls, say: Translator) -> None:
    for reading in report.readings:
        _show_reading(reading, days_of(reading, calendar, rolls), say)
    for masked in report.masked:
        click.echo(say("cli.phrase.masked", words=masked.words, reason=say(f"masked.{masked.reason}")))
    if not report.readings:
        click.echo(say("cli.phrase.nothing"))


def _show_reading(reading: "Reading", turns: "Sequence[Days]", say: Translator) -> None:
    heading(f"{reading.phrase}  [{reading.rule}]")
    click.echo(say("cli.phrase.kind", value=say(f"kind.{reading.kind}")))
    facts = {
        "start": reading.start,
        "due_on": turns[0].due_words(say) if reading.due_on else "",
        "act_by": turns[0].act_by_words(say) if reading.due_on else "",
        "time": f"{reading.time:%H:%M}" if reading.time else "",
        "stated": reading.stated,
    }
    for name, value in facts.items():
        if value:
            click.echo(say(f"cli.phrase.{name}", value=value))
    if reading.occurrences:
        click.echo(say("cli.phrase.occurrences"))
        for turn in turns:
            click.echo(f"    - {turn.both(say)}")
    click.echo(say("cli.phrase.steps"))
    for step in reading.trail:
        click.echo(f"    - {say(f'step.{step.key}', **step.facts)}")

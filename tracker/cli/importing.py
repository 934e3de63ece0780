"""Taking documents in, and back: import, undo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.afterwards import bring_feeds_up
from tracker.cli.asking import confirm, waiting
from tracker.cli.boundary import tell_problems
from tracker.cli.days import columns_of
from tracker.cli.differences import counts, difference_lines, difference_shape
from tracker.cli.documents import (
    DONE_WITH_PROBLEMS,
    document_argument,
    issued_option,
    number_option,
    owners_of,
    show_head,
    year_option,
)
from tracker.cli.shapes import import_shape
from tracker.cli.show import heading, show_json, show_table
from tracker.cli.teaching import Call, command, dry_run_option, json_option, yes_option
from tracker.core.expansion import turns_since
from tracker.core.ruling import words_of_time
from tracker.core.text import clean
from tracker.i18n import Translator
from tracker.i18n.dates import short_date

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.services.importing import ImportReport, Incoming
    from tracker.services.storing import Decided
    from tracker.services.undoing import UndoReport

REFUSED = 1  # a person said no


@command("import")
@document_argument
@number_option
@year_option
@issued_option
@click.option("--id", "plan_id", default="", metavar="PLAN", help="cli.option.plan_id")
@click.option("--amends", default="", metavar="PLAN", help="cli.option.amends")
@click.option("--no-past", is_flag=True, help="planning.option.no_past")
@yes_option
@dry_run_option
@json_option
@click.pass_obj
def import_(
    call: Call,
    document: Path,
    number: str,
    year: int | None,
    issued: date | None,
    plan_id: str,
    amends: str,
    no_past: bool,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """See the catalogue entry ``cli.import``."""
    from tracker.services.importing import commit, preview, read_in
    from tracker.services.reading import Given

    app = call.app()
    given = Given(number, year, issued)
    with waiting(call.say("cli.run.reading", file=document.name)):
        incoming = read_in(app, document, given, plan_id=plan_id, amends=amends)
        incoming = replace(incoming, leaves_past=no_past)
        is_asked = not (yes or dry_run)
        report = preview(app, incoming) if is_asked or dry_run else commit(app, incoming)
    if not as_json:
        _show_preview(report, app, call.say)
    if is_asked:
        committed = _ask(call, incoming, report, as_json=as_json)
        if committed is None:
            return REFUSED
        report = committed
    if as_json:
        show_json(import_shape(report, call.say))
    if not dry_run:
        bring_feeds_up(call.app() if is_asked else app, call.say)
    return DONE_WITH_PROBLEMS if report.problems else 0


def _ask(call: Call, incoming: "Incoming", shown: "ImportReport", *, as_json: bool) -> "ImportReport | None":
    """Store what was shown if the person wants it; the calendar is opened anew, as it is by then."""
    from tracker.services.importing import commit

    if as_json:
        for line in import_lines(shown, call.say):
            click.echo(line, err=True)
    if not confirm(call.say("cli.import.question"), call.say):
        click.echo(call.say("cli.import.refused"), err=True)
        return None
    report = commit(call.app(), incoming, shown)
    if not as_json:
        click.echo(call.say("cli.import.stored", id=report.plan_id))
    return report


def _show_preview(report: "ImportReport", app: "App", say: Translator) -> None:
    show_head(report.document, say)
    heading(say("cli.read.tasks", count=report.tasks))
    names = ("ordinal", "unsure", "time", "due_on", "act_by", "title", "lead")
    rows = [_row(one, report.issued_on, app, say) for one in report.decided]
    show_table([say(f"cli.column.{name}") for name in names], rows)
    unsure = sum(_is_unsure(one) for one in report.decided)
    if unsure:
        click.echo(say("cli.import.unsure", count=unsure, id=report.plan_id))
    click.echo()
    show_import(report, say)
    tell_problems(report.problems, say)


def _row(one: "Decided", since: date | None, app: "App", say: Translator) -> tuple[str, ...]:
    task = one.task
    words = words_of_time(task, one.doubts)
    stored = [replace(found, occurrences=tuple(turns_since(found, since))) for found in task.readings]
    return (
        task.ordinal,
        "?" if _is_unsure(one) else "",
        words if words and words != task.title else "-",
        *columns_of(stored, app.calendar, one.rolls, say),
        task.title,
        owners_of(task, say),
    )


def _is_unsure(one: "Decided") -> bool:
    """Whether a person should look at a task, and has not yet."""
    return one.ruling is None and bool(one.doubts)


def show_import(report: "ImportReport", say: Translator, *, is_start: bool = False) -> None:
    """Say what an import did; the start of the service speaks of past plans itself."""
    for line in import_lines(report, say, is_start=is_start):
        click.echo(line)


def import_lines(report: "ImportReport", say: Translator, *, is_start: bool = False) -> Iterator[str]:
    """Yield what an import does, or would do: counts, the difference to the plan as it stood, what lacks."""
    yield say(
        "cli.import.plan", number=report.number, year=report.year, title=report.title, id=report.plan_id
    )
    if report.amended_by:
        yield say("cli.import.amended", number=report.amended_by, day=report.amended_on or "-")
    yield say("cli.import.tasks", count=report.tasks, changes=counts([report.expansion], say))
    if report.is_known:
        yield from difference_lines(report.expansion, report.changes, report.titles, say)
    if report.undated:
        ordinals = ", ".join(report.undated)
        yield say("cli.import.undated", count=len(report.undated), ordinals=ordinals)
    if report.is_past and not is_start:
        yield say("cli.import.past", day=report.last_deadline, id=report.plan_id, year=report.year)
    if report.dry_run and not is_start:
        yield say("cli.import.preview")


@command("undo")
@click.argument("plan", metavar="PLAN", default="")
@yes_option
@dry_run_option
@json_option
@click.pass_obj
def undo(call: Call, plan: str, yes: bool, dry_run: bool, as_json: bool) -> int:
    """See the catalogue entry ``cli.undo``."""
    from tracker.services.undoing import undo as take_back

    is_asked = not (yes or dry_run)
    app = call.app()
    report = take_back(app, plan, dry_run=dry_run or is_asked)
    if not as_json or is_asked:
        for line in _undo_lines(report, call.say):
            click.echo(line, err=as_json)
    if is_asked:
        if not confirm(call.say("cli.undo.question"), call.say):
            click.echo(call.say("cli.undo.refused"), err=True)
            return REFUSED
        app = call.app()
        report = take_back(app, report.plan_id, shown=report)
    if as_json:
        show_json(_undo_shape(report))
    elif not dry_run:
        click.echo(call.say("cli.undo.done", id=report.plan_id))
    if not dry_run:
        bring_feeds_up(app, call.say)
    return 0


def _undo_lines(report: "UndoReport", say: Translator) -> Iterator[str]:
    facts = {"number": report.number or "-", "source": clean(report.source), "actor": report.actor}
    day = short_date(report.imported_at.date(), say)
    yield say("cli.undo.plan", id=report.plan_id, revision=report.revision, day=day, **facts)
    back_to = report.back_to
    yield (
        say("cli.undo.back_to", revision=back_to) if back_to else say("cli.undo.withdraw", id=report.plan_id)
    )
    yield say("cli.undo.counts", changes=counts([report.expansion], say))
    if back_to:
        yield from difference_lines(report.expansion, report.changes, report.titles, say)


def _undo_shape(report: "UndoReport") -> dict[str, Any]:
    return {
        "plan": report.plan_id,
        "number": report.number,
        "source": report.source,
        "imported_at": report.imported_at,
        "imported_by": report.actor,
        "revision": report.revision,
        "back_to": report.back_to,
        **difference_shape(report.expansion, report.changes),
        "dry_run": report.dry_run,
    }

"""Questions about many duties: status, list."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.show import heading, show_json, show_table
from tracker.cli.teaching import DAY, Call, command, json_option
from tracker.core.standing import Standing
from tracker.i18n import Translator
from tracker.i18n.dates import long_date, marked, short_date

if TYPE_CHECKING:
    from tracker.core.summary import Summary
    from tracker.services.reporting import Line, StatusReport

FOUR_WAYS = (Standing.ON_TIME, Standing.LATE, Standing.IN_TERM, Standing.OVERDUE)
as_of_option = click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="cli.option.as_of")


@command("status")
@as_of_option
@click.option(
    "--days", type=click.IntRange(0, 366), metavar="N", default=14, show_default=True, help="cli.option.days"
)
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", default=20, show_default=True, help="cli.option.limit"
)
@click.option("--check", "is_check", is_flag=True, help="cli.option.check")
@json_option
@click.pass_obj
def status(
    call: Call, as_of: date | None, days: int, limit: int, is_check: bool, as_json: bool
) -> int | None:
    """See the catalogue entry ``cli.status``."""
    if is_check:
        from tracker.cli.verdict import show_verdict

        return show_verdict(call, as_json=as_json)
    from tracker.services.reporting import status as report_status

    app = call.app()
    report = report_status(app, as_of or app.today(), days=days, limit=limit)
    if as_json:
        show_json(_status_shape(report))
    else:
        _show_status(report, call.say)
    return None


def _show_status(report: "StatusReport", say: Translator) -> None:
    click.secho(say("cli.status.title", day=long_date(report.as_of, say)), bold=True)
    counts = " · ".join(f"{say(f'standing.{way}')} {report.office[way]}" for way in FOUR_WAYS)
    click.echo(say("cli.status.counts", counts=counts, total=report.office.total))
    _show_lines(say("cli.status.overdue"), report.office[Standing.OVERDUE], report.overdue, say)
    title = say("cli.status.coming", day=short_date(report.until, say))
    _show_lines(title, len(report.coming), report.coming, say)
    _show_units(report.units, say)
    _show_rest(report, say)


def _show_lines(title: str, total: int, found: "Iterable[Line]", say: Translator) -> None:
    shown = list(found)
    heading(say("cli.status.section", title=title, count=total))
    if shown:
        show_lines(shown, say)
    if total > len(shown):
        click.echo(say("cli.status.more", count=total - len(shown)))


def show_lines(found: "Iterable[Line]", say: Translator) -> None:
    """Print obligations as a table."""
    heads = [say(f"cli.column.{name}") for name in ("id", "due_on", "act_by", "left", "title", "lead")]
    show_table(
        heads,
        [
            (
                line.obligation.id,
                marked(short_date(line.obligation.due_on, say), say, is_provisional=line.provisional.due_on),
                marked(short_date(line.obligation.act_by, say), say, is_provisional=line.provisional.act_by),
                days_left(line, say),
                line.obligation.title,
                line.obligation.lead,
            )
            for line in found
        ],
        cut=True,
    )


def days_left(line: "Line", say: Translator) -> str:
    """Say how far an open obligation is from its date, in working days; how any other stands."""
    if line.standing not in {Standing.IN_TERM, Standing.OVERDUE}:
        return say(f"standing.{line.standing}")
    if line.days_left == 0 and line.standing is Standing.IN_TERM:
        return say("cli.left.today")
    return say(f"cli.left.{line.standing}", count=abs(line.days_left))


def _show_units(units: "dict[str, Summary]", say: Translator) -> None:
    if not units:
        return
    heading(say("cli.status.units"))
    heads = [say("cli.column.lead"), *(say(f"standing.{way}") for way in FOUR_WAYS), say("cli.column.total")]
    rows = [
        (unit or "-", *(str(counts[way]) for way in FOUR_WAYS), str(counts.total))
        for unit, counts in units.items()
    ]
    show_table(heads, rows)


def _show_rest(report: "StatusReport", say: Translator) -> None:
    click.echo()
    if report.undated:
        click.echo(say("cli.status.undated", count=report.undated))
    if report.problems:
        click.echo(say("cli.status.problems", count=report.problems))
    if report.letters:
        letters = ", ".join(
            f"{say(f'delivery.{state}')} {number}" for state, number in report.letters.items()
        )
        click.echo(say("cli.status.letters", letters=letters))


def _status_shape(report: "StatusReport") -> dict[str, Any]:
    return {
        "as_of": report.as_of,
        "until": report.until,
        "counts": _counts(report.office),
        "total": report.office.total,
        "units": [
            {"lead": unit, **_counts(counts), "total": counts.total} for unit, counts in report.units.items()
        ],
        "overdue": [line_shape(line) for line in report.overdue],
        "coming": [line_shape(line) for line in report.coming],
        "undated": report.undated,
        "problems": report.problems,
        "letters": report.letters,
    }


def _counts(summary: "Summary") -> dict[str, int]:
    return {standing.value: summary[standing] for standing in Standing}


def line_shape(line: "Line") -> dict[str, Any]:
    """Return one obligation of a list as JSON knows it."""
    found = line.obligation
    return {
        "id": found.id,
        "plan": found.plan_id,
        "section": found.section,
        "ordinal": found.ordinal,
        "title": found.title,
        "phrase": found.phrase,
        "kind": found.kind,
        "start": found.start_on,
        "due_on": found.due_on,
        "act_by": found.act_by,
        "provisional": line.provisional.act_by,
        "stated": found.stated_on,
        "time": found.at_time,
        "tentative": found.tentative,
        "lead": list(found.leads),
        "partners": list(found.partners),
        "status": found.status,
        "standing": line.standing,
        "days_left": line.days_left,
        "done_on": found.done_on,
        "evidence": found.evidence,
        "data_from": found.data_from,
        "data_to": found.data_to,
    }


@command("list")
@click.option("--plan", default="", metavar="PLAN", help="cli.option.plan")
@click.option("--unit", default="", metavar="UNIT", help="cli.option.unit")
@click.option("--search", "text", default="", metavar="TEXT", help="cli.option.search")
@click.option(
    "--standing",
    "standings",
    multiple=True,
    type=click.Choice([way.value for way in Standing]),
    help="cli.option.standing",
)
@click.option("--from", "first", type=DAY, metavar="YYYY-MM-DD", help="cli.option.from")
@click.option("--to", "last", type=DAY, metavar="YYYY-MM-DD", help="cli.option.to")
@as_of_option
@json_option
@click.pass_obj
def list_(
    call: Call,
    plan: str,
    unit: str,
    text: str,
    standings: tuple[str, ...],
    first: date | None,
    last: date | None,
    as_of: date | None,
    as_json: bool,
) -> None:
    """See the catalogue entry ``cli.list``."""
    from tracker.services.reporting import Wanted, list_obligations

    app = call.app()
    wanted = Wanted(plan, unit, text, frozenset(map(Standing, standings)), first, last)
    report = list_obligations(app, wanted, as_of or app.today())
    if as_json:
        undated = [
            {"plan": t.plan_id, "ordinal": t.ordinal, "title": t.title, "lead": t.lead}
            for t in report.undated
        ]
        show_json(
            {"as_of": report.as_of, "obligations": list(map(line_shape, report.lines)), "undated": undated}
        )
        return
    show_lines(report.lines, call.say)
    if report.lines:
        click.echo()
    click.echo(call.say("cli.list.count", count=len(report.lines)))
    for task in report.undated:
        click.echo(call.say("cli.list.undated", ordinal=task.ordinal, title=task.title))

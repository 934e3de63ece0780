"""The next year's plan as a draft: rollover."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.boundary import tell_problems
from tracker.cli.days import days_cell
from tracker.cli.documents import DONE_WITH_PROBLEMS, YEARS
from tracker.cli.shapes import problem_shapes
from tracker.cli.show import heading, show_json, show_table
from tracker.cli.teaching import Call, command, json_option
from tracker.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.core.rollover.carrying import Carried, Days
    from tracker.core.rollover.reasons import Reason
    from tracker.errors import Problem
    from tracker.services.rolling_over import RolloverReport

_COLUMNS = ("ordinal", "fate", "time", "due_on", "act_by", "title", "review")


@command("rollover")
@click.argument("plan", metavar="PLAN")
@click.option("--year", type=YEARS, metavar="YYYY", help="cli.option.rollover_year")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="cli.option.output")
@click.option("--yes", is_flag=True, help="cli.option.replace")
@json_option
@click.pass_obj
def rollover(call: Call, plan: str, year: int | None, output: Path | None, yes: bool, as_json: bool) -> int:
    """See the catalogue entry ``cli.rollover``."""
    from tracker.services.rolling_over import check_output, roll_over, write_down

    if output:
        check_output(output, may_replace=yes)
    app = call.app()
    report = roll_over(app, plan, year)
    problems = write_down(app, report, output, may_replace=yes) if output else ()
    if as_json:
        show_json(_shape(report, output, problems, call.say))
    else:
        _show(report, output, call.say)
        tell_problems(problems, call.say)
    return DONE_WITH_PROBLEMS if problems else 0


def _show(report: "RolloverReport", output: Path | None, say: Translator) -> None:
    draft = report.draft
    click.echo(
        say("cli.rollover.head", year=draft.year, id=report.plan_id, number=report.number, title=report.title)
    )
    heading(say("cli.rollover.title", title=draft.title))
    for reason in draft.reasons:
        click.echo(f"  ? {_sentence(reason, say)}")
    if draft.is_provisional:
        click.echo(say("cli.rollover.provisional", year=draft.year))
    rows = [_row(ordinal, row, say) for ordinal, row in zip(draft.ordinals, draft.rows, strict=True)]
    show_table([say(f"cli.rollover.column.{name}") for name in _COLUMNS], rows)
    click.echo()
    fates = Counter(str(row.fate) for row in draft.rows)
    counted = {name: fates[name] for name in ("recurring", "yearly", "review")}
    click.echo(say("cli.rollover.counts", count=len(draft.rows), **counted))
    if output:
        click.echo(say("cli.rollover.written", file=output))
    else:
        click.echo(say("cli.rollover.preview", id=report.plan_id, year=draft.year))


def _row(ordinal: str, row: "Carried", say: Translator) -> tuple[str, ...]:
    is_same = row.words_before == row.words
    return (
        ordinal,
        say(f"rollover.fate.{row.fate}"),
        (row.words if is_same else f"{row.words_before} → {row.words}") or "-",
        days_cell([(days.due_on, days.provisional.due_on) for days in row.after], say),
        days_cell([(days.act_by, days.provisional.act_by) for days in row.after], say),
        row.title,
        " ".join(_sentence(reason, say) for reason in row.reasons) or "-",
    )


def _sentence(reason: "Reason", say: Translator) -> str:
    return say(f"rollover.reason.{reason.why}", **reason.facts)


def _shape(
    report: "RolloverReport", output: Path | None, problems: "Sequence[Problem]", say: Translator
) -> dict[str, Any]:
    """Return the answer of ``tracker rollover``."""
    draft = report.draft
    return {
        "plan": report.plan_id,
        "number": report.number,
        "from_year": report.year_before,
        "year": draft.year,
        "title_before": report.title,
        "title": draft.title,
        "reasons": [_reason_shape(reason, say) for reason in draft.reasons],
        "provisional": draft.is_provisional,
        "to_review": draft.to_review,
        "tasks": [
            _task_shape(ordinal, row, say) for ordinal, row in zip(draft.ordinals, draft.rows, strict=True)
        ],
        "file": output,
        "problems": problem_shapes(problems, say),
    }


def _task_shape(ordinal: str, row: "Carried", say: Translator) -> dict[str, Any]:
    return {
        "ordinal": ordinal,
        "ordinal_before": row.task.ordinal,
        "section": row.section,
        "title_before": row.task.title,
        "title": row.title,
        "lead": [party.name for party in row.task.lead],
        "partners": [party.name for party in row.task.partners],
        "time_before": row.words_before,
        "time": row.words,
        "dates_before": _days_shape(row.before),
        "dates": _days_shape(row.after),
        "fate": row.fate,
        "reasons": [_reason_shape(reason, say) for reason in row.reasons],
    }


def _days_shape(days: "Sequence[Days]") -> list[dict[str, Any]]:
    return [
        {"due_on": one.due_on, "act_by": one.act_by, "provisional": one.provisional.act_by} for one in days
    ]


def _reason_shape(reason: "Reason", say: Translator) -> dict[str, Any]:
    return {"key": reason.why, "facts": reason.facts, "message": _sentence(reason, say)}

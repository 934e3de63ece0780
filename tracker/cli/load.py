"""The load of a plan before its year starts: load."""

from typing import TYPE_CHECKING, Any

import click

from tracker.cli.bars import TOO_MUCH, Row, show_bars
from tracker.cli.show import heading, show_json
from tracker.cli.teaching import FIRST_YEAR, LAST_YEAR, Call, command, json_option
from tracker.i18n import Translator
from tracker.i18n.dates import marked, short_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.core.load import Load, Span
    from tracker.services.loading import LoadReport

DEFAULT_MOST = 5  # duties in a week: one for each working day


@command("load")
@click.argument("plan", metavar="[PLAN]", default="")
@click.option("--by", type=click.Choice(["unit", "week", "month"]), help="cli.option.by")
@click.option("--unit", default="", metavar="UNIT", help="cli.option.unit")
@click.option(
    "--over",
    type=click.IntRange(1),
    metavar="N",
    default=DEFAULT_MOST,
    show_default=True,
    help="cli.option.over",
)
@click.option(
    "--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), metavar="YYYY", help="cli.option.load_year"
)
@json_option
@click.pass_obj
def load(
    call: Call, plan: str, by: str | None, unit: str, over: int, year: int | None, as_json: bool
) -> None:
    """See the catalogue entry ``cli.load``."""
    from tracker.services.loading import load as weigh

    report = weigh(call.app(), plan, unit=unit, year=year, most=over)
    if as_json:
        show_json(_shape(report))
    else:
        _show(report, by, call.say)


def _show(report: "LoadReport", by: str | None, say: Translator) -> None:
    load, year = report.load, report.load.year
    about = ", ".join(filter(None, (report.plan, report.unit))) or say("cli.load.everything")
    click.secho(say("cli.load.title", year=year.first.year, about=about), bold=True)
    days = marked(str(year.working_days), say, is_provisional=year.is_provisional)
    click.echo(
        say("cli.load.total", count=year.duties, open=year.duties - year.done, done=year.done, days=days)
    )
    if year.duties:
        for part, show in PICTURES.items():
            if by == part or (by is None and part in AT_ONCE):
                heading(say(f"cli.load.by.{part}"))
                show(load, say)
    click.echo()
    _show_notes(report, say)


def _show_owners(load: "Load", say: Translator) -> None:
    show_bars(
        _heads(say, "lead", "duties", "finished", "busiest", "overloaded"),
        [
            Row(
                owner.owner or "-",
                (
                    str(owner.duties),
                    str(owner.done),
                    say("cli.load.busiest", week=_week(owner.busiest, load, say), count=owner.busiest.duties),
                    _weeks(owner.over, load, say),
                ),
                owner.duties,
                bool(owner.over),
            )
            for owner in load.owners
        ],
    )


def _show_weeks(load: "Load", say: Translator) -> None:
    show_bars(
        _heads(say, "week", "from", "available", "duties", "finished", "pace"),
        [
            Row(
                _week(week, load, say),
                (short_date(week.first, say), *_numbers(week, say)),
                week.duties,
                week.is_over(load.most),
            )
            for week in load.weeks
        ],
    )


def _show_months(load: "Load", say: Translator) -> None:
    show_bars(
        _heads(say, "month", "available", "duties", "finished", "pace", "overloaded"),
        [
            Row(
                say(f"date.month.{month.span.first.month}"),
                (*_numbers(month.span, say), _weeks(month.over, load, say)),
                month.span.duties,
                bool(month.over),
            )
            for month in load.months
        ],
    )


PICTURES = {"unit": _show_owners, "week": _show_weeks, "month": _show_months}
AT_ONCE = ("unit", "month")  # whom and when, on one screen


def _heads(say: Translator, *names: str) -> list[str]:
    return [say(f"cli.column.{name}") for name in names]


def _numbers(span: "Span", say: Translator) -> tuple[str, ...]:
    """Say the working days of some days, the duties in them, and how many that is a day."""
    days = marked(str(span.working_days), say, is_provisional=span.is_provisional)
    return (days, str(span.duties), str(span.done), _pace(span.pace, say))


def _pace(pace: float | None, say: Translator) -> str:
    if pace is None:
        return "-"
    whole, hundredths = divmod(round(pace * 100), 100)
    return say("cli.load.pace", whole=whole, hundredths=f"{hundredths:02d}")


def _weeks(weeks: "Iterable[Span]", load: "Load", say: Translator) -> str:
    return ", ".join(_week(week, load, say) for week in weeks) or "-"


def _week(week: "Span", load: "Load", say: Translator) -> str:
    """Say the number of a week; of one that ISO 8601 counts to another year with that year."""
    found = week.first.isocalendar()
    if found.year == load.year.first.year:
        return str(found.week)
    return say("cli.load.other_week", week=found.week, year=found.year)


def _show_notes(report: "LoadReport", say: Translator) -> None:
    load = report.load
    if load.year.duties:
        click.echo(say("cli.load.act_by"))
        click.echo(say("cli.load.over", sign=TOO_MUCH, count=load.most))
    if report.is_shared:
        click.echo(say("cli.load.shared"))
    if load.year.is_provisional:
        click.echo(say("cli.load.provisional", year=load.year.first.year))
    for year, count in load.elsewhere.items():
        click.echo(say("cli.load.elsewhere", year=year, count=count))
    if report.undated:
        click.echo(say("cli.status.undated", count=report.undated))


def _shape(report: "LoadReport") -> dict[str, Any]:
    load = report.load
    return {
        "plan": report.plan or None,
        "unit": report.unit or None,
        "year": load.year.first.year,
        "over": load.most,
        **_counts(load.year),
        "units": [
            {
                "lead": owner.owner,
                "duties": owner.duties,
                "done": owner.done,
                "busiest": {"week": _iso(owner.busiest), "duties": owner.busiest.duties},
                "overloaded": list(map(_iso, owner.over)),
            }
            for owner in load.owners
        ],
        "weeks": [
            {"week": _iso(week), **_days(week), **_counts(week), "over": week.is_over(load.most)}
            for week in load.weeks
        ],
        "months": [
            {**_days(month.span), **_counts(month.span), "overloaded": list(map(_iso, month.over))}
            for month in load.months
        ],
        "elsewhere": load.elsewhere,
        "undated": report.undated,
    }


def _iso(week: "Span") -> str:
    """Name a week as ISO 8601 does: "2025-W01"."""
    found = week.first.isocalendar()
    return f"{found.year}-W{found.week:02d}"


def _days(span: "Span") -> dict[str, Any]:
    return {"first": span.first, "last": span.last}


def _counts(span: "Span") -> dict[str, Any]:
    return {
        "working_days": span.working_days,
        "provisional": span.is_provisional,
        "duties": span.duties,
        "done": span.done,
        "per_working_day": None if span.pace is None else round(span.pace, 2),
    }

"""Regimes of periodic reports: regimes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.show import heading, show_json, show_table
from tracker.cli.teaching import FIRST_YEAR, LAST_YEAR, Call, command, json_option
from tracker.i18n import Translator
from tracker.i18n.dates import marked, short_date

if TYPE_CHECKING:
    from tracker.core.periods import Period
    from tracker.services.regimes import DueReport, RegimeYear

_COLUMNS = ("period", "data", "due_on", "act_by", "days")


@command("regimes")
@click.option(
    "--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), metavar="YYYY", help="cli.option.regimes_year"
)
@json_option
@click.pass_obj
def regimes(call: Call, year: int | None, as_json: bool) -> None:
    """See the catalogue entry ``cli.regimes``."""
    from tracker.services.regimes import regimes as list_regimes

    app = call.app()
    year = year or app.today().year
    is_provisional = app.calendar.is_provisional(year)
    found = list_regimes(app, year)
    if as_json:
        shapes = [_shape(one) for one in found]
        show_json({"year": year, "provisional": is_provisional, "regimes": shapes})
        return
    for one in found:
        _show(one, call.say)
    if not found:
        click.echo(call.say("cli.regimes.none", folder=app.config.paths.regimes))
    elif is_provisional:
        click.secho(call.say("cli.regimes.provisional", year=year), fg="yellow")


def _shape(found: "RegimeYear") -> dict[str, Any]:
    regime = found.regime
    return {
        "id": regime.id,
        "name": regime.name,
        "names": regime.names,
        "file": regime.file,
        "basis": regime.basis,
        "extends": regime.extends or None,
        "replaces": regime.replaces,
        "roll": found.roll,
        "reports": [_report_shape(due) for due in found.reports],
    }


def _report_shape(due: "DueReport") -> dict[str, Any]:
    return {
        "period": due.period,
        "label": due.report.label,
        "data_from": due.report.data_from,
        "data_to": due.report.data_to,
        "due_on": due.report.due_on,
        "act_by": due.act_by,
        "provisional": due.provisional.act_by,
        "working_days": due.working_days,
        "data_basis": due.rule.data_basis,
        "due_basis": due.rule.due_basis,
    }


def _show(found: "RegimeYear", say: Translator) -> None:
    regime = found.regime
    heading(regime.name)
    click.echo(say("cli.regimes.file", file=regime.file, basis=regime.basis))
    if regime.extends:
        key = "cli.regimes.replaces" if regime.replaces else "cli.regimes.extends"
        click.echo(say(key, id=regime.extends))
    show_table(
        [say(f"cli.regimes.column.{name}") for name in _COLUMNS], [_row(due, say) for due in found.reports]
    )
    for (key, basis), periods in _bases(found.reports).items():
        named = ", ".join(say(f"period.{period}") for period in periods)
        click.echo(say(f"cli.regimes.{key}", basis=basis, periods=named))


def _row(due: "DueReport", say: Translator) -> tuple[str, ...]:
    report = due.report
    window = f"{short_date(report.data_from, say)} - {short_date(report.data_to, say)}"
    due_on = marked(short_date(report.due_on, say), say, is_provisional=due.provisional.due_on)
    act_by = marked(short_date(due.act_by, say), say, is_provisional=due.provisional.act_by)
    period = f"{say(f'period.{due.period}')} ({report.label})"
    return (period, window, due_on, act_by, str(due.working_days))


def _bases(reports: "Iterable[DueReport]") -> "dict[tuple[str, str], dict[Period, None]]":
    """Gather the periods whose cut-off or deadline is written in the same place."""
    found: dict[tuple[str, str], dict[Period, None]] = {}
    for due in reports:
        for key in ("data_basis", "due_basis"):
            found.setdefault((key, getattr(due.rule, key)), {})[due.period] = None
    return found

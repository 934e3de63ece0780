"""The working calendar: calendar show, calendar explain, calendar check."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.boundary import problem_words, tell
from tracker.cli.show import heading, show_json, show_table
from tracker.cli.teaching import DAY, Call, TeachingGroup, command, json_option
from tracker.cli.yearview import day_shape, reason, show_year, year_shape
from tracker.errors import CalendarError
from tracker.i18n import Translator
from tracker.i18n.dates import long_date

if TYPE_CHECKING:
    from tracker.core.lunar import LunarDay
    from tracker.services.calendar import CalendarReport, DayReport

FIRST_YEAR, LAST_YEAR = 1901, 2198  # of the years that can be shown

#: Command → module of this package.
COMMANDS = {
    "show": "calendar",
    "explain": "calendar",
    "check": "calendar",
    "add-swap": "swapping",
    "propose": "swapping",
    "apply": "applying",
}

NOT_ALL_WELL = 1  # the present year's days off are not entered


@click.group("calendar", cls=TeachingGroup, commands_in=COMMANDS, under="calendar", help="cli.calendar")
def calendar() -> None:
    """See the catalogue entry ``cli.calendar``."""


@command("show", key="cli.calendar.show")
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), required=False, metavar="YEAR")
@json_option
@click.pass_obj
def show(call: Call, year: int | None, as_json: bool) -> None:
    """See the catalogue entry ``cli.calendar.show``."""
    from tracker.services.calendar import report_year

    app = call.app()
    report = report_year(app, year or app.today().year)
    if as_json:
        show_json(year_shape(report))
    else:
        show_year(report, call.say)


@command("explain", key="cli.calendar.explain")
@click.argument("day", type=DAY, metavar="YYYY-MM-DD")
@json_option
@click.pass_obj
def explain(call: Call, day: date, as_json: bool) -> None:
    """See the catalogue entry ``cli.calendar.explain``."""
    from tracker.services.calendar import report_day

    report = report_day(call.app(), day)
    if as_json:
        show_json(_day_report_shape(report))
    else:
        _show_day(report, call.say)


def _show_day(report: "DayReport", say: Translator) -> None:
    day = report.day
    click.secho(f"{long_date(day.on, say)}: {say(f'word.day.{day.kind}')}", bold=True)
    if report.lunar:
        click.echo(say("cli.calendar.lunar", lunar=_lunar_text(report.lunar, say)))
    if day.is_ordinary:
        click.echo(say("cli.calendar.by_weekday"))
    else:
        click.echo(say("cli.calendar.reason", reason=reason(day, say)))
        click.echo(say("cli.calendar.basis", basis=day.basis))
    if day.decided_on:
        click.echo(say("cli.calendar.decided_on", day=day.decided_on))
    if day.source:
        click.echo(say("cli.calendar.source", source=day.source))
    for place in report.overridden:
        click.echo(say("cli.calendar.overrides", source=place))
    if report.is_provisional:
        click.echo(say("cli.calendar.provisional", year=day.on.year))


def _lunar_text(lunar: "LunarDay", say: Translator) -> str:
    key = "cli.calendar.leap_day" if lunar.is_leap else "cli.calendar.lunar_day"
    return say(key, day=lunar.day, month=lunar.month, year=lunar.year)


def _day_report_shape(report: "DayReport") -> dict[str, Any]:
    return {
        **day_shape(report.day),
        "provisional": report.is_provisional,
        "lunar": report.lunar,
        "overrides": report.overridden,
    }


@command("check", key="cli.calendar.check")
@json_option
@click.pass_obj
def check(call: Call, as_json: bool) -> int:
    """See the catalogue entry ``cli.calendar.check``."""
    from tracker.services.calendar import report_calendar

    app = call.app()
    try:
        report = report_calendar(app)
    except CalendarError as error:
        if as_json:
            show_json({"sound": False, "problems": _problem_shapes(error, call.say)})
        else:
            tell(error, call.say)
        return error.exit_code
    if as_json:
        show_json({"sound": True, "problems": [], **report._asdict()})
    else:
        _show_files(report, call.say)
    return NOT_ALL_WELL if report.next_provisional_year == app.today().year else 0


def _problem_shapes(error: CalendarError, say: Translator) -> list[dict[str, Any]]:
    return [
        {
            "key": problem.key,
            "file": problem.place.file,
            "where": problem.place.key,
            "line": problem.place.line or None,
            **dict(zip(("message", "remedy"), problem_words(problem, say), strict=True)),
        }
        for problem in error.problems
    ]


def _show_files(report: "CalendarReport", say: Translator) -> None:
    click.secho(say("cli.calendar.sound", count=len(report.files)), bold=True)
    heading(say("cli.calendar.layers"))
    show_table(
        [say(f"cli.calendar.column.{name}") for name in ("file", "year", "status")],
        [
            (
                file.name,
                str(file.year or "-"),
                say(f"cli.calendar.status.{file.status}") if file.year else "-",
            )
            for file in report.files
        ],
    )
    click.echo()
    years = ", ".join(map(str, report.confirmed_years)) or "-"
    click.echo(say("cli.calendar.confirmed_years", years=years))
    key = "cli.calendar.next_provisional" if report.has_law else "cli.calendar.next_unknown"
    click.echo(say(key, year=report.next_provisional_year))

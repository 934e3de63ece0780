"""A year at a glance: months side by side, signs that survive a pipe, the reasons below."""

from calendar import Calendar
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.show import heading, show_table
from tracker.core.workcalendar import ONE_DAY, Day, DayKind
from tracker.i18n import Translator

if TYPE_CHECKING:
    from tracker.services.calendar import YearReport

CELL = 3  # two digits and a sign
MONTH = 7 * CELL
GAP = "   "
ACROSS = (4, 3, 2, 1)  # months side by side, the most that fit

#: Sort of day → its sign and its colours.
OFF, PROPOSED, WORKED, SERVICE = "*", "?", "+", "~"
STYLES: dict[str, dict[str, Any]] = {
    OFF: {"fg": "red", "bold": True},
    PROPOSED: {"fg": "magenta", "bold": True},
    WORKED: {"fg": "green", "bold": True},
    SERVICE: {"fg": "cyan"},
    "": {"dim": True},  # weekly days off
}
WEEKLY = frozenset({DayKind.SERVICE, DayKind.SERVICE_WORK})


def show_year(report: "YearReport", say: Translator) -> None:
    """Print a year."""
    click.secho(say("cli.calendar.title", year=report.year, count=report.total), bold=True)
    if report.is_provisional:
        click.secho(say("cli.calendar.provisional", year=report.year), fg="magenta", bold=True)
    months = [_month(report, number, say) for number in range(1, 13)]
    across = next(
        n for n in ACROSS if n == 1 or n * (MONTH + len(GAP)) - len(GAP) <= get_terminal_size().columns
    )
    for first in range(0, len(months), across):
        click.echo()
        row = zip_longest(*months[first : first + across], fillvalue=" " * MONTH)
        for line in row:
            click.echo(GAP.join(line).rstrip())
    click.echo()
    click.echo(_legend(report, say))
    _show_reasons(report, say)


def _month(report: "YearReport", number: int, say: Translator) -> list[str]:
    """Return the lines of a month, each as wide as the others."""
    name = say("cli.calendar.month", month=say(f"date.month.{number}"), days=report.working_days[number - 1])
    special = {day.on: day for day in report.special}
    weekdays = "".join(say(f"cli.calendar.weekday.{n}").rjust(CELL - 1).ljust(CELL) for n in range(1, 8))
    weeks = (
        "".join(_cell(on, special, report) if on.month == number else " " * CELL for on in week)
        for week in Calendar().monthdatescalendar(report.year, number)
    )
    return [_styled(name.center(MONTH), bold=True), _styled(weekdays, dim=True), *weeks]


def _cell(on: date, special: dict[date, Day], report: "YearReport") -> str:
    day = special.get(on)
    if day is None:
        text = f"{on.day:2} "
        return _styled(text, **STYLES[""]) if on.weekday() in report.weekend else text
    sign = _sign(day, is_provisional=report.is_provisional)
    return _styled(f"{on.day:2}{sign}", **STYLES[sign])


def _styled(text: str, **style: Any) -> str:
    """Colour the words and leave the blanks behind them, so that they can be cut off."""
    words = text.rstrip()
    return click.style(words, **style) + " " * (len(text) - len(words))


def _sign(day: Day, *, is_provisional: bool) -> str:
    if day.is_working:
        return WORKED
    if day.kind is DayKind.SERVICE:
        return SERVICE
    return PROPOSED if is_provisional else OFF


def _legend(report: "YearReport", say: Translator) -> str:
    """Explain the signs that stand in this year, and the number behind a month."""
    used = {_sign(day, is_provisional=report.is_provisional) for day in report.special}
    words = {OFF: "off", PROPOSED: "proposed", WORKED: "worked", SERVICE: "service"}
    signs = [
        f"{click.style(sign, **STYLES[sign])} {say(f'cli.calendar.sign.{word}')}"
        for sign, word in words.items()
        if sign in used
    ]
    return "   ".join((*signs, say("cli.calendar.sign.count")))


def _show_reasons(report: "YearReport", say: Translator) -> None:
    heading(say("cli.calendar.reasons"))
    show_table(
        [say(f"cli.calendar.column.{name}") for name in ("days", "reason", "basis")],
        [(_span(days, say), reason(days[0], say), days[0].basis) for days in _grouped(report.special)],
    )


def _grouped(special: Sequence[Day]) -> Iterator[list[Day]]:
    """Join days that follow one another for one reason, and the days of one service wherever they are."""
    groups: list[list[Day]] = []
    services: dict[str, list[Day]] = {}
    for day in special:
        if day.kind in WEEKLY:
            services.setdefault(day.source, []).append(day)
        elif groups and _goes_on(groups[-1][-1], day):
            groups[-1].append(day)
        else:
            groups.append([day])
    yield from groups
    yield from services.values()


def _goes_on(one: Day, following: Day) -> bool:
    told = [(day.kind, day.names, day.basis, day.is_proposed) for day in (one, following)]
    is_swap = one.kind in {DayKind.SWAPPED_OFF, DayKind.SWAPPED_WORK}
    return told[0] == told[1] and not is_swap and following.on == one.on + ONE_DAY


def _span(days: Sequence[Day], say: Translator) -> str:
    first, last = (_short(day.on, say) for day in (days[0], days[-1]))
    if len(days) == 1:
        return first
    if days[0].kind in WEEKLY:
        return say("cli.calendar.spread", first=first, last=last, count=len(days))
    same_month = days[0].on.month == days[-1].on.month
    return f"{days[0].on.day if same_month else first}–{last}"


def _short(on: date, say: Translator) -> str:
    return say("cli.calendar.day", day=on.day, month=say(f"date.month.{on.month}"))


def reason(day: Day, say: Translator) -> str:
    """Say why a day is worked or not: "nghỉ bù Tết Nguyên đán"."""
    text = say(
        f"cli.calendar.why.{day.kind}",
        name=day.names.get(say.language, ""),
        counterpart=day.counterpart or "",
    )
    return say("cli.calendar.proposed", reason=text) if day.is_proposed else text


def day_shape(day: Day) -> dict[str, Any]:
    """Return a day as JSON knows it."""
    return {
        "on": day.on,
        "kind": day.kind,
        "working": day.is_working,
        "names": day.names,
        "basis": day.basis or None,
        "counterpart": day.counterpart,
        "decided_on": day.decided_on,
        "source": day.source or None,
        "proposed": day.is_proposed,
    }


def year_shape(report: "YearReport") -> dict[str, Any]:
    """Return a year as JSON knows it."""
    return {
        "year": report.year,
        "provisional": report.is_provisional,
        "working_days": report.total,
        "months": report.working_days,
        "days": [day_shape(day) for day in report.special],
    }

"""Propose the days off of a year that is not announced yet: a file to be put right by the notice."""

from collections.abc import Container, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tracker.app import App
from tracker.calendars.writing import days_list, new_file, quoted
from tracker.core.workcalendar import Holiday, WorkCalendar
from tracker.errors import UsageError
from tracker.services.swapping import LAW, write_new

FIRST_YEAR, LAST_YEAR = 2000, 2198  # for which lunar days are tested or can be computed


class Remarks(NamedTuple):
    """What the file says to its reader, in one language.

    At its head, above the days that the law alone gives, behind each proposed
    entry, and as its basis.
    """

    language: str
    heading: str
    law: str
    entry: str
    basis: str


class Difference(NamedTuple):
    """A weekday that one calendar has off and the other has not; ``name`` is that of the other."""

    on: date
    is_off_here: bool
    name: str


def propose_year(app: App, year: int, remarks: Remarks) -> str:
    """Return the text of ``vn-<year>.toml`` with the announced days as the law lets us expect them.

    A UsageError for a year that was announced, or too far away.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError("calendar.year_too_far", first=FIRST_YEAR, last=LAST_YEAR)
    if not app.calendar.is_provisional(year):
        raise UsageError("calendar.announced", year=year)
    extends = LAW if any(file.name == f"{LAW}.toml" for file in app.calendar_files.files) else ""
    announced = sorted(_announced(app.calendar, year), key=lambda holidays: holidays[0].on)
    entries = (_entry(holidays, remarks) for holidays in announced)
    taken = {holiday.on for holidays in announced for holiday in holidays}
    heading = "\n".join((remarks.heading, *_by_law(app.calendar, year, taken, remarks)))
    return "\n".join((new_file(heading, year, extends), *entries))


def _by_law(calendar: WorkCalendar, year: int, taken: Container[date], remarks: Remarks) -> Iterator[str]:
    """Name the days that need no entry: those that the law gives without a notice."""
    days = calendar.special_days(date(year, 1, 1), date(year, 12, 31))
    given = [day for day in days if day.names and not day.is_working and day.on not in taken]
    if given:
        yield remarks.law
    for day in given:
        made_up = f" ← {day.counterpart}" if day.counterpart else ""
        yield f"  {day.on}{made_up}: {day.names.get(remarks.language, '')}"


def _announced(calendar: WorkCalendar, year: int) -> Iterator[list[Holiday]]:
    """Yield the days of each holiday whose days are announced every year, with the day it turns about."""
    days = calendar.special_days(date(year, 1, 1), date(year, 12, 31))
    found = {day.on: Holiday(day.on, day.names, day.basis, day.counterpart) for day in days}
    for rule in (rule for rule in calendar.rules if rule.is_announced):
        for centre in (on for on in rule.turns_about(year) if on.year == year):
            block = {centre, *rule.days_about(centre, calendar.weekend)}
            made_up = {holiday.on for holiday in found.values() if holiday.makes_up_for in block}
            yield [found[on]._replace(basis=rule.basis) for on in sorted((block | made_up) & found.keys())]


def _entry(holidays: list[Holiday], remarks: Remarks) -> str:
    first = holidays[0]
    names = ", ".join(f"{language} = {quoted(name)}" for language, name in first.names.items())
    days = [holiday.on for holiday in holidays if not holiday.makes_up_for]
    made_up = [holiday.on for holiday in holidays if holiday.makes_up_for]
    lines = [f"[[holiday]] # {remarks.entry}", f"name = {{ {names} }}", f"days = {days_list(days)}"]
    if made_up:
        lines.append(f"compensatory = {days_list(made_up)}")
    lines.append(f"basis = {quoted(f'{first.basis}; {remarks.basis}')}")
    return "\n".join((*lines, ""))


def store_proposal(text: str, path: Path) -> None:
    """Write a proposal into a new file; a UsageError if it exists."""
    try:
        write_new(path, text.encode())
    except FileExistsError:
        raise UsageError("calendar.file_exists", file=str(path)) from None


def compare_with_holidays(app: App, year: int) -> list[Difference]:
    """Compare the weekdays off of a year with those of the package ``holidays``; UsageError without it."""
    try:
        package = import_module("holidays")
    except ImportError:
        raise UsageError("calendar.no_holidays_package") from None
    theirs: dict[date, str] = dict(package.country_holidays("VN", years=year))
    days = map(date.fromordinal, range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
    weekdays = (on for on in days if on.weekday() not in app.calendar.weekend)
    return [
        Difference(on, on not in theirs, theirs.get(on, ""))
        for on in weekdays
        if app.calendar.is_working_day(on) == (on in theirs)
    ]

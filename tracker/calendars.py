"""Loading the working calendar: a folder of TOML files, usually one a year.

A file holds ``[calendar]`` (the ``year`` and its ``status``), ``[[holiday]]``
entries (days off with their compensatory days) and ``[[swap]]`` entries. A file
without ``year``, such as office.toml, adds days to any year and confirms none.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from tracker.core.settings import Table, parse
from tracker.core.workcalendar import SATURDAY_AND_SUNDAY, Holiday, Swap, WorkCalendar
from tracker.errors import CalendarError, Place, Problem, Severity

LANGUAGES = ("vi", "en")
_YEAR_IN_NAME = re.compile(r"(?:^|-)(\d{4})\.toml$", re.ASCII)


class Status(StrEnum):
    """Whether the year's days off were announced."""

    CONFIRMED = "confirmed"
    PROVISIONAL = "provisional"


class _Entry(NamedTuple):
    """One holiday or swap: what it means, and each day it names with the day's key."""

    table: Table
    written: tuple[tuple[str, date], ...]
    holidays: tuple[Holiday, ...] = ()
    swaps: tuple[Swap, ...] = ()


class _Sheet(NamedTuple):
    """One file; ``year`` is 0 where the file belongs to none."""

    year: int
    status: Status
    entries: tuple[_Entry, ...]


def load_calendar(folder: Path) -> WorkCalendar:
    """Read every ``*.toml`` of the folder but hidden ones; a CalendarError carries every problem at once."""
    files = sorted(folder.glob("[!.]*.toml"))
    if not files:
        raise CalendarError("calendar.missing", folder=str(folder))
    problems: list[Problem] = []
    sheets = [sheet for file in files if (sheet := _read(file, problems))]
    entries = [entry for sheet in sheets for entry in sheet.entries]
    _check_twice(entries)
    _check_swaps(entries)
    if problems:
        raise CalendarError("calendar.invalid", folder=str(folder), count=len(problems), problems=problems)
    return WorkCalendar(
        holidays=tuple(holiday for entry in entries for holiday in entry.holidays),
        swaps=tuple(swap for entry in entries for swap in entry.swaps),
        confirmed_years=_confirmed(sheets),
    )


def _confirmed(sheets: Sequence[_Sheet]) -> frozenset[int]:
    """A year is confirmed once it has a file and none of its files is provisional."""
    by_status = {status: {sheet.year for sheet in sheets if sheet.status is status} for status in Status}
    return frozenset(by_status[Status.CONFIRMED] - by_status[Status.PROVISIONAL] - {0})


def _read(file: Path, problems: list[Problem]) -> _Sheet | None:
    try:
        table = parse(file.read_bytes(), file.name, problems)
    except OSError as error:
        facts = {"reason": error.strerror}
        problems.append(Problem("calendar.unreadable", Severity.ERROR, Place(file.name), facts=facts))
        return None
    return _sheet(table, file.name) if table is not None else None


def _sheet(table: Table, name: str) -> _Sheet:
    head = table.table("calendar")
    year = head.whole("year", 0, lowest=1900, highest=2999)
    status = head.choice("status", Status.PROVISIONAL)
    named = _YEAR_IN_NAME.search(name)
    if named and int(named[1]) != year:
        head.complain("year", "calendar.year_differs", named=named[1])
    entries = [_holiday(inner) for inner in table.tables("holiday")]
    entries += [_swap(inner) for inner in table.tables("swap")]
    for entry in entries:
        _check_year(entry, year)
    table.close()
    return _Sheet(year, status, tuple(entries))


def _holiday(table: Table) -> _Entry:
    names = _names(table.table("name"))
    basis = table.text("basis", required=True)
    days, compensatory = table.days("days"), table.days("compensatory")
    if not days:
        table.complain("days", "settings.required")
    rest_days = [on for on in days if on.weekday() in SATURDAY_AND_SUNDAY]
    if len(compensatory) > len(rest_days):
        table.complain("compensatory", "calendar.nothing_to_make_up", count=len(rest_days))
    for key, on in _keyed("compensatory", compensatory):
        if on.weekday() in SATURDAY_AND_SUNDAY:
            table.complain(key, "calendar.off_anyway", on)
    made_up = zip(compensatory, rest_days, strict=False)
    return _Entry(
        table,
        (*_keyed("days", days), *_keyed("compensatory", compensatory)),
        holidays=(
            *(Holiday(on, names, basis) for on in days),
            *(Holiday(on, names, basis, rest_day) for on, rest_day in made_up),
        ),
    )


def _names(table: Table) -> dict[str, str]:
    return {language: table.text(language, required=True) for language in LANGUAGES}


def _keyed(key: str, days: Iterable[date]) -> Iterable[tuple[str, date]]:
    return ((f"{key}[{index}]", on) for index, on in enumerate(days))


def _swap(table: Table) -> _Entry:
    basis = table.text("basis", required=True)
    decided_on = table.day("decided_on")
    pair = {key: table.day(key) for key in ("off", "work")}
    for key in pair:
        if not table.has(key):
            table.complain(key, "settings.required")
    off, work = pair["off"], pair["work"]
    if off is None or work is None:
        return _Entry(table, ())
    return _Entry(table, (("off", off), ("work", work)), swaps=(Swap(off, work, basis, decided_on),))


def _check_year(entry: _Entry, year: int) -> None:
    """Refuse a day of another year, the commonest slip, unless the entry says that it is meant."""
    is_meant = entry.table.truth("spills_over", default=False)
    for key, on in entry.written:
        if year and on.year != year and not is_meant:
            entry.table.complain(key, "calendar.other_year", on, year=year)


def _check_twice(entries: Iterable[_Entry]) -> None:
    first: dict[date, Place] = {}
    for entry in entries:
        for key, on in entry.written:
            if on in first:
                entry.table.complain(key, "calendar.day_twice", on, first=_spot(first[on]))
            else:
                first[on] = entry.table.at(key)


def _spot(place: Place) -> str:
    return f"{place.file}: {place.key}"


def _check_swaps(entries: Sequence[_Entry]) -> None:
    """Refuse to free a day that is off anyway, and to work on a day that is worked anyway."""
    ordinary = WorkCalendar(tuple(holiday for entry in entries for holiday in entry.holidays))
    for entry in entries:
        for swap in entry.swaps:
            if not ordinary.is_working_day(swap.off):
                entry.table.complain("off", "calendar.off_anyway")
            if ordinary.is_working_day(swap.work):
                entry.table.complain("work", "calendar.worked_anyway")

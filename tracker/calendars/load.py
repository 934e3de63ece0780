"""From a folder to a calendar: every file read, every flaw told at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.calendars.checks import check_services, check_swaps, check_years
from tracker.calendars.entries import read_entries
from tracker.calendars.layers import Layers, ranks
from tracker.calendars.sheets import Sheet, Status, read_sheets
from tracker.core.holidayrules import holidays_by_rule
from tracker.core.workcalendar import WorkCalendar
from tracker.core.workdays import SATURDAY_AND_SUNDAY
from tracker.errors import CalendarError, Problem


class CalendarFile(NamedTuple):
    """One file of the calendar in the order of layers; ``year`` is 0 where it belongs to none."""

    name: str
    year: int
    status: Status


class Loaded(NamedTuple):
    """The calendar, its files from the lowest layer up, and what was overridden on which day."""

    calendar: WorkCalendar
    files: tuple[CalendarFile, ...]
    overridden: Mapping[date, Sequence[str]]


def load_calendar(folder: Path) -> WorkCalendar:
    """Read the calendar; a CalendarError carries every problem at once."""
    return load(folder).calendar


def load(folder: Path, drafts: Mapping[str, bytes] | None = None) -> Loaded:
    """Read the calendar as it is, or as it would be with other files; a CalendarError as above.

    ``drafts`` are bytes by file name, which stand in for a file or join the folder.
    """
    problems: list[Problem] = []
    sheets = read_sheets(folder, drafts or {}, problems)
    if not sheets and not problems:
        raise CalendarError("calendar.missing", folder=str(folder))
    rank = ranks(sheets)
    sheets.sort(key=lambda sheet: rank[sheet.name])
    weekend = _weekend(sheets)
    layers = Layers([entry for sheet in sheets for entry in read_entries(sheet, weekend)], rank)
    calendar = _stated(layers, _confirmed(sheets), weekend)
    check_swaps(layers, calendar)
    check_services(layers, calendar)
    check_years(sheets, calendar)
    if problems:
        raise CalendarError("calendar.invalid", folder=str(folder), count=len(problems), problems=problems)
    files = tuple(CalendarFile(sheet.name, sheet.year, sheet.status) for sheet in sheets)
    return Loaded(_with_law(calendar, {sheet.year for sheet in sheets} - {0}), files, layers.overridden)


def _stated(layers: Layers, confirmed: frozenset[int], weekend: frozenset[int]) -> WorkCalendar:
    """Return the calendar of what the files state, sound or not."""
    return WorkCalendar(
        holidays=tuple(layers.holidays()),
        swaps=tuple(swap for _, swap in layers.swaps()),
        confirmed_years=confirmed,
        weekend=weekend,
        rules=tuple(entry.rule for entry in layers.entries if entry.rule),
        services=tuple(entry.service for entry in layers.entries if entry.service),
    )


def _with_law(calendar: WorkCalendar, years: set[int]) -> WorkCalendar:
    """Write out what the rules say of the years that have files of their own."""
    stated = {holiday.on for holiday in calendar.holidays}
    by_rule = [
        holiday
        for year in sorted(years)
        for holiday in holidays_by_rule(calendar.rules, year, stated, calendar.weekend)
    ]
    holidays = sorted((*calendar.holidays, *by_rule), key=lambda holiday: holiday.on)
    return replace(calendar, holidays=tuple(holidays))


def _weekend(sheets: Sequence[Sheet]) -> frozenset[int]:
    """Return the weekly days off that the latest layer names."""
    named = (sheet.weekend for sheet in reversed(sheets) if sheet.weekend is not None)
    return next(named, SATURDAY_AND_SUNDAY)


def _confirmed(sheets: Sequence[Sheet]) -> frozenset[int]:
    """A year is confirmed once it has a file and none of its files is provisional."""
    by_status = {status: {sheet.year for sheet in sheets if sheet.status is status} for status in Status}
    return frozenset(by_status[Status.CONFIRMED] - by_status[Status.PROVISIONAL] - {0})

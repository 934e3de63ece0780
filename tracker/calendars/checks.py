"""What can only be seen across all layers: swaps, services and years against the whole calendar."""

from collections.abc import Iterable
from dataclasses import replace

from tracker.calendars.layers import Layers
from tracker.calendars.sheets import WEEKDAYS, Sheet
from tracker.core.workcalendar import WorkCalendar


def check_swaps(layers: Layers, calendar: WorkCalendar) -> None:
    """Refuse to free a day that is off anyway, to work on one that is worked anyway, to touch a holiday."""
    ordinary = replace(calendar, swaps=(), services=())
    for entry, swap in layers.swaps():
        if not ordinary.is_working_day(swap.off):
            entry.table.complain("off", "calendar.off_anyway")
        worked = ordinary.day(swap.work)
        if worked.is_working:
            entry.table.complain("work", "calendar.worked_anyway")
        elif not worked.is_ordinary:
            entry.table.complain("work", "calendar.works_on_holiday")


def check_services(layers: Layers, calendar: WorkCalendar) -> None:
    """Refuse a service on a day that is worked anyway."""
    without = replace(calendar, services=())
    for entry in layers.entries:
        if not entry.service:
            continue
        for key, on in entry.written:
            if without.is_working_day(on):
                entry.table.complain(key, "calendar.worked_anyway", on)
        weekday = entry.service.weekday
        if weekday is not None and weekday not in calendar.weekend:
            entry.table.complain("weekday", "calendar.weekday_worked", WEEKDAYS[weekday])


def check_years(sheets: Iterable[Sheet], calendar: WorkCalendar) -> None:
    """Refuse to call a year confirmed whose announced days (Tết, Quốc khánh) are not stated."""
    stated = {holiday.on for holiday in calendar.holidays}
    awaited = [rule for rule in calendar.rules if rule.is_announced]
    for sheet in sheets:
        if sheet.year not in calendar.confirmed_years:
            continue
        for rule in awaited:
            for on in rule.turns_about(sheet.year):
                if on.year == sheet.year and on not in stated:
                    sheet.head.complain("status", "calendar.not_announced", day=on, rule=rule.source)

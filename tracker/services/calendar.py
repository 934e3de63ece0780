"""Questions about the working calendar: a year at a glance, one day, the files."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from tracker.app import App
from tracker.calendars import CalendarFile
from tracker.core.lunar import LunarDay, lunar_day
from tracker.core.workcalendar import ONE_DAY, Day, WorkCalendar

MONTHS = range(1, 13)


class YearReport(NamedTuple):
    """A year: its special days in order, and the working days of each month from January on."""

    year: int
    is_provisional: bool
    special: tuple[Day, ...]
    working_days: tuple[int, ...]
    weekend: frozenset[int]

    @property
    def total(self) -> int:
        """The working days of the year."""
        return sum(self.working_days)


class DayReport(NamedTuple):
    """A day, why it is worked or not, and the places whose word on it is overridden, weakest first."""

    day: Day
    is_provisional: bool
    lunar: LunarDay | None
    overridden: tuple[str, ...]


class CalendarReport(NamedTuple):
    """The files from the lowest layer up, the years that were announced, the next that was not.

    ``has_law`` tells whether rules say anything of years that have no file.
    """

    files: tuple[CalendarFile, ...]
    confirmed_years: tuple[int, ...]
    next_provisional_year: int
    digest: str
    has_law: bool


def report_year(app: App, year: int) -> YearReport:
    """Tell about a year."""
    calendar = app.calendar
    special = calendar.special_days(date(year, 1, 1), date(year, 12, 31))
    counts = tuple(_working_days(calendar, year, month) for month in MONTHS)
    return YearReport(year, calendar.is_provisional(year), tuple(special), counts, calendar.weekend)


def _working_days(calendar: WorkCalendar, year: int, month: int) -> int:
    last = date(year, month, monthrange(year, month)[1])
    return calendar.working_days_between(date(year, month, 1) - ONE_DAY, last)


def report_day(app: App, on: date) -> DayReport:
    """Tell about one day."""
    calendar = app.calendar
    day = calendar.day(on)
    by_rule = [
        rule.source
        for rule in calendar.rules
        for centre in rule.turns_about(on.year)
        if on in rule.days_about(centre, calendar.weekend)
    ]
    said = dict.fromkeys((*by_rule, *app.calendar_files.overridden.get(on, ())))
    overridden = tuple(place for place in said if place != day.source)
    return DayReport(day, calendar.is_provisional(on.year), lunar_day(on), overridden)


def report_calendar(app: App) -> CalendarReport:
    """Tell about the files; a CalendarError tells what is wrong with them."""
    calendar, files = app.calendar, app.calendar_files.files
    year = app.today().year
    while not calendar.is_provisional(year):
        year += 1
    years = tuple(sorted(calendar.confirmed_years))
    return CalendarReport(files, years, year, calendar.digest, bool(calendar.rules))

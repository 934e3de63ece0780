"""The shipped working calendar against an independent statement of the announced days.

Sources: Labour Code 2019, articles 111 and 112; the notices named in the data.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tracker.calendars import load_calendar
from tracker.core.workcalendar import DayKind, Roll

CALENDAR = load_calendar(Path(__file__).parents[2] / "calendars" / "days")

#: Year → every Monday to Friday without work, month by month.
WEEKDAYS_OFF = {
    2023: {1: [2, 20, 23, 24, 25, 26], 5: [1, 2, 3], 9: [1, 4]},
    2024: {1: [1], 2: [8, 9, 12, 13, 14], 4: [18, 29, 30], 5: [1], 9: [2, 3]},
    2025: {1: [1, 27, 28, 29, 30, 31], 4: [7, 30], 5: [1, 2], 9: [1, 2]},
    2026: {1: [1, 2], 2: [16, 17, 18, 19, 20], 4: [27, 30], 5: [1], 8: [31], 9: [1, 2], 11: [24]},
    2027: {1: [1], 2: [4, 5, 8, 9, 10], 4: [16, 30], 5: [3], 9: [2, 3], 11: [24]},
}

#: Day off → Saturday worked for it.
SWAPS = {
    date(2024, 4, 29): date(2024, 5, 4),
    date(2025, 5, 2): date(2025, 4, 26),
    date(2026, 1, 2): date(2026, 1, 10),
    date(2026, 8, 31): date(2026, 8, 22),
}

#: Compensatory day → the holiday on a weekly rest day.
MADE_UP = {
    date(2023, 1, 2): date(2023, 1, 1),
    date(2023, 1, 25): date(2023, 1, 21),
    date(2023, 1, 26): date(2023, 1, 22),
    date(2023, 5, 2): date(2023, 4, 29),
    date(2023, 5, 3): date(2023, 4, 30),
    date(2023, 9, 4): date(2023, 9, 2),
    date(2024, 2, 13): date(2024, 2, 10),
    date(2024, 2, 14): date(2024, 2, 11),
    date(2026, 4, 27): date(2026, 4, 26),
    date(2027, 2, 9): date(2027, 2, 6),
    date(2027, 2, 10): date(2027, 2, 7),
    date(2027, 5, 3): date(2027, 5, 1),
}


#: Every day off of 2024 that its weekday does not explain, and the Saturday worked, with its kind.
IN_2024 = """
    01-01 holiday | 02-08 holiday | 02-09 holiday | 02-10 holiday | 02-11 holiday | 02-12 holiday
    02-13 compensatory | 02-14 compensatory | 04-18 holiday | 04-29 swapped-off | 04-30 holiday
    05-01 holiday | 05-04 swapped-work | 09-02 holiday | 09-03 holiday
"""


def days_of(year):
    """Every day of a year."""
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_every_day_of_the_year_is_worked_or_off_as_announced(year):
    off = {date(year, month, day) for month, days in WEEKDAYS_OFF[year].items() for day in days}
    worked = {on for on in days_of(year) if on.weekday() < 5} - off
    worked |= {work for work in SWAPS.values() if work.year == year}
    assert {on for on in days_of(year) if CALENDAR.is_working_day(on)} == worked


def test_every_special_day_of_2024():
    found = CALENDAR.special_days(date(2024, 1, 1), date(2024, 12, 31))
    assert [f"{day.on:%m-%d} {day.kind}" for day in found] == [
        row.strip() for line in IN_2024.strip().splitlines() for row in line.split("|")
    ]


@pytest.mark.parametrize(("work", "off"), [(work, off) for off, work in SWAPS.items()])
def test_worked_saturdays_are_worked_for_deadlines(work, off):
    assert work.weekday() == 5
    assert CALENDAR.roll(work, Roll.PREVIOUS) == work
    assert CALENDAR.roll(off, Roll.NEXT) > off
    assert CALENDAR.add_working_days(work - timedelta(days=1), 1) == work


def test_every_swap_tells_its_other_day_and_its_basis():
    assert {swap.off: swap.work for swap in CALENDAR.swaps} == SWAPS
    assert all(CALENDAR.day(off).counterpart == work for off, work in SWAPS.items())
    assert all(any(sign.isdigit() for sign in CALENDAR.day(on).basis) for on in (*SWAPS, *SWAPS.values()))


def test_compensatory_days_are_told_apart_from_holidays():
    made_up = {holiday.on: holiday.makes_up_for for holiday in CALENDAR.holidays if holiday.makes_up_for}
    assert made_up == MADE_UP
    assert {CALENDAR.day(on).kind for on in MADE_UP} == {DayKind.COMPENSATORY}
    assert {CALENDAR.day(on).kind for on in MADE_UP.values()} == {DayKind.HOLIDAY}


def test_every_year_is_confirmed_and_no_other():
    assert CALENDAR.confirmed_years == set(WEEKDAYS_OFF)


@pytest.mark.parametrize(
    ("year", "off"),
    [
        (2028, ["01-03", "01-24 01-25 01-26 01-27 01-28", "04-04", "05-01 05-02", "09-01 09-04", "11-24"]),
        (2029, ["01-01", "02-12 02-13 02-14 02-15 02-16", "04-23", "04-30 05-01", "09-03 09-04"]),
        (2030, ["01-01", "01-31 02-01 02-04 02-05 02-06", "04-12", "04-30 05-01", "09-02 09-03"]),
    ],
)
def test_a_year_that_is_not_announced_is_proposed_by_the_law(year, off):
    """Tết 2030 falls on 2/2 at UTC+7; 24/11/2029 is a Saturday that nothing makes up for."""
    found = [day.on for day in CALENDAR.special_days(date(year, 1, 1), date(year, 12, 31))]
    assert CALENDAR.is_provisional(year)
    assert [f"{on:%m-%d}" for on in found if on.weekday() < 5] == " ".join(off).split()
    assert any(CALENDAR.day(on).is_proposed for on in found)


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_the_proposal_for_the_second_day_of_national_day_is_what_was_announced(year):
    """The side of 2/9 that was announced in each of the five years is the one that the rule chooses."""
    (rule,) = [rule for rule in CALENDAR.rules if rule.is_beside]
    (beside,) = rule.days_about(date(year, 9, 2), CALENDAR.weekend)
    assert CALENDAR.day(beside).kind is DayKind.HOLIDAY


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_the_law_gives_its_days_and_no_more(year):
    """11 holidays a year, and from 2026 also 24/11 (Resolution 28/2026/QH16)."""
    proper = [day for day in CALENDAR.holidays if day.on.year == year and not day.makes_up_for]
    assert len(proper) == (12 if year >= 2026 else 11)
    assert all(set(day.names) == {"vi", "en"} and day.basis for day in proper)


@pytest.mark.parametrize(
    ("due_on", "act_by"),
    [
        (date(2024, 6, 30), date(2024, 6, 28)),  # a Sunday
        (date(2024, 8, 31), date(2024, 8, 30)),  # a Saturday before National Day
        (date(2024, 4, 30), date(2024, 4, 26)),  # after an exchanged Monday
        (date(2024, 5, 5), date(2024, 5, 4)),  # a Sunday after a worked Saturday
        (date(2024, 2, 14), date(2024, 2, 7)),  # the last day of Tet
        (date(2023, 1, 1), date(2022, 12, 30)),  # into the year before
        (date(2026, 1, 2), date(2025, 12, 31)),  # an exchanged Friday
    ],
)
def test_the_last_working_day_before_a_day_off(due_on, act_by):
    assert CALENDAR.roll(due_on, Roll.PREVIOUS) == act_by

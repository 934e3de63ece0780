"""Layers of calendar files: later wins by date, and what contradicts is told."""

from datetime import date

import pytest

from tests.calendars.test_loading import YEAR, flaws
from tracker.calendars import load, load_calendar
from tracker.core.workcalendar import DayKind

LAW = """
[[fixed]]
name = { vi = "Quốc khánh", en = "National Day" }
month = 9
day = 2
basis = "Điều 112"
make_up = "Điều 111"

[[fixed]]
name = { vi = "Quốc khánh", en = "National Day" }
month = 9
day = 2
beside = true
announced = true
basis = "Điều 112"
"""
SWAP = '[[swap]]\noff = {off}\nwork = {work}\nbasis = "TB 2"\n'
HOLIDAY = '[[holiday]]\nname = {{ vi = "Riêng", en = "Own" }}\ndays = [{days}]\nbasis = "TB 3"\n'
SERVICE = """
[[service]]
name = { vi = "Trực", en = "Desk" }
weekday = "sat"
counts_for_deadlines = false
basis = "TB 4"
"""


def head(**keys):
    return "[calendar]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def test_a_later_holiday_names_the_day_anew_and_the_earlier_one_is_remembered(write):
    loaded = load(write(vn_2026=YEAR, office=HOLIDAY.format(days="2026-04-26")))
    assert loaded.calendar.day(date(2026, 4, 26)).names["vi"] == "Riêng"
    assert loaded.calendar.day(date(2026, 4, 27)).kind is DayKind.COMPENSATORY
    assert loaded.overridden == {date(2026, 4, 26): ["vn-2026.toml: holiday[0]"]}


def test_a_later_swap_takes_the_place_of_a_whole_earlier_one(write):
    own = SWAP.format(off="2026-08-31", work="2026-09-05")
    loaded = load(write(vn_2026=YEAR, office=own))
    assert [(swap.off, swap.work) for swap in loaded.calendar.swaps] == [
        (date(2026, 8, 31), date(2026, 9, 5))
    ]
    assert not loaded.calendar.is_working_day(date(2026, 8, 22))
    assert loaded.overridden.keys() == {date(2026, 8, 31), date(2026, 8, 22)}


def test_files_come_in_the_order_of_what_they_build_upon(write):
    files = {
        "a_office": "# nothing yet\n",
        "vn_2026": YEAR.replace("year = 2026", 'year = 2026\nextends = "vn"'),
        "vn": head(extends='["base"]'),
        "base": "# nothing of its own\n",
    }
    loaded = load(write(**files))
    assert [file.name for file in loaded.files] == ["base.toml", "vn.toml", "vn-2026.toml", "a-office.toml"]


def test_the_law_comes_first_though_nothing_extends_it(write):
    law = LAW.replace("announced = true\n", "")
    own = law.replace("day = 2", "day = 4") + HOLIDAY.format(days="2026-06-04")
    loaded = load(write(vn_2026=YEAR, vn=law, office=own))
    assert [file.name for file in loaded.files] == ["vn.toml", "vn-2026.toml", "office.toml"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"office": head(extends='"nn"')}, [("calendar.unknown_extends", "office.toml", "calendar.extends")]),
        ({"office": head(extends='"office"')}, [("calendar.circular_extends", "office.toml", "calendar.extends")]),
        (
            {"a": head(extends='["b"]'), "b": head(extends='"c"'), "c": head(extends='"a"')},
            [("calendar.circular_extends", f"{name}.toml", "calendar.extends") for name in "abc"],
        ),
        ({"office": HOLIDAY.format(days="2026-08-22")}, [("calendar.splits_swap", "office.toml", "holiday[0].days[0]")]),
        (
            {"office": SWAP.format(off="2026-08-10", work="2026-08-22")},
            [("calendar.splits_swap", "office.toml", "swap[0].work")],
        ),
        (
            {"office": SWAP.format(off="2026-04-27", work="2026-05-09")},
            [("calendar.off_anyway", "office.toml", "swap[0].off")],
        ),
        (
            {"office": SWAP.format(off="2026-05-11", work="2026-05-12")},
            [("calendar.worked_anyway", "office.toml", "swap[0].work")],
        ),
        (
            {"office": SWAP.format(off="2026-05-11", work="2026-04-26")},
            [("calendar.works_on_holiday", "office.toml", "swap[0].work")],
        ),
        (
            {"law": LAW, "office": SWAP.format(off="2028-09-01", work="2028-09-09")},
            [
                ("calendar.not_announced", "vn-2026.toml", "calendar.status"),
                ("calendar.off_anyway", "office.toml", "swap[0].off"),
            ],
        ),
        ({"office": head(weekend='["sat", "son"]')}, [("settings.not_one_of", "office.toml", "calendar.weekend[1]")]),
        (
            {"office": SERVICE.replace('"sat"', '"mon"')},
            [("calendar.weekday_worked", "office.toml", "service[0].weekday")],
        ),
        (
            {"office": SERVICE.replace('weekday = "sat"', "days = [2026-08-22, 2026-08-23]")},
            [("calendar.worked_anyway", "office.toml", "service[0].days[0]")],
        ),
        (
            {"office": SERVICE.replace("counts_for_deadlines = false", "days = [2026-08-23]")},
            [
                ("calendar.days_or_weekday", "office.toml", "service[0].days"),
                ("settings.required", "office.toml", "service[0].counts_for_deadlines"),
            ],
        ),
        (
            {"law": LAW.replace("day = 2", "day = 31").replace("announced = true", "since = 2027-01-01")},
            [("calendar.no_such_day", "law.toml", "fixed[0].day"), ("calendar.no_such_day", "law.toml", "fixed[1].day")],
        ),
        ({"law": "[[fixd]]\nmonth = 1"}, [("settings.unknown_key", "law.toml", "fixd")]),
        (
            {"day": "[[swap]]\noff = 2026-02-30"},
            [
                ("settings.no_such_day", "day.toml", "swap[0].off"),
                ("settings.required", "day.toml", "swap[0].basis"),
                ("settings.required", "day.toml", "swap[0].work"),
            ],
        ),
        ({"huge": "#" * 300_000}, [("calendar.too_large", "huge.toml", "")]),
        ({"deep": f"a = {'[' * 20_000}"}, [("calendar.too_deep", "deep.toml", "")]),
        ({"many": "[[swap]]\n" * 501}, [("calendar.too_many_entries", "many.toml", "swap")]),
    ],
)  # fmt: skip
def test_what_contradicts_is_told_with_file_and_key(write, files, expected):
    found = flaws(write(vn_2026=YEAR, **files))
    shown = [flaw for flaw in found if not ("many" in files and flaw[0] == "settings.required")]
    assert sorted(shown) == sorted(expected)


def test_a_weekly_service_gives_way_to_holidays_and_worked_saturdays(write):
    office = SERVICE + HOLIDAY.format(days="2026-05-16")
    calendar = load_calendar(write(vn_2026=YEAR, office=office))
    kinds = [calendar.day(date(2026, *day)).kind for day in ((5, 9), (5, 16), (8, 22))]
    assert kinds == [DayKind.SERVICE, DayKind.HOLIDAY, DayKind.SWAPPED_WORK]
    assert not calendar.is_working_day(date(2026, 5, 9))


def test_a_service_that_counts_makes_working_days(write):
    calendar = load_calendar(write(vn_2026=YEAR, office=SERVICE.replace("false", "true\nsince = 2026-06-01")))
    assert calendar.is_working_day(date(2026, 6, 6))
    assert not calendar.is_working_day(date(2026, 5, 30))
    assert calendar.add_working_days(date(2026, 6, 5), 1) == date(2026, 6, 6)


def test_announced_days_stand_in_until_a_file_speaks_of_the_holiday(write):
    head_only = "[calendar]\nyear = 2028\n" + SWAP.format(off="2028-05-12", work="2028-05-20")
    calendar = load_calendar(write(law=LAW, vn_2028=head_only))
    assert [day.on.day for day in calendar.special_days(date(2028, 9, 1), date(2028, 9, 30))] == [1, 2, 4]
    assert calendar.day(date(2028, 9, 1)).is_proposed
    stated = head_only + HOLIDAY.format(days="2028-09-02, 2028-09-03")
    calendar = load_calendar(write(law=LAW, vn_2028=stated))
    assert [day.on.day for day in calendar.special_days(date(2028, 9, 1), date(2028, 9, 30))] == [2, 3]

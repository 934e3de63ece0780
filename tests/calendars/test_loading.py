"""Loading the working calendar: every flaw at once, each with its place."""

from datetime import date

import pytest

from tracker.calendars import load_calendar
from tracker.core.workcalendar import DayKind
from tracker.errors import CalendarError
from tracker.i18n import LANGUAGES, translator

YEAR = """
[calendar]
year = 2026
status = "confirmed"

[[holiday]]
name = { vi = "Giỗ Tổ Hùng Vương", en = "Hung Kings' Day" }
days = [2026-04-26]
compensatory = [2026-04-27]
basis = "Điều 112"

[[swap]]
off = 2026-08-31
work = 2026-08-22
basis = "Thông báo 9441/TB-BNV"
decided_on = 2025-10-16
"""


def flaws(folder):
    """What is wrong with a folder, as (key, file, path)."""
    with pytest.raises(CalendarError) as caught:
        load_calendar(folder)
    assert caught.value.exit_code == 11
    assert caught.value.facts["count"] == len(caught.value.problems)
    return [(problem.key, problem.place.file, problem.place.key) for problem in caught.value.problems]


def test_a_year_is_read(write):
    calendar = load_calendar(write(vn_2026=YEAR))
    assert calendar.confirmed_years == {2026}
    assert calendar.day(date(2026, 4, 26)).kind is DayKind.HOLIDAY
    assert calendar.day(date(2026, 4, 27)).counterpart == date(2026, 4, 26)
    assert calendar.swaps[0].decided_on == date(2025, 10, 16)


def test_the_office_adds_days_of_any_year(write):
    own = (
        '[[holiday]]\nname = { vi = "Truyền thống", en = "Anniversary" }\ndays = [2026-06-04]\nbasis = "TB 1"'
    )
    calendar = load_calendar(write(vn_2026=YEAR, office=own))
    assert not calendar.is_working_day(date(2026, 6, 4))
    assert calendar.confirmed_years == {2026}


def test_a_year_is_confirmed_only_where_the_file_says_so(write):
    assert load_calendar(write(vn_2026=YEAR.replace('status = "confirmed"', ""))).is_provisional(2026)


def test_a_provisional_file_leaves_its_year_provisional(write):
    more = '[calendar]\nyear = 2026\nstatus = "provisional"'
    assert load_calendar(write(vn_2026=YEAR, vn_more=more)).is_provisional(2026)


def test_an_empty_folder_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(CalendarError) as caught:
        load_calendar(tmp_path)
    assert (caught.value.key, caught.value.facts) == ("calendar.missing", {"folder": str(tmp_path)})


@pytest.mark.parametrize("blank", ["", " \r\n\t\n"])
def test_an_empty_file_is_none(write, blank):
    assert load_calendar(write(vn_2026=YEAR, vn_2027=blank)) == load_calendar(write(vn_2026=YEAR))


def test_every_flaw_of_every_file_is_told_at_once(write):
    broken = """
[calendar]
year = 2027
statsu = "confirmed"

[[holiday]]
name = { vi = "Quốc khánh" }
days = [2026-09-02, "2026-09-03"]
compensatory = [2026-09-05]

[[swap]]
off = 2026-08-30
work = 2026-08-25
basis = " "

[[swap]]
off = 2026-08-31
"""
    found = flaws(write(vn_2026=broken, vn_2027="[calendar", vn_2028=YEAR))
    assert sorted(found) == sorted(
        [
            ("calendar.year_differs", "vn-2026.toml", "calendar.year"),
            ("settings.unknown_key", "vn-2026.toml", "calendar.statsu"),
            ("settings.required", "vn-2026.toml", "holiday[0].name.en"),
            ("settings.required", "vn-2026.toml", "holiday[0].basis"),
            ("settings.not_day", "vn-2026.toml", "holiday[0].days[1]"),
            ("calendar.nothing_to_make_up", "vn-2026.toml", "holiday[0].compensatory"),
            ("calendar.off_anyway", "vn-2026.toml", "holiday[0].compensatory[0]"),
            ("calendar.other_year", "vn-2026.toml", "holiday[0].days[0]"),
            ("calendar.other_year", "vn-2026.toml", "holiday[0].compensatory[0]"),
            ("settings.required", "vn-2026.toml", "swap[0].basis"),
            ("calendar.other_year", "vn-2026.toml", "swap[0].off"),
            ("calendar.other_year", "vn-2026.toml", "swap[0].work"),
            ("calendar.off_anyway", "vn-2026.toml", "swap[0].off"),
            ("calendar.worked_anyway", "vn-2026.toml", "swap[0].work"),
            ("settings.required", "vn-2026.toml", "swap[1].basis"),
            ("settings.required", "vn-2026.toml", "swap[1].work"),
            ("settings.syntax", "vn-2027.toml", ""),
            ("calendar.year_differs", "vn-2028.toml", "calendar.year"),
        ]
    )


def test_no_day_stands_twice_in_a_layer(write):
    again = '[[swap]]\noff = 2026-08-31\nwork = 2026-09-05\nbasis = "TB 2"'
    assert flaws(write(vn_2026=YEAR + again, office="")) == [
        ("calendar.day_twice", "vn-2026.toml", "swap[1].off")
    ]
    more = f"[calendar]\nyear = 2026\n{again}"
    assert flaws(write(vn_2026=YEAR, vn_more=more)) == [("calendar.day_twice", "vn-more.toml", "swap[0].off")]


def test_a_day_of_another_year_may_be_meant(write):
    meant = YEAR.replace("2026-08-31", "2026-12-31").replace("2026-08-22", "2027-01-02\nspills_over = true")
    assert load_calendar(write(vn_2026=meant)).is_working_day(date(2027, 1, 2))


@pytest.mark.parametrize(
    ("off", "work", "expected"),
    [
        ("2026-12-31", "2028-01-08", ["calendar.swap_too_far", "calendar.other_year"]),  # the year mistyped
        ("2026-08-31", "2027-01-02", ["calendar.swap_too_far"]),
        ("2028-08-31", "2028-08-26", ["calendar.other_year", "calendar.other_year"]),
    ],
)
def test_no_day_far_away_is_meant(write, off, work, expected):
    swap = YEAR.replace("2026-08-31", off).replace("2026-08-22", f"{work}\nspills_over = true")
    assert [key for key, *_ in flaws(write(vn_2026=swap))] == expected


def test_a_folder_named_like_a_file_is_told(write):
    folder = write(vn_2026=YEAR)
    (folder / "vn-2027.toml").mkdir()
    assert flaws(folder) == [("calendar.no_file", "vn-2027.toml", "")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_flaw_has_a_sentence_and_a_remedy(write, language):
    say = translator(language)
    with pytest.raises(CalendarError) as caught:
        load_calendar(write(vn_2026=YEAR.replace("2026-08-22", "2026-04-27"), vn_2027=YEAR))
    for problem in caught.value.problems:
        assert say(f"problem.{problem.key}", **problem.facts) != f"problem.{problem.key}"
        assert say(f"problem.{problem.key}.remedy", **problem.facts) != f"problem.{problem.key}.remedy"

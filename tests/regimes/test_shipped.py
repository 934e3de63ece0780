"""The shipped regime: every period as articles 12 and 13 of Nghị định 09/2019/NĐ-CP have it."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.offices import ROOT
from tracker.calendars import load_calendar
from tracker.core.periods import Period
from tracker.core.regimes import report_of
from tracker.core.workcalendar import WorkCalendar
from tracker.regimes import load_regimes

FOLDER = ROOT / "calendars" / "regimes"
(ND_09,) = load_regimes(FOLDER)
CALENDAR = load_calendar(ROOT / "calendars" / "days")
ANNOUNCED = sorted(CALENDAR.confirmed_years)

every_period = pytest.mark.parametrize("period", Period)
years = st.integers(1950, 2150)


def report(period, year, last, calendar=CALENDAR):
    return report_of(ND_09.rules[period], period.months, year, last, calendar)


@pytest.mark.parametrize(
    ("period", "last", "label", "data_from", "data_to", "due_on"),
    [
        (Period.MONTH, 1, "2024-01", date(2023, 12, 15), date(2024, 1, 14), date(2024, 1, 25)),
        (Period.MONTH, 3, "2024-03", date(2024, 2, 15), date(2024, 3, 14), date(2024, 3, 25)),
        (Period.MONTH, 12, "2024-12", date(2024, 11, 15), date(2024, 12, 14), date(2024, 12, 25)),
        (Period.QUARTER, 3, "2024-Q1", date(2023, 12, 15), date(2024, 3, 14), date(2024, 3, 25)),
        (Period.QUARTER, 6, "2024-Q2", date(2024, 3, 15), date(2024, 6, 14), date(2024, 6, 25)),
        (Period.QUARTER, 9, "2024-Q3", date(2024, 6, 15), date(2024, 9, 14), date(2024, 9, 25)),
        (Period.QUARTER, 12, "2024-Q4", date(2024, 9, 15), date(2024, 12, 14), date(2024, 12, 25)),
        (Period.FIRST_HALF, 6, "2024-H1", date(2023, 12, 15), date(2024, 6, 14), date(2024, 6, 25)),
        (Period.SECOND_HALF, 12, "2024-H2", date(2024, 6, 15), date(2024, 12, 14), date(2024, 12, 25)),
        (Period.NINE_MONTHS, 9, "2024-9M", date(2023, 12, 15), date(2024, 9, 14), date(2024, 9, 25)),
        (Period.YEAR, 12, "2024", date(2023, 12, 15), date(2024, 12, 14), date(2024, 12, 25)),
    ],
)
def test_every_period_is_cut_off_and_due_as_the_decree_says(period, last, label, data_from, data_to, due_on):
    assert report(period, 2024, last) == (label, data_from, data_to, due_on)


def test_nine_months_say_that_the_decree_does_not_name_them():
    basis = ND_09.rules[Period.NINE_MONTHS].data_basis
    assert "01/2023/QĐ-UBND" in basis
    assert all("Điều 12" in rule.data_basis for period, rule in ND_09.rules.items() if period.months != 9)


@every_period
@pytest.mark.parametrize("year", ANNOUNCED)
def test_a_working_day_is_left_after_the_cut_off_on_the_real_calendar(period, year):
    for last in period.last_months():
        found = report(period, year, last)
        assert CALENDAR.working_days_between(found.data_to, found.due_on) >= 1


@given(year=years, period=st.sampled_from(Period))
def test_a_working_day_is_left_after_the_cut_off_of_any_year(year, period):
    week = WorkCalendar()
    for last in period.last_months():
        found = report(period, year, last, week)
        assert found.data_from <= found.data_to < found.due_on
        assert week.working_days_between(found.data_to, found.due_on) >= 1


@given(year=years, period=st.sampled_from([Period.MONTH, Period.QUARTER, Period.YEAR]))
def test_the_data_of_one_period_begin_where_those_of_the_one_before_end(year, period):
    turns = [report(period, of, last) for of in (year, year + 1) for last in period.last_months()]
    assert all(later.data_from - earlier.data_to == timedelta(days=1) for earlier, later in pairwise(turns))


@given(year=years)
def test_two_halves_four_quarters_and_twelve_months_tell_of_one_year(year):
    whole = report(Period.YEAR, year, 12)
    first, second = report(Period.FIRST_HALF, year, 6), report(Period.SECOND_HALF, year, 12)
    assert second.data_from - first.data_to == timedelta(days=1)
    parts = {Period.MONTH: (1, 12), Period.QUARTER: (3, 12)}
    spans = [(report(p, year, a).data_from, report(p, year, b).data_to) for p, (a, b) in parts.items()]
    assert {*spans, (first.data_from, second.data_to)} == {(whole.data_from, whole.data_to)}


def test_the_example_of_an_office_works_once_its_marks_are_taken_away(tmp_path):
    text = (FOLDER / "office.toml").read_text(encoding="utf-8")
    example = re.findall(r"^# (\[\[report\]\]|\w+ = .*)$", text, re.MULTILINE)
    (tmp_path / "office.toml").write_text("\n".join(example), encoding="utf-8")
    (tmp_path / "nd.toml").write_bytes((FOLDER / "nd-09-2019.toml").read_bytes())
    _, own = load_regimes(tmp_path)
    assert own.replaces
    due = report_of(own.rules[Period.QUARTER], 3, 2024, 3, CALENDAR)
    assert (due.data_to, due.due_on) == (date(2024, 3, 14), date(2024, 3, 18))
    assert own.rules[Period.MONTH] == ND_09.rules[Period.MONTH]

"""The load of a year: every duty is counted once, in a whole week, against the days that are worked."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendars import load_calendar
from tracker.core.load import Duty, weigh

CALENDAR = load_calendar(Path(__file__).parents[2] / "calendars" / "days")
NEW_YEARS_EVE, NEW_YEAR = date(2024, 12, 31), date(2025, 1, 2)
DUTIES = st.lists(
    st.builds(
        Duty,
        owners=st.sampled_from([("A",), ("B",), ("A", "B"), ("",)]),
        act_by=st.dates(date(2023, 11, 1), date(2026, 3, 1)),
        is_done=st.booleans(),
    )
)


def on(*days, owner="A"):
    return [Duty((owner,), day, is_done=False) for day in days]


def week_of(load, day):
    return next(week for week in load.weeks if week.first <= day <= week.last)


@given(DUTIES, st.integers(2024, 2025))
def test_every_duty_is_counted_once(duties, year):
    load = weigh(duties, year, 5, CALENDAR)
    of_year = [duty for duty in duties if duty.act_by.year == year]
    assert load.year.duties == sum(month.span.duties for month in load.months) == len(of_year)
    assert (
        load.year.done
        == sum(month.span.done for month in load.months)
        == sum(duty.is_done for duty in of_year)
    )
    assert load.year.duties + sum(load.elsewhere.values()) == len(duties)
    assert sum(owner.duties for owner in load.owners) == sum(len(duty.owners) for duty in of_year)
    in_weeks = [duty for duty in duties if load.weeks[0].first <= duty.act_by <= load.weeks[-1].last]
    assert sum(week.duties for week in load.weeks) == len(in_weeks)


@given(st.integers(1900, 2200))
def test_weeks_are_whole_follow_each_other_and_hold_the_year(year):
    weeks = weigh([], year, 5, CALENDAR).weeks
    days = [week.first + timedelta(days=n) for week in weeks for n in range(7)]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert all(week.first.weekday() == 0 and week.last.weekday() == 6 for week in weeks)
    assert days[0] <= date(year, 1, 1) <= days[6]
    assert days[-7] <= date(year, 12, 31) <= days[-1]


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2020, (2020, 1), (2020, 53)),
        (2021, (2020, 53), (2021, 52)),
        (2024, (2024, 1), (2025, 1)),
        (2025, (2025, 1), (2026, 1)),
        (2026, (2026, 1), (2026, 53)),
        (2027, (2026, 53), (2027, 52)),
    ],
)
def test_weeks_at_the_ends_of_a_year_are_those_of_iso_8601(year, first, last):
    weeks = weigh([], year, 5, CALENDAR).weeks
    assert weeks[0].first.isocalendar()[:2] == first
    assert weeks[-1].first.isocalendar()[:2] == last


def test_a_week_in_two_years_counts_whole_in_both():
    duties = on(*[NEW_YEARS_EVE] * 3, *[NEW_YEAR] * 3)
    for year in (2024, 2025):
        load = weigh(duties, year, 5, CALENDAR)
        assert (load.year.duties, week_of(load, NEW_YEAR).duties) == (3, 6)
        assert week_of(load, NEW_YEAR).working_days == 4
        assert [len(month.over) for month in load.months] == (
            [0] * 11 + [1] if year == 2024 else [1] + [0] * 11
        )


@pytest.mark.parametrize(
    ("monday", "worked"),
    [
        (date(2024, 2, 5), 3),
        (date(2024, 2, 12), 2),
        (date(2024, 4, 29), 3),  # with the Saturday that was worked for the Monday
        (date(2025, 1, 27), 0),
        (date(2025, 4, 21), 6),
        (date(2026, 2, 16), 0),
    ],
)
def test_working_days_are_those_really_available(monday, worked):
    assert week_of(weigh([], monday.year, 5, CALENDAR), monday).working_days == worked


@pytest.mark.parametrize(
    ("monday", "most", "duties", "is_over"),
    [
        (date(2024, 6, 3), 5, 5, False),
        (date(2024, 6, 3), 5, 6, True),
        (date(2024, 6, 3), 9, 6, True),  # more than its five days
        (date(2024, 6, 3), 2, 3, True),
        (date(2024, 2, 12), 5, 2, False),
        (date(2024, 2, 12), 5, 3, True),  # two days are worked
        (date(2025, 1, 27), 5, 1, True),  # none is
        (date(2025, 1, 27), 5, 0, False),
    ],
)
def test_a_week_is_overloaded_by_the_threshold_and_by_its_days(monday, most, duties, is_over):
    load = weigh(on(*[monday] * duties), monday.year, most, CALENDAR)
    assert week_of(load, monday).is_over(most) is is_over
    assert [len(owner.over) for owner in load.owners] == [is_over] * (duties > 0)


def test_a_week_without_work_has_no_pace():
    load = weigh(on(date(2025, 1, 27)), 2025, 5, CALENDAR)
    assert week_of(load, date(2025, 1, 27)).pace is None
    assert load.months[0].span.pace == 1 / 17


def test_leads_stand_by_their_load_with_their_busiest_week():
    june = date(2024, 6, 3)
    load = weigh(on(june, owner="A") + on(june, june, date(2024, 9, 9), owner="B"), 2024, 5, CALENDAR)
    assert [(owner.owner, owner.duties) for owner in load.owners] == [("B", 3), ("A", 1)]
    assert (load.owners[0].busiest.first, load.owners[0].busiest.duties) == (june, 2)


def test_a_year_whose_days_off_are_unknown_is_provisional():
    load = weigh([], 2027, 5, CALENDAR)
    assert not load.year.is_provisional
    assert load.weeks[-1].is_provisional  # it ends in 2028
    assert weigh([], 2028, 5, CALENDAR).year.is_provisional

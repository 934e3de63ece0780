from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.feeds.parts import LIMIT, Period, bounds, parts, present

STARTS = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(lambda day: f"{day:%Y%m%d}")
EVENTS = st.lists(
    st.tuples(st.one_of(STARTS, STARTS.map(lambda day: f"{day}T235959")), st.integers(300, LIMIT // 2))
)


def test_feed_that_fits_has_no_parts():
    assert parts([]) == ()
    assert parts([("20260101", LIMIT)]) == ()


def test_feed_that_does_not_fit_is_split_by_year():
    events = [("20271231T233000", 400_000), ("20260101", 300_000), ("20260701", 300_001)]
    assert parts(events) == (Period("2026", 2, 600_001), Period("2027", 1, 400_000))


def test_year_that_does_not_fit_is_split_by_quarter():
    events = [("20260331", LIMIT), ("20260401", 1), ("20261231", 2), ("20270101", 3)]
    assert parts(events) == (
        Period("2026-Q1", 1, LIMIT),
        Period("2026-Q2", 1, 1),
        Period("2026-Q4", 1, 2),
        Period("2027", 1, 3),
    )


def test_quarter_that_does_not_fit_stays_one_part():
    assert parts([("20260201", LIMIT + 1)]) == (Period("2026-Q1", 1, LIMIT + 1),)


@given(events=EVENTS)
def test_every_event_stands_in_exactly_one_part(events):
    found = parts(events)
    assert sum(part.octets for part in found) in {0, sum(octets for _, octets in events)}
    assert bool(found) == (sum(octets for _, octets in events) > LIMIT)
    held = [[name for name, *_ in found if bounds(name)[0] <= day < bounds(name)[1]] for day, _ in events]
    assert all(len(names) == 1 for names in held) or not found
    for name, count, octets in found:
        inside = [size for day, size in events if bounds(name)[0] <= day < bounds(name)[1]]
        assert (count, octets) == (len(inside), sum(inside))


@pytest.mark.parametrize(
    ("name", "first", "after"),
    [
        ("2026", "20260101", "20270101"),
        ("2026-Q1", "20260101", "20260401"),
        ("2026-Q3", "20260701", "20261001"),
        ("2026-Q4", "20261001", "20270101"),
    ],
)
def test_bounds_are_the_first_day_and_that_of_the_next_part(name, first, after):
    assert bounds(name) == (first, after)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 2, 1), "2026-Q1"),
        (date(2026, 5, 1), "2026-Q3"),
        (date(2026, 12, 31), "2028"),
        (date(2025, 1, 1), "2026-Q1"),
        (date(2030, 1, 1), "2028"),
    ],
)
def test_present_part_holds_the_day_or_comes_next_or_is_the_last(day, name):
    found = [Period("2026-Q1", 1, 1), Period("2026-Q3", 1, 1), Period("2028", 1, 1)]
    assert present(found, day).name == name

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.feeds.parts import LIMIT, Period, parts, present

NAMES = [f"{year}-Q{quarter}" for year in range(2024, 2029) for quarter in range(1, 5)]
QUARTER = st.builds(Period, st.just(""), st.integers(0, 9), st.integers(1, LIMIT))
QUARTERS = st.lists(QUARTER, min_size=len(NAMES), max_size=len(NAMES)).map(
    lambda found: [each._replace(name=name) for name, each in zip(NAMES, found, strict=True)]
)


def test_feed_that_fits_has_no_parts():
    assert parts([]) == ()
    assert parts([Period("2026-Q1", 1, LIMIT)]) == ()


def test_feed_that_does_not_fit_is_split_by_year():
    quarters = [Period("2026-Q1", 2, 300_000), Period("2026-Q3", 1, 300_001), Period("2027-Q4", 1, 400_000)]
    assert parts(quarters) == (Period("2026", 3, 600_001), Period("2027", 1, 400_000))


def test_year_that_does_not_fit_is_split_by_quarter():
    crowded = [Period("2026-Q1", 1, LIMIT), Period("2026-Q2", 1, 1), Period("2026-Q4", 1, 2)]
    assert parts([*crowded, Period("2027-Q1", 1, 3)]) == (*crowded, Period("2027", 1, 3))


def test_quarter_that_does_not_fit_stays_one_part():
    assert parts([Period("2026-Q1", 9, LIMIT + 1)]) == (Period("2026-Q1", 9, LIMIT + 1),)


def test_quarter_without_events_is_no_part():
    assert parts([Period("2026-Q1", 9, LIMIT + 1), Period("2026-Q2", 0, 0)])[-1].name == "2026-Q1"


@given(quarters=QUARTERS)
def test_every_event_stands_in_exactly_one_part_and_only_a_quarter_may_be_too_large(quarters):
    filled = [quarter for quarter in quarters if quarter.events]
    octets = sum(quarter.octets for quarter in filled)
    found = parts(quarters)
    assert bool(found) == (octets > LIMIT)
    if found:
        assert sum(part.octets for part in found) == octets
        assert sum(part.events for part in found) == sum(quarter.events for quarter in filled)
        holders = [[part for part in found if quarter.name.startswith(part.name)] for quarter in filled]
        assert all(len(held) == 1 for held in holders)
    assert all(part.octets <= LIMIT or part in filled for part in found)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 2, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q3"),
        (date(2026, 12, 31), "2028"),
        (date(2025, 1, 1), "2026-Q1"),
        (date(2028, 12, 31), "2028"),
        (date(2030, 1, 1), "2028"),
    ],
)
def test_present_part_holds_the_day_or_comes_next_or_is_the_last(day, name):
    found = [Period("2026-Q1", 1, 1), Period("2026-Q3", 1, 1), Period("2028", 1, 1)]
    assert present(found, day).name == name

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.selection import range_of
from tracker.feeds.parts import LIMIT, Period, around, parts

NAMES = [f"{year}-{month:02}" for year in range(2024, 2027) for month in range(1, 13)]
MONTHS = st.lists(
    st.builds(Period, st.just(""), st.integers(0, 9), st.integers(1, LIMIT)),
    min_size=len(NAMES),
    max_size=len(NAMES),
).map(lambda found: [each._replace(name=name) for name, each in zip(NAMES, found, strict=True)])


def test_feed_that_fits_has_no_parts():
    assert parts([]) == ()
    assert parts([Period("2026-01", 1, LIMIT)]) == ()


def test_feed_that_does_not_fit_is_split_by_year():
    months = [Period("2026-01", 2, 300_000), Period("2026-07", 1, 300_001), Period("2027-12", 1, 400_000)]
    assert parts(months) == (Period("2026", 3, 600_001), Period("2027", 1, 400_000))


def test_year_that_does_not_fit_is_split_by_quarter():
    crowded = [Period("2026-01", 1, LIMIT), Period("2026-04", 1, 1), Period("2026-06", 2, 1)]
    assert parts([*crowded, Period("2027-01", 1, 3)]) == (
        Period("2026-Q1", 1, LIMIT),
        Period("2026-Q2", 3, 2),
        Period("2027", 1, 3),
    )


def test_quarter_that_does_not_fit_stays_one_part():
    assert parts([Period("2026-02", 9, LIMIT), Period("2026-03", 1, 1)]) == (
        Period("2026-Q1", 10, LIMIT + 1),
    )


def test_month_without_events_is_no_part():
    assert parts([Period("2026-01", 9, LIMIT + 1), Period("2026-05", 0, 0)])[-1].name == "2026-Q1"


@given(months=MONTHS)
def test_every_event_stands_in_exactly_one_part_and_only_a_quarter_may_be_too_large(months):
    filled = [month for month in months if month.events]
    octets = sum(month.octets for month in filled)
    found = parts(months)
    assert bool(found) == (octets > LIMIT)
    if found:
        assert sum(part.octets for part in found) == octets
        assert sum(part.events for part in found) == sum(month.events for month in filled)
        ranges = [range_of(part.name) for part in found]
        assert all(sum(held.holds(range_of(month.name)) for held in ranges) == 1 for month in filled)
    assert all(part.octets <= LIMIT or "Q" in part.name for part in found)


def sized(**octets):
    """Months of 2026 by their short names."""
    numbers = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5}
    return [Period(f"2026-{numbers[name]:02}", 1, size) for name, size in octets.items()]


HALF, THIRD = LIMIT // 2, LIMIT // 3


@pytest.mark.parametrize(
    ("months", "day", "names"),
    [
        (
            sized(jan=HALF, feb=HALF, mar=HALF),
            date(2026, 2, 14),
            ["2026-02", "2026-03"],
        ),  # what comes goes first
        (sized(jan=HALF, feb=HALF, mar=HALF), date(2026, 3, 31), ["2026-02", "2026-03"]),
        (
            sized(jan=THIRD, feb=THIRD, mar=THIRD, apr=THIRD),
            date(2026, 2, 1),
            ["2026-01", "2026-02", "2026-03"],
        ),
        (
            sized(jan=LIMIT * 3, feb=1),
            date(2026, 1, 1),
            ["2026-01"],
        ),  # too large, but there is no smaller part
        (sized(jan=1, feb=LIMIT, mar=1, apr=1), date(2026, 3, 5), ["2026-03", "2026-04"]),  # without a gap
        (sized(jan=1, mar=1, may=LIMIT), date(2026, 2, 5), ["2026-01", "2026-03"]),  # the nearest later one
        (sized(jan=1, feb=LIMIT), date(2027, 9, 9), ["2026-02"]),  # the last
        (sized(jan=1, feb=1), date(2020, 1, 1), ["2026-01", "2026-02"]),
    ],
)
def test_months_about_a_day_fit_into_one_calendar(months, day, names):
    assert [month.name for month in around(months, day)] == names


@given(months=MONTHS, day=st.dates(date(2023, 1, 1), date(2028, 1, 1)))
def test_what_stands_about_a_day_has_no_gap_and_cannot_be_wider(months, day):
    found = around(months, day)
    first, last = months.index(found[0]), months.index(found[-1])
    octets = sum(month.octets for month in found)
    assert found == months[first : last + 1]
    assert octets <= LIMIT or len(found) == 1
    neighbours = (
        [*months[first - 1 : first], *months[last + 1 : last + 2]] if first else months[last + 1 : last + 2]
    )
    assert all(octets + month.octets > LIMIT for month in neighbours)

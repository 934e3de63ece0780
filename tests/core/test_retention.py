"""Which copies stay."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.core.retention import surplus

FIRST = datetime(2024, 1, 1, 1, 30)  # noqa: DTZ001  (the office's hour)
NIGHTS = [FIRST + timedelta(days=n) for n in range(100)]
MOMENTS = st.lists(st.datetimes(datetime(2023, 1, 1), datetime(2025, 12, 31)), max_size=60)  # noqa: DTZ001
COUNTS = st.integers(0, 12)


def kept(moments, daily, weekly):
    return sorted(set(moments) - surplus(moments, daily, weekly))


def test_seven_days_and_eight_weeks_stay():
    found = kept(NIGHTS, 7, 8)
    assert found[-7:] == NIGHTS[-7:]
    assert len({moment.isocalendar()[:2] for moment in found}) == 8
    sundays = [moment for moment in found[:-7] if moment.isoweekday() == 7]
    assert len(sundays) == len(found) - 7


def test_of_one_day_the_newest_stays():
    noon = FIRST.replace(hour=12)
    assert surplus([FIRST, noon], 1, 1) == {FIRST}


def test_a_week_belongs_to_its_own_year():
    new_year = [datetime(2024, 12, 30), datetime(2025, 1, 5)]  # noqa: DTZ001  (both in week 1 of 2025)
    assert kept(new_year, 0, 8) == new_year[1:]


def test_a_service_that_was_off_for_a_year_loses_nothing():
    assert kept(NIGHTS[:7], 7, 8) == NIGHTS[:7]


@given(MOMENTS, COUNTS, COUNTS)
def test_the_newest_is_never_given_up_and_pruning_twice_changes_nothing(moments, daily, weekly):
    found = kept(moments, daily, weekly)
    assert kept(found, daily, weekly) == found
    assert len(found) <= daily + weekly
    if moments and daily + weekly:
        assert max(moments) in found


@given(MOMENTS, COUNTS, COUNTS)
def test_what_is_kept_longer_by_more_is_not_given_up(moments, daily, weekly):
    assert surplus(moments, daily + 1, weekly + 1) <= surplus(moments, daily, weekly)

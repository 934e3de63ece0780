"""Which days may still move when a year's days off are announced."""

from datetime import date

import pytest

from tracker.core.provisional import COUNTED, FIRM, provisional
from tracker.core.workcalendar import Roll, WorkCalendar

CALENDAR = WorkCalendar(confirmed_years=frozenset({2027}))
DECEMBER, JANUARY = date(2027, 12, 31), date(2028, 1, 3)
IN_2027, IN_2028 = (COUNTED, {"year": 2027}), (COUNTED, {"year": 2028})
ACT_BY, BOTH = (False, True, 2028), (True, True, 2028)


@pytest.mark.parametrize(
    ("due_on", "act_by", "steps", "expected"),
    [
        (DECEMBER, DECEMBER, (), FIRM),
        (DECEMBER, DECEMBER, (IN_2027,), FIRM),  # announced since it was counted
        (JANUARY, JANUARY, (), ACT_BY),
        (JANUARY, JANUARY, (("month", {"month": 1}), IN_2028), BOTH),
        (JANUARY, DECEMBER, (), ACT_BY),  # nobody knows yet that the days between are off
        (DECEMBER, JANUARY, (), ACT_BY),
        (DECEMBER, DECEMBER, (IN_2028,), BOTH),  # counted back from the year to come
        (DECEMBER, DECEMBER, (IN_2027, IN_2028), BOTH),
    ],
)
def test_act_by_rests_on_every_year_on_the_way_and_due_on_only_on_those_counted(
    due_on, act_by, steps, expected
):
    assert provisional(due_on, act_by, Roll.PREVIOUS, steps, CALENDAR) == expected


@pytest.mark.parametrize(("steps", "expected"), [((), FIRM), ((IN_2028,), BOTH)])
def test_a_day_that_is_kept_asks_no_calendar(steps, expected):
    assert provisional(JANUARY, JANUARY, Roll.KEEP, steps, CALENDAR) == expected


def test_the_first_year_that_is_not_announced_is_told():
    found = provisional(date(2029, 1, 1), date(2028, 12, 29), Roll.PREVIOUS, (), CALENDAR)
    assert found.year == 2028

"""Which days may still move when a year's days off are announced."""

from datetime import date

import pytest

from tracker.core.provisional import COUNTED, FIRM, provisional
from tracker.core.workcalendar import WorkCalendar

CALENDAR = WorkCalendar(confirmed_years=frozenset({2027}))
DECEMBER, JANUARY = date(2027, 12, 31), date(2028, 1, 3)


@pytest.mark.parametrize(
    ("due_on", "act_by", "steps", "expected"),
    [
        (DECEMBER, DECEMBER, (), FIRM),
        (DECEMBER, DECEMBER, (COUNTED,), FIRM),  # announced since it was counted
        (JANUARY, JANUARY, (), (False, True)),
        (JANUARY, JANUARY, ("month", COUNTED), (True, True)),
        (date(2028, 1, 1), DECEMBER, (), FIRM),
        (DECEMBER, JANUARY, (), (False, True)),
    ],
)
def test_act_by_rests_on_its_year_and_due_on_only_where_days_were_counted(due_on, act_by, steps, expected):
    assert provisional(due_on, act_by, steps, CALENDAR) == expected

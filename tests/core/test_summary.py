"""Counting by the same rule by which single duties stand."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tracker.core.standing import Standing, Status, standing
from tracker.core.summary import Group, Summary, summarise

DAYS = st.dates(date(2024, 1, 1), date(2024, 2, 29))
GROUPS = st.builds(
    Group,
    unit=st.sampled_from(["A", "B", ""]),
    status=st.sampled_from(Status),
    deadline_on=DAYS,
    done_on=DAYS,
    size=st.integers(1, 5),
)


@given(st.lists(GROUPS), DAYS)
def test_counts_are_those_of_the_single_duties(groups, as_of):
    office, units = summarise(groups, as_of)
    single = Counter()
    for group in groups:
        single[standing(group.status, group.deadline_on, group.done_on, as_of)] += group.size
    assert {stands: office[stands] for stands in Standing if office[stands]} == dict(single)
    assert office.total == sum(group.size for group in groups)
    assert all(office[stands] == sum(unit[stands] for unit in units.values()) for stands in Standing)


def test_nothing_counts_as_nothing():
    assert summarise([], date(2024, 1, 1)) == (Summary({}), {})
    assert Summary({})[Standing.LATE] == Summary({}).total == 0

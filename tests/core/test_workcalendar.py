"""The working calendar: rolling, counting and telling days apart."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.holidayrules import Rule
from tracker.core.workcalendar import DayKind, Holiday, Roll, Swap, WorkCalendar
from tracker.core.workdays import Service
from tracker.errors import CalendarError

NAMES = {"vi": "Ngày nghỉ", "en": "Day off"}
BASIS = "Thông báo 1/TB"

#: Friday 30/5/2025 is off and makes up for nothing; Monday 2/6 is exchanged for Saturday 7/6.
SMALL = WorkCalendar(
    holidays=(
        Holiday(date(2025, 5, 30), NAMES, BASIS),
        Holiday(date(2025, 5, 31), NAMES, BASIS),
        Holiday(date(2025, 6, 3), NAMES, BASIS, makes_up_for=date(2025, 5, 31)),
    ),
    swaps=(Swap(date(2025, 6, 2), date(2025, 6, 7), BASIS),),
    confirmed_years=frozenset({2025}),
)

#: The law's rules, a service that counts, one that does not, and a swap, over years of both sorts.
LONG = WorkCalendar(
    holidays=(Holiday(date(2025, 12, 31), NAMES, BASIS), Holiday(date(2026, 2, 17), NAMES, BASIS)),
    swaps=(Swap(date(2026, 1, 2), date(2026, 1, 10), BASIS),),
    confirmed_years=frozenset({2026}),
    rules=(
        Rule(1, 1, NAMES, BASIS, make_up=BASIS),
        Rule(1, 1, NAMES, BASIS, is_lunar=True, before=2, after=2, is_announced=True, make_up=BASIS),
        Rule(9, 2, NAMES, BASIS, is_beside=True, is_announced=True),
        Rule(12, 31, NAMES, BASIS, since=date(2027, 1, 1), make_up=BASIS),
    ),
    services=(
        Service(NAMES, BASIS, counts=True, weekday=5, since=date(2026, 12, 1), until=date(2027, 2, 28)),
        Service(NAMES, BASIS, counts=False, days=(date(2028, 1, 8),)),
    ),
)

near = st.dates(date(2025, 4, 1), date(2025, 8, 31))
few = st.integers(-40, 40)
far = st.dates(date(2024, 1, 1), date(2030, 12, 31))
many = st.integers(-600, 600)


def by_day(calendar, on, days):
    """Count working days one day after another."""
    step = timedelta(days=1 if days > 0 else -1)
    while days:
        on += step
        days -= step.days * calendar.day(on).is_working
    return on


@pytest.mark.parametrize(
    ("on", "kind", "is_working"),
    [
        (date(2025, 5, 29), DayKind.WORKING, True),
        (date(2025, 5, 30), DayKind.HOLIDAY, False),
        (date(2025, 5, 31), DayKind.HOLIDAY, False),
        (date(2025, 6, 1), DayKind.WEEKEND, False),
        (date(2025, 6, 2), DayKind.SWAPPED_OFF, False),
        (date(2025, 6, 3), DayKind.COMPENSATORY, False),
        (date(2025, 6, 7), DayKind.SWAPPED_WORK, True),
    ],
)
def test_a_day_tells_its_kind(on, kind, is_working):
    assert SMALL.day(on).kind is kind
    assert SMALL.day(on).is_working is SMALL.is_working_day(on) is is_working


def test_a_special_day_tells_its_reason():
    assert SMALL.day(date(2025, 6, 2)).counterpart == date(2025, 6, 7)
    assert SMALL.day(date(2025, 6, 7)).counterpart == date(2025, 6, 2)
    assert SMALL.day(date(2025, 6, 3)).counterpart == date(2025, 5, 31)
    assert SMALL.day(date(2025, 6, 3)).basis == BASIS


@pytest.mark.parametrize(
    ("policy", "rolled"),
    [
        (Roll.PREVIOUS, date(2025, 5, 29)),
        (Roll.NEXT, date(2025, 6, 4)),
        (Roll.KEEP, date(2025, 6, 1)),
    ],
)
def test_a_day_off_rolls_as_the_policy_says(policy, rolled):
    assert SMALL.roll(date(2025, 6, 1), policy) == rolled


def test_counting_works_on_the_swapped_saturday_and_skips_the_swapped_monday():
    assert SMALL.add_working_days(date(2025, 5, 29), 1) == date(2025, 6, 4)
    assert SMALL.add_working_days(date(2025, 6, 6), 1) == date(2025, 6, 7)
    assert SMALL.add_working_days(date(2025, 6, 9), -1) == date(2025, 6, 7)
    assert SMALL.working_days_between(date(2025, 5, 29), date(2025, 6, 9)) == 5


def test_special_days_are_listed_in_order_with_both_ends():
    listed = SMALL.special_days(date(2025, 5, 30), date(2025, 6, 3))
    assert [day.on for day in listed] == [
        date(2025, 5, 30),
        date(2025, 5, 31),
        date(2025, 6, 2),
        date(2025, 6, 3),
    ]
    assert [day.on for day in SMALL.special_days(date(2025, 6, 4), date(2025, 12, 31))] == [date(2025, 6, 7)]


def test_years_without_confirmed_days_are_provisional():
    assert not SMALL.is_provisional(2025)
    assert SMALL.is_provisional(2026)


def test_a_calendar_without_work_is_refused_rather_than_searched_for_ever():
    never = WorkCalendar(weekend=frozenset(range(7)))
    with pytest.raises(CalendarError) as caught:
        never.roll(date(2025, 6, 2), Roll.NEXT)
    assert caught.value.key == "calendar.no_working_day"
    assert caught.value.facts["day"] == date(2025, 6, 2)


@given(near, st.sampled_from([Roll.PREVIOUS, Roll.NEXT]))
def test_a_rolled_day_is_the_nearest_working_day(on, policy):
    rolled = SMALL.roll(on, policy)
    passed = range(1, abs((rolled - on).days))
    step = 1 if policy is Roll.NEXT else -1
    assert SMALL.is_working_day(rolled)
    assert not any(SMALL.is_working_day(on + timedelta(step * days)) for days in passed)
    assert (rolled == on) is SMALL.is_working_day(on)


@given(near, few)
def test_counting_on_and_back_returns(on, days):
    start = SMALL.roll(on, Roll.NEXT)
    assert SMALL.add_working_days(SMALL.add_working_days(start, days), -days) == start


@given(near, few)
def test_counting_days_and_counting_on_agree(on, days):
    start = SMALL.roll(on, Roll.NEXT)
    assert SMALL.working_days_between(start, SMALL.add_working_days(start, days)) == days


@given(near, near, near)
def test_working_days_add_up(first, second, third):
    parts = SMALL.working_days_between(first, second) + SMALL.working_days_between(second, third)
    assert SMALL.working_days_between(first, third) == parts


@given(near)
def test_following_working_days_leave_none_out(on):
    days = [SMALL.add_working_days(on, number) for number in range(1, 10)]
    assert days[0] == SMALL.next_working_day(on)
    assert all(SMALL.working_days_between(one, following) == 1 for one, following in pairwise(days))


@given(far, many)
def test_counting_on_is_counting_day_by_day(on, days):
    assert LONG.add_working_days(on, days) == by_day(LONG, on, days)


@given(far, far)
def test_counting_between_is_counting_day_by_day(one, other):
    first, last = sorted((one, other))
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    assert LONG.working_days_between(first, last) == sum(LONG.day(on).is_working for on in days)
    assert LONG.working_days_between(last, first) == -LONG.working_days_between(first, last)


@given(far, many)
def test_far_counting_returns_from_a_working_day(on, days):
    start = LONG.roll(on, Roll.NEXT)
    assert LONG.add_working_days(LONG.add_working_days(start, days), -days) == start


@given(far)
def test_a_day_is_worked_wherever_one_asks(on):
    assert LONG.is_working_day(on) is LONG.day(on).is_working
    assert LONG.is_working_day(LONG.roll(on, Roll.PREVIOUS))


def test_a_make_up_day_may_fall_into_the_next_year():
    """31/12/2028 is a Sunday, 1/1/2029 a holiday."""
    assert LONG.day(date(2029, 1, 2)).counterpart == date(2028, 12, 31)


def test_counting_past_the_end_of_time_or_through_no_work_is_refused():
    with pytest.raises(CalendarError) as caught:
        LONG.add_working_days(date(9999, 12, 1), 100)
    assert caught.value.key == "calendar.no_such_year"
    pause = tuple(Holiday(date(2025, 3, 1) + timedelta(days=n), NAMES, BASIS) for n in range(70))
    with pytest.raises(CalendarError) as caught:
        WorkCalendar(pause).add_working_days(date(2025, 2, 1), 90)
    assert caught.value.key == "calendar.no_working_day"


def test_the_digest_sees_days_and_no_words():
    renamed = replace(SMALL, holidays=tuple(day._replace(names={}, basis="B") for day in SMALL.holidays))
    assert renamed.digest == SMALL.digest
    others = [
        replace(SMALL, holidays=SMALL.holidays[1:]),
        replace(SMALL, swaps=()),
        replace(SMALL, confirmed_years=frozenset()),
        replace(SMALL, rules=LONG.rules),
        replace(SMALL, services=LONG.services),
        replace(SMALL, weekend=frozenset({6})),
    ]
    assert len({calendar.digest for calendar in (SMALL, *others)}) == len(others) + 1

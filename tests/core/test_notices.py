"""The ladder of notices and what is said on a day."""

from datetime import date, timedelta
from itertools import islice, takewhile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendars import load_calendar
from tracker.core.notices import (
    Audience,
    Course,
    NoticeKind,
    NoticeReason,
    NoticeState,
    Past,
    Telling,
    decide,
    ladder,
    rungs,
)
from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind
from tracker.core.policy import EscalationStep, Level, Policy
from tracker.core.workcalendar import Roll

CALENDAR = load_calendar(Path(__file__).parents[2] / "calendars" / "days")
POLICY = Policy()
KNOWN = date(2023, 12, 21)
START, LEAD, DAY, OVERDUE, ESCALATION, _, _ = NoticeKind


def duty(due_on, *, start_on=None, roll=Roll.PREVIOUS, open_ended=False):
    """A duty with these dates, rolled on the shipped calendar."""
    act_by = CALENDAR.roll(due_on, roll)
    return Dates(Kind.DUE, due_on=due_on, act_by=act_by, start_on=start_on, open_ended=open_ended)


def first_rungs(dates, count, *, watched_on=KNOWN, policy=POLICY):
    """The first rungs as (kind, offset, level, day in short)."""
    found = islice(ladder(Course(dates, watched_on), policy, CALENDAR), count)
    return [(rung.kind, rung.offset, rung.level, rung.slot_on) for rung in found]


def say(
    dates, day, *, watched_on=KNOWN, said=(), told=(), level=Level.OWNER, paused_until=None, policy=POLICY
):
    """The decision of one day for one level."""
    course, past = Course(dates, watched_on, paused_until), Past(frozenset(said), tuple(told))
    return decide(course, past, Audience(level, policy), CALENDAR, day)


def speaking(decision):
    """The key of what speaks, with its reason."""
    return decision.speaking and (decision.speaking[0].key, decision.speaking[1])


def settled(decision):
    """The keys of what speaks and what is passed over."""
    pairs = [*filter(None, [decision.speaking]), *decision.passed_over]
    return [rung.key for rung, _ in pairs]


def keys(pairs):
    """The keys of decided rungs with their reasons."""
    return [(rung.key, reason) for rung, reason in pairs]


def test_ladder_around_tet_2024():
    """The office is closed from Thursday 8/2 to Wednesday 14/2."""
    assert first_rungs(duty(date(2024, 2, 15), start_on=date(2024, 1, 1)), 5) == [
        (START, 0, 0, date(2024, 1, 2)),
        (LEAD, -10, 0, date(2024, 1, 25)),
        (LEAD, -5, 0, date(2024, 2, 1)),
        (LEAD, -2, 0, date(2024, 2, 6)),
        (DAY, 0, 0, date(2024, 2, 15)),
    ]


def test_ladder_around_the_swap_of_april_2024():
    """29/4 and 30/4 are off, so the last day to act is 26/4; Saturday 4/5 is worked."""
    assert first_rungs(duty(date(2024, 4, 30)), 11) == [
        (LEAD, -10, 0, date(2024, 4, 11)),
        (LEAD, -5, 0, date(2024, 4, 19)),
        (LEAD, -2, 0, date(2024, 4, 24)),
        (DAY, 0, 0, date(2024, 4, 26)),
        (OVERDUE, 1, 0, date(2024, 5, 2)),
        (OVERDUE, 3, 0, date(2024, 5, 4)),
        (ESCALATION, 3, 1, date(2024, 5, 4)),
        (OVERDUE, 7, 0, date(2024, 5, 9)),
        (ESCALATION, 7, 2, date(2024, 5, 9)),
        (OVERDUE, 12, 0, date(2024, 5, 16)),
        (OVERDUE, 17, 0, date(2024, 5, 23)),
    ]


def test_where_the_deadline_rolls_forward_the_last_day_is_said_on_the_later_day():
    forward = duty(date(2024, 6, 30), roll=Roll.NEXT)
    assert first_rungs(forward, 5)[3:] == [(DAY, 0, 0, date(2024, 7, 1)), (OVERDUE, 1, 0, date(2024, 7, 2))]


def test_where_a_day_off_is_kept_the_last_day_is_said_before_it():
    kept = duty(date(2024, 6, 30), roll=Roll.KEEP)
    assert first_rungs(kept, 5)[3:] == [(DAY, 0, 0, date(2024, 6, 28)), (OVERDUE, 1, 0, date(2024, 7, 1))]


def test_a_window_that_opens_on_its_last_day_has_no_start_notice():
    assert START not in {
        kind for kind, *_ in first_rungs(duty(date(2024, 6, 3), start_on=date(2024, 6, 1)), 4)
    }


def test_nothing_is_said_before_its_slot():
    decision = say(duty(date(2024, 5, 31)), date(2024, 5, 16))
    assert decision.speaking is None
    assert decision.passed_over == ()
    assert decision.next_on == date(2024, 5, 17)


def test_a_notice_speaks_in_its_slot():
    decision = say(duty(date(2024, 5, 31)), date(2024, 5, 17))
    assert speaking(decision) == ((LEAD, -10, 0), NoticeReason.SLOT)
    assert decision.next_on == decision.coming.slot_on == date(2024, 5, 24)


@pytest.mark.parametrize(
    ("day", "level", "spoken", "passed_over"),
    [
        (date(2024, 5, 29), Level.OWNER, (LEAD, -2, 0), 2),
        (date(2024, 6, 14), Level.OWNER, (OVERDUE, 7, 0), 6),
        (date(2024, 6, 14), Level.HEAD, (ESCALATION, 3, 1), 0),
        (date(2024, 6, 14), Level.LEADERS, (ESCALATION, 7, 2), 0),
    ],
)
def test_after_a_pause_only_the_newest_of_each_level_speaks(day, level, spoken, passed_over):
    long_ago = [Telling(one, "x@y.vn", date(2024, 6, 3), NoticeState.SENT) for one in (0, 1)]
    decision = say(duty(date(2024, 5, 31)), day, told=long_ago, level=level)
    assert decision.speaking[0].key == spoken
    assert [reason for _, reason in decision.passed_over] == [NoticeReason.NEWER] * passed_over


@pytest.mark.parametrize("pause", [10, 60])
def test_catching_up_speaks_once(pause):
    dates, last = duty(date(2024, 5, 31)), date(2024, 5, 17)
    day = CALENDAR.roll(last + timedelta(days=pause), Roll.NEXT)
    first = say(dates, day, said=[(LEAD, -10, 0)])
    again = say(dates, day, said=[(LEAD, -10, 0), *settled(first)])
    assert first.speaking[1] in {NoticeReason.CATCH_UP, NoticeReason.SLOT}
    assert (again.speaking, again.passed_over) == (None, ())


def telling(on, state=NoticeState.SENT, level=0):
    return Telling(level, "x@y.vn", on, state)


#: Of a deadline on Friday 31/5, the head's turn is Wednesday 5/6: what became of the owners' letters, the day
#: that is asked about, the head's reason to be told, and when else to ask again.
CLIMBS = [
    ([telling(date(2024, 6, 3))], date(2024, 6, 5), NoticeReason.SLOT, None),
    ([telling(date(2024, 6, 3))], date(2024, 6, 4), None, date(2024, 6, 5)),
    ([telling(date(2024, 6, 3))], date(2024, 6, 7), NoticeReason.CATCH_UP, None),
    ([telling(date(2024, 6, 5))], date(2024, 6, 5), None, date(2024, 6, 6)),
    ([telling(date(2024, 6, 5))], date(2024, 6, 6), NoticeReason.SLOT, None),
    ([telling(date(2024, 6, 7))], date(2024, 6, 10), NoticeReason.SLOT, None),
    ([], date(2024, 6, 5), None, date(2024, 6, 6)),
    ([telling(date(2024, 6, 3), NoticeState.ATTACHED)], date(2024, 6, 14), None, date(2024, 6, 17)),
    ([telling(date(2024, 6, 5), NoticeState.FAILED)], date(2024, 6, 5), NoticeReason.SLOT, None),
    ([telling(date(2024, 6, 8), NoticeState.FAILED)], date(2024, 6, 10), NoticeReason.SLOT, None),
    (
        [telling(date(2024, 6, 3), NoticeState.FAILED), telling(date(2024, 6, 3), NoticeState.ATTACHED)],
        date(2024, 6, 5),
        None,
        date(2024, 6, 6),
    ),
    (
        [telling(date(2024, 6, 3), NoticeState.FAILED), telling(date(2024, 6, 5))],
        date(2024, 6, 5),
        None,
        date(2024, 6, 6),
    ),
]


@pytest.mark.parametrize(("told", "day", "reason", "next_on"), CLIMBS)
def test_a_superior_is_told_once_those_below_were(told, day, reason, next_on):
    decision = say(duty(date(2024, 5, 31)), day, told=told, level=Level.HEAD)
    assert speaking(decision) == (((ESCALATION, 3, 1), reason) if reason else None)
    assert decision.next_on == next_on


def test_leaders_wait_for_the_head_and_where_no_head_is_told_for_the_owners():
    owners = [telling(date(2024, 6, 3))]
    friday = date(2024, 6, 14)
    assert say(duty(date(2024, 5, 31)), friday, told=owners, level=Level.LEADERS).speaking is None
    headless = POLICY._replace(escalation=(EscalationStep(7, Level.LEADERS),))
    decision = say(duty(date(2024, 5, 31)), friday, told=owners, level=Level.LEADERS, policy=headless)
    assert decision.speaking[0].key == (ESCALATION, 7, 2)


@pytest.mark.parametrize(
    ("paused_until", "spoken", "next_on"),
    [
        (date(2024, 5, 30), None, date(2024, 5, 31)),
        (date(2024, 5, 29), None, date(2024, 5, 30)),  # its last day is included
        (date(2024, 6, 1), None, date(2024, 6, 3)),
        (date(2024, 5, 28), ((LEAD, -2, 0), NoticeReason.SLOT), date(2024, 5, 31)),
    ],
)
def test_a_pause_says_nothing_up_to_its_end(paused_until, spoken, next_on):
    decision = say(duty(date(2024, 5, 31)), date(2024, 5, 29), paused_until=paused_until)
    assert (speaking(decision), decision.next_on) == (spoken, next_on)


def test_after_a_pause_of_the_ladder_the_newest_rung_speaks_once():
    decision = say(duty(date(2024, 5, 31)), date(2024, 5, 30), paused_until=date(2024, 5, 29))
    assert speaking(decision) == ((LEAD, -2, 0), NoticeReason.PAUSED)
    assert {reason for _, reason in decision.passed_over} == {NoticeReason.NEWER}


def test_what_was_late_before_it_was_known_is_said_once_and_escalated_later():
    dates, watched_on = duty(date(2024, 1, 31)), date(2024, 5, 27)
    decision = say(dates, watched_on, watched_on=watched_on)
    assert speaking(decision) == ((OVERDUE, 0, 0), NoticeReason.KNOWN_LATE)
    assert {reason for _, reason in decision.passed_over} == {NoticeReason.KNOWN_LATE}
    assert decision.next_on == date(2024, 5, 28)


def test_what_was_late_before_it_was_known_leaves_its_owners_two_working_days():
    hasty = POLICY._replace(escalation=(EscalationStep(1, Level.HEAD), EscalationStep(4, Level.HEAD)))
    course = Course(duty(date(2024, 1, 31)), date(2024, 5, 27))
    slots = [rung.slot_on for rung in rungs(course, Audience(Level.HEAD, hasty), CALENDAR)]
    assert slots == [date(2024, 5, 29), date(2024, 5, 31)]


def test_what_became_known_on_a_day_off_starts_on_the_next_working_day():
    assert first_rungs(duty(date(2024, 1, 31)), 6, watched_on=date(2024, 5, 25))[4:] == [
        (OVERDUE, 0, 0, date(2024, 5, 27)),
        (OVERDUE, 1, 0, date(2024, 5, 28)),
    ]


def test_a_duty_that_became_known_close_to_its_end_says_the_newest_lead():
    decision = say(duty(date(2024, 5, 31)), date(2024, 5, 27), watched_on=date(2024, 5, 27))
    assert speaking(decision) == ((LEAD, -5, 0), NoticeReason.KNOWN_LATE)
    assert keys(decision.passed_over) == [((LEAD, -10, 0), NoticeReason.KNOWN_LATE)]


def test_partners_hear_of_no_delay():
    course = Course(duty(date(2024, 5, 31)), KNOWN)
    kinds = [rung.kind for rung in rungs(course, Audience(Level.OWNER, POLICY, is_partner=True), CALENDAR)]
    assert kinds == [LEAD, LEAD, LEAD, DAY]


def test_an_open_end_says_nothing():
    decision = say(duty(date(2024, 12, 31), open_ended=True), date(2024, 12, 31))
    assert (decision.speaking, decision.passed_over, decision.next_on) == (None, (), None)


steps = st.lists(st.integers(1, 15), max_size=4, unique=True).map(tuple)
policies = st.builds(
    Policy,
    start=st.booleans(),
    lead=steps,
    overdue=steps,
    overdue_every=st.integers(1, 10),
    escalation=st.lists(
        st.builds(EscalationStep, after=st.integers(1, 15), level=st.sampled_from([1, 2])),
        max_size=3,
        unique=True,
    ).map(tuple),
)
days_of_2024 = st.dates(date(2024, 1, 1), date(2024, 12, 31))
duties = st.builds(
    duty,
    days_of_2024,
    start_on=st.none() | days_of_2024,
    roll=st.sampled_from(list(Roll)),
)


@given(duties, days_of_2024, policies)
def test_a_ladder_climbs_on_working_days_and_repeats_no_rung(dates, watched_on, policy):
    found = list(islice(ladder(Course(dates, watched_on), policy, CALENDAR), 25))
    slots = [rung.slot_on for rung in found]
    assert slots == sorted(slots)
    assert all(map(CALENDAR.is_working_day, slots))
    assert len({rung.key for rung in found}) == len(found)


@given(duties, days_of_2024, policies)
def test_day_by_day_each_rung_is_settled_once_and_none_is_forgotten(dates, watched_on, policy):
    said, days = [], [CALENDAR.roll(watched_on, Roll.NEXT)]
    for _ in range(30):
        said += settled(say(dates, days[-1], watched_on=watched_on, said=said, policy=policy))
        days.append(CALENDAR.next_working_day(days[-1]))
    climbed = rungs(Course(dates, watched_on), Audience(Level.OWNER, policy), CALENDAR)
    passed = takewhile(lambda rung: rung.slot_on <= days[-2], climbed)
    assert len(said) == len(set(said))
    assert set(said) == {rung.key for rung in passed}


@given(duties, days_of_2024, policies, st.lists(st.integers(0, 9), max_size=12))
def test_superiors_are_told_a_working_day_after_those_below_whatever_fails(dates, watched_on, policy, luck):
    """Letters leave, wait or fail as luck has it; a day at a time, through every level."""
    said, told, day = {level: [] for level in Level}, [], CALENDAR.roll(watched_on, Roll.NEXT)
    for turn in range(25):
        for level in Level:
            decision = say(
                dates, day, watched_on=watched_on, said=said[level], told=told, level=level, policy=policy
            )
            said[level] += settled(decision)
            if decision.speaking and decision.speaking[0].kind is ESCALATION:
                below = Audience(level, policy).below
                heard = [one for one in told if one.level == below and one.state is not NoticeState.ATTACHED]
                assert any(one.on < day or one.state is NoticeState.FAILED for one in heard)
            if decision.speaking and decision.speaking[0].kind in {OVERDUE, ESCALATION}:
                outcome = {8: NoticeState.ATTACHED, 9: NoticeState.FAILED}
                chance = luck[turn % len(luck)] if luck else 0
                told.append(telling(day, outcome.get(chance, NoticeState.SENT), level))
        day = CALENDAR.next_working_day(day)
    assert all(len(keys) == len(set(keys)) for keys in said.values())


@given(duties, days_of_2024, policies)
def test_asking_only_on_the_next_day_misses_nothing(dates, watched_on, policy):
    day = CALENDAR.roll(watched_on, Roll.NEXT)
    decision = say(dates, day, watched_on=watched_on, policy=policy)
    said = settled(decision)
    between = CALENDAR.next_working_day(day)
    while between < decision.next_on:
        quiet = say(dates, between, watched_on=watched_on, said=said, policy=policy)
        assert (quiet.speaking, quiet.passed_over) == (None, ())
        between = CALENDAR.next_working_day(between)
    assert say(dates, decision.next_on, watched_on=watched_on, said=said, policy=policy).speaking

"""The ladder of notices and what is said on a day."""

from datetime import date, timedelta
from itertools import islice, takewhile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendars import load_calendar
from tracker.core.notices import NoticeKind, NoticeReason, decide, ladder
from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind
from tracker.core.policy import EscalationStep, Policy
from tracker.core.workcalendar import Roll

CALENDAR = load_calendar(Path(__file__).parents[2] / "calendars" / "days")
POLICY = Policy()
START, LEAD, DAY, OVERDUE, ESCALATION, _, _ = NoticeKind


def duty(due_on, *, start_on=None, roll=Roll.PREVIOUS, open_ended=False):
    """A duty with these dates, rolled on the shipped calendar."""
    act_by = CALENDAR.roll(due_on, roll)
    return Dates(Kind.DUE, due_on=due_on, act_by=act_by, start_on=start_on, open_ended=open_ended)


def rungs(dates, count, *, watched_on=date(2023, 12, 21), policy=POLICY):
    """The first rungs as (kind, offset, level, day in short)."""
    found = islice(ladder(dates, watched_on, policy, CALENDAR), count)
    return [(rung.kind, rung.offset, rung.level, rung.slot_on) for rung in found]


def say(dates, day, *, watched_on=date(2023, 12, 21), said=(), policy=POLICY):
    """The decision of one day."""
    return decide(dates, watched_on, said, policy, CALENDAR, day)


def keys(pairs):
    """The keys of decided rungs with their reasons."""
    return [(rung.key, reason) for rung, reason in pairs]


def test_ladder_around_tet_2024():
    """The office is closed from Thursday 8/2 to Wednesday 14/2."""
    assert rungs(duty(date(2024, 2, 15), start_on=date(2024, 1, 1)), 5) == [
        (START, 0, 0, date(2024, 1, 2)),
        (LEAD, -10, 0, date(2024, 1, 25)),
        (LEAD, -5, 0, date(2024, 2, 1)),
        (LEAD, -2, 0, date(2024, 2, 6)),
        (DAY, 0, 0, date(2024, 2, 15)),
    ]


def test_ladder_around_the_swap_of_april_2024():
    """29/4 and 30/4 are off, so the last day to act is 26/4; Saturday 4/5 is worked."""
    assert rungs(duty(date(2024, 4, 30)), 11) == [
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
    assert rungs(forward, 5)[3:] == [(DAY, 0, 0, date(2024, 7, 1)), (OVERDUE, 1, 0, date(2024, 7, 2))]


def test_where_a_day_off_is_kept_the_last_day_is_said_before_it():
    kept = duty(date(2024, 6, 30), roll=Roll.KEEP)
    assert rungs(kept, 5)[3:] == [(DAY, 0, 0, date(2024, 6, 28)), (OVERDUE, 1, 0, date(2024, 7, 1))]


def test_a_window_that_opens_on_its_last_day_has_no_start_notice():
    assert START not in {kind for kind, *_ in rungs(duty(date(2024, 6, 3), start_on=date(2024, 6, 1)), 4)}


def test_nothing_is_said_before_its_slot():
    decision = say(duty(date(2024, 5, 31)), date(2024, 5, 16))
    assert decision.speaking == ()
    assert decision.passed_over == ()
    assert decision.next_on == date(2024, 5, 17)


def test_a_notice_speaks_in_its_slot():
    decision = say(duty(date(2024, 5, 31)), date(2024, 5, 17))
    assert keys(decision.speaking) == [((LEAD, -10, 0), NoticeReason.SLOT)]
    assert decision.next_on == date(2024, 5, 24)


@pytest.mark.parametrize(
    ("day", "speaking", "passed_over"),
    [
        (date(2024, 5, 29), {(LEAD, -2, 0)}, 2),
        (date(2024, 6, 14), {(OVERDUE, 7, 0), (ESCALATION, 3, 1), (ESCALATION, 7, 2)}, 6),
    ],
)
def test_after_a_pause_only_the_newest_of_each_level_speaks(day, speaking, passed_over):
    decision = say(duty(date(2024, 5, 31)), day)
    assert {rung.key for rung, _ in decision.speaking} == speaking
    assert [reason for _, reason in decision.passed_over] == [NoticeReason.NEWER] * passed_over


@pytest.mark.parametrize("pause", [10, 60])
def test_catching_up_speaks_once(pause):
    dates, last = duty(date(2024, 5, 31)), date(2024, 5, 17)
    day = CALENDAR.roll(last + timedelta(days=pause), Roll.NEXT)
    first = say(dates, day, said=[(LEAD, -10, 0)])
    told = [(LEAD, -10, 0), *(rung.key for rung, _ in (*first.speaking, *first.passed_over))]
    again = say(dates, day, said=told)
    assert {reason for _, reason in first.speaking} <= {NoticeReason.CATCH_UP, NoticeReason.SLOT}
    levels = [rung.level for rung, _ in first.speaking]
    assert len(set(levels)) == len(levels) > 0
    assert again.speaking == again.passed_over == ()


def test_what_was_late_before_it_was_known_is_said_once_and_escalated_later():
    dates, watched_on = duty(date(2024, 1, 31)), date(2024, 5, 27)
    decision = say(dates, watched_on, watched_on=watched_on)
    assert keys(decision.speaking) == [((OVERDUE, 0, 0), NoticeReason.SLOT)]
    assert {reason for _, reason in decision.passed_over} == {NoticeReason.KNOWN_LATE}
    assert decision.next_on == date(2024, 5, 28)


def test_what_became_known_on_a_day_off_starts_on_the_next_working_day():
    assert rungs(duty(date(2024, 1, 31)), 6, watched_on=date(2024, 5, 25))[4:] == [
        (OVERDUE, 0, 0, date(2024, 5, 27)),
        (OVERDUE, 1, 0, date(2024, 5, 28)),
    ]


def test_a_duty_that_became_known_close_to_its_end_says_the_newest_lead():
    decision = say(duty(date(2024, 5, 31)), date(2024, 5, 27), watched_on=date(2024, 5, 27))
    assert keys(decision.speaking) == [((LEAD, -5, 0), NoticeReason.KNOWN_LATE)]
    assert keys(decision.passed_over) == [((LEAD, -10, 0), NoticeReason.KNOWN_LATE)]


def test_an_open_end_says_nothing():
    decision = say(duty(date(2024, 12, 31), open_ended=True), date(2024, 12, 31))
    assert (decision.speaking, decision.passed_over, decision.next_on) == ((), (), None)


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
    found = list(islice(ladder(dates, watched_on, policy, CALENDAR), 25))
    slots = [rung.slot_on for rung in found]
    assert slots == sorted(slots)
    assert all(map(CALENDAR.is_working_day, slots))
    assert len({rung.key for rung in found}) == len(found)


@given(duties, days_of_2024, policies)
def test_day_by_day_each_rung_is_settled_once_and_none_is_forgotten(dates, watched_on, policy):
    said, days = [], [CALENDAR.roll(watched_on, Roll.NEXT)]
    for _ in range(30):
        decision = say(dates, days[-1], watched_on=watched_on, said=said, policy=policy)
        said += [rung.key for rung, _ in (*decision.speaking, *decision.passed_over)]
        days.append(CALENDAR.next_working_day(days[-1]))
    passed = takewhile(lambda rung: rung.slot_on <= days[-2], ladder(dates, watched_on, policy, CALENDAR))
    assert len(said) == len(set(said))
    assert set(said) == {rung.key for rung in passed}


@given(duties, days_of_2024, policies)
def test_asking_only_on_the_next_day_misses_nothing(dates, watched_on, policy):
    day = CALENDAR.roll(watched_on, Roll.NEXT)
    decision = say(dates, day, watched_on=watched_on, policy=policy)
    said = [rung.key for rung, _ in (*decision.speaking, *decision.passed_over)]
    between = CALENDAR.next_working_day(day)
    while between < decision.next_on:
        quiet = say(dates, between, watched_on=watched_on, said=said, policy=policy)
        assert quiet.speaking == quiet.passed_over == ()
        between = CALENDAR.next_working_day(between)
    assert say(dates, decision.next_on, watched_on=watched_on, said=said, policy=policy).speaking

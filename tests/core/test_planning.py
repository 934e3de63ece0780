"""One day's decisions, gathered into letters."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tracker.calendars import load_calendar
from tracker.core.directory import Directory, Person, Unit
from tracker.core.notices import NoticeKind, NoticeReason, NoticeState
from tracker.core.obligation import Dates, Obligation
from tracker.core.phrases.reading import Kind
from tracker.core.planning import Rules, plan_day
from tracker.core.policy import Policy
from tracker.core.workcalendar import Roll

CALENDAR = load_calendar(Path(__file__).parents[2] / "calendars" / "days")
LAN, NAM, MINH = (Person(name, f"{name}@x.vn") for name in ("lan", "nam", "minh"))
DIRECTORY = Directory(
    (Unit("a", "A", people=(LAN,), heads=(MINH,)), Unit("b", "B", people=(NAM,))), LAN, (MINH,)
)
RULES = Rules(DIRECTORY, Policy(), CALENDAR)
KNOWN = date(2023, 12, 21)
MONDAY = date(2024, 5, 27)


def duty(name="p.01", due_on=date(2024, 5, 31), lead=("A",), **facts):
    act_by = CALENDAR.roll(due_on, Roll.PREVIOUS)
    dates = Dates(Kind.DUE, due_on=due_on, act_by=act_by)
    obligation = Obligation(name, "p", 1, "", "t", "w", dates, "r", lead=lead, owners=lead, watched_on=KNOWN)
    return replace(obligation, **facts)


def test_missed_reminder_speaks_once_and_the_older_is_passed_over():
    plan = plan_day(MONDAY, [duty()], {}, RULES)
    (letter,) = plan.letters
    assert [(item.rung.offset, item.reason) for item in letter.items] == [(-5, NoticeReason.CATCH_UP)]
    assert [(n.rung.offset, n.state) for n in plan.notices] == [
        (-5, NoticeState.ATTACHED),
        (-10, NoticeState.SUPERSEDED),
    ]
    assert plan.next_on == {"p.01": date(2024, 5, 29)}


def test_what_was_said_is_not_repeated():
    plan = plan_day(MONDAY, [duty()], {"p.01": {(NoticeKind.LEAD, -5, 0), (NoticeKind.LEAD, -10, 0)}}, RULES)
    assert (plan.letters, plan.notices) == ((), ())
    assert plan.next_on == {"p.01": date(2024, 5, 29)}


def test_who_had_a_letter_waits_for_the_next_working_day():
    friday = date(2024, 5, 31)
    plan = plan_day(
        friday, [duty(lead=("A", "B")), duty("p.02", lead=("B",))], {}, RULES, served={"lan@x.vn"}
    )
    assert [letter.person for letter in plan.letters] == [NAM]
    assert {notice.obligation.id for notice in plan.notices} == {"p.02"}
    assert plan.next_on["p.01"] == date(2024, 6, 3)


def test_all_leads_are_told():
    plan = plan_day(MONDAY, [duty(lead=("A", "B"))], {}, RULES)
    assert {letter.person for letter in plan.letters} == {LAN, NAM}
    assert {n.recipient for n in plan.notices if n.state is NoticeState.ATTACHED} == {"lan@x.vn", "nam@x.vn"}


def test_open_ended_duty_says_nothing():
    endless = duty()
    plan = plan_day(MONDAY, [replace(endless, dates=replace(endless.dates, open_ended=True))], {}, RULES)
    assert (plan.letters, plan.next_on) == ((), {"p.01": None})


working_days = [
    day for n in range(90) if CALENDAR.is_working_day(day := date(2024, 4, 15) + timedelta(days=n))
]


@given(
    st.sets(st.sampled_from(working_days)), st.lists(st.sampled_from(working_days), min_size=1, max_size=3)
)
def test_on_whatever_days_somebody_plans_nothing_is_said_twice_and_nothing_lost(planned_on, due_days):
    duties = [duty(f"p.{n:02d}", due_on) for n, due_on in enumerate(due_days)]
    said = {one.id: set() for one in duties}
    for day in sorted(planned_on):
        plan = plan_day(day, duties, said, RULES)
        assert len({letter.person for letter in plan.letters}) == len(plan.letters)
        assert all(on > day for on in plan.next_on.values())
        for notice in plan.notices:
            assert notice.rung.key not in said[notice.obligation.id]
            assert notice.rung.slot_on <= day
        for notice in plan.notices:
            said[notice.obligation.id].add(notice.rung.key)
    if planned_on:
        last = max(planned_on)
        assert plan_day(last, duties, said, RULES).notices == ()

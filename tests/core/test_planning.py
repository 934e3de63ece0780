"""One day's decisions, gathered into letters."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendars import load_calendar
from tracker.core import planning
from tracker.core import staffing as staffing_module
from tracker.core.delivery import Digest, Item, Told
from tracker.core.directory import Directory, Person, Unit
from tracker.core.notices import NoticeKind, NoticeReason, NoticeState, Past, Rung, Telling
from tracker.core.obligation import Dates, Obligation
from tracker.core.phrases.reading import Kind
from tracker.core.planning import Rules, Waiting, plan_day
from tracker.core.policy import Ladder, Policy
from tracker.core.staffing import Instead, Leave
from tracker.core.weekly import Week
from tracker.core.workcalendar import Roll

CALENDAR = load_calendar(Path(__file__).parents[2] / "calendars" / "days")
LAN, NAM, MINH = (Person(name, f"{name}@x.vn") for name in ("lan", "nam", "minh"))
DIRECTORY = Directory(
    (Unit("a", "A", people=(LAN,), heads=(MINH,)), Unit("b", "B", people=(NAM,))), LAN, (MINH,)
)
RULES = Rules(DIRECTORY, Policy(), CALENDAR)
HUNG = Person("hung", "hung@x.vn")
BIG_OFFICE = Rules(Directory(DIRECTORY.units, LAN, (HUNG,)), Policy(), CALENDAR)
KNOWN = date(2023, 12, 21)
MONDAY = date(2024, 5, 27)


def duty(name="p.01", due_on=date(2024, 5, 31), lead=("A",), **facts):
    act_by = CALENDAR.roll(due_on, Roll.PREVIOUS)
    dates = Dates(Kind.DUE, due_on=due_on, act_by=act_by)
    obligation = Obligation(name, "p", 1, "", "t", "w", dates, "r", lead=lead, owners=lead, watched_on=KNOWN)
    return replace(obligation, **facts)


def said_to(plan):
    """Who is told what: (address, kind, offset)."""
    return {
        (letter.person.address, item.rung.kind, item.rung.offset)
        for letter in plan.letters
        for item in letter.items
    }


def sent(address, on, level=0):
    return Telling(level, address, on, NoticeState.SENT)


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
    both = {(NoticeKind.LEAD, -5, 0), (NoticeKind.LEAD, -10, 0)}
    plan = plan_day(MONDAY, [duty()], {"p.01": Past(frozenset(both))}, RULES)
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


# Ladders of one's own.


@pytest.mark.parametrize(
    ("task", "plan", "day", "speaks"),
    [
        (None, None, date(2024, 5, 24), True),  # the office's -5
        ((4,), None, date(2024, 5, 24), False),
        ((4,), None, date(2024, 5, 27), True),
        (None, (4,), date(2024, 5, 27), True),
        ((5,), (4,), date(2024, 5, 24), True),  # the task's counts before the plan's
        ((), None, date(2024, 5, 24), False),
    ],
)
def test_the_ladder_of_a_task_counts_before_that_of_its_plan(task, plan, day, speaks):
    own = duty(ladders=(Ladder(lead=task), Ladder(lead=plan)))
    assert bool(plan_day(day, [own], {}, RULES).letters) is speaks


def test_each_of_the_people_climbs_a_ladder_of_their_own(monkeypatch):
    own = {LAN.address: (Ladder(lead=(4,)), Ladder()), NAM.address: (Ladder(), Ladder(lead=(3,)))}
    monkeypatch.setattr(planning, "addressees", with_ladders(own))
    both, said, days = duty(lead=("A", "B")), set(), {}
    day = date(2024, 5, 16)
    while day <= date(2024, 5, 31):
        plan = plan_day(day, [both], {"p.01": Past(frozenset(said))}, RULES)
        said |= {notice.rung.key for notice in plan.notices}
        for address, kind, offset in said_to(plan):
            days.setdefault(address, []).append((day, kind, offset))
        assert day < plan.next_on["p.01"]
        day = plan.next_on["p.01"]
    assert days[LAN.address] == [
        (date(2024, 5, 27), NoticeKind.LEAD, -4),
        (date(2024, 5, 31), NoticeKind.DAY, 0),
    ]
    assert days[NAM.address] == [
        (date(2024, 5, 28), NoticeKind.LEAD, -3),
        (date(2024, 5, 31), NoticeKind.DAY, 0),
    ]


def with_ladders(own):
    """Those who are told, with ladders of their own by address."""

    def told(obligation, level, staffing):
        found = staffing_module.addressees(obligation, level, staffing)
        return [replace(who, ladders=own.get(who.person.address, ())) for who in found]

    return told


def test_a_rung_that_one_passes_over_and_another_says_is_said(monkeypatch):
    own = {LAN.address: (Ladder(lead=(5, 4)), Ladder()), NAM.address: (Ladder(lead=(5,)), Ladder())}
    monkeypatch.setattr(planning, "addressees", with_ladders(own))
    plan = plan_day(MONDAY, [duty(lead=("A", "B"))], {}, RULES)
    assert said_to(plan) == {(LAN.address, NoticeKind.LEAD, -4), (NAM.address, NoticeKind.LEAD, -5)}
    assert {notice.state for notice in plan.notices} == {NoticeState.ATTACHED}


# Escalations.

LATE = date(2024, 6, 5)  # the third working day after Friday 31/5


def test_a_superior_reads_who_was_told_and_when():
    past = Past(
        frozenset({(NoticeKind.OVERDUE, 1, 0)}),
        (sent(LAN.address, date(2024, 6, 3)), sent("gone@x.vn", date(2024, 6, 4))),
    )
    (minh,) = [one for one in plan_day(LATE, [duty()], {"p.01": past}, RULES).letters if one.person == MINH]
    assert minh.items[0].told == (Told("lan", date(2024, 6, 3)), Told("gone@x.vn", date(2024, 6, 4)))


def test_after_any_downtime_everybody_has_one_letter_with_the_present_state():
    said, delays, letters, day = set(), (), [], date(2024, 6, 26)
    for _ in range(4):
        plan = plan_day(day, [duty()], {"p.01": Past(frozenset(said), delays)}, BIG_OFFICE)
        letters += [(day, letter.person.address, letter.items[0].rung.offset) for letter in plan.letters]
        said |= {notice.rung.key for notice in plan.notices}
        delays += tuple(
            sent(notice.recipient, day, notice.rung.level)
            for notice in plan.notices
            if notice.state is NoticeState.ATTACHED
        )
        day = CALENDAR.next_working_day(day)
    assert letters == [
        (date(2024, 6, 26), LAN.address, 17),
        (date(2024, 6, 27), MINH.address, 3),
        (date(2024, 6, 28), HUNG.address, 7),
    ]


# Pauses, partners.


def test_a_pause_holds_everybody():
    plan = plan_day(LATE, [duty(paused_until=date(2024, 6, 7))], {}, RULES)
    assert (plan.letters, plan.notices, plan.next_on) == ((), (), {"p.01": date(2024, 6, 10)})


@pytest.mark.parametrize(
    ("informs", "day", "expected"),
    [
        (False, MONDAY, set()),
        (True, MONDAY, {(NAM.address, NoticeKind.LEAD, -5)}),
        (True, date(2024, 5, 31), {(NAM.address, NoticeKind.DAY, 0)}),
        (True, LATE, set()),
    ],
)
def test_partners_are_informed_where_the_office_wants_it_and_of_no_delay(informs, day, expected):
    rules = replace(RULES, policy=Policy(partners=informs))
    plan = plan_day(day, [duty(partners=("B",))], {}, rules)
    assert {one for one in said_to(plan) if one[0] == NAM.address} == expected
    assert all(item.is_partner == (one.person == NAM) for one in plan.letters for item in one.items)


# Notices that wait for a letter.

MOVED, CLOSED = NoticeKind.MOVED, NoticeKind.CLOSED


def waiting(kind=MOVED, recipient=NAM.address, name="p.09", number=1, level=0):
    item = Item(duty(name, lead=("B",)), Rung(kind, 0, level, MONDAY), NoticeReason.SLOT, "B")
    return Waiting(number, recipient, replace(item, moved_from=date(2024, 5, 30)))


def test_another_date_is_a_letter_by_itself():
    plan = plan_day(MONDAY, [], {}, RULES, waiting=[waiting()])
    assert (said_to(plan), plan.attached) == ({(NAM.address, MOVED, 0)}, {1: NAM.address})


def test_an_end_rides_along_and_writes_no_letter():
    alone = plan_day(MONDAY, [], {}, RULES, waiting=[waiting(CLOSED)])
    assert (alone.letters, alone.attached, alone.put_off) == ((), {}, {1: date(2024, 6, 3)})
    week = Digest(NAM, Week(MONDAY, (), 0, 0, 0))
    for more in ({"digests": [week]}, {"waiting": [waiting(CLOSED), waiting(number=2)]}):
        plan = plan_day(MONDAY, [], {}, RULES, **{"waiting": [waiting(CLOSED)]} | more)
        assert (NAM.address, CLOSED, 0) in said_to(plan) or len(plan.attached) == 2
        assert (1 in plan.attached, len(plan.letters)) == (True, 1)


def test_who_had_a_letter_hears_the_news_on_the_next_working_day():
    friday = date(2024, 5, 31)
    plan = plan_day(friday, [], {}, RULES, waiting=[waiting()], served={NAM.address})
    assert (plan.letters, plan.put_off) == ((), {1: date(2024, 6, 3)})


def test_news_for_somebody_who_is_gone_goes_to_the_coordinator():
    (letter,) = plan_day(MONDAY, [], {}, RULES, waiting=[waiting(recipient="gone@x.vn")]).letters
    assert (letter.person, letter.items[0].instead) == (LAN, Instead.NO_ADDRESS)


def passed_on(**facts):
    """What a dead address was to be told waits for NAM."""
    one = waiting(NoticeKind.OVERDUE)
    return replace(one, item=replace(one.item, obligation=replace(one.item.obligation, **facts)))


def test_what_waits_keeps_a_pause_too():
    quiet = passed_on(paused_until=MONDAY)
    assert plan_day(MONDAY, [], {}, RULES, waiting=[quiet]).put_off == {1: date(2024, 5, 28)}
    assert plan_day(date(2024, 5, 28), [], {}, RULES, waiting=[quiet]).attached == {1: NAM.address}


def test_what_was_passed_on_to_somebody_who_is_away_goes_to_who_stands_in():
    away = replace(RULES, leaves=(Leave(NAM.address, MONDAY, MONDAY, MINH.address),))
    (letter,) = plan_day(MONDAY, [], {}, away, waiting=[passed_on()]).letters
    (item,) = letter.items
    assert (letter.person, item.instead, item.on_behalf) == (MINH, Instead.ON_LEAVE, "nam")
    (letter,) = plan_day(MONDAY, [], {}, away, waiting=[waiting()]).letters
    assert letter.person == NAM


def test_what_waits_for_a_dead_address_says_so():
    dead = replace(RULES, unreachable=frozenset({NAM.address}))
    (letter,) = plan_day(MONDAY, [], {}, dead, waiting=[waiting()]).letters
    assert (letter.person, letter.items[0].instead) == (LAN, Instead.UNREACHABLE)


def test_news_joins_the_reminder_of_the_same_duty():
    plan = plan_day(MONDAY, [duty("p.09", lead=("B",))], {}, RULES, waiting=[waiting()])
    (letter,) = plan.letters
    assert [(one.rung.kind, one.moved_from) for one in letter.items] == [(NoticeKind.LEAD, date(2024, 5, 30))]
    assert (plan.attached, len(plan.notices)) == ({1: NAM.address}, 2)


def test_who_had_a_letter_has_no_week_beside_it():
    week = Week(MONDAY, (), 0, 0, 0)
    digests = [Digest(NAM, week), Digest(MINH, week)]
    plan = plan_day(MONDAY, [], {}, RULES, digests=digests, served={NAM.address})
    assert [letter.person for letter in plan.letters] == [MINH]


# Whatever happens.

working_days = [
    day for n in range(90) if CALENDAR.is_working_day(day := date(2024, 4, 15) + timedelta(days=n))
]


@given(
    st.sets(st.sampled_from(working_days)), st.lists(st.sampled_from(working_days), min_size=1, max_size=3)
)
def test_on_whatever_days_somebody_plans_nothing_is_said_twice_and_nothing_lost(planned_on, due_days):
    duties = [duty(f"p.{n:02d}", due_on) for n, due_on in enumerate(due_days)]
    pasts = {one.id: Past() for one in duties}
    for day in sorted(planned_on):
        plan = plan_day(day, duties, pasts, RULES)
        assert len({letter.person for letter in plan.letters}) == len(plan.letters)
        assert all(on > day for on in plan.next_on.values())
        for notice in plan.notices:
            assert notice.rung.key not in pasts[notice.obligation.id].said
            assert notice.rung.slot_on <= day
        for notice in plan.notices:
            past = pasts[notice.obligation.id]
            told = (sent(notice.recipient, day, notice.rung.level),) if notice.recipient else ()
            pasts[notice.obligation.id] = Past(past.said | {notice.rung.key}, past.delays + told)
    if planned_on:
        assert plan_day(max(planned_on), duties, pasts, RULES).notices == ()

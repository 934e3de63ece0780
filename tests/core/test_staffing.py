"""Who is told on a day, and in whose place: one row for each step of the order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.duties import duty
from tracker.core.directory import Directory, Person, Unit
from tracker.core.policy import EscalationStep, Ladder, Level
from tracker.core.staffing import (
    Addressee,
    Instead,
    Leave,
    Staffing,
    addressees,
    next_above,
    partners,
    uncovered,
)

DAY = date(2024, 6, 3)
FIRST, LAST = date(2024, 6, 1), date(2024, 6, 30)
LAN, NAM, MINH, HUNG, PHU, COORDINATOR, NEW = (
    Person(name, f"{name}@x.vn") for name in ("lan", "nam", "minh", "hung", "phu", "coordinator", "new")
)
GONE = Person("gone", "gone@x.vn", until=date(2024, 6, 2))
COMING = Person("coming", "coming@x.vn", since=date(2024, 6, 4))
LONG = Ladder(lead=(20, 10))
EAGER = Ladder(overdue=(1,), escalation=(EscalationStep(2, Level.HEAD),))
UNITS = (
    Unit("a", "Unit A", people=(LAN, NAM), heads=(MINH,)),
    Unit("b", "Unit B", heads=(MINH,)),
    Unit("c", "Unit C"),
    Unit("d", "Unit D", people=(LAN,)),
    Unit(
        "e", "Unit E", people=(GONE, LAN._replace(since=DAY), COMING), heads=(GONE, NEW._replace(since=DAY))
    ),
    Unit("f", "Unit F", people=(GONE,), heads=(MINH,)),
    Unit("old", "Unit Old", people=(NAM,), until=date(2024, 5, 31), successor="d"),
    Unit("own", "Unit Own", people=(PHU._replace(ladder=LONG),), heads=(MINH,), ladder=EAGER),
)
OFFICE = Directory(UNITS, COORDINATOR, (HUNG, GONE))

NO, NO_ADDRESS, GROUP, UNKNOWN, AWAY, DEAD = (
    Instead.NO,
    Instead.NO_ADDRESS,
    Instead.GROUP,
    Instead.UNKNOWN_UNIT,
    Instead.ON_LEAVE,
    Instead.UNREACHABLE,
)


def away(person, stand_in=None, first=FIRST, last=LAST):
    return Leave(person.address, first, last, stand_in.address if stand_in else "")


def staffing(*leaves, dead=(), day=DAY, office=OFFICE):
    return Staffing(office.as_of(day), leaves, frozenset(person.address for person in dead))


def told(found):
    return [(who.person.name, who.instead, who.on_behalf) for who in found]


@pytest.mark.parametrize(
    ("lead", "level", "leaves", "dead", "expected"),
    [
        ("Unit A", Level.OWNER, [], [], [("lan", NO, ""), ("nam", NO, "")]),
        ("Unit A", Level.HEAD, [], [], [("minh", NO, "")]),
        ("Unit A", Level.LEADERS, [], [], [("hung", NO, "")]),
        ("Unit Old", Level.OWNER, [], [], [("lan", NO, "")]),
        ("Unit E", Level.OWNER, [], [], [("lan", NO, "")]),
        ("Unit E", Level.HEAD, [], [], [("new", NO, "")]),
        ("Unit F", Level.OWNER, [], [], [("minh", NO, "")]),
        ("Unit C", Level.OWNER, [], [], [("coordinator", NO_ADDRESS, "")]),
        ("Unit C", Level.HEAD, [], [], [("coordinator", NO_ADDRESS, "")]),
        ("Unit D", Level.HEAD, [], [], [("coordinator", NO_ADDRESS, "")]),
        ("Unit X", Level.OWNER, [], [], [("coordinator", UNKNOWN, "")]),
        ("", Level.OWNER, [], [], [("coordinator", GROUP, "")]),
        # on leave: the stand-in, theirs, the head, the coordinator
        ("Unit D", Level.OWNER, [away(LAN, PHU)], [], [("phu", AWAY, "lan")]),
        ("Unit D", Level.OWNER, [away(LAN, PHU), away(PHU, NEW)], [], [("new", AWAY, "lan")]),
        ("Unit D", Level.OWNER, [away(LAN, PHU), away(PHU, LAN)], [], [("coordinator", AWAY, "lan")]),
        ("Unit A", Level.OWNER, [away(LAN)], [], [("minh", AWAY, "lan"), ("nam", NO, "")]),
        ("Unit A", Level.OWNER, [away(LAN), away(MINH, PHU)], [], [("phu", AWAY, "lan"), ("nam", NO, "")]),
        ("Unit A", Level.OWNER, [away(LAN), away(MINH)], [], [("coordinator", AWAY, "lan"), ("nam", NO, "")]),
        ("Unit A", Level.OWNER, [away(LAN, NAM)], [], [("nam", NO, "")]),
        ("Unit A", Level.OWNER, [away(LAN), away(NAM)], [], [("minh", AWAY, "lan")]),
        ("Unit B", Level.OWNER, [away(MINH)], [], [("coordinator", AWAY, "minh")]),
        ("Unit A", Level.HEAD, [away(MINH, PHU)], [], [("phu", AWAY, "minh")]),
        ("Unit A", Level.HEAD, [away(MINH)], [], [("coordinator", AWAY, "minh")]),
        ("Unit A", Level.LEADERS, [away(HUNG, PHU)], [], [("phu", AWAY, "hung")]),
        ("Unit A", Level.LEADERS, [away(HUNG)], [], [("coordinator", AWAY, "hung")]),
        ("Unit D", Level.OWNER, [away(LAN, PHU, last=date(2024, 6, 2))], [], [("lan", NO, "")]),
        ("Unit D", Level.OWNER, [away(LAN, PHU, first=date(2024, 6, 4))], [], [("lan", NO, "")]),
        ("Unit D", Level.OWNER, [away(LAN, PHU, first=DAY, last=DAY)], [], [("phu", AWAY, "lan")]),
        ("Unit D", Level.OWNER, [away(LAN, GONE)], [], [("coordinator", AWAY, "lan")]),
        # a dead address: the next level, the coordinator
        ("Unit A", Level.OWNER, [], [LAN], [("minh", DEAD, "lan"), ("nam", NO, "")]),
        ("Unit A", Level.OWNER, [], [LAN, MINH], [("coordinator", DEAD, "lan"), ("nam", NO, "")]),
        ("Unit A", Level.OWNER, [away(MINH)], [LAN], [("coordinator", DEAD, "lan"), ("nam", NO, "")]),
        ("Unit D", Level.OWNER, [away(LAN, PHU)], [PHU], [("coordinator", DEAD, "lan")]),
        ("Unit A", Level.HEAD, [], [MINH], [("hung", DEAD, "minh")]),
        ("Unit A", Level.HEAD, [], [MINH, HUNG], [("coordinator", DEAD, "minh")]),
        ("Unit A", Level.LEADERS, [], [HUNG], [("coordinator", DEAD, "hung")]),
        ("Unit C", Level.OWNER, [away(COORDINATOR, PHU)], [], [("phu", NO_ADDRESS, "")]),
        ("Unit C", Level.OWNER, [away(COORDINATOR)], [], [("coordinator", NO_ADDRESS, "")]),
        ("Unit C", Level.OWNER, [], [COORDINATOR], [("coordinator", NO_ADDRESS, "")]),
    ],
)
def test_the_order_in_which_somebody_is_found(lead, level, leaves, dead, expected):
    owners = [lead] if lead else []
    assert told(addressees(duty(*owners), level, staffing(*leaves, dead=dead))) == expected


def test_without_leaders_the_coordinator_is_told():
    office = Directory(UNITS, COORDINATOR)
    found = addressees(duty("Unit A"), Level.LEADERS, staffing(office=office))
    assert found == [Addressee(COORDINATOR, "Unit A", NO_ADDRESS)]


def test_of_several_leaders_those_present_are_told_in_person():
    office = Directory(UNITS, COORDINATOR, (HUNG, PHU))
    found = addressees(duty("Unit A"), Level.LEADERS, staffing(away(HUNG), office=office))
    assert told(found) == [("phu", NO, "")]


def test_coordinators_follow_one_another():
    after = NEW._replace(since=date(2024, 6, 4))
    before = COORDINATOR._replace(until=DAY)
    office = Directory(UNITS, after, coordinators=(before, after))
    days = [DAY, date(2024, 6, 4)]
    found = [addressees(duty(), Level.OWNER, staffing(day=day, office=office)) for day in days]
    assert [who.person.name for (who,) in found] == ["coordinator", "new"]


def test_ladders_are_those_of_who_is_meant_and_of_the_unit():
    (in_person,) = addressees(duty("Unit Own"), Level.OWNER, staffing())
    (in_place,) = addressees(duty("Unit Own"), Level.OWNER, staffing(away(PHU, NAM)))
    assert in_place.person == NAM
    assert in_person.ladders == in_place.ladders == (LONG, EAGER)


@pytest.mark.parametrize(
    ("helping", "leaves", "dead", "expected"),
    [
        (["Unit D"], [], [], [("lan", NO, "")]),
        (["Unit Own", "Unit D"], [], [], [("phu", NO, ""), ("lan", NO, "")]),
        (["Unit B"], [], [], []),  # its head is told as the owner
        (["Unit C", "Unit X"], [], [], []),
        (["Unit D"], [away(LAN)], [], []),
        (["Unit D"], [away(LAN, PHU)], [], [("phu", AWAY, "lan")]),
        (["Unit D"], [], [LAN], []),
    ],
)
def test_partners_are_told_where_they_can_be(helping, leaves, dead, expected):
    found = partners(duty("Unit F", helping=helping), staffing(*leaves, dead=dead))
    assert told(found) == expected
    assert all(who.is_partner for who in found)


@pytest.mark.parametrize(
    ("lead", "level", "address", "leaves", "expected"),
    [
        ("Unit A", Level.OWNER, LAN, [], [("minh", DEAD, "lan")]),
        ("Unit D", Level.OWNER, LAN, [], [("coordinator", DEAD, "lan")]),
        ("Unit A", Level.OWNER, MINH, [away(LAN)], [("coordinator", AWAY, "lan")]),
        ("Unit A", Level.HEAD, MINH, [], [("hung", DEAD, "minh")]),
        ("Unit A", Level.LEADERS, HUNG, [], [("coordinator", DEAD, "hung")]),
        ("Unit C", Level.OWNER, COORDINATOR, [], []),
        ("Unit A", Level.OWNER, GONE, [], [("lan", NO, ""), ("nam", NO, "")]),  # others have taken over
    ],
)
def test_what_an_address_refused_goes_to_the_next_level(lead, level, address, leaves, expected):
    for dead in ([], [address]):  # refused once, or for days
        found = next_above(duty(lead), level, address.address, staffing(*leaves, dead=dead))
        assert told(found) == expected


def test_who_is_on_leave_with_nobody_to_tell_is_named():
    assert [(unit.code, who.name) for unit, who in uncovered(staffing(away(LAN), away(NAM, PHU)))] == [
        ("d", "lan")
    ]
    assert not list(uncovered(staffing(away(LAN, PHU))))


PEOPLE = [LAN, NAM, MINH, HUNG, PHU, COORDINATOR, NEW]
people = st.sampled_from(PEOPLE)
leaves = st.lists(st.builds(away, people, st.none() | people), max_size=8)


@given(
    st.lists(st.sampled_from([*(unit.name for unit in UNITS), "Unit X"]), max_size=4),
    st.sampled_from(Level),
    leaves,
    st.sets(people),
)
def test_somebody_is_always_told_and_nobody_twice(lead, level, away_now, dead):
    found = addressees(duty(*lead), level, staffing(*away_now, dead=dead))
    addresses = [who.person.address for who in found]
    assert addresses
    assert len(set(addresses)) == len(addresses)
    unsure = [
        who
        for who in found
        if who.person in dead or any(one.address == who.person.address for one in away_now)
    ]
    assert all(who.person == COORDINATOR for who in unsure)


@given(leaves, st.sets(people), people, st.sampled_from(Level))
def test_what_was_refused_never_goes_to_the_same_address(away_now, dead, refused, level):
    found = next_above(duty("Unit A"), level, refused.address, staffing(*away_now, dead=dead))
    assert refused.address not in {who.person.address for who in found}

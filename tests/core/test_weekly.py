"""The week: on which day it is told, to whom, and of which units."""

from datetime import date
from pathlib import Path

import pytest

from tracker.calendars import load_calendar
from tracker.core.directory import Directory, Person, Unit
from tracker.core.staffing import Instead, Leave, Staffing
from tracker.core.standing import Standing
from tracker.core.summary import Summary
from tracker.core.weekly import is_week_due, readers_of_the_week, weeks_of

CALENDAR = load_calendar(Path(__file__).parents[2] / "calendars" / "days")
LATE = 2
MONDAY = date(2024, 6, 3)
LAN, MINH, HUNG = (Person(name, f"{name}@x.vn") for name in ("lan", "minh", "hung"))


@pytest.mark.parametrize(
    ("day", "is_due"),
    [
        (date(2024, 5, 27), True),  # a Monday
        (date(2024, 5, 29), True),  # two days late
        (date(2024, 5, 30), False),
        (date(2024, 5, 26), False),  # the Sunday before: its own week is long told or given up
        (date(2024, 2, 13), False),  # Tết: the week begins on Thursday the 15th
        (date(2024, 2, 15), True),
        (date(2024, 2, 16), True),
        (date(2024, 1, 1), False),  # New Year's Day
        (date(2024, 1, 2), True),
        (date(2024, 5, 4), True),  # a Saturday that is worked, two days after the week's first working day
        (date(2024, 5, 6), True),
    ],
)
def test_the_week_is_told_on_its_first_working_day_or_little_later(day, is_due):
    assert is_week_due(day, CALENDAR, LATE) is is_due


def office(*units, leaders=()):
    return Directory(units, LAN, leaders)


def readers(directory, told=frozenset(), **facts):
    return list(readers_of_the_week(Staffing(directory, **facts), told))


def heads(directory, told=frozenset(), **facts):
    """Those who answer for units, not for the office."""
    found = readers(directory, told, **facts)
    return [(reader.person, reader.units) for reader in found if reader.units is not None]


def test_a_head_answers_for_the_unit_and_those_below_it():
    tree = office(
        Unit("a", "A", heads=(MINH,)),
        Unit("b", "B", parent="a"),
        Unit("c", "C", parent="b"),
        Unit("d", "D", heads=(LAN,)),
        leaders=(HUNG,),
    )
    assert readers(tree) == [(HUNG, None, "", ""), (MINH, {"A", "B", "C"}, "", ""), (LAN, {"D"}, "", "")]


def test_who_leads_the_office_answers_for_all_and_has_one_letter():
    tree = office(
        Unit("a", "A", heads=(HUNG,)),
        Unit("b", "B", heads=(MINH,)),
        Unit("c", "C", heads=(MINH,)),
        leaders=(HUNG,),
    )
    assert heads(tree) == [(MINH, {"B", "C"})]


def test_a_circle_of_parents_ends():
    tree = office(Unit("a", "A", heads=(MINH,), parent="b"), Unit("b", "B", parent="a"))
    assert heads(tree) == [(MINH, {"A", "B"})]


def test_who_follows_a_unit_answers_for_it():
    ended = Unit("a", "A", heads=(HUNG,), until=date(2024, 5, 31), successor="b")
    tree = office(ended, Unit("b", "B", heads=(MINH,)), Unit("c", "C", parent="a"))
    assert heads(tree.as_of(date(2024, 5, 31))) == [(HUNG, {"A", "C"}), (MINH, {"B"})]
    assert heads(tree.as_of(date(2024, 6, 1))) == [(MINH, {"A", "B", "C"})]


def test_stand_ins_are_told_with_what_is_their_own():
    tree = office(Unit("a", "A", heads=(HUNG,)), Unit("b", "B", heads=(MINH,))).as_of(MONDAY)
    away = Leave(HUNG.address, MONDAY, MONDAY, MINH.address)
    assert heads(tree, leaves=(away,)) == [(MINH, {"A", "B"})]
    assert heads(tree, unreachable=frozenset({HUNG.address})) == [(MINH, {"B"})]


def test_who_was_told_is_not_told_again_nor_anybody_in_their_place():
    tree = office(Unit("a", "A", heads=(MINH,)), leaders=(HUNG,)).as_of(MONDAY)
    away = tuple(Leave(who.address, MONDAY, MONDAY) for who in (HUNG, MINH))
    told = frozenset({HUNG.address, MINH.address})
    assert readers(tree, told) == readers(tree, told, leaves=away) == []
    assert [who.person for who in readers(tree, frozenset({HUNG.address}))] == [MINH]


def test_the_offices_week_is_always_told():
    tree = office(leaders=(HUNG, MINH)).as_of(MONDAY)
    away = tuple(Leave(who.address, MONDAY, MONDAY) for who in (HUNG, MINH))
    assert readers(tree, leaves=away[:1]) == [(MINH, None, Instead.NO, "")]
    assert readers(tree, leaves=away) == [(LAN, None, Instead.ON_LEAVE, HUNG.name)]
    dead = frozenset({HUNG.address, MINH.address})
    assert readers(tree, unreachable=dead) == [(LAN, None, Instead.UNREACHABLE, HUNG.name)]
    assert readers(office()) == [(LAN, None, Instead.NO_ADDRESS, "")]


def test_units_without_duties_are_left_out():
    units = {"B": Summary({Standing.OVERDUE: 1}), "A": Summary({Standing.IN_TERM: 2})}
    assert [unit.unit for unit in weeks_of(units, None)] == ["A", "B"]
    assert [unit.unit for unit in weeks_of(units, frozenset({"A", "C"}))] == ["A"]
    assert weeks_of(units, frozenset({"C"})) == ()

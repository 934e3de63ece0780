"""The week: on which day it is told, to whom, and of which units."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendars import load_calendar
from tracker.core.directory import Directory, Person, Unit
from tracker.core.staffing import Leave, Staffing
from tracker.core.standing import Standing
from tracker.core.summary import Summary
from tracker.core.weekly import is_week_due, readers_of_the_week, week_label, weeks_of

CALENDAR = load_calendar(Path(__file__).parents[2] / "calendars" / "days")
LATE = 2
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
    assert is_week_due(day, [], CALENDAR, LATE) is is_due


@given(st.sets(st.dates(date(2024, 1, 1), date(2024, 12, 31))))
def test_on_whatever_days_somebody_looks_each_week_is_told_once(looked_on):
    told = []
    for day in sorted(looked_on):
        if is_week_due(day, told, CALENDAR, LATE):
            told.append(week_label(day))
    assert len(told) == len(set(told))
    mondays = {day for day in looked_on if day.weekday() == 0 and CALENDAR.is_working_day(day)}
    assert {week_label(day) for day in mondays} <= set(told)


def test_weeks_are_named_as_calendars_name_them():
    assert week_label(date(2024, 3, 4)) == "2024-W10"
    assert week_label(date(2024, 12, 30)) == "2025-W01"


def office(*units, leaders=()):
    return Directory(units, LAN, leaders)


def readers(directory, **facts):
    return list(readers_of_the_week(Staffing(directory, **facts)))


def test_a_head_answers_for_the_unit_and_those_below_it():
    tree = office(
        Unit("a", "A", heads=(MINH,)),
        Unit("b", "B", parent="a"),
        Unit("c", "C", parent="b"),
        Unit("d", "D", heads=(LAN,)),
        leaders=(HUNG,),
    )
    assert dict(readers(tree)) == {HUNG: None, MINH: {"A", "B", "C"}, LAN: {"D"}}


def test_who_leads_the_office_answers_for_all_and_has_one_letter():
    tree = office(
        Unit("a", "A", heads=(HUNG,)),
        Unit("b", "B", heads=(MINH,)),
        Unit("c", "C", heads=(MINH,)),
        leaders=(HUNG,),
    )
    assert readers(tree) == [(HUNG, None), (MINH, {"B", "C"})]


def test_a_circle_of_parents_ends():
    tree = office(Unit("a", "A", heads=(MINH,), parent="b"), Unit("b", "B", parent="a"))
    assert dict(readers(tree)) == {MINH: {"A", "B"}}


def test_who_follows_a_unit_answers_for_it():
    ended = Unit("a", "A", heads=(HUNG,), until=date(2024, 5, 31), successor="b")
    tree = office(ended, Unit("b", "B", heads=(MINH,)), Unit("c", "C", parent="a"))
    assert readers(tree.as_of(date(2024, 5, 31))) == [(HUNG, {"A", "C"}), (MINH, {"B"})]
    assert readers(tree.as_of(date(2024, 6, 1))) == [(MINH, {"A", "B", "C"})]


def test_stand_ins_are_told_with_what_is_their_own():
    tree = office(Unit("a", "A", heads=(HUNG,)), Unit("b", "B", heads=(MINH,))).as_of(date(2024, 6, 3))
    away = Leave(HUNG.address, date(2024, 6, 3), date(2024, 6, 3), MINH.address)
    assert readers(tree, leaves=(away,)) == [(MINH, {"A", "B"})]
    assert readers(tree, unreachable=frozenset({HUNG.address})) == [(MINH, {"B"})]


def test_units_without_duties_are_left_out():
    units = {"B": Summary({Standing.OVERDUE: 1}), "A": Summary({Standing.IN_TERM: 2})}
    assert [unit.unit for unit in weeks_of(units, None)] == ["A", "B"]
    assert [unit.unit for unit in weeks_of(units, frozenset({"A", "C"}))] == ["A"]
    assert weeks_of(units, frozenset({"C"})) == ()

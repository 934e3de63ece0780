"""Who is there, who is away, whose address works."""

from datetime import date, timedelta

import pytest

from tests.offices import HUNG, LAN, MINH, NAM, at, row, rows
from tracker.core.directory import Directory
from tracker.errors import NothingError, UsageError
from tracker.services.checking import check
from tracker.services.people import Away, Role, come_back, go_on_leave, people, reached
from tracker.store.people import leaves_on, note_trouble
from tracker.store.tables import AddressTroubleRow, HistoryRow, LeaveRow

TODAY = date(2024, 5, 27)
FIRST, LAST = date(2024, 6, 3), date(2024, 6, 14)


@pytest.fixture
def office(planned):
    return at(planned, TODAY)


def member(app, address):
    return next(found for found in people(app).members if found.address == address)


def test_everybody_is_listed_once_with_every_post(office):
    report = people(office)
    addresses = [found.address for found in report.members]
    assert len(addresses) == len(set(addresses))
    assert [(post.role, post.unit) for post in member(office, LAN).posts] == [
        (Role.PERSON, "ban-tdkt"),
        (Role.COORDINATOR, ""),
    ]
    assert [(post.role, post.unit) for post in member(office, HUNG).posts] == [(Role.LEADER, "")]


def test_leave_is_entered_and_taken_back(any_office):
    app = at(any_office, TODAY)
    entered = go_on_leave(app, LAN.upper(), Away(FIRST, LAST, NAM, " Nghỉ  phép "))
    assert (entered.address, entered.stand_in_name) == (LAN, "Võ Hoàng Nam")
    (leave,) = member(app, LAN).leaves
    assert leave == Away(FIRST, LAST, NAM, "Nghỉ phép")
    with app.store.read() as session:
        assert [found.stand_in for found in leaves_on(session, LAST)] == [NAM]
    assert come_back(app, LAN).leaves == (leave,)
    assert member(app, LAN).leaves == ()
    assert [found.action for found in rows(app, HistoryRow, subject=LAN)] == ["leave", "back"]
    go_on_leave(app, LAN, Away(FIRST, LAST))


@pytest.mark.parametrize(
    ("address", "wanted", "key"),
    [
        ("nobody@x.vn", Away(FIRST, LAST), "unknown_person"),
        (LAN, Away(FIRST, LAST, "nobody@x.vn"), "unknown_person"),
        (LAN, Away(FIRST, LAST, LAN), "people.own_stand_in"),
        (LAN, Away(LAST, FIRST), "people.days_reversed"),
        (LAN, Away(date(2024, 5, 1), date(2024, 5, 26)), "people.leave_over"),
        (MINH, Away(LAST, LAST), "people.away_already"),
        (MINH, Away(TODAY, FIRST), "people.away_already"),
        (MINH, Away(TODAY, date(2024, 12, 31)), "people.away_already"),
    ],
)
def test_what_does_not_fit_is_refused(office, address, wanted, key):
    go_on_leave(office, MINH, Away(FIRST, LAST))
    with pytest.raises(UsageError) as refused:
        go_on_leave(office, address, wanted)
    assert refused.value.key == key
    assert len(rows(office, LeaveRow)) == 1


def test_leaves_may_follow_one_another_and_somebody_may_be_away_today(office):
    go_on_leave(office, LAN, Away(FIRST, LAST))
    go_on_leave(office, LAN, Away(LAST + timedelta(days=1), LAST + timedelta(days=2)))
    go_on_leave(office, LAN, Away(date(2024, 5, 1), TODAY))
    assert [leave.last_on.day for leave in member(office, LAN).leaves] == [27, 14, 16]


def test_who_is_not_away_cannot_come_back(office):
    with pytest.raises(NothingError):
        come_back(office, LAN)


def refuse(app, address, *days):
    with app.store.write() as session:
        for day in days:
            note_trouble(session, address, day, 550, "no such user", app.clock.now())


def test_a_refused_address_is_dead_after_three_days_until_it_is_reached(office):
    refuse(office, LAN, date(2024, 5, 1), date(2024, 5, 2))
    assert (member(office, LAN).is_dead, len(member(office, LAN).refusals)) == (False, 2)
    refuse(office, LAN, date(2024, 5, 3))
    assert member(office, LAN).is_dead
    assert [found.words for found in check(office).problems if found.key == "check.address_dead"] == [LAN]
    assert reached(office, f" {LAN.upper()} ").days == 3
    assert rows(office, AddressTroubleRow) == []
    with pytest.raises(NothingError):
        reached(office, LAN)
    with pytest.raises(UsageError):
        reached(office, "nobody@x.vn")


def test_an_address_that_nobody_has_any_more_can_be_forgotten(office):
    refuse(office, "former@x.vn", TODAY)
    assert reached(office, "former@x.vn").days == 1
    assert row(office, HistoryRow, subject="former@x.vn").action == "reached"


def keys_of(app):
    return [
        (found.key, found.words)
        for found in check(app).problems
        if found.key.startswith(("check.unit", "check.leave"))
    ]


def test_check_names_a_leave_that_leaves_nobody_but_the_coordinator(office):
    go_on_leave(office, NAM, Away(TODAY, LAST))
    assert keys_of(office) == []
    go_on_leave(office, MINH, Away(TODAY, LAST))
    assert keys_of(office) == [("check.leave_uncovered", "Võ Hoàng Nam")]
    come_back(office, NAM)
    go_on_leave(office, NAM, Away(TODAY, LAST, LAN))
    assert keys_of(office) == []


def test_check_names_a_unit_without_a_head_of_today(office):
    units = [
        unit._replace(heads=tuple(head._replace(until=date(2024, 5, 26)) for head in unit.heads))
        if unit.code == "ban-tdkt"
        else unit
        for unit in office.directory.units
    ]
    office.directory = Directory(tuple(units), office.directory.coordinator, office.directory.leaders)
    assert keys_of(office) == [("check.unit_headless", "Ban TĐKT thành phố")]
    assert keys_of(at(office, date(2024, 5, 26))) == []

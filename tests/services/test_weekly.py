"""The letter of the week: to heads and leaders, once a week, whatever happens."""

from collections import Counter
from datetime import date

import pytest

from tests.offices import HUNG, MINH, PLAN, at, open_office, row, rows
from tests.services.test_reminding import quiet_until
from tracker.core.standing import Standing
from tracker.services.delivering import deliver
from tracker.services.importing import import_plan
from tracker.services.people import Away, go_on_leave
from tracker.services.reminding import remind, rules_of
from tracker.services.reporting import status
from tracker.services.tracking import mark_done
from tracker.services.weekly import digests_of
from tracker.store.people import note_trouble
from tracker.store.state import set_state
from tracker.store.tables import DeliveryRow, ObligationRow, StateRow

MONDAY = date(2024, 5, 27)


@pytest.fixture
def office(tmp_path, database_url):
    """An office that has its plan, with the letter of the week."""
    app = open_office(tmp_path, database=database_url, weekly="true")
    import_plan(app, PLAN)
    quiet_until(app, MONDAY)
    yield app
    app.close()


def digests(session, app, day):
    return digests_of(session, app, day, rules_of(session, app, day))


def week_of(app, address):
    with app.store.write() as session:
        set_state(session, "weekly_told", "")
        return {one.person.address: one.week.units for one in digests(session, app, MONDAY)}[address]


def letters(app, day):
    return {letter.recipient for letter in rows(app, DeliveryRow, slot_on=day)}


def test_heads_and_leaders_are_told_on_the_first_working_day(office):
    remind(office)
    assert letters(office, MONDAY) >= {MINH, HUNG}
    assert row(office, StateRow, name="weekly_told").value == "2024-W22"
    assert row(office, DeliveryRow, recipient=HUNG).dedup_key == f"weekly|{HUNG}|2024-W22"


def test_the_week_is_told_once_however_often_and_wherever_it_is_planned(office):
    for day, hour in ((27, 8), (27, 15), (28, 8), (29, 8)):
        remind(at(office, date(2024, 5, day), hour))
    weekly = [one.recipient for one in rows(office, DeliveryRow) if one.dedup_key.startswith("weekly|")]
    assert max(Counter(weekly).values()) == 1
    remind(at(office, date(2024, 6, 3)))
    assert row(office, StateRow, name="weekly_told").value == "2024-W22 2024-W23"


@pytest.mark.parametrize(("back_on", "is_told"), [(date(2024, 5, 29), True), (date(2024, 5, 30), False)])
def test_a_late_week_is_told_for_two_days_and_then_left_to_the_next(office, back_on, is_told):
    remind(at(office, back_on))
    assert (HUNG in letters(office, back_on)) is is_told


def test_the_counts_are_those_of_the_status(office):
    with office.store.write() as session:
        told = {digest.person.address: digest.week for digest in digests(session, office, MONDAY)}
    units = status(office, MONDAY, days=7, limit=1).units
    assert {unit.unit: unit.counts for unit in told[HUNG].units} == units
    assert {unit.unit for unit in told[MINH].units} < units.keys()
    assert sum(unit.counts[Standing.ON_TIME] for unit in told[HUNG].units) > 0


def test_it_counts_the_letters_of_seven_days(office):
    remind(office)
    deliver(office)
    left = len(rows(office, DeliveryRow, state="sent"))
    at(office, date(2024, 6, 3))
    with office.store.write() as session:
        week = digests(session, office, date(2024, 6, 3))[0].week
    assert (week.sent, week.failed, week.waiting) == (left, 0, 0)


def test_a_head_with_duties_of_the_day_has_one_letter(office):
    """The head of a late duty is told of it and of the week at once."""
    for day in (3, 4, 5, 6, 7, 10):
        at(office, date(2024, 6, day))
        remind(office)
        deliver(office)
    assert len(rows(office, DeliveryRow, recipient=MINH, slot_on=date(2024, 6, 10))) == 1
    assert max(Counter((one.recipient, one.slot_on) for one in rows(office, DeliveryRow)).values()) == 1


def test_what_has_no_duties_has_no_week(office):
    for duty in rows(office, ObligationRow, status="open"):
        mark_done(office, duty.id)
    remind(office)
    assert HUNG in letters(office, MONDAY)  # the duties that are done count as well


def test_who_stands_in_is_told_of_the_week(office):
    go_on_leave(office, HUNG, Away(MONDAY, MONDAY, MINH))
    remind(office)
    assert letters(office, MONDAY) & {HUNG, MINH} == {MINH}
    assert {unit.unit for unit in week_of(office, MINH)} > {"Ban TĐKT thành phố"}


def test_a_dead_address_has_no_week(office):
    with office.store.write() as session:
        for day in (20, 21, 22):
            note_trouble(session, HUNG, date(2024, 5, day), 550, "no such user", office.clock.now())
    remind(office)
    assert HUNG not in letters(office, MONDAY)

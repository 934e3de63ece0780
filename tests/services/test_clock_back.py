"""A clock that is set back, or was ahead: nothing is said twice, and nothing is lost."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.offices import LAN, NAM, at, days, outbox, row, rows
from tests.services.test_delivering import letter
from tests.services.test_reminding import quiet_until
from tracker.services import journal
from tracker.services.delivering import deliver
from tracker.services.reminding import remind
from tracker.store.outbox import claim, enqueue
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow

MONDAY = date(2024, 5, 27)
DUTY = "249-2024.12"  # due on Friday 31/5


def work(app, day, hour=8):
    remind(at(app, day, hour))
    deliver(app)


def letters(app):
    """Every letter that left, by person and day."""
    return Counter((one.recipient, one.slot_on) for one in rows(app, DeliveryRow, state="sent"))


def said(app, day):
    """What was said of the duty on a day: (recipient, kind, offset)."""
    of = {one.id for one in rows(app, DeliveryRow, slot_on=day, state="sent")}
    notices = rows(app, NoticeRow, obligation_id=DUTY)
    return {(one.recipient, one.kind, one.offset_days) for one in notices if one.delivery_id in of}


@pytest.fixture
def office(any_office):
    quiet_until(any_office, MONDAY)
    work(any_office, MONDAY)
    return any_office


@pytest.mark.parametrize("wrong", [date(2024, 5, 24), date(2024, 3, 1), date(2020, 1, 2)])
def test_a_clock_that_goes_wrong_into_the_past_repeats_nothing(office, wrong):
    before = letters(office)
    for _ in range(2):
        work(office, wrong)
        work(office, MONDAY, 9)
    assert letters(office) == before
    work(office, date(2024, 5, 29))
    assert said(office, date(2024, 5, 29)) == {(LAN, "lead", -2), (NAM, "lead", -2)}


@pytest.mark.parametrize("wrong", [date(2024, 6, 20), date(2025, 7, 1)])
def test_what_a_clock_said_ahead_of_time_is_said_again_on_its_day(office, wrong):
    work(office, wrong)
    for day in days(date(2024, 5, 28), date(2024, 6, 3)):
        work(office, day)
    assert said(office, date(2024, 5, 29)) == {(LAN, "lead", -2), (NAM, "lead", -2)}
    assert said(office, date(2024, 5, 31)) == {(LAN, "day", 0), (NAM, "day", 0)}
    assert said(office, date(2024, 6, 3)) == {(LAN, "overdue", 1), (NAM, "overdue", 1)}
    assert max(letters(office).values()) == 1
    assert len(outbox(office)) == sum(letters(office).values())


def test_a_letter_that_left_while_the_clock_was_set_back_is_known_to_have_left(office):
    """Its lease is of the wrong clock, its line in the journal of the right one; then the machine dies."""
    at(office, date(2025, 7, 1))
    with office.store.write() as session:
        enqueue(session, *letter(1, office.clock.now()))
        (held,) = claim(session, "sender", office.clock.now(), timedelta(minutes=30))
    at(office, MONDAY, 9)
    journal.append(journal.folder_of(office), held, office.clock.now())
    assert journal.replay(office) == 1
    assert row(office, DeliveryRow, id=held.id).state == "sent"


def test_what_waits_under_a_wrong_clock_is_taken_back(office):
    remind(at(office, date(2024, 6, 20)))  # nothing is sent
    for day in days(date(2024, 5, 28), date(2024, 6, 24)):
        work(office, day)
    assert {one.state for one in rows(office, DeliveryRow)} <= {"sent", "cancelled"}
    reasons = {one.reason for one in rows(office, NoticeRow, state="cancelled")}
    assert "clock" in reasons


def test_nobody_is_escalated_by_a_wrong_clock_without_a_day_to_answer(office):
    """Whoever is told late by a clock that is ahead is told first, alone."""
    work(office, date(2025, 7, 1))
    assert {one.level for one in rows(office, NoticeRow) if one.state == "sent"} == {0}


def test_an_hour_back_on_the_same_day_changes_nothing(office):
    before = letters(office)
    for hour in (5, 8, 9):
        work(office, MONDAY, hour)
    assert letters(office) == before
    assert row(office, ObligationRow, id=DUTY).due_version == 1

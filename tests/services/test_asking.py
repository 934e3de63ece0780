"""Every open obligation asked again, some at a time: none is left out, whatever cuts it short."""

from datetime import date

import pytest

from tests.offices import at, rows
from tests.services.test_reminding import MONDAY, quiet_until, spoken
from tracker.services import asking
from tracker.services.asking import ask_all_again, is_asking
from tracker.services.reminding import remind
from tracker.services.tracking import mark_done
from tracker.store.tables import ObligationRow

LATER = date(2026, 1, 1)
DONE = "249-2024.30"


@pytest.fixture
def silent(any_office, monkeypatch):
    """An office in which nobody is asked for long; four are many."""
    monkeypatch.setattr(asking, "BATCH", 4)
    quiet_until(any_office, MONDAY)
    at(any_office, MONDAY)
    remind(any_office)
    mark_done(any_office, DONE)
    with any_office.store.write() as session:
        for duty in rows(any_office, ObligationRow, status="open"):
            session.merge(duty).next_on = LATER
    return any_office


def asked(app):
    return sum(duty.next_on == app.today() for duty in rows(app, ObligationRow))


def begin(app):
    with app.store.write() as session:
        ask_all_again(session, app.today())


def is_under_way(app):
    with app.store.read() as session:
        return is_asking(session)


def stopping_after(turns):
    answers = iter([False] * turns)
    return lambda: next(answers, True)


def test_of_many_the_first_are_asked_and_the_rest_at_the_next_planning(silent):
    begin(silent)
    assert (asked(silent), is_under_way(silent)) == (4, True)
    remind(silent)
    assert not is_under_way(silent)
    assert LATER not in {duty.next_on for duty in rows(silent, ObligationRow)}
    assert {duty.next_on for duty in rows(silent, ObligationRow, id=DONE)} == {None}


def test_told_to_stop_between_two_batches_the_rest_is_owed(silent):
    begin(silent)
    report = remind(silent, stopping_after(4))  # two for the entries, then one before each batch
    assert (report.is_slot, asked(silent), is_under_way(silent)) == (False, 12, True)
    assert silent.watch.owes(silent.today())
    remind(silent)
    assert not is_under_way(silent)
    assert LATER not in {duty.next_on for duty in rows(silent, ObligationRow)}


def test_cut_off_in_a_batch_nothing_of_it_is_lost(silent, monkeypatch):
    begin(silent)

    def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(asking, "set_state", dies)
        with pytest.raises(KeyboardInterrupt):
            remind(silent)
    assert (asked(silent), is_under_way(silent)) == (4, True)
    remind(silent)
    assert LATER not in {duty.next_on for duty in rows(silent, ObligationRow)}


def test_by_other_ladders_the_same_is_said_whether_asked_at_once_or_by_and_by(any_office, monkeypatch):
    monkeypatch.setattr(asking, "BATCH", 4)
    quiet_until(any_office, MONDAY)
    remind(at(any_office, MONDAY))
    by_and_by = spoken(any_office, MONDAY)
    assert len(by_and_by) > 0
    asked_on = {duty.id: duty.next_on for duty in rows(any_office, ObligationRow)}
    monkeypatch.setattr(asking, "BATCH", 5000)
    begin(any_office)
    assert not is_under_way(any_office)
    assert remind(any_office).letters == 0
    assert {duty.id: duty.next_on for duty in rows(any_office, ObligationRow)} == asked_on

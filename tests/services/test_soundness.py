"""A database known to be damaged: nothing is planned from it, nothing is sent, and that is told once."""

from datetime import date

import pytest

from tests.offices import at, deliver, open_office, outbox, rows
from tracker.services.marks import INTEGRITY
from tracker.services.soundness import is_sound, refuse_damaged
from tracker.services.starting import start
from tracker.services.ticking import IDLE, tick
from tracker.store.state import set_state
from tracker.store.tables import DeliveryRow, StateRow

MONDAY, TUESDAY = date(2024, 5, 27), date(2024, 5, 28)
FLAW = "row 7 missing from index"


def look_found(app, found):
    with app.store.write() as session:
        set_state(session, INTEGRITY, found)


@pytest.fixture
def waiting(planned):
    """An office whose letters of a day wait to leave."""
    app = at(planned, MONDAY)
    tick(app)
    assert rows(app, DeliveryRow)
    return app


def test_nothing_is_sent_from_a_damaged_database(waiting):
    look_found(waiting, FLAW)
    assert deliver(waiting).sent == 0
    assert outbox(waiting) == []
    assert {letter.attempts for letter in rows(waiting, DeliveryRow)} == {0}


def test_nothing_is_planned_in_a_damaged_database(waiting):
    before = rows(waiting, DeliveryRow)
    look_found(waiting, FLAW)
    assert tick(at(waiting, TUESDAY)) == IDLE
    assert rows(waiting, DeliveryRow) == before


def test_when_it_is_put_right_everything_goes_on(waiting):
    look_found(waiting, FLAW)
    deliver(waiting)
    look_found(waiting, "ok")
    assert deliver(waiting).sent == len(rows(waiting, DeliveryRow))


def test_a_start_looks_for_itself_and_trusts_what_it_finds(waiting):
    look_found(waiting, FLAW)
    start(waiting)
    assert is_sound(waiting)


def test_a_database_server_looks_after_its_own_files(tmp_path, postgresql_url):
    app = open_office(tmp_path, database=postgresql_url)
    refuse_damaged(app)
    assert rows(app, StateRow, name=INTEGRITY) == []
    app.close()


def test_damage_is_told_once_and_so_is_its_end(waiting, caplog):
    look_found(waiting, FLAW)
    for _ in range(3):
        tick(at(waiting, TUESDAY))
        deliver(waiting)
    look_found(waiting, "ok")
    deliver(waiting)
    told = [record for record in caplog.records if record.name == "tracker.soundness"]
    assert [record.levelname for record in told] == ["CRITICAL", "WARNING"]
    assert FLAW in told[0].message

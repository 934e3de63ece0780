"""A database's file that is damaged: the service refuses to work with it, and says what to do."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from tests.daemon.conftest import ask, service
from tests.offices import PLAN, at, open_office, outbox, rows, write_config
from tracker.services.backing_up import back_up
from tracker.services.importing import import_plan
from tracker.services.ticking import tick
from tracker.store.tables import DeliveryRow

MONDAY = date(2024, 5, 27)
TRIAL = ("--today", "2024-05-27", "--no-web")
NOISE = b"\xa5" * 3000


@pytest.fixture
def office(tmp_path):
    """An office whose letters of a day wait to leave, and of whose database there is a copy."""
    app = at(open_office(tmp_path), MONDAY)
    import_plan(app, PLAN)
    tick(app)
    assert rows(app, DeliveryRow, state="ready")
    back_up(app)
    yield app
    app.close()


def harm(app, table):
    """Overwrite the middle of the one page that a table has; return the database's file."""
    app.store.dispose()
    path = app.config.paths.data / "tracker.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
        ((size,),) = connection.execute("PRAGMA page_size")
    with path.open("rb+") as file:
        file.seek((page - 1) * size + (size - len(NOISE)) // 2)
        file.write(NOISE)
    return path


def test_nothing_is_done_with_a_damaged_file(office, tmp_path):
    path = harm(office, "event")  # no letter asks for it
    config = write_config(tmp_path)
    with service(config, *TRIAL) as running:
        code = running.process.wait(20)
        running.wait_for("the database is damaged")
        assert "tracker restore" in running.wait_for("Keep this file as it is")
    assert code == 13
    assert outbox(office) == []
    assert NOISE in path.read_bytes()
    asked = ask(config, "status", "--check")
    assert asked.returncode == 2
    assert "The database is damaged" in asked.stdout
    assert "restore the last copy" in asked.stdout

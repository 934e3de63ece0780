"""One database behind an address: files, transactions, and what drivers say turned into errors."""

import sqlite3
import stat
from contextlib import closing
from datetime import datetime
from threading import Thread
from time import sleep

import pytest
import sqlalchemy as sa

from tests.store import samples
from tracker.errors import BusyError, StoreError
from tracker.store.answers import open_answers
from tracker.store.engine import hold, open_store
from tracker.store.plans import add_plan, load_plan
from tracker.store.schema import prepare
from tracker.store.state import get_state, set_state


def test_new_file_and_folder_are_private(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/var/tracker.db")
    prepare(store)
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "var").iterdir()} == {0o600}
    store.dispose()


def test_sqlite_keeps_what_was_committed_and_checks_references(sqlite_url):
    store = open_store(sqlite_url)
    with store.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    store.dispose()


def test_write_is_all_or_nothing(store):
    with store.write() as session:
        set_state(session, "kept", "1")
    with pytest.raises(sa.exc.DBAPIError), store.write() as session:  # noqa: PT012
        set_state(session, "lost", "1")
        session.exec(sa.text("SELECT * FROM no_such_table"))
    with store.read() as session:
        assert (get_state(session, "kept"), get_state(session, "lost")) == ("1", None)


def test_rolled_back_write_may_end_normally(store):
    with store.write() as session:
        add_plan(session, samples.plan())
        session.rollback()
    with store.read() as session:
        assert load_plan(session, "249-2024") is None


def test_reading_refuses_to_write(store):
    with pytest.raises(StoreError) as caught, store.read() as session:
        set_state(session, "name", "value")
    assert caught.value.key == "store.read_only"


def test_reading_shows_one_moment(store):
    with store.read() as reading:
        assert get_state(reading, "name") is None
        with store.write() as session:
            set_state(session, "name", "value")
        assert get_state(reading, "name") is None


def test_writer_that_waits_too_long_is_told_to_come_back(store):
    with store.write() as session:
        set_state(session, "name", "1")
    statement = "PRAGMA busy_timeout=50" if store.dialect == "sqlite" else "SET lock_timeout='50ms'"
    impatient = open_store(store.url)
    with impatient.engine.connect() as connection:
        connection.connection.driver_connection.execute(statement)
        connection.connection.driver_connection.commit()
    with store.write() as session:
        set_state(session, "name", "2")
        with pytest.raises(BusyError) as caught, impatient.write() as other:
            set_state(other, "name", "3")
    assert caught.value.key == "store.busy"
    impatient.dispose()


def test_only_one_holds_a_name(store):
    def find_or_add():
        with store.write() as session:
            hold(session, "import")
            if load_plan(session, "249-2024") is None:
                sleep(0.05)
                add_plan(session, samples.plan())
                added.append(1)

    added = []
    racers = [Thread(target=find_or_add) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert added == [1]


def test_days_and_instants_come_back_as_they_were(store):
    with store.write() as session:
        add_plan(session, samples.plan())
    with store.read() as session:
        row = load_plan(session, "249-2024")
    assert (row.imported_at, row.first_read_on) == (samples.NOW, samples.TODAY)
    assert row.imported_at.utcoffset().total_seconds() == 0


def test_naive_instants_are_refused(store):
    with pytest.raises(sa.exc.StatementError, match="timezone"), store.write() as session:
        add_plan(session, samples.plan(imported_at=datetime(2024, 5, 27)))  # noqa: DTZ001


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "finished"},
        {"kind": "undated"},
        {"status": "done", "done_on": None},
        {"task_id": 999},
    ],
)
def test_impossible_obligations_are_refused(store, changes):
    with pytest.raises(sa.exc.IntegrityError), store.write() as session:  # noqa: PT012
        first, *_ = samples.fill(session)
        session.add(samples.obligation(first, id="other", label="2", **changes))


@pytest.mark.parametrize("state", ["sending", "sent", "lost"])
def test_impossible_deliveries_are_refused(store, state):
    with pytest.raises(sa.exc.IntegrityError), store.write() as session:
        session.add(samples.delivery(state=state))


@pytest.mark.parametrize(
    "address", ["", "tracker.db", "mysql://host/name", "sqlite://", "sqlite:///:memory:"]
)
def test_address_of_no_known_kind_is_refused(address):
    with pytest.raises(StoreError) as caught:
        open_store(address)
    assert caught.value.key == "store.unknown_address"


@pytest.mark.parametrize("opening", [open_store, open_answers])
@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_password_is_in_no_error_and_no_name(opening, scheme):
    with (
        pytest.raises(StoreError) as caught,
        opening(f"{scheme}://me:s3cret@127.0.0.1:9/db").read() as session,
    ):
        session.connection()
    assert caught.value.key == "store.unreachable"
    assert "s3cret" not in f"{caught.value}{caught.value.__cause__}"
    assert "s3cret" not in repr(open_store(f"{scheme}://me:s3cret@127.0.0.1:9/db"))


@pytest.mark.parametrize("opening", [open_store, open_answers])
def test_broken_address_does_not_leak_its_password(opening):
    with pytest.raises(StoreError) as caught:
        opening("postgresql://me:s3%zzcret@host:p0rt/db")
    assert caught.value.key == "store.unknown_address"
    assert caught.value.__suppress_context__


def test_file_that_is_no_database_is_called_damaged(tmp_path):
    file = tmp_path / "tracker.db"
    file.write_bytes(b"no database at all, " * 100)
    with pytest.raises(StoreError) as caught:
        prepare(open_store(f"sqlite:///{file}"))
    assert caught.value.key == "store.damaged"


def test_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{tmp_path}/file/tracker.db")
    assert caught.value.key == "store.cannot_open"
    assert "file/tracker.db" in caught.value.facts["place"]


def test_busy_file_does_not_stop_answers(sqlite_url):
    store = open_store(sqlite_url)
    prepare(store)
    with store.write() as session, open_answers(sqlite_url) as answers:
        set_state(session, "name", "value")
        session.flush()
        assert answers.state("name") is None
    store.dispose()
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as plain:
        assert plain.execute("SELECT value FROM state").fetchall() == [("value",)]

"""Connections that are kept open between questions."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tracker.errors import StoreError
from tracker.store.engine import open_store
from tracker.store.lending import MOST_IDLE, Lending
from tracker.store.schema import prepare
from tracker.store.state import set_state


def note(store, value):
    with store.write() as session:
        set_state(session, "last_tick_at", value)


@pytest.fixture
def noted(store):
    prepare(store)
    note(store, "1")
    return store


@pytest.fixture
def lending(noted):
    lending = Lending(noted.url)
    yield lending
    lending.close()


def told(lending):
    with lending.answers() as answers:
        return answers.state("last_tick_at")


def test_every_question_is_answered_as_of_its_own_moment(noted, lending):
    assert told(lending) == "1"
    note(noted, "2")
    assert told(lending) == "2"
    with lending.answers() as answers:
        assert answers.state("last_tick_at") == "2"
        note(noted, "3")
        assert answers.state("last_tick_at") == "2"  # one moment within one loan


def test_a_connection_is_used_again(lending):
    with lending.answers() as first:
        pass
    with lending.answers() as second, lending.answers() as third:
        assert second is first
        assert third is not first


def test_after_an_error_a_connection_is_not_lent_again(lending):
    with pytest.raises(KeyError), lending.answers() as first:
        raise KeyError
    with lending.answers() as second:
        assert second is not first


def test_few_wait_and_many_may_ask(lending):
    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(lambda _: told(lending), range(200))) == {"1"}
    assert 1 <= len(lending._idle) <= MOST_IDLE


def test_what_waits_holds_no_moment_fast(noted, lending):
    if noted.dialect != "sqlite":
        pytest.skip("of SQLite's log")
    assert told(lending) == "1"
    note(noted, "2")
    with noted.engine.connect() as connection:
        busy, *_ = connection.connection.driver_connection.execute(
            "PRAGMA wal_checkpoint(TRUNCATE)"
        ).fetchone()
    assert busy == 0


def test_a_database_that_was_put_in_place_of_another_is_read(sqlite_url, tmp_path):
    store = open_store(sqlite_url)
    prepare(store)
    note(store, "old")
    lending = Lending(sqlite_url)
    assert told(lending) == "old"
    store.dispose()
    other = open_store(f"sqlite:///{tmp_path}/other.db")
    prepare(other)
    note(other, "new")
    other.dispose()
    for rest in ("-wal", "-shm"):
        (tmp_path / f"tracker.db{rest}").unlink(missing_ok=True)
    (tmp_path / "other.db").replace(tmp_path / "tracker.db")
    assert told(lending) == "new"
    lending.close()


def test_without_a_database_there_is_nothing_to_lend(tmp_path):
    with pytest.raises(StoreError), Lending(f"sqlite:///{tmp_path}/none.db").answers():
        pass

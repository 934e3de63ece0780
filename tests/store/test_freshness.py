"""Whether anything can have been written since."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.store.engine import open_store
from tracker.store.freshness import Freshness
from tracker.store.schema import prepare
from tracker.store.state import get_state, set_state

NOW = datetime(2024, 5, 27, 1, tzinfo=UTC)


def now():
    return NOW


@pytest.fixture
def fresh(sqlite_url):
    store = open_store(sqlite_url)
    prepare(store)
    found = Freshness(sqlite_url, now)
    yield store, found
    found.close()
    store.dispose()


def test_the_mark_stays_while_nobody_writes(fresh):
    store, freshness = fresh
    before = freshness.mark()
    with store.read() as session:
        assert get_state(session, "last_tick_at") is None
    assert freshness.mark() == before


def test_the_mark_changes_with_every_commit_of_others(fresh):
    store, freshness = fresh
    marks = [freshness.mark()]
    for number in range(3):
        with store.write() as session:
            set_state(session, "last_tick_at", str(number))
        marks.append(freshness.mark())
    assert len(set(marks)) == 4


def test_a_database_that_was_put_in_place_of_another_is_noticed(fresh, tmp_path):
    _, freshness = fresh
    before = freshness.mark()
    path = tmp_path / "tracker.db"
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    copy.replace(path)
    assert freshness.mark() != before


def test_without_a_database_nothing_can_be_told(tmp_path):
    freshness = Freshness(f"sqlite:///{tmp_path}/none.db", now)
    assert freshness.mark() is None
    assert not (tmp_path / "none.db").exists()


def test_what_is_no_database_cannot_be_told_either(tmp_path):
    (tmp_path / "x.db").write_bytes(b"no database" * 1000)
    assert Freshness(f"sqlite:///{tmp_path}/x.db", now).mark() is None


def test_on_postgresql_each_second_counts_as_a_change():
    moments = [NOW + timedelta(milliseconds=step) for step in (0, 999, 1000)]
    freshness = Freshness("postgresql://host/name", iter(moments).__next__)
    marks = [freshness.mark() for _ in moments]
    assert marks[0] == marks[1] != marks[2]

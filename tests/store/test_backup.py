"""Copies of a database: whole, private, verified, and never half in their place."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.offices import ROOT
from tests.store import samples
from tracker.errors import BusyError, StoreError
from tracker.store.answers import open_answers
from tracker.store.backup import (
    contents_of,
    copy_database,
    drafted,
    put_in_place,
    quick_check,
    taken_out,
    verified,
)
from tracker.store.engine import open_store
from tracker.store.revision import HEAD
from tracker.store.schema import prepare
from tracker.store.state import get_state, set_state

WRITES = """
import sys
from tracker.store.engine import open_store
from tracker.store.state import set_state
store = open_store(sys.argv[1])
number = 0
while True:
    number += 1
    with store.write() as session:
        set_state(session, f"name {number}", "x" * 2000)
    print(number, flush=True)
"""


@pytest.fixture
def database(tmp_path):
    """A small database, its file open and its last changes in the log beside it."""
    path = tmp_path / "tracker.db"
    store = open_store(f"sqlite:///{path}")
    prepare(store)
    with store.write() as session:
        samples.fill(session)
    yield path, store
    store.dispose()


@pytest.fixture
def writer(database):
    """A process that writes without pause; its lines are what it has committed."""
    path, _ = database
    command = [sys.executable, "-c", WRITES, f"sqlite:///{path}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "1\n"
        yield process
        process.kill()


def names(folder):
    return {path.name for path in folder.iterdir()}


def state(path, name):
    store = open_store(f"sqlite:///{path}")
    with store.read() as session:
        found = get_state(session, name)
    store.dispose()
    return found


def harm(path):
    """Overwrite the middle of a database's file."""
    with path.open("rb+") as file:
        file.seek(path.stat().st_size // 2)
        file.write(os.urandom(path.stat().st_size // 4))


def test_copy_holds_what_was_committed_and_only_its_owner_may_read_it(database, tmp_path):
    path, _ = database
    contents = copy_database(path, tmp_path / "copies.db")
    assert (contents.revision, contents.plans, contents.obligations) == (HEAD, 1, 2)
    assert contents.changed_at == samples.NOW
    assert stat.S_IMODE((tmp_path / "copies.db").stat().st_mode) == 0o600
    with open_answers(f"sqlite:///{tmp_path / 'copies.db'}") as answers:
        assert len(answers.obligations()) == 2
    assert verified(tmp_path / "copies.db") == contents


def test_copy_is_one_file_that_a_folder_without_writing_can_hold(database, tmp_path):
    path, _ = database
    folder = tmp_path / "stick"
    folder.mkdir()
    copy_database(path, folder / "copy.db")
    assert names(folder) == {"copy.db"}
    assert (folder / "copy.db").read_bytes()[18:20] == b"\x01\x01"  # no log is needed to open it
    verified(folder / "copy.db")
    assert names(folder) == {"copy.db"}


def test_copy_replaces_an_older_one(database, tmp_path):
    path, store = database
    copy_database(path, tmp_path / "copy.db")
    with store.write() as session:
        set_state(session, "name", "new")
    copy_database(path, tmp_path / "copy.db")
    assert state(tmp_path / "copy.db", "name") == "new"


def test_progress_reaches_its_end(database, tmp_path):
    told = []
    copy_database(database[0], tmp_path / "copy.db", lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] > 10


def test_copying_that_is_broken_off_leaves_nothing(database, tmp_path):
    path, _ = database

    def stop(_done, _all):
        raise KeyboardInterrupt

    before = names(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        copy_database(path, tmp_path / "copy.db", stop)
    assert names(tmp_path) == before


def test_writers_go_on_and_the_copy_shows_one_moment(database, writer, tmp_path):
    path, _ = database
    held, seen = [], []

    def watch(done, _all):
        if not seen:
            held.append(int(writer.stdout.readline()))
        seen.append(done)
        writer.stdout.readline()  # somebody commits between any two steps

    for number in range(3):
        seen.clear()
        copy_database(path, tmp_path / f"{number}.db", watch)
        assert seen == sorted(seen), "it never begins anew"
    assert held == sorted(held)


def test_damaged_database_is_not_copied(database, tmp_path):
    path, store = database
    store.dispose()
    harm(path)
    assert quick_check(path) != "ok"
    with pytest.raises(StoreError) as caught:
        copy_database(path, tmp_path / "copy.db")
    assert (caught.value.key, caught.value.facts["place"]) == ("store.damaged", str(path))
    assert not [name for name in names(tmp_path) if "copy" in name]


def test_broken_reference_is_damage(database, tmp_path):
    path, store = database
    store.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM task")
        connection.commit()
    assert quick_check(path) == "ok"
    with pytest.raises(StoreError, match=r"store\.damaged"):
        copy_database(path, tmp_path / "copy.db")


@pytest.mark.parametrize(
    ("content", "key"), [(b"no database, only words", "store.damaged"), (b"", "store.foreign")]
)
def test_other_files_are_no_databases(tmp_path, content, key):
    (tmp_path / "file").write_bytes(content)
    for look in (verified, contents_of, lambda path: copy_database(path, tmp_path / "copy")):
        with pytest.raises(StoreError) as caught:
            look(tmp_path / "file")
        assert caught.value.key == key
    assert names(tmp_path) == {"file"}


def test_missing_database_is_not_made(tmp_path):
    with pytest.raises(StoreError, match=r"store\.missing"):
        copy_database(tmp_path / "none.db", tmp_path / "copy.db")
    assert names(tmp_path) == set()


def test_sound_database_is_sound(database):
    assert quick_check(database[0]) == "ok"


def test_database_taken_out_keeps_its_last_changes_under_its_other_name(database, tmp_path):
    path, store = database
    copy_database(path, tmp_path / "copy.db")
    with store.write() as session:
        set_state(session, "name", "only in the log")
    store.engine.dispose()
    with drafted(tmp_path / "copy.db", path) as (draft, _), taken_out(path, tmp_path / "aside.db"):
        put_in_place(draft, path)
    assert names(tmp_path) == {"tracker.db", "aside.db", "copy.db"}
    assert state(tmp_path / "aside.db", "name") == "only in the log"
    assert state(path, "name") is None


def test_database_in_use_is_not_taken_out(database, tmp_path):
    path, store = database
    with store.read() as session:
        get_state(session, "name")
        with pytest.raises(BusyError) as caught, taken_out(path, tmp_path / "aside.db"):
            pytest.fail("somebody reads")
    assert caught.value.key == "restore.in_use"
    assert "aside.db" not in names(tmp_path)


def test_what_is_not_replaced_is_put_back(database, tmp_path):
    path, store = database
    with store.write() as session:
        set_state(session, "name", "value")
    store.dispose()
    with pytest.raises(KeyboardInterrupt), taken_out(path, tmp_path / "aside.db"):
        raise KeyboardInterrupt
    assert names(tmp_path) == {path.name}
    assert state(path, "name") == "value"


def test_damaged_database_is_taken_out_with_its_log(tmp_path):
    path = tmp_path / "tracker.db"
    files = {"tracker.db": b"ruined" * 1000, "tracker.db-wal": b"log", "tracker.db-shm": b"index"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    seen = []
    with pytest.raises(ZeroDivisionError), taken_out(path, tmp_path / "aside.db"):
        seen.append(1 / len(names(tmp_path) - {"tracker.db", "aside.db", "aside.db-wal", "aside.db-shm"}))
    assert names(tmp_path) == files.keys()
    kept = {"tracker.db", "tracker.db-wal"}  # the third is an index of the second and made anew
    assert {name: (tmp_path / name).read_bytes() for name in kept} == {name: files[name] for name in kept}


@pytest.mark.parametrize("round_", range(3))
def test_no_acknowledged_row_is_missing_from_what_a_power_cut_leaves(database, writer, tmp_path, round_):
    """The file and its log as they are at some moment, while a process writes: what was said to be kept is there."""
    path, _ = database
    for number in range(12):
        time.sleep(0.01 * (round_ + number % 4))
        kept = int(writer.stdout.readline())
        folder = tmp_path / f"cut{number}"
        folder.mkdir()
        _copy_as_a_power_cut_would(path, folder)
        store = open_store(f"sqlite:///{folder / path.name}")
        with store.read() as session:
            assert get_state(session, f"name {kept}") is not None
        store.dispose()
        assert quick_check(folder / path.name) == "ok"


def _copy_as_a_power_cut_would(path: Path, folder: Path) -> None:
    """Copy the file and its log at one moment: a checkpoint between the two would be seen by neither."""
    while True:
        before = _checkpoints(path)
        for name in (path.name, f"{path.name}-wal"):
            (folder / name).write_bytes((path.parent / name).read_bytes())
        if _checkpoints(path) == before:
            return


def _checkpoints(path: Path) -> tuple[int, bytes]:
    """What changes with every checkpoint: the file's own time, and the head of the log."""
    with Path(f"{path}-wal").open("rb") as log:
        return path.stat().st_mtime_ns, log.read(32)

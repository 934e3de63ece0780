"""Copying and putting back from the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offices import PLAN, ROOT
from tests.store.test_backup import harm

DATABASE = Path("var/tracker.sqlite3")

HOLDS = """
import sys
from pathlib import Path
from tracker.instance import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_without_a_name_the_copy_goes_where_the_nightly_ones_are(planned):
    answer = planned("backup", "--json")
    assert answer.code == 0, answer.err
    found = json.loads(answer.out)
    assert Path(found["path"]).parent == Path("var/backups").absolute()
    assert found["size"] == Path(found["path"]).stat().st_size
    assert found["contents"]["obligations"] == 35
    assert Path(found["path"]).stat().st_mode & 0o777 == 0o600


def test_copy_over_another_file_needs_a_yes(planned):
    assert planned("backup", "copy.db").code == 0
    refused = planned("--lang", "en", "backup", "copy.db")
    assert (refused.code, "--yes" in refused.err) == (2, True)
    assert planned("backup", "copy.db", "--yes").code == 0


def test_postgresql_has_its_own_tools(planned, monkeypatch):
    monkeypatch.setenv("TRACKER_DATABASE_URL", "postgresql://me:s3cret@127.0.0.1:9/db")
    for command in (("backup",), ("restore", "copy.db", "--yes")):
        answer = planned(*command)
        assert (answer.code, "pg_dump" in answer.err) == (2, True)
        assert "s3cret" not in answer.out + answer.err


def test_restore_shows_what_goes_and_asks(planned, monkeypatch):
    planned("backup", "copy.db")
    planned("done", "249-2024.14", "--evidence", "35/BC")
    before = DATABASE.read_bytes()
    monkeypatch.setattr(sys, "stdin", None)  # nobody is there
    unanswered = planned("--lang", "en", "restore", "copy.db")
    assert unanswered.code == 2
    assert "Last change" in unanswered.err
    assert DATABASE.read_bytes() == before
    answer = planned("restore", "copy.db", "--yes", "--json")
    found = json.loads(answer.out)
    assert Path(found["aside"]).is_file()
    assert found["contents"]["obligations"] == 35
    assert "35/BC" not in planned("show", "249-2024.14", "--json").out


def test_restore_under_a_running_service_names_it(planned):
    planned("backup", "copy.db")
    command = [sys.executable, "-c", HOLDS, "var/daemon.lock"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as service:
        service.stdout.readline()
        answer = planned("restore", "copy.db", "--yes")
        service.stdin.close()
    assert (answer.code, str(service.pid) in answer.err) == (75, True)


def test_interrupted_restore_is_made_once_more(planned):
    planned("backup", "copy.db")
    assert planned("restore", "copy.db", "--yes").code == 0
    assert planned("restore", "copy.db", "--yes").code == 0
    assert planned("status", "--as-of", "2024-05-27").code == 0
    assert len(list(Path("var").glob("*before-restore*"))) == 2


@pytest.fixture
def damaged(planned):
    """An office whose database was damaged after a copy was made."""
    copy = json.loads(planned("backup", "--json").out)["path"]
    harm(DATABASE)
    return planned, copy


COMMANDS = [
    ("status",),
    ("list",),
    ("show", "249-2024.14"),
    ("done", "249-2024.14"),
    ("import", PLAN, "--yes"),
    ("outbox",),
    ("feeds",),
    ("serve",),
    ("run",),
    ("backup",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_names_the_copy_to_restore_and_keeps_the_damaged_file(damaged, command):
    run, copy = damaged
    before = DATABASE.read_bytes()
    answer = run(*command)
    assert answer.code == 13
    assert f"tracker restore {copy}" in answer.err
    assert DATABASE.read_bytes() == before
    assert not list(Path().glob("var/outbox/*"))


def test_restore_mends_it(damaged):
    run, copy = damaged
    assert run("restore", copy, "--yes").code == 0
    assert run("status", "--as-of", "2024-05-27").code == 0


def test_without_a_copy_none_is_named(planned):
    harm(DATABASE)
    answer = planned("--lang", "en", "status")
    assert (answer.code, "latest backup" in answer.err) == (13, True)


def test_progress_is_shown_to_a_person(screen):
    assert "100%" in screen(100, "backup", "copy.db")


def test_names_of_files_cannot_speak_to_the_terminal(planned):
    answer = planned("backup", "a\x1b]0;title\x07b\nc.db")
    assert answer.code == 0
    assert "\x1b" not in answer.out + answer.err
    assert len(answer.out.splitlines()) == 2

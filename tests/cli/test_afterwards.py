"""After a deed the calendars show it, with a service and without one."""

import fcntl
import json
import os
import shutil
import socket
import sqlite3
import time
from contextlib import closing
from datetime import date
from io import StringIO
from urllib.request import urlopen

import pytest

from tests.offices import PLAN, ROOT, corrected, line_of, write_config
from tests.published import events, uid
from tests.services.plans import TASKS, changed, write_plan
from tracker.app import open_app
from tracker.services.publishing import publish

DUTY = "249-2024.12"
NAME = "Sở Công Thương"
SWAP = ("calendar", "add-swap", "--off", "2024-06-28", "--work", "2024-06-22", "--basis", "CV 99", "--yes")
MOVED = (line_of(12), line_of(12).replace("tháng 5", "tháng 7"))
TRIAL = ("--lang", "en", "run", "--today", "2024-05-27")


def issue(run, *arguments):
    answer = run("feeds", *arguments, "--json")
    assert answer.code == 0, answer.err
    return json.loads(answer.out)["feed"]


def polled(feed):
    with urlopen(feed["address"]) as answer:
        return answer.read()


def waiting(office, today=None):
    """How many entries are still to be rendered."""
    with closing(open_app(office / "config.toml", os.environ, today=today)) as app:
        return publish(app).events


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def subscribed(run, office):
    """An office with its own copy of the calendars, its plan, and a feed of it."""
    shutil.copytree(ROOT / "calendars", office / "calendars")
    write_config(office, calendars='"calendars"')
    assert run("import", PLAN, "--yes").code == 0
    issue(run, "create", "plan", "249-2024")
    return run


def test_a_server_without_the_service_shows_what_commands_change(program, subscribed, office, free_port):
    write_config(office, port=str(free_port), calendars='"calendars"')
    feed = issue(subscribed, "rotate", next(iter(slugs(subscribed))), "--yes")
    with program("--lang", "en", "serve") as server:
        server.wait_for("Serving calendars")
        before = polled(feed)
        assert subscribed("done", DUTY, "--on", "2024-05-30").code == 0
        after = polled(feed)
        assert subscribed("reopen", DUTY).code == 0
        again = polled(feed)
        server.stop()
    assert len({before, after, again}) == 3


def slugs(run):
    return [feed["slug"] for feed in json.loads(run("feeds", "--json").out)["feeds"]]


DEEDS = {
    "done": [("done", DUTY)],
    "reopen": [("done", DUTY), ("reopen", DUTY)],
    "undo": [("undo", "249-2024", "--yes")],
    "roll": [("roll", "249-2024", "next", "--basis", "x", "--yes")],
    "apply": [SWAP, ("calendar", "apply", "--yes")],
}


@pytest.mark.parametrize("deeds", DEEDS.values(), ids=DEEDS)
def test_no_deed_leaves_entries_to_be_rendered(subscribed, office, deeds):
    for deed in deeds:
        assert subscribed(*deed).code == 0
    assert waiting(office) == 0


def test_an_import_leaves_nothing_either(subscribed, office):
    assert subscribed("import", corrected(office, MOVED), "--yes").code in {0, 1}
    assert waiting(office) == 0


def test_units_are_named_in_calendars_once_they_are_added(subscribed, office):
    assert subscribed("import", write_plan(office, changed(1, lead=NAME)), "--yes").code in {0, 1}
    assert subscribed("units", "add", NAME, "--yes").code == 0
    assert waiting(office) == 0


@pytest.mark.parametrize("typed", [None, "d\n14/6/2024\nCV 15\nq\n"], ids=["one", "walk"])
def test_answers_of_a_review_are_published(subscribed, office, monkeypatch, typed):
    subscribed("import", write_plan(office, TASKS), "--yes")
    if typed is None:
        answer = ("--task", "4", "--date", "2024-06-14", "--reason", "CV 15")
        assert subscribed("review", "12-2024", *answer).code == 0
    else:
        monkeypatch.setattr("sys.stdin", StringIO(typed))
        subscribed("review", "12-2024")
    assert "2024-06-14" in subscribed("show", "12-2024.04", "--json").out
    assert waiting(office) == 0


@pytest.mark.parametrize(
    "preview", [("undo", "249-2024", "--dry-run"), ("import", PLAN, "--dry-run"), ("status",)]
)
def test_who_only_looks_publishes_nothing(subscribed, office, preview):
    forget_what_was_published(office)
    assert subscribed(*preview).code == 0
    assert waiting(office) == 35


def test_without_a_feed_nothing_is_published(planned, office):
    assert planned("done", DUTY).code == 0
    assert waiting(office) == 35


def forget_what_was_published(office):
    """Leave the database as an upgrade does: entries that wait to be rendered."""
    with closing(sqlite3.connect(office / "var" / "tracker.sqlite3")) as connection, connection:
        connection.execute("UPDATE obligation SET event_rendered_at = NULL")


def test_an_upgrade_ends_with_a_publishing(subscribed, office):
    forget_what_was_published(office)
    assert subscribed("check", "--migrate").code == 0
    assert waiting(office) == 0


def test_a_service_publishes_by_its_own_clock(program, subscribed, office, free_port):
    write_config(office, port=str(free_port), calendars='"calendars"')
    with program(*TRIAL) as service:
        service.wait_for("Letters:")
        settled(office)
        feed = issue(subscribed, "create", "plan", "249-2024")
        first = polled(feed)
        assert subscribed("done", "249-2024.30", "--on", "2024-05-20").code == 0
        later = issue(subscribed, "create", "office")
        others = {name: entry for name, entry in events(polled(feed)).items() if name != uid(30)}
        assert others == {name: entry for name, entry in events(first).items() if name != uid(30)}
        assert polled(later).count(b"BEGIN:VEVENT") == 35, "of the trial's year"
        service.stop()


def settled(office):
    """Wait until the service has published."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with closing(sqlite3.connect(office / "var" / "tracker.sqlite3")) as connection:
            found = connection.execute("SELECT value FROM state WHERE name = 'published_on'").fetchone()
        if found == ("2024-05-27",):
            return
        time.sleep(0.05)
    raise AssertionError("the service did not publish")


def test_the_next_morning_a_new_feed_shows_everything(subscribed, office):
    with closing(open_app(office / "config.toml", os.environ, today=date(2026, 1, 5))) as yesterday:
        publish(yesterday)
    assert subscribed("import", corrected(office, MOVED), "--yes").code in {0, 1}
    issue(subscribed, "create", "quarter", "2024-Q3")
    assert waiting(office) == 0


def test_a_busy_database_costs_no_address(subscribed, office, monkeypatch):
    monkeypatch.setattr("tracker.store.engine._PRAGMAS", ("busy_timeout=100", "foreign_keys=ON"))
    monkeypatch.setattr("tracker.cli.afterwards.is_held", blocking(office))
    made = subscribed("--lang", "en", "feeds", "create", "office")
    assert made.code == 0
    assert "/f/" in made.out
    assert made.err.count("\n") == 1
    assert "The database is busy, so the feeds are not up to date yet" in made.err


def blocking(office):
    """Between a deed and what comes afterwards, let another program begin to write."""
    held = []

    def look(_path):
        held.append(sqlite3.connect(office / "var" / "tracker.sqlite3", isolation_level=None))
        held[0].execute("BEGIN IMMEDIATE")
        return False

    return look


def test_a_lock_left_behind_is_no_service(subscribed, office):
    lock = office / "var" / "daemon.lock"
    lock.write_text("1")
    assert subscribed("done", DUTY).code == 0
    assert waiting(office) == 0
    with lock.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert subscribed("reopen", DUTY).code == 0
    assert waiting(office) > 0

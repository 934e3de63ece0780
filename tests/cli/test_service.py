"""The service as a process: what it prints, serves and writes, and how it stops."""

import json
import os
import pty
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.offices import PLAN, ROOT, write_config

TRIAL = ("--lang", "en", "run", "--today", "2024-05-27")


def address_in(line):
    return line[line.index("http") :].strip()


@pytest.fixture
def port(office):
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = free.getsockname()[1]
    write_config(office, port=str(number))
    return number


def issue(run, *arguments):
    answer = run("feeds", *arguments, "--json")
    assert answer.code == 0, answer.err
    return json.loads(answer.out)["feed"]


def status(address):
    try:
        with urlopen(address) as answer:
            return answer.status
    except HTTPError as refusal:
        return refusal.code


def test_a_trial_day_serves_the_calendar_and_writes_letters(program, run, office, port):
    with program(*TRIAL) as service:
        service.wait_for("Letters: 3 new, 3 sent")
        feed = issue(run, "create", "plan", "249-2024")
        with urlopen(feed["address"]) as answer:
            data = answer.read()
        assert data.count(b"BEGIN:VEVENT\r\n") == 35
        assert status(feed["page"]) == 200
        with urlopen(address_in(service.wait_for("/health"))) as page:
            assert page.status == 200
        assert len(list((office / "var" / "outbox").glob("*.eml"))) == 3
        assert "TRIAL" in "".join(service.lines)
        code, seconds = service.stop(signal.SIGTERM)
    assert code == 0
    assert seconds < 2


def test_without_a_trial_day_a_past_plan_is_said_once_and_floods_nobody(program, office, port):
    with program("--lang", "en", "run") as service:
        service.wait_for("Letters: 0 new, 0 sent")
        code, _ = service.stop(signal.SIGINT)
        assert code == 0
        assert len([line for line in service.lines if "wholly in the past" in line]) == 1
    assert not list((office / "var").glob("outbox/*.eml"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_from_its_first_moment(program, port, number):
    with program(*TRIAL) as service:
        wait_until_it_hears(service.process.pid)
        code, seconds = service.stop(number)
    assert code == 0
    assert seconds < 5


def wait_until_it_hears(pid):
    """Until SIGTERM is caught: before, the interpreter itself is still starting."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        caught = re.search(r"SigCgt:\s*(\w+)", Path(f"/proc/{pid}/status").read_text())[1]
        if int(caught, 16) >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.01)
    raise AssertionError("it does not listen")


def test_a_second_service_gives_way_and_names_the_first(program, run, port):
    with program(*TRIAL) as service:
        service.wait_for("Letters:")
        answer = run("--lang", "en", "run")
        assert answer.code == 75
        assert str(service.process.pid) in answer.err


def test_a_busy_port_is_told_before_any_letter_leaves(office, port):
    with socket.create_server(("127.0.0.1", port)):
        finished = subprocess.run(
            [sys.executable, "-c", "from tracker.cli import program; program()", *TRIAL],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert finished.returncode == 10
    assert str(port) in finished.stderr
    assert not list((office / "var").glob("outbox/*.eml"))


def test_a_service_that_nobody_watches_says_how_to_make_a_feed_and_shows_no_address(program, office, port):
    with program(*TRIAL) as service:
        service.wait_for("tracker feeds create office")
        service.wait_for("Letters:")
        service.stop()
    assert not [line for line in service.lines if "/f/" in line]


def test_a_person_at_the_terminal_is_shown_the_offices_address_once(office, port):
    shown = [said_on_a_terminal("tracker outbox", *TRIAL) for _ in range(2)]
    assert [len(set(re.findall(r"/f/[\w-]{43}/", text))) for text in shown] == [1, 0]


def said_on_a_terminal(until, *arguments):
    """Run the program on a terminal until it has said something; return all of it."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from tracker.cli import program; program()", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        text = ""
        while until not in text and process.poll() is None:
            text += os.read(ours, 65536).decode(errors="replace")
        process.terminate()
        process.wait(10)
    os.close(ours)
    return text


def test_the_feed_server_alone_serves_and_stops(program, planned, port):
    feed = issue(planned, "create", "plan", "249-2024")
    with program("--lang", "en", "serve") as server:
        line = server.wait_for("Serving calendars")
        assert status(f"http://127.0.0.1:{port}/health") in {200, 503}
        assert str(port) in line
        with urlopen(Request(feed["address"], headers={"User-Agent": "Evolution/3.46"})) as answer:
            assert answer.status == 200
        assert server.stop(signal.SIGINT)[0] == 0
    (listed,) = json.loads(planned("feeds", "--json").out)["feeds"]
    (client,) = listed["clients"]
    assert (client["client"], client["address"], client["times"]) == ("Evolution", "127.0.0.1", 1)
    assert listed["state"] == "fresh"


def test_the_feed_server_alone_refuses_a_database_that_it_cannot_read(run, office, port):
    missing = run("--lang", "en", "serve")
    assert missing.code == 13
    assert "tracker run" in missing.err
    assert run("import", PLAN, "--yes").code == 0
    with closing(sqlite3.connect(office / "var" / "tracker.sqlite3")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    older = run("--lang", "en", "serve")
    assert older.code == 13
    assert "tracker check --migrate" in older.err


def test_addresses_that_were_rotated_and_revoked_say_so_at_once(program, planned, port):
    feed = issue(planned, "create", "office")
    with program("--lang", "en", "serve") as server:
        server.wait_for("Serving calendars")
        assert status(feed["address"]) == 200
        later = issue(planned, "rotate", feed["slug"], "--yes")
        assert (status(feed["address"]), status(later["address"])) == (410, 200)
        issue(planned, "revoke", feed["slug"], "--yes")
        assert (status(later["address"]), status(later["page"])) == (410, 410)
        assert status(later["address"].replace("/f/", "/f/x")) == 404


def test_the_service_keeps_the_files_of_feeds_up_to_date(program, run, office, port):
    with program(*TRIAL) as service:
        service.wait_for("Letters:")
        feed = issue(run, "create", "office")
        service.stop()
    assert "/f/" not in "".join(service.lines)
    with program(*TRIAL) as service:
        service.wait_for("Letters:")
        assert appeared(office / "var" / "feeds" / f"{feed['slug']}.ics").startswith(b"BEGIN:VCALENDAR")
        service.stop()


def appeared(path, seconds=20):
    """The file's bytes, once the service's first publishing has laid it down."""
    until = time.monotonic() + seconds
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.1)
    return path.read_bytes()


def test_a_document_that_is_refused_at_the_start_stops_nothing(program, office, port):
    plans = office / "calendars" / "plans"
    plans.mkdir(parents=True)
    (plans / "draft.txt").write_text("only words\n", encoding="utf-8")
    (office / "calendars" / "days").symlink_to(ROOT / "calendars" / "days")
    write_config(office, port=str(port), calendars='"calendars"')
    with program("--lang", "en", "run") as service:
        service.wait_for("tracker read draft.txt")
        service.wait_for("Letters:")
        assert service.stop()[0] == 0

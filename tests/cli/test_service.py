"""The service as a process: what it prints, serves and writes, and how it stops."""

import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest

from tests.offices import ROOT, write_config

TRIAL = ("--lang", "en", "run", "--today", "2024-05-27")


def address_in(line):
    return line[line.index("http") :].strip()


@pytest.fixture
def port(office):
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = free.getsockname()[1]
    write_config(office, port=str(number))
    return number


def test_a_trial_day_serves_the_calendar_and_writes_letters(program, office, port):
    with program(*TRIAL) as service:
        service.wait_for("Letters: 3 new, 3 sent")
        with urlopen(address_in(service.wait_for("/f/"))) as feed:
            assert feed.read().startswith(b"BEGIN:VCALENDAR\r\n")
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
def test_it_stops_cleanly_in_its_first_second(program, port, number):
    with program(*TRIAL) as service:
        service.wait_for("TRIAL") if number is signal.SIGTERM else time.sleep(0.5)
        code, seconds = service.stop(number)
    assert code == 0
    assert seconds < 2


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


def test_the_feed_server_alone_serves_and_stops(program, planned, port):
    with program("--lang", "en", "serve") as server:
        line = server.wait_for("Serving calendars")
        with urlopen(f"http://127.0.0.1:{port}/health") as page:
            assert page.status in {200, 503}
        assert str(port) in line
        assert server.stop(signal.SIGINT)[0] == 0


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

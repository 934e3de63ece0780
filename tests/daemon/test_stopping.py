"""SIGTERM in every phase: nothing is broken off that must not be, and exit 0 soon."""

import signal
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.daemon.conftest import mail_config, service
from tests.offices import ROOT, open_office, rows
from tests.smtp import SILENCE, SmtpServer
from tracker.core.nodes import PREFIX
from tracker.store.tables import DeliveryRow, StateRow

TRIAL = ("--today", "2024-05-27")
SOON = 12  # seconds; the settings below allow fewer than the 45 of an office
PATIENT = {"stop_seconds": "10", "final_answer_seconds": "3"}


@pytest.fixture
def mail(tmp_path):
    (tmp_path / "smtp").mkdir()
    with SmtpServer(tmp_path / "smtp", tls=False, login=False) as server:
        yield server


def letters(folder, database=""):
    with closing(open_office(folder, database=database)) as app:
        return rows(app, DeliveryRow)


def wait_until(condition):
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA"])
def test_a_letter_before_its_final_dot_is_given_up(tmp_path, mail, free_port, phase):
    mail.script[phase].append(SILENCE)
    config = mail_config(tmp_path, mail.port, free_port, **PATIENT)
    with service(config, *TRIAL) as running:
        running.wait_for("Ctrl-C")
        wait_until(lambda: not mail.script[phase])
        code, seconds = running.stop()
    assert (code, mail.received) == (0, [])
    assert seconds < 5
    found = letters(tmp_path)
    assert {letter.state for letter in found} == {"ready"}
    assert {letter.attempts for letter in found} == {0}


def test_the_answer_to_a_final_dot_is_waited_for(tmp_path, mail, free_port):
    mail.script["FINAL"].append(SILENCE)
    config = mail_config(tmp_path, mail.port, free_port, **PATIENT)
    with service(config, *TRIAL) as running:
        running.wait_for("Ctrl-C")
        wait_until(lambda: mail.received)
        code, seconds = running.stop()
    assert code == 0
    assert 2.5 < seconds < SOON
    states = [letter.state for letter in letters(tmp_path)]
    assert states.count("sending") == 1
    assert states.count("ready") == len(states) - 1


def answer_slowly(mail, slow_phase):
    """Let the server's answers in a phase take a while; it talks to nobody else meanwhile."""
    answer = mail.next_answer

    def slowly(phase):
        if phase == slow_phase:
            time.sleep(1.5)
        return answer(phase)

    mail.next_answer = slowly


def stopped_amid_a_letter(folder, mail, port, database=""):
    """What a service that is told to stop amid its first letter leaves behind: exit code, seconds, letters."""
    config = mail_config(folder, mail.port, port, **PATIENT)
    environ = {"TRACKER_DATABASE_URL": database} if database else {}
    with service(config, *TRIAL, environ=environ) as running:
        running.wait_for("Ctrl-C")
        wait_until(lambda: "sending" in {letter.state for letter in letters(folder, database)})
        time.sleep(0.3)
        code, seconds = running.stop()
    return code, seconds, letters(folder, database)


def test_a_final_dot_that_is_answered_in_time_is_settled(tmp_path, mail, free_port):
    answer_slowly(mail, "FINAL")
    code, seconds, found = stopped_amid_a_letter(tmp_path, mail, free_port)
    assert code == 0
    assert seconds < SOON
    states = [letter.state for letter in found]
    assert (states.count("sent"), states.count("sending")) == (len(mail.received), 0)
    assert len(mail.received) == 1


@pytest.mark.parametrize(("phase", "sent"), [("DATA", 0), ("FINAL", 1)])
def test_one_of_many_services_leaves_nothing_to_a_lease(
    tmp_path, mail, free_port, postgresql_url, phase, sent
):
    """The others may take at once what it gave up, and know of what it sent."""
    answer_slowly(mail, phase)
    code, seconds, found = stopped_amid_a_letter(tmp_path, mail, free_port, postgresql_url)
    assert code == 0
    assert seconds < SOON
    assert len(mail.received) == sent
    assert sorted(letter.state for letter in found) == ["ready"] * (3 - sent) + ["sent"] * sent
    assert {letter.attempts for letter in found if letter.state == "ready"} == {0}
    with closing(open_office(tmp_path, database=postgresql_url)) as app:
        assert not [fact for fact in rows(app, StateRow) if fact.name.startswith(PREFIX)]


def test_a_mail_server_that_says_nothing_holds_nobody_up(tmp_path, free_port):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        config = mail_config(tmp_path, silent.getsockname()[1], free_port, **PATIENT)
        with service(config, *TRIAL) as running:
            running.wait_for("Ctrl-C")
            connection, _ = silent.accept()
            with connection:
                code, seconds = running.stop()
    assert code == 0
    assert seconds < 5
    assert {letter.state for letter in letters(tmp_path)} == {"ready"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_service_stops_at_once(tmp_path, mail, free_port, number):
    with service(mail_config(tmp_path, mail.port, free_port), *TRIAL) as running:
        running.wait_for("Letters: 3 new, 3 sent")
        code, seconds = running.stop(number)
    assert code == 0
    assert seconds < 2.5


@pytest.mark.parametrize("after", [0, 0.3, 0.8, 1.5])
def test_a_service_stops_while_it_starts(tmp_path, mail, free_port, after):
    with service(mail_config(tmp_path, mail.port, free_port), *TRIAL) as running:
        running.wait_for("TRIAL")
        time.sleep(after)
        code, seconds = running.stop()
    assert code == 0
    assert seconds < 5


def test_a_second_signal_ends_at_once(tmp_path, mail, free_port):
    mail.script["FINAL"].append(SILENCE)
    config = mail_config(tmp_path, mail.port, free_port, final_answer_seconds="20")
    with service(config, *TRIAL) as running:
        running.wait_for("Ctrl-C")
        wait_until(lambda: mail.received)
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        code, seconds = running.stop()
    assert code == 128 + signal.SIGTERM
    assert seconds < 1


HELD = """
import sqlite3
from tracker.cli.signals import ending_within, heard
with heard() as asked, ending_within(asked, 0.5):
    print("held", flush=True)
    sqlite3.connect(":memory:").execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
    )
"""


def test_one_statement_that_takes_for_ever_does_not_keep_it():
    """Python runs no handler while the main thread waits for a database."""
    with subprocess.Popen([sys.executable, "-c", HELD], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        try:
            assert process.wait(5) == 0
        finally:
            process.kill()

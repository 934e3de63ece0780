"""Letters leave: once, with the same bytes at every attempt, or visibly not."""

import random
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes

import pytest

from tests.offices import ROOT, at, later, open_office, outbox, row, rows, texts
from tests.smtp import HANG_UP, PASSWORD, USER, SmtpServer
from tracker.core.mail import OnAmbiguous
from tracker.services.checking import check
from tracker.services.delivering import deliver, recover
from tracker.services.importing import import_plan
from tracker.services.reminding import remind
from tracker.services.starting import start
from tracker.store.outbox import enqueue
from tracker.store.tables import DeliveryRow, NoticeRow

MONDAY = date(2024, 5, 27)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def server(tmp_path):
    with SmtpServer(tmp_path) as server:
        yield server


def settings_for(server):
    return {
        "host": '"127.0.0.1"',
        "port": str(server.port),
        "username": f'"{USER}"',
        "ca_file": f'"{server.ca_file}"',
        "timeout_seconds": "5",
    }


def mailing(folder, server, database=""):
    """An office that sends by e-mail, with the letters of a day waiting."""
    app = open_office(folder, database=database, **settings_for(server))
    app.environ = {**app.environ, "TRACKER_MAIL_PASSWORD": PASSWORD}
    return app


@pytest.fixture
def waiting(tmp_path, server):
    """Three letters in the outbox of an office with a mail server."""
    app = at(mailing(tmp_path, server), MONDAY)
    now = app.clock.now()
    with app.store.write() as session:
        for n in range(1, 4):
            enqueue(session, *letter(n, now))
    yield app
    app.close()


def letter(n, now):
    raw = f"From: a@b.vn\r\nTo: {n}@c.vn\r\nMessage-ID: <{n}@b.vn>\r\nSubject: x\r\n\r\nx\r\n".encode()
    row = DeliveryRow(
        dedup_key=f"k{n}",
        message_id=f"<{n}@b.vn>",
        recipient=f"{n}@c.vn",
        recipient_name="",
        slot_on=now.date(),
        subject="x",
        sha256="",
        created_at=now,
        next_at=now,
    )
    return row, raw


def states(app):
    return {found.recipient[0]: found.state for found in rows(app, DeliveryRow)}


def test_letters_become_files(any_office):
    remind(at(any_office, MONDAY))
    report = deliver(any_office)
    stored = set(texts(any_office).values())
    assert {path.read_bytes() for path in outbox(any_office)} == stored
    assert report.sent == len(stored) > 0
    assert {notice.state for notice in rows(any_office, NoticeRow)} == {"sent", "superseded"}
    assert deliver(any_office).sent == 0


def test_letters_leave_over_a_secured_connection_with_login(waiting, server):
    assert deliver(waiting).sent == 3
    assert server.logins == 1
    assert [found.recipient for found in server.received] == ["1@c.vn", "2@c.vn", "3@c.vn"]
    assert set(states(waiting).values()) == {"sent"}


def test_real_letters_arrive_as_stored(tmp_path, server):
    app = mailing(tmp_path, server)
    import_plan(app, ROOT / "calendars/plans/249-kh-ubnd-2024.txt")
    remind(at(app, MONDAY))
    deliver(app)
    stored = texts(app)
    assert {found.recipient: found.raw for found in server.received} == stored
    app.close()


def test_put_off_letter_is_tried_again_later(waiting, server):
    server.script["RCPT"].append("451 4.7.1 greylisted")
    report = deliver(waiting)
    assert (report.sent, report.put_off, states(waiting)["1"]) == (2, 1, "ready")
    found = row(waiting, DeliveryRow, recipient="1@c.vn")
    assert (found.attempts, found.last_code, found.last_phase) == (1, 451, "rcpt")
    assert deliver(waiting).sent == 0
    assert deliver(later(waiting, MINUTE)).sent == 1


def test_refused_letter_fails_with_its_notices(tmp_path, server):
    app = mailing(tmp_path, server)
    import_plan(app, ROOT / "calendars/plans/249-kh-ubnd-2024.txt")
    remind(at(app, MONDAY))
    server.script["RCPT"].append("550 5.1.1 no such mailbox")
    report = deliver(app)
    failed = row(app, DeliveryRow, state="failed")
    assert (report.failed, report.sent) == (1, len(rows(app, DeliveryRow)) - 1)
    assert {(n.state, n.reason) for n in rows(app, NoticeRow, delivery_id=failed.id)} == {("failed", "reply")}
    assert deliver(later(app, 600 * MINUTE)).sent == 0
    app.close()


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA", "FINAL"])
def test_server_that_closes_costs_no_attempt_and_stops_the_run(waiting, server, phase):
    server.script[phase].append("421 4.3.2 closing")
    report = deliver(waiting)
    found = row(waiting, DeliveryRow, recipient="1@c.vn")
    assert (report.sent, report.put_off) == (0, 1)
    assert (found.state, found.attempts, found.first_try_at, found.last_code) == ("ready", 0, None, 421)
    assert deliver(later(waiting, MINUTE)).sent == 3


def test_dead_server_costs_no_attempt(tmp_path):
    with SmtpServer(tmp_path) as server:
        app = at(mailing(tmp_path, server), MONDAY)
    with app.store.write() as session:
        enqueue(session, *letter(1, app.clock.now()))
    assert deliver(app).sent == 0
    assert (row(app, DeliveryRow).state, row(app, DeliveryRow).attempts) == ("ready", 0)
    app.close()


def test_letter_is_not_given_up_for_a_server_that_is_away(waiting, server):
    """A server that closes for a week, then greylists: the letter's own five days begin only then."""
    server.script["MAIL"].extend(["421 closing"] * 8)
    for _ in range(8):
        deliver(later(waiting, timedelta(days=1)))
    server.script["RCPT"].append("451 greylisted")
    deliver(later(waiting, timedelta(days=1)))
    assert set(states(waiting).values()) == {"ready", "sent"}
    assert deliver(later(waiting, 2 * MINUTE)).sent == 1


@pytest.fixture
def refused(waiting):
    """An office whose password the server did not take."""
    right = waiting.environ
    waiting.environ = {**right, "TRACKER_MAIL_PASSWORD": "wrong"}
    assert deliver(waiting).sent == 0
    waiting.environ = right
    return waiting


def test_wrong_password_keeps_the_letters(refused):
    assert {(found.state, found.attempts) for found in rows(refused, DeliveryRow)} == {("ready", 0)}
    assert [p.facts["host"] for p in check(refused).serious if p.key == "check.login_refused"] == [
        "127.0.0.1"
    ]


def test_server_that_refuses_us_is_asked_four_times_an_hour(refused, server):
    assert deliver(later(refused, 14 * MINUTE)).sent == 0
    assert server.logins == 0
    assert deliver(later(refused, 2 * MINUTE)).sent == 3


def test_start_with_a_mended_password_asks_at_once(refused):
    start(refused)
    assert deliver(refused).sent == 3
    assert "check.login_refused" not in {problem.key for problem in check(refused).problems}


def test_lost_reply_brings_the_same_bytes_again(waiting, server):
    server.script["FINAL"].append(HANG_UP)
    deliver(waiting)
    found = row(waiting, DeliveryRow, recipient="1@c.vn")
    assert (found.state, found.ambiguous, found.attempts) == ("ready", True, 1)
    deliver(later(waiting, 2 * MINUTE))
    copies = [received.raw for received in server.received if received.recipient == "1@c.vn"]
    assert len(copies) == 2
    assert len(set(copies)) == 1


def test_letter_is_given_up_after_five_days(waiting, server):
    server.script["RCPT"].extend(["451 later"] * 400)
    for _ in range(12):
        deliver(later(waiting, timedelta(hours=12)))
    assert set(states(waiting).values()) == {"failed"}


def test_stop_is_heard_between_two_letters(waiting, server):
    answers = iter([False, False, True])
    assert deliver(waiting, lambda: next(answers)).sent == 2
    assert sorted(states(waiting).values()) == ["ready", "sent", "sent"]


DIES = """
import os, signal, sys
from datetime import date
from pathlib import Path
from tests.offices import at, open_office
from tracker.services import delivering, sending
{before} = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
delivering.deliver(at(open_office(Path(sys.argv[1]), database=sys.argv[2]), date(2024, 5, 27), hour=9))
"""
BEFORE_JOURNAL, AFTER_JOURNAL = "sending.journal.append", "sending.settling.note_sent"


def killed(folder, url, before):
    """An office with one letter, whose sender was killed when the letter had left."""
    app = at(open_office(folder, database=url), MONDAY)
    with app.store.write() as session:
        enqueue(session, *letter(1, app.clock.now()))
    dies = [sys.executable, "-c", DIES.format(before=before), str(folder), url]
    assert subprocess.run(dies, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert row(app, DeliveryRow).state == "sending"
    assert len(outbox(app)) == 1
    return at(app, MONDAY, hour=9)


def test_killed_sender_repeats_the_same_bytes_and_nothing_else(tmp_path, database_url):
    app = killed(tmp_path, database_url, BEFORE_JOURNAL)
    assert deliver(app).sent == 0
    assert deliver(later(app, 26 * MINUTE)).sent == 1
    (only,) = outbox(app)
    assert message_from_bytes(only.read_bytes())["Message-ID"] == "<1@b.vn>"
    assert (row(app, DeliveryRow).ambiguous, row(app, DeliveryRow).attempts) == (True, 2)
    app.close()


def test_letter_in_the_journal_is_not_sent_again(tmp_path, database_url):
    app = killed(tmp_path, database_url, AFTER_JOURNAL)
    assert recover(app) == 0
    assert deliver(later(app, 26 * MINUTE)).sent == 0
    found = row(app, DeliveryRow)
    assert (found.state, found.attempts, found.ambiguous) == ("sent", 1, False)
    app.close()


def test_new_daemon_takes_up_what_a_dead_one_held(tmp_path, sqlite_url):
    app = killed(tmp_path, sqlite_url, BEFORE_JOURNAL)
    assert start(app).recovered == 1
    assert deliver(app).sent == 0
    assert deliver(later(app, 2 * MINUTE)).sent == 1
    app.close()


def test_letter_that_may_have_left_is_held_where_the_office_wants_it(tmp_path, sqlite_url):
    app = killed(tmp_path, sqlite_url, BEFORE_JOURNAL)
    app.config = replace(app.config, delivery=app.config.delivery._replace(on_ambiguous=OnAmbiguous.HOLD))
    assert recover(app) == 1
    assert deliver(later(app, 60 * MINUTE)).sent == 0
    assert row(app, DeliveryRow).state == "failed"
    app.close()


def test_hundred_letters_through_a_moody_server(tmp_path, server):
    """Every letter is accepted once, or failed and listed; a second copy only where a reply was lost."""
    moods = random.Random(249)
    app = at(mailing(tmp_path, server), MONDAY)
    with app.store.write() as session:
        for n in range(100):
            enqueue(session, *letter(n, app.clock.now()))
    answers = ["", "", "", "", "451 later", "421 closing", HANG_UP, "550 5.1.1 unknown"]
    for phase in ("MAIL", "RCPT", "DATA", "FINAL"):
        choice = answers if phase == "RCPT" else answers[:-1]
        server.script[phase].extend(
            moods.choice(choice if moods.random() < 0.3 else [""]) for _ in range(300)
        )
    lost_replies = server.script["FINAL"].count(HANG_UP)
    for _ in range(60):
        deliver(later(app, 60 * MINUTE))
    found = rows(app, DeliveryRow)
    copies = Counter(received.recipient for received in server.received)
    assert {letter.state for letter in found} == {"sent", "failed"}
    assert {letter.recipient for letter in found if letter.state == "sent"} == set(copies)
    assert sum(copies.values()) - len(copies) <= lost_replies
    assert len({received.raw for received in server.received}) == len(copies)
    app.close()

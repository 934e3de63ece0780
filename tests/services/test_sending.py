"""Trouble with the mail server, several senders, and the end of the service amid a letter."""

import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes

import pytest

from tests.offices import ROOT, at, later, row, rows
from tests.services.test_delivering import MINUTE, MONDAY, letter, mailing, states
from tests.smtp import HANG_UP, SILENCE, SmtpServer
from tracker.channels.replies import Phase
from tracker.core.breaker import BREAKER, Breaker, read
from tracker.errors import ChannelError, FailureReason
from tracker.services import journal, settling
from tracker.services.delivering import deliver, stop_sending
from tracker.services.importing import import_plan
from tracker.services.reminding import remind
from tracker.store.breaker import load_breaker
from tracker.store.outbox import claim, enqueue
from tracker.store.state import get_state
from tracker.store.tables import AddressTroubleRow, DeliveryRow, NoticeRow
from tracker.store.waiting import take_back


@pytest.fixture
def server(tmp_path):
    with SmtpServer(tmp_path) as server:
        yield server


@contextmanager
def office_with(folder, server, letters, **delivery):
    """An office with so many letters in the outbox."""
    app = at(mailing(folder, server), MONDAY)
    app.config = replace(app.config, delivery=app.config.delivery._replace(**delivery))
    with app.store.write() as session:
        for n in range(1, letters + 1):
            enqueue(session, *letter(n, app.clock.now()))
    yield app
    app.close()


def breaker(app):
    with app.store.read() as session:
        return read(get_state(session, BREAKER))


def test_four_senders_send_every_letter_once_over_four_connections(tmp_path, server):
    with office_with(tmp_path, server, 60, connections=4) as app:
        assert deliver(app).sent == 60
        assert len({found.recipient for found in server.received}) == len(server.received) == 60
        assert server.logins == 4


def test_wrong_password_is_tried_by_one_of_several_senders(tmp_path, server):
    with office_with(tmp_path, server, 60, connections=4) as app:
        app.environ = {**app.environ, "TRACKER_MAIL_PASSWORD": "wrong"}
        assert deliver(app).sent == 0
        assert (server.refusals, len(breaker(app).logins)) == (1, 1)


def test_refused_logins_of_several_services_all_count(tmp_path, server):
    """Two that log in at the same moment: the second finds the breaker open, and its login counts too."""
    with office_with(tmp_path, server, 1) as app, app.store.write() as session:
        for _ in range(4):
            settling.trip(session, app, FailureReason.LOGIN, is_probe=False)
        found = load_breaker(session)
        assert len(found.logins) == 4
        assert found.again_at >= found.logins[0] + timedelta(hours=1)


def test_defect_of_one_letter_loses_none(tmp_path, server, monkeypatch):
    with office_with(tmp_path, server, 12, connections=3) as app:
        with app.store.write() as session:
            broken, raw = letter(99, app.clock.now())
            enqueue(session, broken, raw)
        from tracker.channels.dialogue import SmtpSession

        whole = SmtpSession.send

        def send(self, envelope, time_left):
            if envelope.recipient == "99@c.vn":
                raise KeyError("a defect")
            whole(self, envelope, time_left)

        monkeypatch.setattr(SmtpSession, "send", send)
        report = deliver(app)
        assert (report.sent, report.put_off) == (12, 1)
        assert row(app, DeliveryRow, recipient="99@c.vn").state == "ready"


def test_connection_is_left_after_so_many_letters(tmp_path, server):
    with office_with(tmp_path, server, 5, letters_per_connection=2) as app:
        assert deliver(app).sent == 5
        assert server.logins == 3


def test_idle_connection_that_was_cut_is_opened_anew_at_once(tmp_path, server):
    server.script["MAIL"].extend(["", HANG_UP])
    with office_with(tmp_path, server, 3) as app:
        assert deliver(app).sent == 3
        assert {found.attempts for found in rows(app, DeliveryRow)} == {1}
        assert server.logins == 2


def test_breaker_opens_longer_each_time_and_closes_with_the_first_letter(tmp_path, server):
    server.script["MAIL"].extend(["421 closing"] * 2)
    with office_with(tmp_path, server, 3) as app:
        deliver(app)
        assert breaker(app).failures == 1
        assert deliver(later(app, MINUTE / 4)).put_off == 0
        deliver(later(app, MINUTE))
        assert breaker(app).failures == 2
        assert (breaker(app).again_at - app.clock.now()).total_seconds() == pytest.approx(60, abs=5)
        assert deliver(later(app, MINUTE * 2)).sent == 3
        assert breaker(app).failures == 0
        assert {found.attempts for found in rows(app, DeliveryRow)} == {1}


def test_letter_that_the_server_cannot_bear_does_not_stop_the_others(tmp_path, server):
    server.script["RCPT"].extend([HANG_UP])
    with office_with(tmp_path, server, 3) as app:
        deliver(app)
        assert row(app, DeliveryRow, recipient="1@c.vn").attempts == 1
        deliver(later(app, MINUTE * 0.6))
        assert sorted(states(app).values()) == ["ready", "sent", "sent"]


def test_same_refusal_of_three_people_is_the_servers_policy(tmp_path, server):
    server.script["FINAL"].extend(["554 5.7.1 not from you"] * 3)
    with office_with(tmp_path, server, 4) as app:
        report = deliver(app)
        assert (report.sent, report.failed, report.put_off) == (0, 2, 1)
        waiting = [found.recipient for found in rows(app, DeliveryRow, state="ready")]
        assert sorted(waiting) == ["1@c.vn", "2@c.vn", "3@c.vn", "4@c.vn"]
        assert deliver(later(app, MINUTE * 2)).sent == 4
        assert len({found.recipient for found in server.received}) == 4


def test_refusals_of_one_person_now_and_then_are_no_policy(tmp_path, server):
    server.script["FINAL"].extend(["554 5.7.1 no", "", "554 5.7.1 no", "", "554 5.7.1 no"])
    with office_with(tmp_path, server, 6) as app:
        assert (deliver(app).sent, breaker(app).failures) == (3, 0)


def refused(session, app, claimed, reason):
    """Settle a letter as its server's answer asks for; return what is known of the server then."""
    error = ChannelError(reason, phase=Phase.FINAL, code=554, text="5.7.1 not from you")
    settling.note_failure(session, app, claimed, error, is_probe=False)
    return load_breaker(session)


def test_who_holds_a_letter_no_longer_suspects_nobody_but_knows_of_the_server(tmp_path, server):
    with office_with(tmp_path, server, 3) as app, app.store.write() as session:
        now = app.clock.now()
        held = claim(session, "slow", now, timedelta(minutes=5), limit=3)
        take_back(session, now + timedelta(minutes=6))
        for letter in held:
            assert refused(session, app, letter, FailureReason.MESSAGE) == Breaker()
        assert refused(session, app, held[0], FailureReason.SERVER).is_open(now)
    assert {found.state for found in rows(app, DeliveryRow)} == {"ready"}


def test_letter_that_is_too_large_goes_out_as_text_alone(tmp_path, server):
    app = mailing(tmp_path, server)
    import_plan(app, ROOT / "calendars/plans/249-kh-ubnd-2024.txt")
    remind(at(app, MONDAY))
    server.script["FINAL"].append("552 5.3.4 too large")
    deliver(app)
    failed = row(app, DeliveryRow, state="failed")
    short = row(app, DeliveryRow, follows=failed.id)
    assert (short.state, short.dedup_key) == ("sent", f"{failed.dedup_key}|2")
    (raw,) = [found.raw for found in server.received if found.recipient == failed.recipient]
    sent = message_from_bytes(raw)
    assert sent["Message-ID"] == short.message_id != failed.message_id
    assert (sent.get_content_type(), sent["Subject"] is not None) == ("text/plain", True)
    assert {found.state for found in rows(app, NoticeRow, delivery_id=short.id)} == {"sent"}
    assert not rows(app, NoticeRow, delivery_id=failed.id)
    app.close()


def test_notices_of_a_dead_address_go_to_the_next_level(tmp_path, server):
    app = mailing(tmp_path, server)
    import_plan(app, ROOT / "calendars/plans/249-kh-ubnd-2024.txt")
    remind(at(app, MONDAY))
    server.script["RCPT"].append("550 5.1.1 no such mailbox")
    deliver(app)
    failed = row(app, DeliveryRow, state="failed")
    trouble = row(app, AddressTroubleRow)
    assert (trouble.address, trouble.refused_on, trouble.code) == (failed.recipient, MONDAY, 550)
    lost, planned = rows(app, NoticeRow, delivery_id=failed.id), rows(app, NoticeRow, state="planned")
    assert {(n.obligation_id, n.kind) for n in planned} == {(n.obligation_id, n.kind) for n in lost}
    assert {(n.reason, n.instead, n.slot_on) for n in planned} == {("stand-in", "unreachable", MONDAY)}
    assert failed.recipient not in {n.recipient for n in planned}
    app.close()


def test_letter_that_arrives_clears_the_trouble_of_its_address(tmp_path, server):
    with office_with(tmp_path, server, 1) as app:
        with app.store.write() as session:
            session.add(
                AddressTroubleRow(address="1@c.vn", refused_on=MONDAY, code=550, text="", at=app.clock.now())
            )
        deliver(app)
        assert not rows(app, AddressTroubleRow)


def test_brake_holds_the_rest_back_for_a_minute(tmp_path, server):
    with office_with(tmp_path, server, 5, per_minute=2) as app:
        assert [deliver(app).sent, deliver(app).sent] == [2, 0]
        assert [deliver(later(app, MINUTE * 1.1)).sent for _ in range(2)] == [2, 1]


def test_nothing_is_claimed_while_the_journal_cannot_be_written(tmp_path, server, monkeypatch):
    with office_with(tmp_path, server, 1) as app:
        monkeypatch.setattr(journal, "ROOM", 2**62)
        assert deliver(app).sent == 0
        assert (row(app, DeliveryRow).state, server.logins) == ("ready", 0)
        monkeypatch.undo()
        assert deliver(app).sent == 1


def sending(app, server, phase):
    """Begin to send; return the thread when the server is silent in this phase."""
    server.script[phase].append(SILENCE)
    thread = threading.Thread(target=deliver, args=[app])
    thread.start()
    until = time.monotonic() + 10
    while server.script[phase] and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.1)
    return thread


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA"])
def test_stop_gives_up_a_letter_before_its_final_dot(tmp_path, server, phase):
    with office_with(tmp_path, server, 2) as app:
        thread = sending(app, server, phase)
        assert stop_sending(app, 5)
        thread.join(5)
        assert not thread.is_alive()
        assert {(found.state, found.attempts) for found in rows(app, DeliveryRow)} == {("ready", 0)}
        assert breaker(app).failures == 0
        assert not server.received


def test_stop_waits_for_the_answer_to_a_final_dot_and_then_leaves_it_to_recovery(tmp_path, server):
    with office_with(tmp_path, server, 2) as app:
        thread = sending(app, server, "FINAL")
        assert not stop_sending(app, 0.3)
        assert sorted(states(app).values()) == ["ready", "sending"]
        server.hang_up()
        thread.join(10)
        assert row(app, DeliveryRow, recipient="1@c.vn").ambiguous


def test_nothing_is_sent_once_the_service_stops(tmp_path, server):
    with office_with(tmp_path, server, 2) as app:
        assert stop_sending(app, 1)
        assert deliver(app).sent == 0
        assert {(found.state, found.attempts) for found in rows(app, DeliveryRow)} == {("ready", 0)}

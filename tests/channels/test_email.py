"""The way over SMTP, against a real server on loopback."""

import logging
import socket
import time
from dataclasses import replace

import pytest

from tests.channels.letters import letter
from tests.smtp import HANG_UP, HOST, PASSWORD, SILENCE, USER, SmtpServer
from tracker.channels.dialogue import Timeouts, stuffed
from tracker.channels.email import EmailChannel, MailSettings
from tracker.channels.replies import Phase
from tracker.core.mail import Security
from tracker.errors import ChannelError, FailureReason

IMPATIENT = Timeouts(connect=0.5, command=0.3, text=0.3, final=0.3)


@pytest.fixture
def server(tmp_path):
    with SmtpServer(tmp_path) as server:
        yield server


def settings_for(server, **changed):
    given = MailSettings(HOST, server.port, username=USER, password=PASSWORD, ca_file=server.ca_file)
    return replace(given, **changed)


def send(server, *letters, **changed):
    with EmailChannel(settings_for(server, **changed)).open() as session:
        for one in letters:
            session.send(one)


def failure(server, **changed):
    with pytest.raises(ChannelError) as caught:
        send(server, letter(), **changed)
    return caught.value


def test_received_bytes_are_the_given_bytes(server):
    body = ".\r\n..two dots\r\n.hidden\r\nFrom the start\r\n\r\n" + "dài " * 100 + "\r\n.\r\n"
    send(server, letter(body=body))
    [received] = server.received
    assert received.raw == letter(body=body).raw
    assert (received.sender, received.recipient) == ("bounces@example.vn", "lan.nt@example.vn")


def test_dots_are_doubled_at_the_head_of_lines_only():
    assert stuffed(b".\r\n..a.b\r\n.") == b"..\r\n...a.b\r\n.."


def test_five_letters_need_one_login(server):
    send(server, *(letter(number) for number in range(5)))
    assert server.logins == 1
    assert [received.raw for received in server.received] == [letter(number).raw for number in range(5)]


@pytest.mark.parametrize(
    ("phase", "answer", "reason", "code"),
    [
        ("MAIL", "421 4.3.2 closing", FailureReason.SERVER, 421),
        ("MAIL", "451 4.3.0 busy", FailureReason.SERVER, 451),
        ("MAIL", "550 5.7.1 not you", FailureReason.SERVER, 550),
        ("MAIL", "530 5.7.0 login first", FailureReason.LOGIN, 530),
        ("MAIL", "552 5.3.4 too large", FailureReason.MESSAGE, 552),
        ("RCPT", "421 4.3.2 closing", FailureReason.SERVER, 421),
        ("RCPT", "450 4.2.0 greylisted", FailureReason.TEMPORARY, 450),
        ("RCPT", "550 5.1.1 no such user", FailureReason.RECIPIENT, 550),
        ("RCPT", "550 5.7.1 policy", FailureReason.MESSAGE, 550),
        ("DATA", "451 later", FailureReason.TEMPORARY, 451),
        ("DATA", "554 no", FailureReason.MESSAGE, 554),
        ("FINAL", "421 closing", FailureReason.SERVER, 421),
        ("FINAL", "451 4.3.0 later", FailureReason.TEMPORARY, 451),
        ("FINAL", "552 5.2.2 full", FailureReason.MESSAGE, 552),
        ("FINAL", "554 5.7.1 spam", FailureReason.MESSAGE, 554),
    ],
)
def test_refusal_is_certain_and_tells_its_reason(server, phase, answer, reason, code):
    server.script[phase].append(answer)
    refused = failure(server)
    assert (refused.reason, refused.phase, refused.code) == (reason, phase.lower(), code)
    assert refused.text == answer[4:]
    assert not refused.ambiguous


def test_transaction_begun_ahead_is_the_next_letters(server):
    server.script["MAIL"] += ["", "421 4.7.0 enough for today"]
    with EmailChannel(settings_for(server)).open() as session:
        session.send(letter(1))
        with pytest.raises(ChannelError) as caught:
            session.send(letter(2))
    assert (caught.value.phase, caught.value.code) == (Phase.MAIL, 421)
    assert [received.raw for received in server.received] == [letter(1).raw]


def test_transaction_begun_ahead_is_given_up_for_another_sender(server):
    senders = ["bounces@example.vn", "ban.tdkt@example.vn", "bounces@example.vn"]
    send(server, *(replace(letter(number), sender=sender) for number, sender in enumerate(senders)))
    assert [received.sender for received in server.received] == senders


@pytest.mark.parametrize("answer", ["421 4.3.2 closing", HANG_UP, SILENCE])
def test_what_becomes_of_a_transaction_without_a_letter_is_no_trouble(server, answer, monkeypatch):
    monkeypatch.setattr("tracker.channels.email.QUIT_SECONDS", 0.3)
    server.script["MAIL"] += ["", answer]
    send(server, letter())
    assert len(server.received) == 1


def test_letter_larger_than_the_server_takes_is_not_offered(tmp_path):
    with SmtpServer(tmp_path, largest=1000) as server:
        with EmailChannel(settings_for(server)).open() as session:
            session.send(letter(1))
            with pytest.raises(ChannelError) as caught:
                session.send(letter(2, body="dài\r\n" * 500))
            session.send(letter(3))
        refused = caught.value
        assert (refused.reason, refused.phase, refused.code) == (FailureReason.MESSAGE, Phase.MAIL, 552)
        assert [received.raw for received in server.received] == [letter(1).raw, letter(3).raw]


def test_next_letter_leaves_after_a_refused_one(server):
    server.script["RCPT"].append("550 5.1.1 no such user")
    server.script["FINAL"].append("451 4.3.0 later")
    with EmailChannel(settings_for(server)).open() as session:
        for number in (1, 2):
            with pytest.raises(ChannelError):
                session.send(letter(number))
        session.send(letter(3))
    assert [received.raw for received in server.received] == [letter(3).raw]
    assert server.logins == 1


def test_lines_of_a_long_refusal_become_one(server):
    server.script["RCPT"].append("550-5.1.1 no such user\r\n550 5.1.1 \x1b[31mask the office")
    assert failure(server).text == "5.1.1 no such user 5.1.1 [31mask the office"


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA", "TEXT"])  # the text is longer than any buffer
def test_line_cut_before_the_final_dot_is_certain(server, phase):
    server.script[phase].append(HANG_UP)
    long_letter = letter(body="dài\r\n" * 2_000_000)
    with pytest.raises(ChannelError) as caught:
        send(server, long_letter)
    cut = caught.value
    assert (cut.reason, cut.ambiguous, cut.code) == (FailureReason.SERVER, False, 0)
    assert not server.received


@pytest.mark.parametrize("answer", [HANG_UP, SILENCE, "354 go on"])
def test_no_word_after_the_final_dot_is_ambiguous(server, answer):
    server.script["FINAL"].append(answer)
    cut = failure(server, timeouts=IMPATIENT)
    assert (cut.reason, cut.phase, cut.ambiguous) == (FailureReason.SERVER, Phase.FINAL, True)
    assert len(server.received) == 1


def test_cut_line_fails_the_next_letter_with_certainty(server):
    server.script["FINAL"].append(HANG_UP)
    with EmailChannel(settings_for(server)).open() as session:
        with pytest.raises(ChannelError):
            session.send(letter(1))
        with pytest.raises(ChannelError) as caught:
            session.send(letter(2))
    assert (caught.value.reason, caught.value.phase, caught.value.ambiguous) == (
        FailureReason.SERVER,
        Phase.MAIL,
        False,
    )


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA"])
def test_silent_server_is_left_after_the_timeout(server, phase):
    server.script[phase].append(SILENCE)
    started = time.monotonic()
    assert failure(server, timeouts=IMPATIENT).reason is FailureReason.SERVER
    assert time.monotonic() - started < 5


def test_server_that_never_greets_is_left_after_the_timeout():
    with socket.create_server((HOST, 0)) as listening:
        settings = MailSettings(HOST, listening.getsockname()[1], timeouts=IMPATIENT)
        with pytest.raises(ChannelError) as caught, EmailChannel(settings).open():
            pass
    assert (caught.value.reason, caught.value.phase) == (FailureReason.SERVER, Phase.CONNECT)


def test_closed_port_is_the_servers_fault():
    with socket.create_server((HOST, 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(ChannelError) as caught, EmailChannel(MailSettings(HOST, port)).open():
        pass
    assert (caught.value.reason, caught.value.phase) == (FailureReason.SERVER, Phase.CONNECT)


def test_wrong_password_needs_a_human(server):
    refused = failure(server, password="wrong horse")
    assert (refused.reason, refused.code) == (FailureReason.LOGIN, 535)
    assert not server.received


@pytest.mark.parametrize("changed", [{"password": "m\u1eadt kh\u1ea9u"}, {"username": "\u0111"}])
def test_login_beyond_ascii_needs_a_human(server, changed):
    assert failure(server, **changed).reason is FailureReason.LOGIN


def test_certificate_nobody_vouches_for_is_refused(server):
    refused = failure(server, ca_file=None)
    assert refused.reason is FailureReason.LOGIN
    assert refused.text.startswith("certificate: ")
    assert server.logins == 0


def test_certificate_of_another_host_is_refused(server):
    assert failure(server, host="localhost").reason is FailureReason.LOGIN
    assert server.logins == 0


def test_missing_ca_file_needs_a_human(server, tmp_path):
    assert failure(server, ca_file=tmp_path / "none.pem").reason is FailureReason.LOGIN


def test_server_without_starttls_is_refused(tmp_path):
    with SmtpServer(tmp_path, tls=False, login=False) as server:
        refused = failure(server, ca_file=None)
        assert refused.reason is FailureReason.LOGIN
        assert not server.received


def test_starttls_server_on_the_port_of_ssl_is_the_servers_fault(server):
    assert failure(server, security=Security.SSL).reason is FailureReason.SERVER


def test_relay_on_loopback_needs_neither_tls_nor_login(tmp_path):
    with SmtpServer(tmp_path, tls=False, login=False) as server:
        send(server, letter(), security=Security.NONE, username="", password="")
        assert len(server.received) == 1


@pytest.mark.parametrize("host", ["mail.example.vn", "192.0.2.1", "localhost.example.vn"])
def test_unprotected_connection_leads_to_loopback_only(host):
    settings = MailSettings(host, 25, security=Security.NONE)
    with pytest.raises(ChannelError) as caught, EmailChannel(settings).open():
        pass
    assert caught.value.reason is FailureReason.LOGIN


def test_password_stands_nowhere(server, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    send(server, letter())
    refused = failure(server, password="wrong horse")
    said = "".join(
        [caplog.text, *capfd.readouterr(), repr(refused), str(refused), repr(settings_for(server))]
    )
    assert PASSWORD not in said
    assert "wrong horse" not in said
    assert refused.__cause__ is None


def test_error_in_the_callers_code_passes_through_and_the_line_is_closed(server):
    with pytest.raises(KeyError), EmailChannel(settings_for(server)).open():
        raise KeyError
    send(server, letter())
    assert len(server.received) == 1

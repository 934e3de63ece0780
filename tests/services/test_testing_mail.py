"""The mail settings are proved by a letter: what worked, what did not, at which step."""

import pytest

from tests.offices import open_office, outbox
from tests.smtp import HANG_UP, PASSWORD, USER, SmtpServer
from tracker.config import ChannelName
from tracker.errors import ConfigError, FailureReason, UsageError
from tracker.messages.plaintext import text_of
from tracker.services.testing_mail import Step, send_test

READER = "lan@example.vn"


@pytest.fixture
def server(tmp_path):
    with SmtpServer(tmp_path) as server:
        yield server


def mailing(folder, server, password=PASSWORD, **changes):
    """An office with a mail server."""
    settings = {
        "host": '"127.0.0.1"',
        "port": str(server.port),
        "username": f'"{USER}"',
        "ca_file": f'"{server.ca_file}"',
        "timeout_seconds": "5",
        "bounces": '"tra-lai@example.vn"',
    }
    app = open_office(folder, **{**settings, **changes})
    app.environ = {**app.environ, "TRACKER_MAIL_PASSWORD": password}
    return app


def test_letter_arrives_and_names_the_office(tmp_path, server):
    test = send_test(mailing(tmp_path, server), READER, "vi")
    assert (test.failure, test.failed) == (None, None)
    assert test.steps == dict.fromkeys(Step, True)
    [received] = server.received
    assert (received.sender, received.recipient) == ("tra-lai@example.vn", READER)
    said = text_of(received.raw)
    assert "thư thử của hệ thống nhắc việc, Ban Thi đua - Khen thưởng" in said.replace("\n", " ")
    assert b"127.0.0.1" not in received.raw
    assert max(map(len, said.splitlines())) <= 76


def test_letter_speaks_the_language_that_is_asked_for(tmp_path, server):
    send_test(mailing(tmp_path, server), READER, "en")
    assert "the mail settings are right" in text_of(server.received[0].raw).replace("\n", " ")


def test_each_test_is_a_letter_of_its_own(tmp_path, server):
    app = mailing(tmp_path, server)
    send_test(app, READER, "vi")
    send_test(app, READER, "vi")
    first, second = (received.raw for received in server.received)
    assert first != second


@pytest.mark.parametrize(
    ("phase", "answer", "failed", "reason"),
    [
        ("MAIL", "550 5.7.1 not yours", Step.SENDER, FailureReason.SERVER),
        ("RCPT", "550 5.1.1 nobody", Step.RECIPIENT, FailureReason.RECIPIENT),
        ("RCPT", "450 4.7.1 greylisted", Step.RECIPIENT, FailureReason.TEMPORARY),
        ("DATA", "554 5.7.1 spam", Step.LETTER, FailureReason.MESSAGE),
        ("FINAL", "554 5.7.1 spam", Step.LETTER, FailureReason.MESSAGE),
        ("FINAL", HANG_UP, Step.LETTER, FailureReason.SERVER),
    ],
)
def test_step_that_failed_is_named_and_those_before_it_worked(
    tmp_path, server, phase, answer, failed, reason
):
    server.script[phase].append(answer)
    test = send_test(mailing(tmp_path, server), READER, "vi")
    assert (test.failed, test.failure.reason) == (failed, reason)
    order = list(Step)
    before, after = order[: order.index(failed)], order[order.index(failed) + 1 :]
    assert test.steps == {**dict.fromkeys(before, True), failed: False, **dict.fromkeys(after)}


def test_wrong_password_fails_after_the_connection_and_is_not_told(tmp_path, server):
    test = send_test(mailing(tmp_path, server, password="not this one"), READER, "vi")
    assert (test.failed, test.failure.reason) == (Step.LOGIN, FailureReason.LOGIN)
    assert test.steps[Step.CONNECT] is True
    assert "not this one" not in f"{test!r} {test.failure}"


def test_certificate_that_nobody_vouches_for_fails_at_the_protection(tmp_path, server):
    test = send_test(mailing(tmp_path, server, ca_file='""'), READER, "vi")
    assert test.failed is Step.LOGIN
    assert test.steps[Step.CONNECT] is None


def test_server_that_is_not_there(tmp_path, server):
    app = mailing(tmp_path, server, port="2")
    assert send_test(app, READER, "vi").steps == {Step.CONNECT: False, **dict.fromkeys(list(Step)[1:])}


def test_missing_password_is_a_matter_of_the_settings(tmp_path, server):
    app = mailing(tmp_path, server)
    app.environ = {}
    with pytest.raises(ConfigError):
        send_test(app, READER, "vi")


def test_office_without_a_server_writes_a_file(office):
    test = send_test(office, READER, "vi")
    assert (test.channel, test.failure) == (ChannelName.EML, None)
    assert test.steps == {Step.CONNECT: True, Step.LETTER: True}
    assert READER in outbox(office)[0].name


@pytest.mark.parametrize("address", ["", "lan", "a@b.vn, c@d.vn", "a@b.vn\r\nDATA"])
def test_what_is_no_address_is_refused_before_anything_is_said(tmp_path, server, address):
    with pytest.raises(UsageError) as caught:
        send_test(mailing(tmp_path, server), address, "vi")
    assert caught.value.key == "test-email.address"
    assert not server.logins

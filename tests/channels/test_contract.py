"""What every channel promises."""

import io
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.channels.letters import letter
from tests.smtp import HOST, PASSWORD, USER, SmtpServer
from tracker.channels import Channel
from tracker.channels.console import ConsoleChannel
from tracker.channels.email import EmailChannel, MailSettings
from tracker.channels.eml import EmlChannel
from tracker.errors import ChannelError, FailureReason


@dataclass
class Out:
    """A channel, and how many letters came out at its other end."""

    channel: Channel
    arrived: Any


@pytest.fixture(params=["console", "eml", "email"])
def out(request, tmp_path):
    if request.param == "console":
        stream = io.StringIO()
        yield Out(ConsoleChannel(stream), lambda: stream.getvalue().count("Subject: "))
    elif request.param == "eml":
        yield Out(EmlChannel(tmp_path / "outbox"), lambda: len(list((tmp_path / "outbox").glob("*.eml"))))
    else:
        with SmtpServer(tmp_path) as server:
            settings = MailSettings(
                HOST, server.port, username=USER, password=PASSWORD, ca_file=server.ca_file
            )
            yield Out(EmailChannel(settings), lambda: len(server.received))


def test_letters_arrive_in_one_session_and_the_next(out):
    with out.channel.open() as session:
        session.send(letter(1))
        session.send(letter(2))
    with out.channel.open() as session:
        session.send(letter(3))
    assert out.arrived() == 3


def test_session_without_letters_sends_nothing(out):
    with out.channel.open():
        pass
    assert out.arrived() == 0


@pytest.mark.parametrize(
    "recipient",
    [
        *(
            "",
            "lan",
            "@example.vn",
            "lan@",
            "lan@example.vn, hung@example.vn",
            "lan@example.vn\r\nRCPT TO:<x@y.vn>",
        ),
        *('"a b"@example.vn', "../../etc/passwd", "lan@example.vn\0", "lan@b\u1ea1n.vn", "<lan@example.vn>"),
    ],
)
def test_hostile_recipient_is_refused_for_good_and_the_session_lives_on(out, recipient):
    with out.channel.open() as session:
        with pytest.raises(ChannelError) as caught:
            session.send(replace(letter(1), recipient=recipient))
        assert caught.value.reason is FailureReason.RECIPIENT
        assert not caught.value.ambiguous
        session.send(letter(2))
    assert out.arrived() == 1


@pytest.mark.parametrize(
    "tail", [b"", b"bare\nline\r\n", b"bare\rreturn\r\n", b"open end", b"\r\n.\nMAIL FROM:<x@y.vn>\r\n"]
)
def test_letter_with_broken_lines_is_refused(out, tail):
    raw = letter(1).raw + tail if tail else b""
    with out.channel.open() as session, pytest.raises(ChannelError) as caught:
        session.send(replace(letter(1), raw=raw))
    assert caught.value.reason is FailureReason.MESSAGE
    assert out.arrived() == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300).map(lambda data: data.replace(b"\r", b"").replace(b"\n", b"\r\n")))
def test_any_bytes_pass_or_are_refused_with_a_channel_error(out, body):
    sent = replace(letter(1), raw=letter(1).raw + body + b"\r\n")
    before = out.arrived()
    with out.channel.open() as session:
        session.send(sent)
    assert out.arrived() == (before + 1 if not isinstance(out.channel, EmlChannel) else 1)

"""Letters on a screen."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.letters import letter
from tracker.channels.console import ConsoleChannel, escaped
from tracker.errors import ChannelError


def shown(*letters, stream=None):
    stream = stream or io.StringIO()
    with ConsoleChannel(stream).open() as session:
        for one in letters:
            session.send(one)
    return stream.getvalue()


def test_head_and_text_are_shown_decoded():
    text = shown(letter(7))
    assert "Subject: Nhắc 7\n" in text
    assert "To: lan.nt@example.vn\n" in text
    assert text.endswith("\n\nKính gửi chị Lan\n")


def test_terminal_commands_are_spelled_out():
    text = shown(letter(body="\x1b]0;title\x07 \u202etxt.exe \x9b31m\r\n"))
    assert r"\x1b]0;title\x07 \u202etxt.exe \x9b31m" in text
    assert "\x1b" not in text


@given(st.text())
def test_whatever_is_escaped_prints(text):
    assert escaped(text).isprintable()


def test_closed_stream_is_a_channel_error():
    stream = io.StringIO()
    stream.close()
    with pytest.raises(ChannelError):
        shown(letter(), stream=stream)


def test_screen_without_vietnamese_letters_is_a_channel_error():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with pytest.raises(ChannelError):
        shown(letter(), stream=stream)
    stream.close()

"""The bytes of letters."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.messages.cast import (
    ICS,
    LAN,
    MESSAGE_ID,
    NOW,
    SETTING,
    busy_letter,
    composed,
    item,
    letter,
    obligation,
)
from tracker.core.directory import Person
from tracker.errors import LetterError
from tracker.messages.headers import LONGEST, safe_header
from tracker.messages.plaintext import text_of

HEADERS = [
    *("MIME-Version", "Content-Type", "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "List-Id"),
    *("Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language"),
]
#: What breaks headers, lines, pages and terminals.
NASTY = [
    *("a\r\nBcc: x@evil.vn", "a\nb\x00c", "=?utf-8?q?H=0D=0AX-INJECTED=3A_1?=", "\u2028x\x85y\x0c", "\ud800"),
    *(
        "<script>alert(1)</script>",
        '"><img src=x>',
        "{{ 7 * 7 }}",
        "{name}",
        "\x1b[31m",
        "\u202eevil",
        "e\u0301" * 200,
    ),
    *(
        "x" * 3000,
        ".\r\n.",
        "=_b9b0.0",
        "--",
        "Lan, Phó ban <a@b.vn>",
        "\U0001f3f3\ufe0f\u200d\U0001f308" * 60,
        "",
    ),
]
nasty = st.sampled_from(NASTY) | st.text(st.characters(codec=None), max_size=80)


def read(raw):
    return message_from_bytes(raw, policy=default)


def parts_of(raw):
    return [part for part in read(raw).walk() if not part.is_multipart()]


def test_headers_are_those_that_were_meant():
    read_back = read(composed(busy_letter()).raw)
    assert read_back.keys() == HEADERS
    assert str(read_back["To"]) == "Nguyễn Thị Lan <lan.nt@example.vn>"
    assert read_back["Date"].datetime == NOW
    assert str(read_back["Date"]) == "Mon, 27 May 2024 07:30:00 +0700"
    assert (read_back["Auto-Submitted"], read_back["Message-ID"]) == ("auto-generated", MESSAGE_ID)


def test_body_is_text_then_html_and_the_calendar_is_a_file():
    types = [part.get_content_type() for part in read(composed(letter()).raw).walk()]
    assert types == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"]
    calendar = parts_of(composed(letter()).raw)[-1]
    assert (calendar.get_param("method"), calendar.get_param("charset")) == ("PUBLISH", "UTF-8")
    assert (calendar.get_filename(), calendar.get_payload(decode=True)) == ("viec-den-han.ics", ICS)


def test_letter_without_a_calendar_has_two_parts():
    raw = composed(letter(), attachment=None).raw
    assert [part.get_content_type() for part in parts_of(raw)] == ["text/plain", "text/html"]


def test_same_arguments_give_the_same_bytes():
    assert composed(busy_letter()).raw == composed(busy_letter()).raw
    other = composed(busy_letter(), message_id="<tr.1@example.vn>").raw
    assert read(other).get_boundary() != read(composed(busy_letter()).raw).get_boundary()


def test_lines_are_short_ascii_and_end_in_crlf():
    raw = composed(busy_letter()).raw
    assert raw.isascii()
    assert raw.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 76


def test_html_loads_nothing_and_links_nowhere():
    html = parts_of(composed(busy_letter()).raw)[1].get_content()
    assert not re.search(r"https?:|src=|href=|url\(|@import|<script|<a ", html)
    assert '<html lang="vi">' in html


def test_hostile_title_stays_words_in_html_and_one_line_in_text():
    duty = obligation(title='<script src="//x"></script>\r\n\r\n2. Việc giả {{ 7 * 7 }} {count}')
    raw = composed(letter(item(duty))).raw
    html = parts_of(raw)[1]
    assert "<script" not in html.get_content()
    assert "&lt;script src=&#34;//x&#34;&gt;" in html.get_content()
    assert '\n1. <script src="//x"></script> 2. Việc giả {{ 7 * 7 }} {count}\n' in text_of(raw)


def test_reply_goes_to_the_sender_unless_said_otherwise():
    raw = composed(letter(), replace(SETTING, reply_to="")).raw
    assert str(read(raw)["Reply-To"]) == "nhacviec@example.vn"


@pytest.mark.parametrize(
    "address", ["", "lan", "a@b, c@d.vn", "a@b.vn\r\nBcc: x@evil.vn", "đ@example.vn", '"a b"@c.vn']
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(LetterError) as caught:
        composed(letter(person=Person("Lan", address)))
    assert caught.value.key == "letter.address"


@pytest.mark.parametrize(
    "message_id", ["", "tr.1@example.vn", "<tr.1>", "<a@b>\r\nBcc: x@evil.vn", "<a@b> <c@d>"]
)
def test_what_is_no_message_id_is_refused(message_id):
    with pytest.raises(LetterError):
        composed(letter(), message_id=message_id)


@settings(max_examples=150, deadline=None)
@given(title=nasty, name=nasty, office=nasty, phrase=nasty, unit=nasty)
def test_hostile_words_never_reach_the_headers(title, name, office, phrase, unit):
    duty = replace(obligation(title=title, phrase=phrase), section=unit, ordinal=phrase)
    setting = replace(SETTING, office=office, sender=Person(office, SETTING.sender.address))
    raw = composed(letter(item(duty, unit=unit), person=LAN._replace(name=name)), setting).raw
    read_back = read(raw)
    assert read_back.keys() == HEADERS
    assert [mailbox.addr_spec for mailbox in read_back["To"].addresses] == [LAN.address]
    assert [mailbox.addr_spec for mailbox in read_back["From"].addresses] == [SETTING.sender.address]
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78


@given(nasty)
def test_safe_header_is_one_short_printable_line(text):
    line = safe_header(text)
    assert len(line) <= LONGEST
    assert "=?" not in line
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", line)
    assert safe_header(line) == line


def test_safe_header_cuts_between_letters():
    marked = "q\u0323\u0307" * 100  # marks that have no composed form
    assert safe_header(marked) == "q\u0323\u0307" * 49 + "\N{HORIZONTAL ELLIPSIS}"

"""The bytes of letters."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from tests.messages.cast import (
    ICS,
    MESSAGE_ID,
    NOW,
    SETTING,
    busy_letter,
    composed,
    item,
    letter,
    obligation,
    week,
)
from tracker.core.directory import Person
from tracker.errors import LetterError
from tracker.messages.plaintext import text_of

HEADERS = [
    *("MIME-Version", "Content-Type", "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "List-Id"),
    *("Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language"),
]


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


def test_letters_about_one_duty_and_date_form_a_thread():
    root = "<ob.249-2024.14.1@example.vn>"
    read_back = read(composed(letter()).raw)
    assert (read_back["In-Reply-To"], read_back["References"]) == (root, root)
    moved = read(composed(letter(item(obligation(due_version=2)))).raw)
    assert moved["References"] == "<ob.249-2024.14.2@example.vn>"


def test_letters_of_several_duties_or_of_a_week_stand_alone():
    for alone in (busy_letter(), replace(letter(), week=week())):
        assert not {"In-Reply-To", "References"} & set(read(composed(alone).raw).keys())


def test_duty_whose_id_cannot_stand_in_a_header_has_no_thread():
    hostile = replace(obligation(), id="249\r\nBcc: x@evil.vn")
    assert "References" not in read(composed(letter(item(hostile))).raw)


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

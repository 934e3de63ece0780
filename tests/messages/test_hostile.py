"""Whatever stands in titles, names and plans: the letter is the one that was meant, or there is none."""

import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.messages.cast import (
    LAN,
    MESSAGE_ID,
    SETTING,
    TODAY,
    composed,
    item,
    letter,
    obligation,
    unit_week,
    week,
)
from tracker.core.delivery import Told
from tracker.core.directory import Person
from tracker.core.notices import NoticeKind
from tracker.core.staffing import Instead
from tracker.messages.headers import LONGEST, safe_header
from tracker.messages.plaintext import text_of

HEADERS = {
    *("MIME-Version", "Content-Type", "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "List-Id"),
    *("Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language"),
}
THREAD = {"In-Reply-To", "References"}
TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "table",
        "tr",
        "td",
        "th",
        "p",
        "h2",
        "span",
        "i",
        "br",
    ),
}
ATTRIBUTES = {
    *("lang", "charset", "name", "content", "class", "style", "role", "width", "height", "align", "valign"),
    *("cellpadding", "cellspacing", "border", "bgcolor"),
}
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


class Tags(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.declared = [], set(), []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_comment(self, data):
        self.declared.append(data)

    handle_pi = unknown_decl = handle_comment


def hostile(title, name, words):
    """A letter of every part, with the words wherever words can stand."""
    facts = {"phrase": words, "section": words, "ordinal": words, "plan_number": words, "evidence": words}
    duty = obligation(title=title, lead=(words,), **facts)
    late = replace(duty, id="249-2024.11", dates=replace(duty.dates, due_on=date(2024, 5, 20)))
    lines = letter(
        item(duty, unit=words, instead=Instead.ON_LEAVE, on_behalf=name),
        item(late, NoticeKind.ESCALATION, level=1, unit=words, told=(Told(name, TODAY),)),
        item(replace(duty, id="249-2024.12"), is_partner=True, unit=words),
        item(replace(duty, id="249-2024.13", done_on=TODAY), NoticeKind.CLOSED, level=1),
        person=LAN._replace(name=name),
    )
    return replace(lines, week=week(unit_week(words, 1), unit_week(name, 2)))


def check(raw, *, more=frozenset()):
    read_back = message_from_bytes(raw, policy=default)
    assert sorted(read_back.keys()) == sorted(HEADERS | more)
    assert [mailbox.addr_spec for mailbox in read_back["To"].addresses] == [LAN.address]
    assert [mailbox.addr_spec for mailbox in read_back["From"].addresses] == [SETTING.sender.address]
    assert read_back["Message-ID"] == MESSAGE_ID
    assert raw.isascii()
    assert raw.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert max(map(len, text_of(raw).splitlines())) <= 76
    return Tags(read_back.get_body(("html",)).get_content())


@settings(max_examples=150, deadline=None)
@given(title=nasty, name=nasty, words=nasty)
def test_words_stay_words_wherever_they_stand(title, name, words):
    setting = replace(SETTING, office=words, sender=Person(words, SETTING.sender.address))
    found = check(composed(hostile(title, name, words), setting, attachment=None).raw)
    assert set(found.tags) <= TAGS
    assert found.attributes <= ATTRIBUTES
    assert not found.declared


@settings(max_examples=100, deadline=None)
@given(title=nasty, name=nasty)
def test_title_of_a_single_duty_stays_in_its_subject(title, name):
    written = composed(letter(item(obligation(title=title)), person=LAN._replace(name=name)))
    check(written.raw, more=THREAD)
    subject = str(message_from_bytes(written.raw, policy=default)["Subject"])
    assert subject == written.subject
    assert len(subject) <= LONGEST


@pytest.mark.parametrize("words", NASTY)
def test_page_of_hostile_words_has_the_tags_of_a_harmless_one(words):
    harmless = Tags(html(composed(hostile("a", "b", "c"))))
    found = Tags(html(composed(hostile(words or "a", words or "b", "c"))))
    assert found.tags == harmless.tags


def html(written):
    return message_from_bytes(written.raw, policy=default).get_body(("html",)).get_content()


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

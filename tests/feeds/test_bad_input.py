"""Whatever a document holds, a calendar stays whole, and nothing leaks into another line."""

from collections import Counter
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.seen import block, by_icalendar, by_vobject, event, lines, stored
from tests.feeds.strategies import EVENTS, FACTS, HOSTILE, TEXTS
from tracker.core.text import clean
from tracker.feeds.event import render
from tracker.feeds.head import CalendarHead, head_bytes
from tracker.feeds.joining import join
from tracker.feeds.lines import tidy
from tracker.i18n import LANGUAGES

NAMES = Counter(
    line.partition(":")[0] for line in lines(head_bytes(CalendarHead("x", "x", "https://x.example/")))
)


def is_whole(data):
    """CRLF everywhere, at most 75 octets a line, no torn letter, no torn escape, nothing invisible."""
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    return data.endswith(b"\r\n") and all(
        0 < len(line) <= 75 and line.decode().isprintable() and (len(line) - len(line.rstrip(b"\\"))) % 2 == 0
        for line in physical
    )


@given(facts=FACTS)
def test_every_event_is_whole_and_rendered_alike_twice(facts):
    rendered = render(facts)
    assert rendered == render(facts)
    for data in rendered.blocks.values():
        assert is_whole(data)
        assert is_normalized("NFC", data.decode())
        names = [line.partition(":")[0].partition(";")[0] for line in lines(data)]
        assert len(names) == len(set(names)) == 15 - (not tidy(facts.link))
        assert (names[0], names[-1]) == ("BEGIN", "END")


@given(facts=FACTS)
def test_one_line_fits_exchange_and_shows_no_blank_at_its_ends(facts):
    line = event(facts)["SUMMARY"]
    assert len(line.encode("utf-16-le")) // 2 <= 255
    assert line == clean(line) != ""


@given(
    events=EVENTS, language=st.sampled_from(LANGUAGES), spans=st.booleans(), alarms=st.booleans(), name=TEXTS
)
def test_every_calendar_is_whole_and_two_readers_see_the_same(events, language, spans, alarms, name):
    blocks = [stored(facts, language) for facts in events]
    data = join(head_bytes(CalendarHead(name, name)), blocks, language, spans=spans, alarms=alarms)
    assert is_whole(data)
    seen = by_icalendar(data)
    assert seen == by_vobject(data)
    assert {uid for uid, *_ in seen} == {f"{facts.id}@thidua.example.vn" for facts in events}


@given(events=EVENTS, more=FACTS)
def test_one_more_event_changes_no_bytes_of_another(events, more):
    others = [facts for facts in events if facts.id != more.id]
    before = [stored(facts) for facts in others]
    after = join(b"", [*before, stored(more)])
    assert all(each.data in after for each in before)
    assert len(by_icalendar(b"BEGIN:VCALENDAR\r\n" + after)) == len(others) + 1


@given(name=TEXTS, description=TEXTS, url=TEXTS)
def test_head_adds_no_line_whatever_it_is_called(name, description, url):
    data = head_bytes(CalendarHead(name, description, url))
    assert is_whole(data)
    written = Counter(line.partition(":")[0] for line in lines(data))
    assert written == (NAMES if tidy(url) else NAMES - Counter(["URL"]))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_change_nothing_but_the_text(vary, text):
    hostile = vary(title=text, phrase=text, label=text, lead=(text,), plan_name=text)
    plain, seen = event(vary()), event(hostile)
    assert list(seen) == list(plain)
    for name in set(plain) - {"SUMMARY", "DESCRIPTION"}:
        assert seen[name].to_ical() == plain[name].to_ical()
    assert seen["SUMMARY"].endswith("(hạn 30/6/2024)")


def test_address_cannot_bring_a_line(vary):
    written = lines(block(vary(link="https://a.example/\r\nX-EVIL:1")))
    assert not any(line.startswith("X-EVIL") for line in written)

"""Every kind of entry, in every look of a calendar, is read by four libraries as it was meant."""

from itertools import product

import pytest

from tests.interop.entries import FOLDED, HOSTILE, KINDS
from tests.interop.parsers import needs_node, read_everywhere
from tracker.feeds.event import render
from tracker.feeds.head import head_bytes, head_of
from tracker.feeds.joining import Block, join

pytestmark = needs_node

MEANT = (*KINDS, *HOSTILE, *FOLDED)
OFFICE = 'Ban "TĐKT", thành phố; \\n Cần Thơ'
LIBRARIES = ("icalendar", "vobject", "ical.js", "node-ical")
LOOKS = [
    pytest.param(*look, id=f"{look[0]}{'-spans' * look[1]}{'-alarms' * look[2]}")
    for look in product(("vi", "en"), (False, True), (False, True))
]


def blocks(language):
    rendered = [(meant.facts.id, render(meant.facts)) for meant in MEANT]
    return [
        Block(event.starts, name, event.blocks[language], event.span, event.alarm) for name, event in rendered
    ]


def calendar(language, spans, alarms):
    head = head_bytes(head_of(OFFICE, OFFICE, language))
    return join(head, blocks(language), language, spans=spans, alarms=alarms)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """What each library reads in each look."""
    folder, looks = tmp_path_factory.mktemp("looks"), [look.values for look in LOOKS]
    files = [folder / f"{number}.ics" for number in range(len(looks))]
    for file, look in zip(files, looks, strict=True):
        file.write_bytes(calendar(*look))
    found = read_everywhere(files)
    return {
        (library, look): entries
        for library in found
        for look, entries in zip(looks, found[library], strict=True)
    }


def seen(entry):
    return (entry.uid, entry.start, entry.end, entry.summary, entry.status)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(("language", "spans", "alarms"), LOOKS)
def test_entries_are_read_as_meant(read, library, language, spans, alarms):
    found = read[library, (language, spans, alarms)]
    if language == "vi":
        assert sorted(map(seen, found)) == sorted(meant.seen(spans=spans) for meant in MEANT)
    else:  # the words are others, the rest is not
        assert sorted(seen(entry)[:3] + seen(entry)[4:] for entry in found) == sorted(
            meant.seen(spans=spans)[:3] + meant.seen(spans=spans)[4:] for meant in MEANT
        )


@pytest.mark.parametrize(("language", "spans", "alarms"), LOOKS)
def test_libraries_read_every_word_alike(read, language, spans, alarms):
    look = (language, spans, alarms)
    assert [library for library in LIBRARIES if read[library, look] != read["icalendar", look]] == []


@pytest.mark.parametrize(("language", "spans", "alarms"), LOOKS)
def test_only_what_is_still_to_be_done_calls(read, language, spans, alarms):
    found = {entry.uid: entry.alarms for entry in read["icalendar", (language, spans, alarms)]}
    assert found == {meant.seen(spans=spans)[0]: int(alarms and meant.calls) for meant in MEANT}


def test_marks_are_said_in_english_too(read):
    words = {entry.uid.partition("@")[0]: entry.summary for entry in read["ical.js", ("en", False, False)]}
    assert words["overdue"].startswith("[OVERDUE] ")
    assert words["waived"].startswith("[CANCELLED] ")
    assert words["done"].startswith("[DONE] ")

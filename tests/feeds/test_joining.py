import subprocess
import sys
from datetime import date, time

import pytest
from icalendar import Calendar

from tests.feeds.seen import lines, stored
from tests.house.tree import ROOT
from tracker.core.phrases.reading import Kind
from tracker.core.standing import Status
from tracker.feeds.head import CalendarHead, head_bytes
from tracker.feeds.joining import TAIL, VTIMEZONE, join

HEAD = head_bytes(CalendarHead("Ban TĐKT", "Việc đến hạn"))
MEETING = {"kind": Kind.EVENT, "time": time(8)}
WINDOW = {"kind": Kind.WINDOW, "start_on": date(2024, 1, 1)}


@pytest.fixture(scope="module")
def blocks(vary):
    """A window, a day, an hour and a done duty, in the order of their deadlines."""
    return [
        stored(vary(id="march", dates={"act_by": date(2024, 3, 1)})),
        stored(vary(id="done", status=Status.DONE)),
        stored(vary(id="window", dates=WINDOW)),
        stored(vary(id="meeting", dates=MEETING)),
    ]


def ids(data):
    return [str(event["UID"]).partition("@")[0] for event in Calendar.from_ical(data).events]


def test_plain_calendar_is_its_parts(blocks):
    assert join(HEAD, blocks) == b"".join([HEAD, VTIMEZONE, *(block.data for block in blocks), TAIL])
    assert join(HEAD, []) == HEAD + TAIL


def test_events_stand_in_order_of_start_and_id_whatever_comes_first(vary):
    same_day = [stored(vary(id=name)) for name in ("b", "a-2", "a", "a.1")]
    blocks = [*same_day, stored(vary(id="c", dates={"act_by": date(2024, 3, 1)}))]
    assert ids(join(HEAD, blocks)) == ["c", "a", "a-2", "a.1", "b"]
    assert join(HEAD, blocks) == join(HEAD, blocks[::-1])


def test_one_more_event_changes_no_other(blocks, vary):
    more = stored(vary(id="more"))
    before, after = join(HEAD, blocks), join(HEAD, [more, *blocks])
    assert after.replace(more.data, b"") == before


def test_zone_is_declared_once_before_the_events_and_only_where_an_hour_needs_it(vary):
    timed, whole = stored(vary(dates=MEETING)), stored(vary(title="DTSTART;TZID="))
    assert VTIMEZONE not in join(HEAD, [whole])
    both = join(HEAD, [whole, timed, timed._replace(id="other")])
    assert both.count(b"BEGIN:VTIMEZONE") == 1
    assert both.index(VTIMEZONE) < both.index(b"BEGIN:VEVENT")


def test_windows_are_shown_whole_and_stand_where_they_begin(blocks):
    spanned = join(HEAD, blocks, spans=True)
    assert ids(spanned) == ["window", "march", "done", "meeting"]
    plain, whole = (set(lines(join(HEAD, blocks, spans=spans))) for spans in (False, True))
    assert whole - plain == {"DTSTART;VALUE=DATE:20240101"}


def test_timed_duty_shown_as_a_window_needs_no_zone(vary):
    dates = WINDOW | {"due_on": date(2024, 6, 28), "time": time(17)}
    block = stored(vary(dates=dates))
    assert VTIMEZONE in join(HEAD, [block])
    assert VTIMEZONE not in join(HEAD, [block], spans=True)


@pytest.mark.parametrize(
    ("name", "spans", "trigger"),
    [
        ("march", False, "TRIGGER:-PT15H"),
        ("meeting", False, "TRIGGER:-PT1H"),
        ("window", False, "TRIGGER:-PT15H"),
        ("window", True, "TRIGGER;RELATED=END:-PT39H"),
        ("march", True, "TRIGGER:-PT15H"),
        ("done", True, None),
    ],
)
def test_what_is_to_be_done_calls_where_that_is_asked_for(blocks, name, spans, trigger):
    block = [block for block in blocks if block.id == name]
    written = lines(join(HEAD, block, "vi", spans=spans, alarms=True))
    call = ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Nhắc việc", str(trigger), "END:VALARM"]
    tail = ["END:VEVENT", "END:VCALENDAR"]
    assert written[-7:] == call + tail if trigger else "BEGIN:VALARM" not in written
    assert written[-2:] == tail


def test_day_before_at_nine_is_the_same_moment_by_start_and_by_end(blocks):
    window = [block for block in blocks if block.id == "window"]
    called = {
        Calendar.from_ical(join(HEAD, window, spans=spans, alarms=True)).events[0].alarms.times[0].trigger
        for spans in (False, True)
    }
    assert {moment.replace(tzinfo=None).isoformat() for moment in called} == {"2024-06-27T09:00:00"}


def test_alarms_speak_the_language_of_the_reader(blocks):
    assert b"\r\nDESCRIPTION:Reminder\r\n" in join(HEAD, blocks, "en", alarms=True)


def test_nobody_is_called_unasked(blocks):
    assert b"VALARM" not in join(HEAD, blocks, spans=True)


def test_joining_loads_no_calendar_library():
    program = (
        "import sys, tracker.feeds.joining, tracker.feeds.parts, tracker.feeds.stages; print(*sys.modules)"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {"icalendar", "sqlalchemy", "sqlmodel"}.isdisjoint(finished.stdout.split())

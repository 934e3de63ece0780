from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tracker.core.phrases.reading import Kind
from tracker.feeds.calendar import VTIMEZONE, CalendarHead, join, letter_calendar
from tracker.feeds.event import render_event

HEAD = CalendarHead("Ban TĐKT; việc, hạn", "Việc đến hạn theo kế hoạch", url="https://thidua.example.vn/")
HEAD_LINES = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//tracker//tracker 1.0//VI",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "NAME:Ban TĐKT\\; việc\\, hạn",
    "X-WR-CALNAME:Ban TĐKT\\; việc\\, hạn",
    "DESCRIPTION:Việc đến hạn theo kế hoạch",
    "X-WR-CALDESC:Việc đến hạn theo kế hoạch",
    "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    "URL:https://thidua.example.vn/",
    "COLOR:teal",
    "X-APPLE-CALENDAR-COLOR:#008080",
]


def test_head_is_written_in_order_and_without_a_uid(vary):
    data = join(HEAD, [])
    assert data.decode().split("\r\n") == [*HEAD_LINES, "END:VCALENDAR", ""]


def test_events_stand_in_order_of_start_and_uid_whatever_comes_first(vary):
    def block(name, day):
        return render_event(vary(id=name, dates={"act_by": day}), "vi")

    events = [block("b", date(2024, 6, 28)), block("a", date(2024, 6, 28)), block("c", date(2024, 3, 1))]
    data = join(HEAD, events)
    assert [event["UID"][0] for event in Calendar.from_ical(data).events] == ["c", "a", "b"]
    assert data == join(HEAD, events[::-1])
    assert all(event in data for event in events)


def test_zone_is_declared_once_and_only_where_an_hour_needs_it(vary):
    timed = render_event(vary(dates={"kind": Kind.EVENT, "time": time(8)}), "vi")
    whole = render_event(vary(title="DTSTART;TZID="), "vi")
    assert VTIMEZONE not in join(HEAD, [whole])
    both = join(HEAD, [whole, timed, timed])
    assert both.count(b"BEGIN:VTIMEZONE") == 1
    assert both.index(VTIMEZONE) < both.index(b"BEGIN:VEVENT")
    start = next(event.start for event in Calendar.from_ical(both).events if event["DTSTART"].params)
    assert start is not None


def test_hour_is_the_same_instant_by_declared_and_by_known_zone(vary):
    timed = render_event(vary(dates={"kind": Kind.EVENT, "time": time(8)}), "vi")
    (event,) = Calendar.from_ical(join(HEAD, [timed])).events
    assert event.start.utcoffset().total_seconds() == 7 * 3600


def test_letter_carries_a_published_calendar_with_the_least_head(vary):
    data = letter_calendar([render_event(vary(), "vi")])
    assert data.decode().split("\r\n")[:6] == [*HEAD_LINES[:5], "BEGIN:VEVENT"]
    assert len(Calendar.from_ical(data).events) == 1


@given(name=st.text(max_size=300), description=st.text(max_size=300))
def test_any_name_reads_back_and_adds_no_line(vary, name, description):
    data = join(CalendarHead(name, description), [render_event(vary(), "vi")])
    read = Calendar.from_ical(data)
    assert read["NAME"] == read["X-WR-CALNAME"]
    assert len(read) == len(HEAD_LINES) - 2  # neither BEGIN nor URL
    assert len(read.events) == 1
    assert max(map(len, data.split(b"\r\n"))) <= 75


def test_long_name_is_cut_to_what_exchange_keeps():
    data = join(CalendarHead("đ" * 300, ""), [])
    assert f"NAME:{'đ' * 254}…" in data.replace(b"\r\n ", b"").decode().split("\r\n")

from datetime import date, time

import pytest

from tests.feeds.seen import block, lines
from tracker.core.phrases.reading import Kind
from tracker.core.shown import ShownOn
from tracker.feeds.event import render

ZONED = ";TZID=Asia/Ho_Chi_Minh"
NEW_YEAR = date(2024, 1, 1)


def when(facts):
    return [line.removeprefix("DT") for line in lines(block(facts)) if line.startswith(("DTSTART", "DTEND"))]


def test_deadline_is_an_all_day_entry_on_the_day_to_act_by(vary):
    assert when(vary()) == ["START;VALUE=DATE:20240628", "END;VALUE=DATE:20240629"]
    assert render(vary()).starts == "20240628"


def test_office_may_show_the_day_in_the_words(vary):
    assert when(vary(shown_on=ShownOn.DUE_ON)) == ["START;VALUE=DATE:20240630", "END;VALUE=DATE:20240701"]


def test_window_and_recurring_duties_show_their_deadline(vary):
    for kind in (Kind.WINDOW, Kind.RECURRING):
        shown = vary(dates={"kind": kind, "start_on": NEW_YEAR})
        assert when(shown)[0] == "START;VALUE=DATE:20240628"


def test_meeting_stands_on_its_own_days_whatever_the_office_shows(vary):
    for shown_on in ShownOn:
        meeting = vary(dates={"kind": Kind.EVENT, "start_on": date(2024, 6, 29)}, shown_on=shown_on)
        assert when(meeting) == ["START;VALUE=DATE:20240629", "END;VALUE=DATE:20240701"]


def test_meeting_with_an_hour_starts_then(vary):
    meeting = vary(dates={"kind": Kind.EVENT, "time": time(8)})
    assert when(meeting) == [f"START{ZONED}:20240630T080000", f"END{ZONED}:20240630T090000"]
    assert render(meeting).starts == "20240630T080000"


def test_meeting_of_several_days_with_an_hour_stays_all_day_and_tells_the_hour(vary):
    several = vary(dates={"kind": Kind.EVENT, "start_on": date(2024, 6, 29), "time": time(8)})
    assert when(several)[0] == "START;VALUE=DATE:20240629"
    assert "08:00" in block(several).replace(b"\r\n ", b"").decode()


@pytest.mark.parametrize(
    ("hour", "start", "end"),
    [
        (time(17), "20240628T163000", "20240628T170000"),
        (time(0), "20240627T233000", "20240628T000000"),
    ],
)
def test_deadline_with_an_hour_ends_at_it(vary, hour, start, end):
    facts = vary(dates={"due_on": date(2024, 6, 28), "time": hour})
    assert when(facts) == [f"START{ZONED}:{start}", f"END{ZONED}:{end}"]
    assert "TRANSP:TRANSPARENT" in lines(block(facts))


def test_hour_of_a_day_off_does_not_count_on_the_working_day(vary):
    facts = vary(dates={"time": time(17)})
    assert when(facts)[0] == "START;VALUE=DATE:20240628"
    assert when(vary(dates={"time": time(17)}, shown_on=ShownOn.DUE_ON))[0].endswith("T163000")


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        ({"kind": Kind.WINDOW, "start_on": NEW_YEAR}, ("20240101", "20240629")),
        ({"kind": Kind.RECURRING, "start_on": NEW_YEAR}, ("20240101", "20240629")),
        ({"kind": Kind.WINDOW, "start_on": NEW_YEAR, "time": time(17)}, ("20240101", "20240629")),
        ({"kind": Kind.WINDOW, "start_on": date(2024, 6, 27)}, ("20240627", "20240629")),
        ({"kind": Kind.WINDOW, "start_on": date(2024, 6, 28)}, None),
        ({"kind": Kind.WINDOW, "start_on": date(2024, 6, 29)}, None),
        ({"kind": Kind.EVENT, "start_on": NEW_YEAR}, None),
        ({}, None),
    ],
)
def test_whole_window_reaches_from_its_first_day_to_the_day_shown(vary, dates, days):
    lines_of = "DTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\n".format
    assert render(vary(dates=dates)).span == (lines_of(*days).encode() if days else b"")


def test_whole_window_ends_on_the_day_in_the_words_where_the_office_shows_that(vary):
    window = vary(dates={"kind": Kind.WINDOW, "start_on": NEW_YEAR}, shown_on=ShownOn.DUE_ON)
    assert b"DTEND;VALUE=DATE:20240701" in render(window).span

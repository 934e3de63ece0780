from tests.feeds.seen import lines, stored
from tracker.feeds.head import CalendarHead, head_bytes, head_of, letter_calendar

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


def test_head_is_written_in_order_and_without_a_uid():
    assert lines(head_bytes(HEAD)) == HEAD_LINES
    assert head_bytes(HEAD).endswith(b"\r\n")


def test_office_is_named_in_the_language_of_the_feed():
    assert head_of("Ban TĐKT", "UBND", "vi").description == "Việc đến hạn theo kế hoạch, do UBND phát hành."
    assert "published by UBND" in head_of("Ban TĐKT", "UBND", "en").description


def test_long_name_is_cut_to_what_exchange_keeps():
    assert f"NAME:{'đ' * 254}…" in lines(head_bytes(CalendarHead("đ" * 300, "")))


def test_page_of_the_feed_may_be_missing():
    assert not any(line.startswith("URL") for line in lines(head_bytes(CalendarHead("", ""))))


def test_letter_carries_a_published_calendar_with_the_least_head(vary):
    written = lines(letter_calendar([stored(vary())]))
    assert written[:6] == [*HEAD_LINES[:5], "BEGIN:VEVENT"]
    assert written[-2:] == ["END:VEVENT", "END:VCALENDAR"]

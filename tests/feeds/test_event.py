from datetime import UTC, date, datetime, time, timedelta, timezone
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from tracker.core.phrases.reading import Kind
from tracker.core.provisional import Provisional
from tracker.core.standing import Status
from tracker.feeds.event import fingerprint, render_event

HOSTILE = [
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:other",
    "nul \x00 esc \x1b[31m bell \a del \x7f c1 \x9b",
    "bidi \u202e\u2066 zero\u200b\ufeff line\u2028para\u2029",
    "path C:\\New\\name\\N and \\n; semi, comma",
    "lone surrogate \ud800",
    "{title} %s {0.__class__}",
    "\\" * 400,
    "đ" * 5000,
    "e\u0302\u0301" * 200,
    "👩‍👩‍👧" * 300,
    "  \t ",
    "",
]


def read(block: bytes) -> Event:
    return Event.from_ical(block)


def lines(block: bytes) -> list[str]:
    return block.replace(b"\r\n ", b"").decode().split("\r\n")


def test_deadline_is_an_all_day_entry_on_the_day_to_act_by(vary):
    written = lines(render_event(vary(), "vi"))
    assert "DTSTART;VALUE=DATE:20240628" in written
    assert "DTEND;VALUE=DATE:20240629" in written
    assert "TRANSP:TRANSPARENT" in written
    assert "X-MICROSOFT-CDO-BUSYSTATUS:FREE" in written


def test_day_in_the_words_stands_in_title_and_text_where_it_differs(vary):
    event = read(render_event(vary(), "vi"))
    assert event["SUMMARY"] == "Ban TĐKT: Sơ kết phong trào thi đua 6 tháng đầu năm 2024 (hạn 30/6/2024)"
    assert "30/6/2024" in event["DESCRIPTION"]
    assert "28/6/2024" in event["DESCRIPTION"]
    same_day = read(render_event(vary(dates={"due_on": date(2024, 6, 28)}), "vi"))
    assert same_day["SUMMARY"] == "Ban TĐKT: Sơ kết phong trào thi đua 6 tháng đầu năm 2024"


def test_both_days_stand_in_the_text_also_where_they_are_one(vary):
    for dates in ({}, {"due_on": date(2024, 6, 28)}, {"kind": Kind.EVENT}):
        told = read(render_event(vary(dates=dates), "vi"))["DESCRIPTION"].split("\n")
        assert sum(line.startswith(("Hạn: ", "Ngày: ")) for line in told) == 1
        assert "Ngày cuối để làm: thứ Sáu, 28/6/2024" in told


def test_report_says_of_which_time_it_tells(vary):
    report = vary(dates={"data_from": date(2023, 12, 15), "data_to": date(2024, 6, 14)})
    assert "Số liệu: từ 15/12/2023 đến hết 14/6/2024" in read(render_event(report, "vi"))["DESCRIPTION"]


def test_a_day_that_may_still_move_is_marked_and_the_mark_is_no_change(vary):
    act_by, both = vary(provisional=Provisional(act_by=True)), vary(provisional=Provisional(True, True))
    assert "tạm tính" not in read(render_event(vary(), "vi"))["DESCRIPTION"]
    marked = read(render_event(act_by, "vi"))["DESCRIPTION"].split("\n")
    assert "Ngày cuối để làm: thứ Sáu, 28/6/2024 (tạm tính)" in marked
    assert "Hạn: Chủ nhật, 30/6/2024" in marked
    assert "Hạn: Chủ nhật, 30/6/2024 (tạm tính)" in read(render_event(both, "vi"))["DESCRIPTION"]
    assert fingerprint(vary(), "vi") == fingerprint(act_by, "vi") == fingerprint(both, "vi")


def test_text_tells_the_whole_duty_and_ends_with_the_link(vary):
    told = read(render_event(vary(), "vi"))["DESCRIPTION"].split("\n")
    assert told[0] == "Sơ kết phong trào thi đua 6 tháng đầu năm 2024"
    assert "Chủ trì: Ban TĐKT thành phố" in told
    assert "Phối hợp: Sở Nội vụ; Văn phòng UBND thành phố" in told
    assert "Thời hạn (nguyên văn): «6 tháng đầu năm»" in told
    assert "Văn bản: 249/KH-UBND: Kế hoạch công tác thi đua, khen thưởng năm 2024" in told
    assert told[-1] == "https://thidua.example.vn/viec/249-2024.14?xem=%C4%91%E1%BB%A7"


def test_english_is_spoken_where_it_is_asked_for(vary):
    event = read(render_event(vary(status=Status.DONE), "en"))
    assert event["SUMMARY"].startswith("[DONE] Ban TĐKT: ")
    assert "Lead: Ban TĐKT thành phố" in event["DESCRIPTION"]


def test_stamps_are_the_stored_ones_in_utc_and_whole_seconds(vary):
    saigon = timezone(timedelta(hours=7))
    written = lines(render_event(vary(changed_at=datetime(2024, 5, 27, 8, 2, 3, 9, saigon)), "vi"))
    assert "DTSTAMP:20240527T010203Z" in written
    assert "LAST-MODIFIED:20240527T010203Z" in written
    assert "CREATED:20240102T010000Z" in written
    assert "SEQUENCE:3" in written


def test_identity_is_the_obligation_and_the_domain(vary):
    assert "UID:249-2024.14@thidua.example.vn" in lines(render_event(vary(), "vi"))
    odd = [lines(render_event(vary(id=name), "vi"))[1] for name in ("đơn vị", "x" * 300, "x" * 301, "a b")]
    assert len(set(odd)) == 4
    assert all(uid.isascii() and len(uid) <= 200 for uid in odd)


def test_window_and_recurring_duties_show_their_deadline(vary):
    window = vary(dates={"kind": Kind.WINDOW, "start_on": date(2024, 1, 1)})
    recurring = vary(dates={"kind": Kind.RECURRING})
    assert "DTSTART;VALUE=DATE:20240628" in lines(render_event(window, "vi"))
    assert "Bắt đầu: thứ Hai, 1/1/2024" in read(render_event(window, "vi"))["DESCRIPTION"]
    assert "DTSTART;VALUE=DATE:20240628" in lines(render_event(recurring, "vi"))


def test_meeting_is_busy_on_its_own_days(vary):
    meeting = vary(dates={"kind": Kind.EVENT, "start_on": date(2024, 6, 29)})
    written = lines(render_event(meeting, "vi"))
    assert "DTSTART;VALUE=DATE:20240629" in written
    assert "DTEND;VALUE=DATE:20240701" in written
    assert "TRANSP:OPAQUE" in written
    assert "X-MICROSOFT-CDO-BUSYSTATUS:BUSY" in written
    assert "hạn" not in read(render_event(meeting, "vi"))["SUMMARY"]


def test_meeting_with_an_hour_starts_then(vary):
    written = lines(render_event(vary(dates={"kind": Kind.EVENT, "time": time(8)}), "vi"))
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20240630T080000" in written
    assert "DTEND;TZID=Asia/Ho_Chi_Minh:20240630T090000" in written


def test_meeting_of_several_days_with_an_hour_stays_all_day_and_tells_the_hour(vary):
    several = {"kind": Kind.EVENT, "start_on": date(2024, 6, 29), "time": time(8)}
    block = render_event(vary(dates=several), "vi")
    assert "DTSTART;VALUE=DATE:20240629" in lines(block)
    assert "08:00" in read(block)["DESCRIPTION"]


@pytest.mark.parametrize(
    ("hour", "start", "end"),
    [
        (time(17), "20240628T163000", "20240628T170000"),
        (time(0), "20240627T233000", "20240628T000000"),
    ],
)
def test_deadline_with_an_hour_ends_at_it(vary, hour, start, end):
    written = lines(render_event(vary(dates={"due_on": date(2024, 6, 28), "time": hour}), "vi"))
    assert f"DTSTART;TZID=Asia/Ho_Chi_Minh:{start}" in written
    assert f"DTEND;TZID=Asia/Ho_Chi_Minh:{end}" in written
    assert "TRANSP:TRANSPARENT" in written


def test_hour_of_a_day_off_does_not_count_on_the_working_day(vary):
    block = render_event(vary(dates={"time": time(17)}), "vi")
    assert "DTSTART;VALUE=DATE:20240628" in lines(block)
    assert "17:00" in read(block)["DESCRIPTION"]


@pytest.mark.parametrize(
    ("status", "tentative", "state", "prefix"),
    [
        (Status.OPEN, False, "CONFIRMED", "Ban TĐKT: "),
        (Status.OPEN, True, "TENTATIVE", "Ban TĐKT: "),
        (Status.DONE, True, "CONFIRMED", "[XONG] Ban TĐKT: "),
        (Status.WAIVED, False, "CANCELLED", "[ĐÃ HỦY] Ban TĐKT: "),
        (Status.WITHDRAWN, True, "CANCELLED", "[ĐÃ HỦY] Ban TĐKT: "),
    ],
)
def test_state_stands_in_status_and_title(vary, status, tentative, state, prefix):
    event = read(render_event(vary(status=status, dates={"tentative": tentative}), "vi"))
    assert event["STATUS"] == state
    assert event["SUMMARY"].startswith(prefix)


def test_cancelled_meeting_frees_the_time(vary):
    block = render_event(vary(status=Status.WITHDRAWN, dates={"kind": Kind.EVENT}), "vi")
    assert "TRANSP:TRANSPARENT" in lines(block)


def test_nothing_is_written_that_clients_stumble_over(vary):
    names = {line.split(":")[0].split(";")[0] for line in lines(render_event(vary(), "vi"))}
    assert names.isdisjoint({"VALARM", "ORGANIZER", "ATTENDEE", "RRULE", "X-ALT-DESC", "ATTACH", "DUE"})
    assert names >= {"UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "URL", "STATUS", "TRANSP"}


def test_address_is_percent_encoded_ascii(vary):
    encoded = "URL:https://thidua.example.vn/viec/249-2024.14?xem=%C4%91%E1%BB%A7"
    assert encoded in lines(render_event(vary(), "vi"))
    injected = vary(link="https://a.example/\r\nX-EVIL:1")
    assert not any(line.startswith("X-EVIL") for line in lines(render_event(injected, "vi")))


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_title_changes_nothing_but_the_text(vary, title):
    plain = read(render_event(vary(), "vi"))
    event = read(render_event(vary(title=title, phrase=title, label=title, lead=(title,)), "vi"))
    assert list(event) == list(plain)
    for name in set(plain) - {"SUMMARY", "DESCRIPTION"}:
        assert event[name].to_ical() == plain[name].to_ical()
    assert len(event["SUMMARY"].encode("utf-16-le")) // 2 <= 255
    assert "\n" not in event["SUMMARY"]
    assert event["SUMMARY"].endswith("(hạn 30/6/2024)")


def test_written_line_break_sign_stays_on_its_line(vary):
    event = read(render_event(vary(title="C:\\New\\file; a, b"), "vi"))
    assert event["DESCRIPTION"].split("\n")[0] == "C:/New\\file; a, b"


def test_duty_without_a_title_is_called_by_its_id(vary):
    assert "249-2024.14 (hạn 30/6/2024)" in read(render_event(vary(title="\x00"), "vi"))["SUMMARY"]


def test_decomposed_letters_are_composed(vary):
    block = render_event(vary(title="Kế hoạch"), "vi")
    assert block == render_event(vary(title="Kế hoạch"), "vi")
    assert "Kế hoạch" in read(block)["SUMMARY"]


@given(title=st.text(max_size=400), phrase=st.text(max_size=100))
def test_any_text_reads_back_as_one_event_in_short_whole_lines(vary, title, phrase):
    facts = vary(title=title, phrase=phrase)
    block = render_event(facts, "vi")
    assert block == render_event(facts, "vi")
    assert len(Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + block + b"END:VCALENDAR\r\n").events) == 1
    assert block.endswith(b"\r\n")
    assert is_normalized("NFC", block.decode())
    for line in block.removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(line) <= 75
        assert line.decode().isprintable()
        assert (len(line) - len(line.rstrip(b"\\"))) % 2 == 0


def test_fingerprint_sees_what_people_see_and_nothing_else(vary):
    present = fingerprint(vary(), "vi")
    later = datetime(2025, 1, 1, tzinfo=UTC)
    assert fingerprint(vary(sequence=9, changed_at=later, created_at=later), "vi") == present
    changes = [
        {"title": "x"},
        {"status": Status.DONE},
        {"dates": {"due_on": date(2024, 7, 1)}},
        {"dates": {"tentative": True}},
        {"partners": ()},
        {"rule": ""},
        {"link": ""},
    ]
    assert len({present, *(fingerprint(vary(**change), "vi") for change in changes)}) == len(changes) + 1
    assert fingerprint(vary(), "en") != present

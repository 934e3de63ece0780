from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from tests.feeds.seen import block, event, lines
from tracker.core.phrases.reading import Kind
from tracker.core.provisional import Provisional
from tracker.core.shown import ShownOn
from tracker.core.standing import Status
from tracker.feeds.alarms import Alarm
from tracker.feeds.event import render
from tracker.i18n import LANGUAGES


def fingerprint(facts):
    return render(facts).fingerprint


def test_event_is_whole_and_in_order(vary):
    assert [line.partition(":")[0] for line in lines(block(vary()))] == [
        "BEGIN",
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "LAST-MODIFIED",
        "CREATED",
        "DTSTART;VALUE=DATE",
        "DTEND;VALUE=DATE",
        "SUMMARY",
        "DESCRIPTION",
        "URL",
        "STATUS",
        "TRANSP",
        "X-MICROSOFT-CDO-BUSYSTATUS",
        "END",
    ]


def test_languages_differ_in_their_words_alone(vary):
    rendered = render(vary())
    assert list(rendered.blocks) == list(LANGUAGES)
    vi, en = (lines(data) for data in rendered.blocks.values())
    differing = {one.partition(":")[0] for one, other in zip(vi, en, strict=True) if one != other}
    assert differing == {"SUMMARY", "DESCRIPTION"}


def test_stamps_are_the_stored_ones_in_utc_and_whole_seconds(vary):
    saigon = timezone(timedelta(hours=7))
    written = lines(block(vary(changed_at=datetime(2024, 5, 27, 8, 2, 3, 9, saigon))))
    assert "DTSTAMP:20240527T010203Z" in written
    assert "LAST-MODIFIED:20240527T010203Z" in written
    assert "CREATED:20240102T010000Z" in written
    assert "SEQUENCE:3" in written


def test_identity_is_the_obligation_and_the_domain(vary):
    assert "UID:249-2024.14@thidua.example.vn" in lines(block(vary()))
    odd = [lines(block(vary(id=name)))[1] for name in ("đơn vị", "x" * 300, "x" * 301, "a b")]
    assert len(set(odd)) == 4
    assert all(uid.isascii() and len(uid) <= 200 for uid in odd)


def test_moved_duty_keeps_its_identity(vary):
    moved = vary(dates={"due_on": date(2024, 9, 30), "act_by": date(2024, 9, 30)}, sequence=4)
    assert lines(block(moved))[1] == lines(block(vary()))[1]
    assert fingerprint(moved) != fingerprint(vary())


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
    seen = event(vary(status=status, dates={"tentative": tentative}))
    assert seen["STATUS"] == state
    assert seen["SUMMARY"].startswith(prefix)


@pytest.mark.parametrize(
    ("kind", "status", "tentative", "marks"),
    [
        (Kind.DUE, Status.OPEN, False, ["TRANSPARENT", "FREE"]),
        (Kind.DUE, Status.OPEN, True, ["TRANSPARENT", "FREE"]),
        (Kind.EVENT, Status.OPEN, False, ["OPAQUE", "BUSY"]),
        (Kind.EVENT, Status.OPEN, True, ["OPAQUE", "BUSY"]),
        (Kind.EVENT, Status.DONE, False, ["OPAQUE", "BUSY"]),
        (Kind.EVENT, Status.WITHDRAWN, False, ["TRANSPARENT", "FREE"]),
    ],
)
def test_only_a_meeting_that_is_held_takes_the_time(vary, kind, status, tentative, marks):
    written = lines(block(vary(status=status, dates={"kind": kind, "tentative": tentative})))
    assert [line.partition(":")[2] for line in written[-3:-1]] == marks


@pytest.mark.parametrize(
    ("facts", "alarm"),
    [
        ({}, Alarm.DAY),
        ({"dates": {"kind": Kind.EVENT}}, Alarm.DAY),
        ({"dates": {"kind": Kind.EVENT, "time": time(8)}}, Alarm.TIME),
        ({"dates": {"due_on": date(2024, 6, 28), "time": time(17)}}, Alarm.TIME),
        ({"is_overdue": True}, Alarm.NONE),
        *(({"status": status}, Alarm.NONE) for status in Status if status is not Status.OPEN),
    ],
)
def test_only_what_is_to_be_done_calls(vary, facts, alarm):
    assert render(vary(**facts)).alarm is alarm


def test_address_is_percent_encoded_ascii(vary):
    encoded = "URL:https://thidua.example.vn/viec/249-2024.14?xem=%C4%91%E1%BB%A7"
    assert encoded in lines(block(vary()))
    assert not any(line.startswith("URL") for line in lines(block(vary(link=""))))


def test_two_renderings_are_equal(vary):
    assert render(vary()) == render(vary())


CHANGES = [
    {"title": "x"},
    {"label": "x"},
    {"status": Status.DONE},
    {"is_overdue": True},
    {"shown_on": ShownOn.DUE_ON},
    {"dates": {"due_on": date(2024, 7, 1)}},
    {"dates": {"tentative": True}},
    {"dates": {"start_on": date(2024, 1, 1)}},
    {"partners": ()},
    {"rule": ""},
    {"link": ""},
    {"id": "249-2024.15"},
]


def test_fingerprint_sees_every_visible_change(vary):
    prints = {fingerprint(vary(**change)) for change in CHANGES}
    assert len(prints | {fingerprint(vary())}) == len(CHANGES) + 1


@pytest.mark.parametrize(
    "facts",
    [
        {"sequence": 9},
        {"changed_at": datetime(2025, 1, 1, tzinfo=UTC)},
        {"created_at": datetime(2025, 1, 1, tzinfo=UTC)},
        {"provisional": Provisional(act_by=True)},
        {"provisional": Provisional(due_on=True, act_by=True)},
    ],
)
def test_fingerprint_sees_nothing_else(vary, facts):
    assert fingerprint(vary(**facts)) == fingerprint(vary())
    assert block(vary(**facts)) != block(vary())

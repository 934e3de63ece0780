"""Who was told a date hears of another one; who was told of a delay hears of its end."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest

from tests.offices import (
    HUNG,
    LAN,
    MINH,
    NAM,
    at,
    corrected,
    days,
    everything,
    line_of,
    rows,
    texts,
)
from tracker.services.delivering import deliver
from tracker.services.importing import import_plan
from tracker.services.reminding import remind
from tracker.services.tracking import mark_done, reopen
from tracker.services.undoing import undo
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow

DUTY = "249-2024.12"  # of May 2024, led by Lan and Nam
OWNERS = {(LAN, "overdue"), (NAM, "overdue")}
MONDAY, TUESDAY = date(2024, 5, 27), date(2024, 5, 28)


def lived(app, first, last):
    """Every day planned and sent; what is not the duty is done in time."""
    for day in days(first, last):
        at(app, day)
        for other in rows(app, ObligationRow, status="open"):
            if other.id != DUTY and other.deadline_on < day:
                mark_done(app, other.id, on=other.act_by)
        remind(app)
        deliver(app)


def moved_to(folder, words, name="moved.txt"):
    return corrected(folder, (line_of(12), line_of(12).replace("tháng 5", words)), name=name)


def news(app, kind="moved", **equal):
    """The news of the duty as (recipient, state), in the order of planning."""
    found = rows(app, NoticeRow, obligation_id=DUTY, kind=kind, **equal)
    return [(notice.recipient, notice.state) for notice in found]


def told_lines(app, day):
    """What stands in the letters of a day about the duty: (recipient, kind)."""
    letters = {letter.id: letter.recipient for letter in rows(app, DeliveryRow, slot_on=day)}
    notices = rows(app, NoticeRow, obligation_id=DUTY)
    return {(letters[one.delivery_id], one.kind) for one in notices if one.delivery_id in letters}


@pytest.fixture
def told(any_office):
    """An office whose people were told that the duty is due on 31/5."""
    lived(any_office, MONDAY, MONDAY)
    return any_office


@pytest.fixture
def late(any_office):
    """An office whose head and leaders were told that the duty is late."""
    lived(any_office, MONDAY, date(2024, 6, 14))
    return any_office


def test_who_was_told_hears_of_another_day_in_a_letter_of_its_own(told, tmp_path):
    import_plan(told, moved_to(tmp_path, "tháng 9"))
    assert news(told) == [(LAN, "planned"), (NAM, "planned")]
    lived(told, TUESDAY, TUESDAY)
    assert told_lines(told, TUESDAY) == {(LAN, "moved"), (NAM, "moved")}
    assert news(told) == [(LAN, "sent"), (NAM, "sent")]


def test_who_had_a_letter_today_hears_it_tomorrow(told, tmp_path):
    import_plan(told, moved_to(tmp_path, "tháng 9"))
    assert remind(told).letters == 0
    assert {notice.slot_on for notice in rows(told, NoticeRow, kind="moved")} == {TUESDAY}


def test_nobody_was_told_nobody_hears(any_office, tmp_path):
    import_plan(at(any_office, date(2024, 3, 4)), moved_to(tmp_path, "tháng 9"))
    assert news(any_office) == []


def test_the_same_document_again_is_no_news(told, tmp_path):
    moved = moved_to(tmp_path, "tháng 9")
    import_plan(told, moved)
    before = everything(told)["notice"]
    import_plan(told, moved)
    assert everything(told)["notice"] == before


def test_moved_again_before_anybody_heard_the_last_day_is_told_once(told, tmp_path):
    import_plan(told, moved_to(tmp_path, "tháng 9"))
    import_plan(told, moved_to(tmp_path, "tháng 10", "again.txt"))
    assert news(told) == [(LAN, "cancelled"), (NAM, "cancelled"), (LAN, "planned"), (NAM, "planned")]
    lived(told, TUESDAY, TUESDAY)
    assert [state for _, state in news(told)] == ["cancelled", "cancelled", "sent", "sent"]


def test_moved_back_before_anybody_heard_is_no_news(told, tmp_path):
    import_plan(told, moved_to(tmp_path, "tháng 9"))
    undo(told)
    assert {state for _, state in news(told)} == {"cancelled"}
    lived(told, TUESDAY, TUESDAY)
    assert told_lines(told, TUESDAY) == set()


def test_moved_back_after_they_heard_is_news_again(told, tmp_path):
    import_plan(told, moved_to(tmp_path, "tháng 9"))
    lived(told, TUESDAY, TUESDAY)
    undo(told)
    assert [state for _, state in news(told)] == ["sent", "sent", "planned", "planned"]


def test_done_before_they_heard_needs_no_news(told, tmp_path):
    import_plan(told, moved_to(tmp_path, "tháng 9"))
    mark_done(told, DUTY)
    assert {state for _, state in news(told)} == {"cancelled"}


@pytest.mark.parametrize("is_done_first", [False, True])
def test_reopened_who_has_not_heard_of_another_day_hears_of_it(told, tmp_path, is_done_first):
    deeds = [lambda: mark_done(told, DUTY), lambda: import_plan(told, moved_to(tmp_path, "tháng 9"))]
    for deed in deeds if is_done_first else reversed(deeds):
        deed()
    reopen(told, DUTY)
    assert news(told, state="planned") == [(LAN, "planned"), (NAM, "planned")]
    lived(told, TUESDAY, TUESDAY)
    assert told_lines(told, TUESDAY) == {(LAN, "moved"), (NAM, "moved")}
    assert b"31/5/2024" in text_of_last_letter(told, LAN)
    mark_done(told, DUTY)
    reopen(told, DUTY)
    assert news(told, state="planned") == []


def text_of_last_letter(app, address):
    return message_from_bytes(texts(app)[address], policy=default).get_body(["plain"]).get_content().encode()


def test_who_was_told_of_the_delay_hears_of_its_end_with_the_next_letter(late):
    mark_done(late, DUTY)
    assert news(late, "closed") == [(MINH, "planned"), (HUNG, "planned")]
    assert remind(at(late, date(2024, 6, 17))).letters == 0
    assert {notice.slot_on for notice in rows(late, NoticeRow, kind="closed")} == {date(2024, 6, 24)}


def test_the_end_rides_with_the_letter_of_the_week(late):
    mark_done(late, DUTY)
    late.config = weekly(late)
    lived(late, date(2024, 6, 17), date(2024, 6, 17))
    assert {who for who, state in news(late, "closed") if state == "sent"} == {MINH, HUNG}


def weekly(app):
    """The settings with the letter of the week."""
    return replace(app.config, reminders=app.config.reminders._replace(weekly=True))


def test_reopened_before_the_end_was_told_takes_it_back(late):
    mark_done(late, DUTY)
    reopen(late, DUTY)
    assert {(one.state, one.reason) for one in rows(late, NoticeRow, kind="closed")} == {
        ("cancelled", "reopened")
    }
    mark_done(late, DUTY)
    assert [state for _, state in news(late, "closed")] == ["cancelled", "cancelled", "planned", "planned"]


def test_an_end_is_told_once_for_each_delay(late):
    mark_done(late, DUTY)
    late.config = weekly(late)
    lived(late, date(2024, 6, 17), date(2024, 6, 17))
    reopen(late, DUTY)
    mark_done(late, DUTY)
    assert news(late, "closed", state="planned") == []


def test_superiors_who_heard_of_an_end_that_was_none_are_told_again(late):
    mark_done(late, DUTY)
    late.config = weekly(late)
    lived(late, date(2024, 6, 17), date(2024, 6, 17))
    reopen(late, DUTY)
    lived(late, date(2024, 6, 18), date(2024, 6, 20))
    said = {day: told_lines(late, date(2024, 6, day)) - OWNERS for day in (18, 19, 20)}
    assert said == {18: {(MINH, "escalation")}, 19: {(HUNG, "escalation")}, 20: set()}


def test_what_a_mistaken_done_withheld_is_said(told):
    lived(told, TUESDAY, date(2024, 6, 4))
    remind(at(told, date(2024, 6, 5)))  # the head is to be told
    mark_done(told, DUTY)
    reopen(told, DUTY)
    lived(told, date(2024, 6, 5), date(2024, 6, 6))
    assert told_lines(told, date(2024, 6, 6)) == {(MINH, "escalation"), *OWNERS}


def test_done_in_time_worries_nobody(told):
    mark_done(told, DUTY)
    assert news(told, "closed") == []

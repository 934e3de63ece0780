"""A quarter in the life of an office, from the document to the calendar and the letters."""

import re
from collections import Counter
from datetime import date
from email import message_from_bytes

import pytest
import sqlalchemy as sa

from tests.offices import PLAN, at, days, open_office, outbox, rows, turn
from tests.published import fetch, issue
from tracker.core.notices import ladder
from tracker.core.planning import course_of
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.rows import obligation_from
from tracker.services.tracking import mark_done
from tracker.store.notices import pasts
from tracker.store.obligations import duties_where
from tracker.store.tables import DeliveryRow, EventRow, NoticeRow, ObligationRow

FIRST, LAST = date(2024, 4, 1), date(2024, 6, 28)
NO_DAYS = ()
OFF = tuple(days(date(2024, 5, 20), date(2024, 5, 24)))  # the machine was off, a working week
UID = re.compile(rb"UID:(\S+)")


def lived(folder, off):
    """An office after the quarter; every duty is done on its last day, and one never."""
    app = open_office(folder)
    import_plan(at(app, date(2023, 12, 22)), PLAN)
    for day in days(FIRST, LAST):
        if day in off:
            continue
        at(app, day)
        for duty in rows(app, ObligationRow, status="open"):
            if duty.act_by < day and duty.id != "249-2024.12":
                mark_done(app, duty.id, on=duty.act_by)
        turn(app)
        publish(app)
    return app


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The quarter without a break."""
    return lived(tmp_path_factory.mktemp("whole"), NO_DAYS)


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """The quarter with a week off."""
    return lived(tmp_path_factory.mktemp("broken"), OFF)


@pytest.fixture(params=["whole", "broken"])
def office(request):
    """Either."""
    return request.getfixturevalue(request.param)


def test_one_letter_a_person_and_day_on_working_days_only(office):
    letters = rows(office, DeliveryRow)
    assert max(Counter((letter.recipient, letter.slot_on) for letter in letters).values()) == 1
    assert {letter.state for letter in letters} == {"sent"}
    assert all(office.calendar.is_working_day(letter.slot_on) for letter in letters)


def test_every_letter_is_a_file_with_its_own_name(office):
    written = [message_from_bytes(path.read_bytes())["Message-ID"] for path in outbox(office)]
    assert sorted(written) == sorted(letter.message_id for letter in rows(office, DeliveryRow))


def test_nothing_is_said_twice(office):
    said = Counter(
        (
            notice.obligation_id,
            notice.due_version,
            notice.kind,
            notice.offset_days,
            notice.level,
            notice.recipient,
        )
        for notice in rows(office, NoticeRow)
    )
    assert max(said.values()) == 1


def test_nothing_is_lost(office):
    """Every rung of every duty that stayed open came to its end: said, or passed over for a newer one."""
    with office.store.read() as session:
        duties = [obligation_from(duty) for duty in duties_where(session, sa.true())]
        past = pasts(session, [duty.id for duty in duties], office.zone)
    for duty in duties:
        rungs = ladder(course_of(duty, LAST), office.rules.policy, office.calendar)
        until = LAST if duty.done_on is None else duty.dates.act_by
        for rung in rungs:
            if rung.slot_on > until:
                break
            if rung.slot_on >= FIRST:
                assert rung.key in past[duty.id].said, (duty.id, rung)
    assert {notice.state for notice in rows(office, NoticeRow)} <= {"sent", "superseded"}


def test_week_off_is_made_up_for_on_the_first_day_after_it(whole, broken):
    monday = date(2024, 5, 27)
    reasons = {
        notice.reason
        for notice in rows(broken, NoticeRow)
        if notice.delivery_id in {letter.id for letter in rows(broken, DeliveryRow, slot_on=monday)}
    }
    assert "catch-up" in reasons
    assert not [letter for letter in rows(broken, DeliveryRow) if letter.slot_on in OFF]
    assert len(rows(broken, DeliveryRow)) <= len(rows(whole, DeliveryRow))


def test_after_the_week_both_offices_go_the_same_way(whole, broken):
    june = date(2024, 6, 3)

    def said(app):
        letters = {letter.id: letter for letter in rows(app, DeliveryRow) if letter.slot_on >= june}
        return {
            (letters[n.delivery_id].slot_on, n.recipient, n.obligation_id, n.kind, n.offset_days, n.level)
            for n in rows(app, NoticeRow)
            if n.delivery_id in letters
        }

    assert said(broken) == said(whole) != set()


def test_undone_duty_climbs_to_head_and_leaders(office):
    levels = {notice.level for notice in rows(office, NoticeRow, obligation_id="249-2024.12", state="sent")}
    assert levels == {0, 1, 2}


def test_letters_and_feed_speak_of_the_same_events(office):
    duties = {f"{row.obligation_id}@{office.config.office.domain}" for row in rows(office, EventRow)}
    in_feed = set(UID.findall(fetch(office, issue(office)).data))
    for path in outbox(office):
        parts = message_from_bytes(path.read_bytes()).walk()
        calendars = [
            part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/calendar"
        ]
        assert calendars
        assert {found.decode() for found in UID.findall(calendars[0])} <= duties
    assert {found.decode() for found in in_feed} < duties  # what was done long ago has left it
    assert len(duties) == 35

"""Ladders of one's own, escalations that wait, pauses; and what a letter knows of its time."""

from dataclasses import replace
from datetime import date

from sqlmodel import select

from tests.offices import MINH, PLAN, at, open_office, row, rows
from tests.services.test_reminding import MONDAY, VAN, quiet_until, seat, spoken
from tracker.services import queueing
from tracker.services.delivering import deliver
from tracker.services.explaining import explain
from tracker.services.importing import commit, import_plan, read_in
from tracker.services.reminding import remind
from tracker.store.engine import hold
from tracker.store.notices import insert_notices
from tracker.store.state import set_state
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow, TaskRow


def test_an_unsent_reminder_escalates_nobody(planned):
    """The mail server is away: whoever was never told is not reported."""
    for day in (date(2024, 6, 3), date(2024, 6, 5), date(2024, 6, 12)):
        remind(at(planned, day))
    assert {notice.level for notice in rows(planned, NoticeRow)} == {0}
    deliver(planned)
    remind(at(planned, date(2024, 6, 13)))
    assert 1 in {notice.level for notice in rows(planned, NoticeRow)}


def test_ladder_of_a_task_is_climbed(planned):
    quiet_until(planned, date(2024, 5, 28))
    with planned.store.write() as session:
        task = session.exec(select(TaskRow).where(TaskRow.number == 12)).one()
        task.ladder = {"lead": [3]}
    remind(planned)
    said = {(id_, offset) for _, id_, _, offset in spoken(planned, date(2024, 5, 28))}
    assert ("249-2024.12", -3) in said
    assert ("249-2024.14", -5) in said


def test_pause_is_kept_and_ends(planned):
    quiet_until(planned, MONDAY)
    with planned.store.write() as session:
        duty = session.get(ObligationRow, "249-2024.14")
        duty.paused_until, duty.next_on = date(2024, 5, 29), date(2024, 5, 30)
    for day in (27, 28, 29, 30):
        remind(at(planned, date(2024, 5, day)))
    (said,) = [one for one in rows(planned, NoticeRow, obligation_id="249-2024.14") if one.delivery_id]
    assert (said.offset_days, said.reason, said.recipient) == (-2, "paused", VAN)


def test_notices_say_for_whom(planned):
    seat(planned)
    quiet_until(planned, MONDAY)
    remind(planned)
    (said,) = [one for one in rows(planned, NoticeRow, obligation_id="249-2024.14") if one.delivery_id]
    assert (said.unit, said.instead) == ("Ban Tuyên giáo Thành ủy", "no-address")


def test_letters_know_their_end_and_their_urgency(planned):
    quiet_until(planned, MONDAY)
    remind(planned)
    letter = row(planned, DeliveryRow, recipient=VAN)
    assert (letter.priority, letter.expires_at.astimezone(planned.zone).isoformat()) == (
        1,
        "2024-05-29T07:30:00+07:00",
    )
    remind(at(planned, date(2024, 5, 31)))
    assert row(planned, DeliveryRow, recipient=VAN, slot_on=date(2024, 5, 31)).priority == 0


def test_letter_says_that_the_service_was_down(planned, monkeypatch):
    told = {}
    monkeypatch.setattr(
        queueing, "compose", lambda letter, *_, **more: told.update({letter.person.address: letter}) or 1 / 0
    )
    quiet_until(planned, MONDAY)
    with planned.store.write() as session:
        set_state(session, "down_from_at", "2024-05-23T10:00:00+00:00")
        set_state(session, "down_until_at", "2024-05-27T01:00:00+00:00")
    remind(planned)
    assert told[VAN].outage.since.day == 23  # the reminder of Friday the 24th


def test_planner_that_finds_another_at_work_leaves_it_to_it(tmp_path, database_url):
    app = at(open_office(tmp_path, database=database_url), MONDAY)
    import_plan(app, PLAN)
    with app.store.write() as session:
        hold(session, "planning")
        if app.store.dialect == "postgresql":
            assert remind(app).letters == 0
    assert remind(app).letters > 0
    app.close()


def test_dead_address_is_told_in_the_coordinator(planned):
    """What was planned for somebody who cannot be reached goes to whoever answers."""
    quiet_until(planned, MONDAY)
    with planned.store.write() as session:
        wait = {
            "state": "planned",
            "reason": "stand-in",
            "instead": "unreachable",
            "decided_at": planned.clock.now(),
        }
        insert_notices(
            session,
            [
                NoticeRow(
                    obligation_id="249-2024.14", due_version=1, kind="overdue", offset_days=1, level=0,
                    recipient=MINH, unit="x", slot_on=MONDAY, **wait,
                )
            ],
        )  # fmt: skip
    remind(planned)
    passed = row(planned, NoticeRow, reason="stand-in")
    assert (passed.state, row(planned, DeliveryRow, id=passed.delivery_id).recipient) == ("attached", MINH)


def test_what_is_past_may_be_left_alone(office):
    incoming = read_in(at(office, date(2024, 6, 12)), PLAN)
    commit(office, replace(incoming, leaves_past=True))
    asked = rows(office, ObligationRow)
    assert {duty.next_on is None for duty in asked if duty.deadline_on < date(2024, 6, 12)} == {True}
    assert {duty.next_on is None for duty in asked if duty.deadline_on >= date(2024, 6, 12)} == {False}


def test_explaining_names_the_ladder_and_what_an_escalation_waits_for(planned):
    with planned.store.write() as session:
        session.exec(select(TaskRow).where(TaskRow.number == 14)).one().ladder = {"lead": [3]}
    told = explain(at(planned, MONDAY), "249-2024.14", MONDAY).ahead
    owners = told.ladders[0]
    assert (owners.people, owners.lead, owners.whose) == (
        (VAN,),
        (3,),
        {"lead": "task", "overdue": "office", "escalation": "office"},
    )
    assert [(one.rung.offset, one.waits_for) for one in told.coming][:3] == [(-3, None), (0, None), (1, None)]
    assert {one.waits_for for one in told.coming if one.rung.level == 1} == {0}

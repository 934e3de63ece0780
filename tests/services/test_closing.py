"""Whoever a letter really told of a delay hears of its end, and nobody else."""

from datetime import date, timedelta

import pytest

from tests.offices import HUNG, MINH, at, days, rows
from tests.services.test_news import weekly
from tracker.services import journal
from tracker.services.delivering import deliver
from tracker.services.reminding import remind
from tracker.services.tracking import mark_done, reopen
from tracker.store.outbox import claim
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow

DUTY, OTHER = "249-2024.12", "249-2024.13"  # of May 2024, of one unit
TOLD_ON = date(2024, 6, 5)  # a Wednesday: their head is told
FRIDAY, MONDAY = date(2024, 6, 7), date(2024, 6, 10)


def lived(app, first, last):
    for day in days(first, last):
        plan(app, day)
        deliver(app)


def plan(app, day):
    """Plan a day on which only the two duties are late."""
    at(app, day)
    for other in rows(app, ObligationRow, status="open"):
        if other.id not in {DUTY, OTHER} and other.deadline_on < day:
            mark_done(app, other.id, on=other.act_by)
    remind(app)


@pytest.fixture
def written(any_office):
    """An office whose letter to the head about both duties is written and has not left."""
    lived(any_office, date(2024, 6, 3), date(2024, 6, 4))
    plan(any_office, TOLD_ON)
    assert {one.obligation_id for one in told(any_office)} == {DUTY, OTHER}
    return any_office


def told(app, **equal):
    return rows(app, NoticeRow, kind="escalation", recipient=MINH, **equal)


def letter(app):
    (found,) = rows(app, DeliveryRow, recipient=MINH, slot_on=TOLD_ON)
    return found


def closings(app, **equal):
    found = rows(app, NoticeRow, kind="closed", **equal)
    return [(one.obligation_id, one.recipient, one.state) for one in found]


def test_done_before_the_letter_left_that_tells_of_it_and_of_more(written):
    mark_done(written, DUTY)
    deliver(written)
    assert letter(written).state == "sent"
    lived(written, FRIDAY, FRIDAY)
    mark_done(written, OTHER)
    assert closings(written) == [(DUTY, MINH, "planned"), (OTHER, MINH, "planned")]
    written.config = weekly(written)
    lived(written, MONDAY, MONDAY)
    assert closings(written) == [(DUTY, MINH, "sent"), (OTHER, MINH, "sent")]


def test_it_waits_while_the_letter_may_still_leave(written):
    mark_done(written, DUTY)
    written.config = weekly(written)
    with written.store.write() as session:
        session.get_one(DeliveryRow, letter(written).id).expires_at = None
    plan(written, MONDAY)
    assert rows(written, DeliveryRow, recipient=MINH, slot_on=MONDAY)
    assert closings(written) == [(DUTY, MINH, "planned")]
    assert not written.watch.owes(MONDAY)
    lived(written, MONDAY, date(2024, 6, 17))
    assert closings(written, obligation_id=DUTY) == [(DUTY, MINH, "sent")]


def test_the_letter_never_left_and_nobody_hears_of_an_end(written):
    mark_done(written, DUTY)
    mark_done(written, OTHER)
    assert letter(written).state == "cancelled"
    lived(written, TOLD_ON, FRIDAY)
    assert closings(written) == [(DUTY, MINH, "cancelled")]
    assert {one.reason for one in rows(written, NoticeRow, kind="closed")} == {"unheard"}


def claimed(app):
    with app.store.write() as session:
        found = claim(session, "sender", app.clock.now(), timedelta(minutes=5), 9)
    return next(one for one in found if one.recipient == MINH)


def test_done_while_the_letter_was_on_its_way(written):
    mark_done(written, OTHER)
    sent = claimed(written)
    mark_done(written, DUTY)
    journal.append(journal.folder_of(written), sent, written.clock.now())
    lived(at(written, TOLD_ON, 9), FRIDAY, date(2024, 6, 24))
    assert letter(written).state == "sent"
    assert (DUTY, MINH) in {one[:2] for one in closings(written)}


@pytest.mark.parametrize("has_left", [True, False])
def test_done_while_it_was_not_known_whether_the_only_letter_left(written, has_left):
    mark_done(written, OTHER)
    sent = claimed(written)
    at(written, TOLD_ON, 9)
    with written.store.write() as session:
        session.get_one(DeliveryRow, sent.id).sqlmodel_update(
            {"state": "ready", "ambiguous": True, "lease_owner": "", "lease_token": "", "lease_until": None}
        )
    journal.folder_of(written).mkdir(exist_ok=True)
    if has_left:
        journal.append(journal.folder_of(written), sent, written.clock.now())
    mark_done(written, DUTY)
    deliver(written)
    assert letter(written).state == ("sent" if has_left else "cancelled")
    remind(at(written, FRIDAY))
    assert {one[2] for one in closings(written, obligation_id=DUTY)} == {
        "planned" if has_left else "cancelled"
    }


def test_reopened_and_done_again_one_end_is_told(written):
    mark_done(written, DUTY)
    deliver(written)
    reopen(written, DUTY)
    mark_done(written, DUTY)
    assert sorted(state for *_, state in closings(written)) == ["cancelled", "planned"]


def test_a_leader_whose_line_was_withheld_in_no_letter_hears_nothing(written):
    mark_done(written, DUTY)
    assert HUNG not in {recipient for _, recipient, _ in closings(written)}


def test_an_end_that_could_not_be_told_below_is_told_above(written):
    deliver(written)
    mark_done(written, DUTY)
    (note,) = rows(written, NoticeRow, kind="closed")
    above = note.model_dump(exclude={"id"}) | {"recipient": HUNG, "reason": "stand-in"}
    with written.store.write() as session:
        session.add(NoticeRow(**above))
    remind(at(written, FRIDAY))
    assert closings(written) == [(DUTY, MINH, "planned"), (DUTY, HUNG, "planned")]

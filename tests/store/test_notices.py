"""Notices: said once, withheld with a reason."""

from datetime import UTC, timedelta

import pytest
import sqlalchemy as sa

from tests.store import samples
from tracker.core.notices import NoticeKind, NoticeReason, NoticeState
from tracker.store.history import record
from tracker.store.notices import cancel_notices, carry_said, insert_notices, pasts
from tracker.store.obligations import load_duty
from tracker.store.outbox import claim, enqueue
from tracker.store.state import get_state, set_state
from tracker.store.tables import DeliveryRow, HistoryRow, NoticeRow

FIRST, SECOND = "249-2024.01", "249-2024.02"


def said(session, ids):
    """What was said, by obligation."""
    return {name: past.said for name, past in pasts(session, ids, UTC).items()}


@pytest.fixture
def filled(store):
    with store.write() as session:
        samples.fill(session)
    return store


def test_same_notice_is_stored_once(filled):
    with filled.write() as session:
        assert insert_notices(session, [samples.notice(), samples.notice(level=1)]) == 2
        assert insert_notices(session, [samples.notice(reason="done"), samples.notice(offset_days=-2)]) == 1
        assert insert_notices(session, []) == 0
        reasons = session.exec(sa.select(NoticeRow.reason).order_by(NoticeRow.id)).scalars().all()
    assert reasons == ["newer"] * 3


def test_said_is_what_was_said_about_the_present_dates(filled):
    with filled.write() as session:
        insert_notices(
            session, [samples.notice(), samples.notice(recipient="minh@example.vn"), samples.notice(SECOND)]
        )
        assert said(session, [FIRST]) == {FIRST: {(NoticeKind.LEAD, -5, 0)}}
        load_duty(session, FIRST).obligation.due_version = 2
        assert said(session, [FIRST, SECOND]) == {SECOND: {(NoticeKind.LEAD, -5, 0)}}
        assert said(session, []) == {}


def test_said_takes_more_ids_than_one_statement_does(filled):
    with filled.write() as session:
        insert_notices(session, [samples.notice()])
        assert list(said(session, [f"unknown.{n}" for n in range(70_000)] + [FIRST])) == [FIRST]


def test_what_failed_is_carried_as_failed_and_what_was_heard_as_heard(filled):
    """A superior must not read that somebody was told whose letter was refused."""
    of_delay = {"kind": "overdue", "offset_days": 1}
    with filled.write() as session:
        letter = enqueue(session, samples.delivery(), samples.RAW)
        heard = samples.notice(recipient="nam@example.vn", state="sent", delivery_id=letter, **of_delay)
        lost = samples.notice(recipient="lan@example.vn", state="failed", reason="reply", **of_delay)
        insert_notices(session, [heard, lost])
        duty = load_duty(session, "249-2024.01").obligation
        duty.due_version += 1
        session.flush()
        carry_said(session, duty.id, (1, 2))
        past = pasts(session, [duty.id], UTC)[duty.id]
    assert past.said == {("overdue", 1, 0)}
    assert {(one.address, one.state) for one in past.delays} == {
        ("nam@example.vn", NoticeState.SENT),
        ("lan@example.vn", NoticeState.FAILED),
    }
    assert {one.on for one in past.delays} == {samples.TODAY}


def _letter(session, number, *obligations):
    letter = enqueue(session, samples.delivery(number), samples.RAW)
    insert_notices(
        session,
        [
            samples.notice(it, state="attached", delivery_id=letter, recipient=f"{number}@x.vn")
            for it in obligations
        ],
    )
    return letter


def _states(store):
    with store.read() as session:
        notices = sa.select(NoticeRow.obligation_id, NoticeRow.state, NoticeRow.reason).order_by(NoticeRow.id)
        letters = sa.select(DeliveryRow.state).order_by(DeliveryRow.id)
        return [tuple(row) for row in session.execute(notices)], list(session.execute(letters).scalars())


def test_letter_with_nothing_left_to_say_is_withheld(filled):
    with filled.write() as session:
        _letter(session, 1, FIRST)
        _letter(session, 2, FIRST, SECOND)
        assert cancel_notices(session, FIRST, NoticeReason.DONE, samples.NOW) == 2
    notices, letters = _states(filled)
    assert notices == [
        (FIRST, "cancelled", "done"),
        (FIRST, "cancelled", "done"),
        (SECOND, "attached", "newer"),
    ]
    assert letters == ["cancelled", "ready"]


def test_letter_on_its_way_is_not_called_back(filled):
    with filled.write() as session:
        _letter(session, 1, FIRST)
    with filled.write() as session:
        claim(session, "me", samples.NOW, samples.LEASE)
    with filled.write() as session:
        assert cancel_notices(session, FIRST, NoticeReason.DONE, samples.NOW) == 0
    assert _states(filled) == ([(FIRST, "attached", "newer")], ["sending"])


def test_final_notices_stay_as_they_are(filled):
    with filled.write() as session:
        insert_notices(session, [samples.notice(state="planned"), samples.notice(level=1, state="failed")])
        assert cancel_notices(session, FIRST, NoticeReason.MOVED, samples.NOW) == 1
    assert [state for _, state, _ in _states(filled)[0]] == ["cancelled", "failed"]


@pytest.mark.parametrize("state", ["attached", "sent", "lost"])
def test_impossible_notices_are_refused(filled, state):
    with pytest.raises(sa.exc.IntegrityError), filled.write() as session:
        insert_notices(session, [samples.notice(state=state)])


def test_state_is_noted_over_and_over(filled):
    with filled.write() as session:
        set_state(session, "planned_on", "2024-05-26")
        set_state(session, "planned_on", "2024-05-27")
        assert get_state(session, "planned_on") == "2024-05-27"
        assert get_state(session, "unknown") is None


def test_deeds_keep_their_facts(filled):
    later = samples.NOW + timedelta(hours=1)
    with filled.write() as session:
        record(session, at=later, actor="lan", action="done", subject=FIRST, after={"done_on": samples.TODAY})
    with filled.read() as session:
        row = session.exec(sa.select(HistoryRow)).scalars().one()
    assert (row.at, row.before, row.after) == (later, {}, {"done_on": samples.TODAY})

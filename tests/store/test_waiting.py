"""Letters that wait: every other step of a letter's life, and the brakes."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.store import samples
from tests.store.test_outbox import FAILED, LEASE, MINUTE, NOW, SENT, back, claim, settle
from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeReason
from tracker.core.outcome import Attempt
from tracker.store import outbox, waiting
from tracker.store.answers import open_answers
from tracker.store.engine import open_store
from tracker.store.notices import cancel_notices, insert_notices
from tracker.store.outbox import enqueue, note_sent
from tracker.store.schema import prepare

HOUR = timedelta(hours=1)
STOPPED = Attempt(DeliveryState.CANCELLED, why=NoticeReason.STOPPED)


def queue(store, *letters, kinds=(), state="attached"):
    """Queue letters; the first one carries notices of these kinds."""
    with store.write() as session:
        samples.fill(session)
        ids = [enqueue(session, letter, samples.RAW) for letter in letters]
        said = [
            samples.notice(kind=kind, offset_days=n, state=state, delivery_id=ids[0])
            for n, kind in enumerate(kinds)
        ]
        insert_notices(session, said)
    return ids


def letter(store, delivery_id=1):
    with open_answers(store.url) as answers:
        return answers.delivery(delivery_id)


def life(store, delivery_id=1):
    found = letter(store, delivery_id)
    return found.state, sorted({(item.state, item.reason) for item in found.items})


def ready_to_sending(store):
    assert len(claim(store, "me", NOW, LEASE)) == 1


def ready_to_cancelled_without_notices(store):
    with store.write() as session:
        session.connection().execute(sa.text("UPDATE notice SET state = 'cancelled', reason = 'done'"))
    assert claim(store, "me", NOW, LEASE) == []


def ready_to_cancelled_by_a_person(store):
    with store.write() as session:
        assert outbox.end(session, [1], STOPPED, NOW) == [1]


def ready_to_expired(store):
    with store.write() as session:
        assert waiting.expire(session, NOW + HOUR) == {1: DeliveryState.EXPIRED}


def sending_to_sent(store):
    (claimed,) = claim(store, "me", NOW, LEASE)
    assert settle(store, claimed, SENT, NOW)


def sending_to_ready(store):
    (claimed,) = claim(store, "me", NOW, LEASE)
    assert settle(store, claimed, Attempt(DeliveryState.READY, NOW + MINUTE), NOW)


def sending_to_failed(store):
    (claimed,) = claim(store, "me", NOW, LEASE)
    assert settle(store, claimed, FAILED, NOW)


def sending_to_ready_when_the_lease_ran_out(store):
    claim(store, "me", NOW, LEASE)
    assert back(store, NOW + LEASE) == []
    assert back(store, NOW + LEASE + MINUTE) == [1]


def sending_to_held_when_the_lease_ran_out(store):
    claim(store, "me", NOW, LEASE)
    assert back(store, NOW + LEASE + MINUTE, hold=True) == [1]


def sending_to_sent_by_the_journal(store):
    claim(store, "me", NOW, LEASE)
    with store.write() as session:
        assert note_sent(session, 1, NOW + MINUTE)
        assert not note_sent(session, 1, NOW + 2 * MINUTE)


def test_letter_that_tells_of_the_week_leaves_though_its_notices_are_withheld(store):
    queue(store, samples.delivery(has_week=True), kinds=["lead"])
    with store.write() as session:
        cancel_notices(session, samples.notice().obligation_id, NoticeReason.DONE, NOW)
    (claimed,) = claim(store, "me", NOW, LEASE)
    assert (claimed.id, claimed.notices) == (1, ())


@pytest.mark.parametrize(
    ("step", "state", "notice"),
    [
        (ready_to_sending, "sending", ("attached", "newer")),
        (ready_to_cancelled_without_notices, "cancelled", ("cancelled", "done")),
        (ready_to_cancelled_by_a_person, "cancelled", ("cancelled", "stopped")),
        (ready_to_expired, "expired", ("superseded", "newer")),
        (sending_to_sent, "sent", ("sent", "newer")),
        (sending_to_ready, "ready", ("attached", "newer")),
        (sending_to_failed, "failed", ("failed", "reply")),
        (sending_to_ready_when_the_lease_ran_out, "ready", ("attached", "newer")),
        (sending_to_held_when_the_lease_ran_out, "failed", ("failed", "held")),
        (sending_to_sent_by_the_journal, "sent", ("sent", "newer")),
    ],
)
def test_every_step_of_a_letters_life(store, step, state, notice):
    queue(store, samples.delivery(expires_at=NOW + HOUR), kinds=["lead", "day"])
    step(store)
    assert life(store) == (state, [notice])


@pytest.mark.parametrize(
    "step", [sending_to_sent, sending_to_failed, ready_to_expired, ready_to_cancelled_by_a_person]
)
def test_nothing_leaves_a_final_state_by_itself(store, step):
    queue(store, samples.delivery(expires_at=NOW + HOUR), kinds=["lead"])
    step(store)
    before = life(store)
    with store.write() as session:
        waiting.expire(session, NOW + 9 * HOUR)
        waiting.take_back(session, NOW + 9 * HOUR)
        assert outbox.end(session, [1], STOPPED, NOW) == []
        assert not note_sent(session, 1, NOW)
    assert claim(store, "me", NOW + 9 * HOUR, LEASE) == []
    assert life(store) == before


@pytest.mark.parametrize("kind", ["overdue", "escalation", "moved", "closed"])
def test_what_no_newer_notice_says_has_failed_when_its_time_is_over(store, kind):
    queue(store, samples.delivery(expires_at=NOW), kinds=["lead", kind])
    with store.write() as session:
        assert waiting.expire(session, NOW) == {1: DeliveryState.FAILED}
    assert life(store) == ("failed", [("failed", "expired")])


def test_letter_without_notices_fails_when_its_time_is_over(store):
    queue(store, samples.delivery(expires_at=NOW))
    with store.write() as session:
        assert waiting.expire(session, NOW) == {1: DeliveryState.FAILED}


def test_letter_out_of_date_is_not_claimed(store):
    queue(store, samples.delivery(expires_at=NOW))
    assert claim(store, "me", NOW, LEASE) == []
    assert len(claim(store, "me", NOW - MINUTE, LEASE)) == 0
    with store.write() as session:
        session.connection().execute(sa.text("UPDATE delivery SET expires_at = NULL"))
    assert len(claim(store, "me", NOW, LEASE)) == 1


def test_withheld_letter_does_not_end_the_run(store):
    queue(store, samples.delivery(1), samples.delivery(2), kinds=["lead"], state="cancelled")
    assert [claimed.id for claimed in claim(store, "me", NOW, LEASE)] == [2]
    assert life(store)[0] == "cancelled"
    assert letter(store).attempts == 0


def test_urgent_letters_go_first_then_the_longest_waiting(store):
    queue(
        store,
        samples.delivery(1, next_at=NOW - HOUR),
        samples.delivery(2, next_at=NOW - 2 * HOUR),
        samples.delivery(3, priority=0),
        samples.delivery(4, priority=0),
    )
    assert [claim(store, "me", NOW, LEASE)[0].id for _ in range(4)] == [3, 4, 2, 1]


def test_claimed_letter_tells_what_the_journal_needs(store):
    queue(store, samples.delivery(), kinds=["lead", "day"])
    (claimed,) = claim(store, "me", NOW, LEASE)
    assert (claimed.dedup_key, claimed.slot_on) == ("daily|1@example.vn|2024-05-27", samples.TODAY)
    assert claimed.lease_until == NOW + LEASE
    assert [(said.obligation_id, said.kind, said.level) for said in claimed.notices] == [
        ("249-2024.01", "lead", 0),
        ("249-2024.01", "day", 0),
    ]


def test_so_many_letters_a_minute(store):
    queue(store, *(samples.delivery(n) for n in range(5)))
    with store.write() as session:
        assert outbox.due(session, NOW, 9, per_minute=3) == 3
    sent, held = claim(store, "me", NOW, LEASE, limit=2, per_minute=3)
    assert settle(store, sent, SENT, NOW)
    assert len(claim(store, "me", NOW + MINUTE / 2, LEASE, limit=9, per_minute=3)) == 1
    assert claim(store, "me", NOW + MINUTE / 2, LEASE, per_minute=3) == []
    assert settle(store, held, SENT, NOW + MINUTE / 2)
    assert len(claim(store, "me", NOW + MINUTE, LEASE, limit=9, per_minute=3)) == 1


def test_what_a_clock_that_ran_ahead_noted_holds_nothing_back(store):
    recipient = "lan@example.vn"
    queue(store, *(samples.delivery(n, recipient=recipient) for n in range(2)))
    (ahead,) = claim(store, "me", NOW, LEASE)
    assert settle(store, ahead, SENT, NOW + 400 * 24 * HOUR)
    with store.write() as session:
        assert waiting.put_off(session, NOW, NOW - HOUR, 1, NOW + HOUR) == []
    assert len(claim(store, "me", NOW, LEASE, per_minute=1)) == 1


def test_what_one_person_has_too_much_of_waits_for_another_day(store):
    one = [samples.delivery(n, recipient="lan@example.vn") for n in range(1, 5)]
    queue(store, *one, samples.delivery(9))
    (first,) = claim(store, "me", NOW, LEASE)
    settle(store, first, SENT, NOW)
    tomorrow = NOW + 24 * HOUR
    with store.write() as session:
        assert waiting.put_off(session, NOW, NOW - HOUR, 2, tomorrow) == [3, 4]
        assert waiting.put_off(session, NOW, NOW - HOUR, 2, tomorrow) == []
    assert {claimed.id for claimed in claim(store, "me", NOW, LEASE, limit=9)} == {2, 5}
    assert {claimed.id for claimed in claim(store, "me", tomorrow, LEASE, limit=9)} == {3, 4}


def plans_of(tmp_path, work):
    """The query plans of what a piece of work asks an SQLite database."""
    store = open_store(f"sqlite:///{tmp_path}/tracker.db")
    prepare(store)
    asked = []
    sa.event.listen(store.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    work(store)
    ours = [(text, facts) for text, facts in asked if "delivery" in text]
    with store.engine.connect() as connection:
        explained = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", facts).all() for text, facts in ours
        ]
    store.dispose()
    return [row.detail for plan in explained for row in plan]


def in_one_transaction(step):
    def work(store):
        with store.write() as session:
            step(session)

    return work


@pytest.mark.parametrize(
    "work",
    [
        lambda store: waiting.recover(store, NOW),
        *map(
            in_one_transaction,
            [
                lambda session: outbox.claim(session, "me", NOW, LEASE, per_minute=60),
                lambda session: outbox.due(session, NOW, 4),
                waiting.unsettled,
                lambda session: waiting.take_back(session, NOW),
                lambda session: waiting.expire(session, NOW),
                lambda session: waiting.put_off(session, NOW, NOW - HOUR, 10, NOW + HOUR),
            ],
        ),
    ],
)
def test_nothing_reads_what_was_sent_long_ago(tmp_path, work):
    plans = plans_of(tmp_path, work)
    assert any("ix_delivery_waiting" in detail for detail in plans)
    assert not [detail for detail in plans if detail.startswith("SCAN delivery")]
    assert not {"SCAN going", "SCAN sent"} & set(plans)

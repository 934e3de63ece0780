"""The outbox: queued once, claimed by one, settled by the one who holds it."""

import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store import samples
from tracker.core.delivery import DeliveryState
from tracker.core.outcome import Attempt
from tracker.store import outbox
from tracker.store.answers import open_answers
from tracker.store.engine import open_store
from tracker.store.notices import insert_notices
from tracker.store.outbox import Reply, enqueue, recipients_on
from tracker.store.rows import insert
from tracker.store.schema import prepare
from tracker.store.tables import DeliveryBytesRow, DeliveryRow, NoticeRow
from tracker.store.waiting import recover, take_back

NOW, LEASE = samples.NOW, samples.LEASE
MINUTE = timedelta(minutes=1)
SENT, FAILED = Attempt(DeliveryState.SENT), Attempt(DeliveryState.FAILED)
ROOT = Path(__file__).parents[2]


def claim(store, *given, **named):
    with store.write() as session:
        return outbox.claim(session, *given, **named)


def settle(store, *given, **reply):
    with store.write() as session:
        return outbox.settle(session, *given, Reply(**reply))


def back(store, now, **how):
    with store.write() as session:
        return take_back(session, now, **how)


@pytest.fixture
def queued(store):
    """A store with one letter that carries one notice."""
    with store.write() as session:
        samples.fill(session)
        letter = enqueue(session, samples.delivery(), samples.RAW)
        insert_notices(session, [samples.notice(state="attached", delivery_id=letter)])
    return store


def _letter(store):
    with open_answers(store.url) as answers:
        (line,) = answers.deliveries()
        return answers.delivery(line.id)


def test_same_letter_is_queued_once(store):
    with store.write() as session:
        assert enqueue(session, samples.delivery(), samples.RAW) == 1
        assert enqueue(session, samples.delivery(message_id="<other@example.vn>"), samples.RAW) is None
        assert recipients_on(session, samples.TODAY) == {"1@example.vn"}
        assert recipients_on(session, samples.TODAY + timedelta(days=1)) == set()


def test_claimed_letter_is_as_it_was_queued(queued):
    (claimed,) = claim(queued, "me", NOW, LEASE)
    assert (claimed.recipient, claimed.message_id) == ("1@example.vn", "<tr.1@example.vn>")
    assert (claimed.raw, claimed.attempts, claimed.ambiguous) == (b"Subject: x\r\n\r\nx\r\n", 1, False)
    assert claimed.first_try_at == NOW
    assert claimed.token not in repr(claimed)


def test_claimed_letter_is_given_to_nobody_else(queued):
    assert len(claim(queued, "me", NOW, LEASE)) == 1
    assert claim(queued, "you", NOW, LEASE) == []


def test_longest_waiting_letters_go_first(store):
    with store.write() as session:
        rows = [samples.delivery(n, next_at=NOW - n * MINUTE) for n in range(5)]
        for row in [*rows, samples.delivery(9, next_at=NOW + MINUTE)]:
            enqueue(session, row, samples.RAW)
    first = claim(store, "me", NOW, LEASE, limit=2)
    assert {claimed.recipient for claimed in first} == {"4@example.vn", "3@example.vn"}
    assert len(claim(store, "me", NOW, LEASE, limit=10)) == 3


def test_sent_letter_takes_its_notices_along(queued):
    (claimed,) = claim(queued, "me", NOW, LEASE)
    assert settle(queued, claimed, SENT, NOW + MINUTE, phase="quit", code=250, text="ok")
    letter = _letter(queued)
    assert (letter.state, letter.sent_at, letter.last_code) == ("sent", NOW + MINUTE, 250)
    assert [(item.state, item.reason) for item in letter.items] == [("sent", "newer")]
    assert claim(queued, "me", NOW + timedelta(days=9), LEASE) == []


def test_failed_letter_takes_its_notices_along(queued):
    (claimed,) = claim(queued, "me", NOW, LEASE)
    assert settle(queued, claimed, FAILED, NOW, phase="rcpt", code=550, text="x" * 10_000)
    letter = _letter(queued)
    assert (letter.state, letter.last_phase, len(letter.last_text)) == ("failed", "rcpt", 500)
    assert [(item.state, item.reason) for item in letter.items] == [("failed", "reply")]


def test_letter_put_back_waits_for_its_time(queued):
    (claimed,) = claim(queued, "me", NOW, LEASE)
    assert settle(queued, claimed, Attempt(DeliveryState.READY, NOW + 5 * MINUTE), NOW, ambiguous=True)
    assert claim(queued, "me", NOW + 4 * MINUTE, LEASE) == []
    (again,) = claim(queued, "me", NOW + 5 * MINUTE, LEASE)
    assert (again.attempts, again.first_try_at, again.ambiguous) == (2, NOW, True)
    assert again.raw == claimed.raw
    assert [item.state for item in _letter(queued).items] == ["attached"]


def test_letter_of_a_sender_that_is_gone_is_taken_over(queued):
    (lost,) = claim(queued, "me", NOW, LEASE)
    assert back(queued, NOW + LEASE) == []
    assert back(queued, NOW + LEASE + MINUTE) == [lost.id]
    (taken,) = claim(queued, "you", NOW + LEASE + MINUTE, LEASE)
    assert (taken.id, taken.attempts, taken.ambiguous) == (lost.id, 2, True)
    assert not settle(queued, lost, FAILED, NOW + LEASE + MINUTE)
    assert _letter(queued).state == "sending"
    assert settle(queued, taken, SENT, NOW + LEASE + MINUTE)


def test_nothing_leaves_a_final_state(queued):
    (claimed,) = claim(queued, "me", NOW, LEASE)
    assert settle(queued, claimed, SENT, NOW)
    assert not settle(queued, claimed, FAILED, NOW)
    assert _letter(queued).state == "sent"


@pytest.mark.parametrize("state", [DeliveryState.SENDING, DeliveryState.CANCELLED, DeliveryState.READY])
def test_sender_cannot_settle_otherwise(queued, state):
    (claimed,) = claim(queued, "me", NOW, LEASE)
    with pytest.raises(ValueError, match="no such transition"):
        settle(queued, claimed, Attempt(state), NOW)
    assert _letter(queued).state == "sending"


def test_start_gives_back_what_a_dead_daemon_held(queued):
    claim(queued, "me", NOW, LEASE)
    is_alone = queued.dialect == "sqlite"
    assert recover(queued, NOW) == is_alone
    assert not claim(queued, "me", NOW, LEASE)
    assert len(claim(queued, "me", NOW + MINUTE, LEASE)) == is_alone
    assert _letter(queued).ambiguous == is_alone


def _senders(url, count, *how):
    command = [sys.executable, "-m", "tests.store.claimer", url]
    senders = [
        subprocess.Popen([*command, str(n), *how], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for n in range(count)
    ]
    return [(sender.communicate()[0].split(), sender.returncode) for sender in senders]


def test_four_processes_claim_each_letter_once(store):
    with store.write() as session:
        insert(session, [samples.delivery(n) for n in range(1000)])
        insert(session, [DeliveryBytesRow(delivery_id=n, raw=samples.RAW) for n in range(1, 1001)])
    found = _senders(store.url, 4)
    claimed = [int(letter) for letters, _ in found for letter in letters]
    assert sorted(claimed) == list(range(1, 1001))
    assert [code for _, code in found] == [0] * 4
    with open_answers(store.url) as answers:
        assert answers.delivery_counts() == {"sent": 1000}


def test_letter_of_a_killed_process_is_not_lost(queued):
    assert _senders(queued.url, 1, "die") == [([], -signal.SIGKILL)]
    assert claim(queued, "me", NOW, LEASE) == []
    back(queued, NOW + LEASE + MINUTE)
    (taken,) = claim(queued, "me", NOW + LEASE + MINUTE, LEASE)
    assert taken.ambiguous
    assert taken.raw == b"Subject: x\r\n\r\nx\r\n"


STEPS = st.lists(st.sampled_from(["claim", "sent", "failed", "back", "recover", "wait"]), max_size=12)


@given(steps=STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_a_letter_is_sent_once_or_still_there(steps, tmp_path_factory):
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('outbox')}/tracker.db")
    prepare(store)
    with store.write() as session:
        enqueue(session, samples.delivery(), samples.RAW)
    now, held, final = NOW, [], []
    for step in steps:
        now += MINUTE
        match step:
            case "claim":
                held += claim(store, "me", now, LEASE)
            case "recover":
                recover(store, now)
            case "wait":
                now += LEASE
                back(store, now)
            case outcome if held:
                state = {"sent": "sent", "failed": "failed", "back": "ready"}[outcome]
                attempt = Attempt(DeliveryState(state), now if state == "ready" else None)
                if settle(store, held.pop(0), attempt, now) and state != "ready":
                    final.append(state)
    letter = _letter(store)
    assert len(final) <= 1
    assert letter.state == final[0] if final else letter.state in {"ready", "sending"}
    store.dispose()


def test_claiming_does_not_read_what_was_sent(sqlite_url):
    store = open_store(sqlite_url)
    prepare(store)
    asked = []
    sa.event.listen(store.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    claim(store, "me", NOW, LEASE)
    statement, facts = next(one for one in asked if one[0].startswith("WITH"))
    with store.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", facts).all()
    assert not any(row.detail.startswith("SCAN delivery") for row in plan)
    store.dispose()


def test_rows_hold_no_lease_once_settled(queued):
    (claimed,) = claim(queued, "me", NOW, LEASE)
    settle(queued, claimed, SENT, NOW)
    with queued.read() as session:
        row = session.get(DeliveryRow, claimed.id)
        assert (row.lease_owner, row.lease_token, row.lease_until) == ("", "", None)
        assert session.get(NoticeRow, 1).decided_at == NOW

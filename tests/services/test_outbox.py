"""What a person decides about a letter."""

from datetime import date, timedelta
from email import message_from_bytes

import pytest

from tests.offices import at, later, row, rows, texts
from tracker.core.delivery import DeliveryState
from tracker.core.outcome import Attempt
from tracker.errors import UsageError
from tracker.services.delivering import deliver
from tracker.services.outbox import cancel, retry, see
from tracker.services.reminding import remind
from tracker.services.tracking import mark_done
from tracker.store.outbox import end
from tracker.store.tables import DeliveryRow, HistoryRow, NoticeRow

MONDAY = date(2024, 5, 27)


@pytest.fixture
def failed(any_office):
    """An office with letters of which the first failed."""
    remind(at(any_office, MONDAY))
    with any_office.store.write() as session:
        end(session, [1], Attempt(DeliveryState.FAILED), any_office.clock.now())
    return any_office


def test_retried_letter_is_a_new_one_with_the_same_words(failed):
    old = texts(failed)[row(failed, DeliveryRow, id=1).recipient]
    (repeated,) = retry(later(failed, timedelta(minutes=5)), [1])
    new = row(failed, DeliveryRow, id=repeated.new)
    first = row(failed, DeliveryRow, id=1)
    assert (new.state, new.follows, new.dedup_key) == ("ready", 1, f"{first.dedup_key}|2")
    assert (new.recipient, new.subject, new.priority) == (first.recipient, first.subject, first.priority)
    before, after = message_from_bytes(old), message_from_bytes(texts(failed)[new.recipient])
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"Message-ID", "Date"}
    assert before.keys() == after.keys()
    assert old.partition(b"\r\n\r\n")[2] == texts(failed)[new.recipient].partition(b"\r\n\r\n")[2]
    assert {notice.state for notice in rows(failed, NoticeRow, delivery_id=new.id)} == {"attached"}
    assert (first.state, first.seen_at is not None) == ("failed", True)
    assert [deed.subject for deed in rows(failed, HistoryRow, action="retried")] == ["letter 1"]
    deliver(failed)
    assert row(failed, DeliveryRow, id=repeated.new).state == "sent"


def test_letter_is_repeated_once_and_its_repeat_again(failed):
    (repeated,) = retry(failed, [1])
    with pytest.raises(UsageError, match=r"outbox\.repeated"):
        retry(failed, [1])
    with failed.store.write() as session:
        end(session, [repeated.new], Attempt(DeliveryState.FAILED), failed.clock.now())
    (third,) = retry(failed, [repeated.new])
    assert row(failed, DeliveryRow, id=third.new).dedup_key.endswith("|3")


def test_what_is_done_meanwhile_is_not_said_again(failed):
    for notice in rows(failed, NoticeRow, delivery_id=1):
        mark_done(failed, notice.obligation_id)
    (repeated,) = retry(failed, [1])
    assert repeated.new is None
    assert len(rows(failed, DeliveryRow, follows=1)) == 0


def test_only_a_failed_letter_is_retried_or_seen(failed):
    for decide in (retry, see):
        with pytest.raises(UsageError, match=r"outbox\.not_failed"):
            decide(failed, [1, 2])
        with pytest.raises(UsageError, match=r"outbox\.unknown"):
            decide(failed, [1, 999])
    assert row(failed, DeliveryRow, id=1).seen_at is None


def test_waiting_letter_is_stopped_with_its_notices(failed):
    assert cancel(failed, [2]) == [2]
    assert row(failed, DeliveryRow, id=2).state == "cancelled"
    assert {(n.state, n.reason) for n in rows(failed, NoticeRow, delivery_id=2)} == {("cancelled", "stopped")}
    deliver(failed)
    with pytest.raises(UsageError, match=r"outbox\.not_waiting"):
        cancel(failed, [2])


def test_failed_letter_is_seen_once_and_stays_failed(failed):
    assert see(failed, everything=True) == [1]
    assert see(failed, everything=True) == []
    with pytest.raises(UsageError, match=r"outbox\.not_waiting"):
        cancel(failed, [1])
    assert row(failed, DeliveryRow, id=1).state == "failed"

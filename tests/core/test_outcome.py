"""What becomes of a letter after an attempt."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.delivery import DeliveryState
from tracker.core.mail import OnAmbiguous
from tracker.core.notices import NoticeReason
from tracker.core.outcome import BEHIND, JITTER, Attempt, Failure, Tried, Tries, after_failure, back_off
from tracker.errors import FailureReason

NOW = datetime(2024, 5, 27, 1, 0, tzinfo=UTC)
TRIES = Tries()
LATER = NOW + timedelta(minutes=5)


def after(reason, attempts=1, since=timedelta(0), *, tries=TRIES, again_at=None, **how):
    tried = Tried(attempts, NOW - since, "<tr.1@example.vn>")
    return after_failure(Failure(reason, **how), tried, tries, NOW, again_at)


@pytest.mark.parametrize("reason", [FailureReason.RECIPIENT, FailureReason.MESSAGE])
def test_refusal_for_good_is_final(reason):
    assert after(reason) == Attempt(DeliveryState.FAILED, why=NoticeReason.REPLY)


def test_temporary_failure_waits_longer_each_time():
    waits = [(after(FailureReason.TEMPORARY, n).next_at - NOW) / timedelta(minutes=1) for n in range(1, 10)]
    wanted = [*TRIES.back_off, 240, 240]
    assert all(abs(wait - minutes) <= minutes * JITTER for wait, minutes in zip(waits, wanted, strict=True))


@given(st.text(), st.integers(1, 30))
def test_back_off_is_derived_from_the_letter_and_stays_within_a_fifth(name, attempts):
    tried = Tried(attempts, NOW, name)
    wait, minutes = back_off(tried, TRIES), TRIES.back_off[min(attempts, 7) - 1]
    assert wait == back_off(tried, TRIES)
    assert abs(wait / timedelta(minutes=minutes) - 1) <= JITTER + 1e-6


def test_letters_that_failed_together_come_back_apart():
    assert len({back_off(Tried(1, NOW, f"<{n}@b.vn>"), TRIES) for n in range(100)}) > 90


def test_letter_is_given_up_after_days_of_its_own_failures():
    given_up = after(FailureReason.TEMPORARY, 9, TRIES.give_up)
    assert given_up == Attempt(DeliveryState.FAILED, why=NoticeReason.EXPIRED)
    almost = TRIES.give_up - timedelta(seconds=1)
    assert after(FailureReason.TEMPORARY, 9, almost).state is DeliveryState.READY
    assert after(FailureReason.SERVER, 9, TRIES.give_up, ambiguous=True).state is DeliveryState.FAILED


@pytest.mark.parametrize("reason", [FailureReason.SERVER, FailureReason.LOGIN])
def test_trouble_of_the_server_is_not_held_against_the_letter(reason):
    waits = Attempt(DeliveryState.READY, LATER + BEHIND, counted=False)
    assert after(reason, 9, TRIES.give_up, again_at=LATER) == waits
    assert after(reason).next_at == NOW + BEHIND


@pytest.mark.parametrize("how", [{"ambiguous": True}, {"amid": True}])
def test_lost_reply_and_line_cut_amid_the_letter_count(how):
    again = after(FailureReason.SERVER, 2, **how)
    assert again.counted
    assert again.next_at - NOW == back_off(Tried(2, NOW, "<tr.1@example.vn>"), TRIES)


def test_letter_that_may_have_left_is_held_where_the_office_wants_it():
    tries = TRIES._replace(on_ambiguous=OnAmbiguous.HOLD)
    held = after(FailureReason.SERVER, tries=tries, ambiguous=True)
    assert held == Attempt(DeliveryState.FAILED, why=NoticeReason.HELD)
    assert after(FailureReason.SERVER, tries=tries, amid=True).state is DeliveryState.READY

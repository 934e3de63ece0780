"""The breaker: how long the mail server is left in peace."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.core.breaker import (
    ALIKE,
    HOUR,
    LOGINS_AN_HOUR,
    LONGEST,
    Breaker,
    Suspect,
    asked_again,
    failed,
    is_policy,
    probing,
    read,
    refused,
    suspected,
    written,
)
from tracker.errors import FailureReason

NOW = datetime(2024, 5, 27, 1, 0, tzinfo=UTC)
STEPS = (30, 60, 120)
PAUSE = timedelta(minutes=15)
SERVER = FailureReason.SERVER


def seconds(count):
    return timedelta(seconds=count)


def test_each_failure_waits_longer_and_the_last_step_repeats():
    breaker, waits = Breaker(), []
    for n in range(5):
        breaker = failed(breaker, SERVER, NOW + n * HOUR, STEPS)
        waits.append((breaker.again_at - NOW - n * HOUR).total_seconds())
    assert waits == [30, 60, 120, 120, 120]
    assert (breaker.failures, breaker.since, breaker.reason) == (5, NOW, "server")


def test_open_until_its_time_and_then_tripped():
    breaker = failed(Breaker(), SERVER, NOW, STEPS)
    assert breaker.is_open(NOW)
    assert breaker.is_open(NOW + seconds(29))
    assert not breaker.is_open(NOW + seconds(30))
    assert breaker.is_tripped
    assert not Breaker().is_open(NOW)


def test_clock_set_back_does_not_keep_it_open():
    breaker = failed(Breaker(), SERVER, NOW, STEPS)
    assert not breaker.is_open(NOW - LONGEST)


def test_probe_keeps_others_away_and_a_failed_one_waits_longer():
    breaker = failed(Breaker(), SERVER, NOW, STEPS)
    probe = probing(breaker, NOW + seconds(30), STEPS)
    assert probe.is_open(NOW + seconds(31))
    again = failed(probe, SERVER, NOW + seconds(32), STEPS)
    assert again.again_at == NOW + seconds(32 + 60)


@given(st.lists(st.integers(0, 60 * 6), max_size=30), st.integers(1, 60))
def test_login_is_tried_four_times_an_hour_at_most(starts, pause):
    """A crash loop with a wrong password: each start asks again."""
    breaker, logins = Breaker(), []
    for minute in sorted(starts):
        now = NOW + timedelta(minutes=minute)
        breaker = asked_again(breaker, now)
        if not breaker.is_open(now):
            logins.append(now)
            breaker = read(written(refused(breaker, now, timedelta(minutes=pause))))
    for login in logins:
        assert len([other for other in logins if login <= other < login + HOUR]) <= LOGINS_AN_HOUR


def test_mended_password_is_tried_at_once():
    breaker = refused(Breaker(), NOW, PAUSE)
    assert breaker.refuses_login(NOW + PAUSE / 2)
    assert not asked_again(breaker, NOW + PAUSE / 2).is_open(NOW + PAUSE / 2)
    assert not breaker.refuses_login(NOW + PAUSE)


def test_asking_again_opens_no_way_to_a_server_that_is_away():
    breaker = failed(Breaker(), SERVER, NOW, STEPS)
    assert asked_again(breaker, NOW) == breaker


def test_three_people_refused_alike_are_the_servers_policy():
    breaker = Breaker()
    for n in range(ALIKE):
        assert not is_policy(breaker)
        breaker = suspected(breaker, Suspect(554, f"{n}@b.vn", n))
    assert is_policy(breaker)


def test_other_code_or_the_same_person_is_no_policy():
    one = suspected(Breaker(), Suspect(554, "1@b.vn", 1))
    assert len(suspected(one, Suspect(550, "2@b.vn", 2)).suspects) == 1
    assert len(suspected(one, Suspect(554, "1@b.vn", 3)).suspects) == 1


def test_breaker_is_read_as_it_was_written():
    breaker = refused(failed(Breaker(), SERVER, NOW, STEPS), NOW, PAUSE)
    breaker = suspected(breaker, Suspect(554, "1@b.vn", 1))
    assert read(written(breaker)) == breaker
    assert read(None) == read("") == Breaker()


def test_other_trouble_does_not_shorten_the_peace_after_refused_logins():
    breaker = Breaker()
    for n in range(LOGINS_AN_HOUR):
        breaker = refused(breaker, NOW + timedelta(minutes=n), PAUSE)
    assert failed(breaker, SERVER, NOW + timedelta(minutes=5), STEPS).again_at == NOW + HOUR

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.web.limits import Crowd, Guesses, Trusted, network_of

NOBODY = Trusted()
PROXY = Trusted(("10.0.0.5", "fd00::/8"))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_whoever_has_many_addresses_is_one(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("address", "is_trusted"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.0.0.5", True),
        ("fd00::1", True),
        ("10.0.0.6", False),
        ("127.0.0.1, 10.0.0.5", False),
        ("", False),
    ],
)
def test_this_machine_and_the_proxies_are_trusted(address, is_trusted):
    assert (address in PROXY) is is_trusted


def test_one_network_has_so_many_connections_and_all_have_a_total():
    crowd = Crowd(NOBODY, total=5, each=2)
    assert [crowd.enter(address) for address in ("a", "a", "a", "b", "b", "c", "d")] == [
        *(True, True, False),
        *(True, True, True, False),
    ]
    crowd.leave("a")
    assert crowd.enter("a")
    assert not crowd.enter("b")


def test_trusted_networks_share_the_total_only():
    crowd = Crowd(PROXY, total=4, each=1)
    assert [crowd.enter("10.0.0.5") for _ in range(5)] == [True, True, True, True, False]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=60))
def test_crowd_never_exceeds_its_limits_and_never_refuses_without_need(steps):
    crowd, present = Crowd(NOBODY, total=6, each=3), Counter()
    for address, enters in steps:
        if enters:
            has_room = present[address] < 3 and present.total() < 6
            assert crowd.enter(address) is has_room
            present[address] += has_room
        elif present[address]:
            crowd.leave(address)
            present[address] -= 1


def test_guesses_are_counted_by_the_minute():
    guesses = Guesses(NOBODY, allowed=2, seconds=60)
    assert [guesses.are_too_many("a", now) for now in (0, 1, 2, 59.9, 60, 61, 62)] == [
        *(False, False, True, True),
        *(False, False, True),
    ]
    assert not guesses.are_too_many("b", 62)


def test_guesses_from_this_machine_are_not_counted():
    guesses = Guesses(NOBODY, allowed=1)
    assert not any(guesses.are_too_many("127.0.0.1", 0) for _ in range(5))


def test_guessers_are_forgotten_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr("tracker.web.limits.GUESSERS", 3)
    guesses = Guesses(NOBODY, allowed=1)
    asked = [guesses.are_too_many(address, 0) for address in ("a", "b", "c", "d", "d", "a")]
    assert asked == [False, False, False, False, True, False]

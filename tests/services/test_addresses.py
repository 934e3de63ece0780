"""Addresses of feeds."""

import pytest

from tracker.services.addresses import feed_address, page_address, reach
from tracker.services.sources import Reach


def test_the_name_stands_last():
    assert feed_address("https://l.vn", "t0k", "Sở Y tế") == "https://l.vn/f/t0k/so-y-te.ics"
    assert feed_address("https://l.vn", "t0k", "../../x?\r\n") == "https://l.vn/f/t0k/x.ics"
    assert feed_address("https://l.vn", "t0k", "…") == "https://l.vn/f/t0k/calendar.ics"
    assert len(feed_address("https://l.vn", "t0k", "x y " * 5000)) < 100
    assert page_address("https://l.vn", "t0k") == "https://l.vn/s/t0k"


@pytest.mark.parametrize(
    "host",
    [
        "may-chu",
        "lich.local",
        "lich.so-noi-vu.internal",
        "10.1.2.3",
        "192.168.1.1",
        "[fd00::1]",
        "lich.lan.",
    ],
)
def test_an_inside_address_is_known_by_its_looks(host):
    assert reach(f"http://{host}/f/x/y.ics") is Reach.NETWORK


@pytest.mark.parametrize(
    "host", ["localhost", "localhost.:80", "lich.localhost", "127.0.0.1:8249", "[::1]:80", "0.0.0.0:8249"]
)
def test_an_address_of_this_machine_is_known_too(host):
    assert reach(f"http://{host}/f/x/y.ics") is Reach.MACHINE


@pytest.mark.parametrize("host", ["lich.cantho.gov.vn", "203.113.1.1:8080", "[2001:ee0::1]"])
def test_others_are_taken_for_public(host):
    assert reach(f"https://{host}/f/x/y.ics") is Reach.PUBLIC

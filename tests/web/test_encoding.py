import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.web.encoding import wants_gzip


@pytest.mark.parametrize(
    "accepted",
    [
        b"gzip",
        b"x-gzip",
        b"GZip",
        b"gzip, deflate, br",
        b"deflate;q=0.9 , gzip ; q=0.2",
        b"br;q=1.0, gzip;q=0.8, *;q=0.1",
        b"*",
        b"identity;q=0.5, *;q=0.8",
        b"identity;q=0, gzip;q=0.1",
        b"gzip;q=0, x-gzip",
    ],
)
def test_who_asks_may_have_it_compressed(accepted):
    assert wants_gzip(accepted)


@pytest.mark.parametrize(
    "accepted",
    [
        b"",
        b"identity",
        b"deflate, br",
        b"gzip;q=0",
        b"gzip;q=0.000, *",
        b"*;q=0",
        b"identity, gzip;q=0.5",
        b"gzip;q=",
        b"gzip;q=much",
        b"gzip;level=9",
        b"gzip;q=-1",
        b"gzip;q=nan",
        b"gzipped",
        b",;,;=",
    ],
)
def test_who_does_not_ask_gets_the_plain_bytes(accepted):
    assert not wants_gzip(accepted)


@given(st.binary(max_size=200))
def test_any_header_is_decided(accepted):
    assert wants_gzip(accepted) in {True, False}

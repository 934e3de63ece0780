from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.web.conditional import http_date, is_since, named_tag

TAGS = (b'"a-gz"', b'"a"')
CHANGED = datetime(2024, 5, 26, 1, 2, 3, 456, UTC)


@pytest.mark.parametrize(
    ("named", "tag"),
    [
        (b'"a"', b'"a"'),
        (b'"a-gz"', b'"a-gz"'),
        (b'W/"a"', b'"a"'),
        (b'"a", "a-gz"', b'"a-gz"'),
        (b'"b",W/"a" , "c"', b'"a"'),
        (b'"x,y", "a"', b'"a"'),
        (b"*", b'"a-gz"'),
        (b" * ", b'"a-gz"'),
        (b"a", None),
        (b'"a', None),
        (b"", None),
        (b'"A"', None),
        (b'*, "b"', None),
        (b'"*"', None),
    ],
)
def test_tag_is_found_in_every_form(named, tag):
    assert named_tag(named, TAGS) == tag


MOMENTS = st.integers(-(10**9), 10**11).map(lambda seconds: CHANGED + timedelta(seconds=seconds))


@given(MOMENTS, st.integers(-5, 5))
def test_own_date_is_understood_to_the_second(moment, seconds):
    assert is_since(http_date(moment + timedelta(seconds=seconds)), moment) is (seconds >= 0)


@given(st.binary(max_size=60))
def test_any_date_is_decided(since):
    assert is_since(since, CHANGED) in {True, False}

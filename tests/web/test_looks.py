import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.services.sources import PLAIN, Look
from tracker.web.looks import QUERY_OCTETS, look_of


@pytest.mark.parametrize(
    ("query", "look"),
    [
        (b"", PLAIN),
        (b"lang=en", Look(language="en")),
        (b"lang=vi&spans=1&alarm=1", Look(language="vi", spans=True, alarms=True)),
        (b"period=2026", Look(period="2026")),
        (b"period=2026-Q4", Look(period="2026-Q4")),
        (b"lang=%65n", Look(language="en")),
        (b"lang=en&lang=vi", Look(language="en")),
        (b"spans=1&utm_source=x&nocache=1700000000", Look(spans=True)),
        (b"lang=fr&spans=yes&alarm=0&period=2026-Q5", PLAIN),
        (b"lang=EN&spans=11&alarm=&period=20261", PLAIN),
        (b"period=2026-Q1%0d%0aX-Y:z", PLAIN),
        ("period=\u0662\u0660\u0662\u0666".encode(), PLAIN),
        (b"period=../../x", PLAIN),
        (b"&&==&=lang;en", PLAIN),
        (b"lang=en&x=" + b"y" * QUERY_OCTETS, PLAIN),
    ],
)
def test_only_known_wishes_count(query, look):
    assert look_of(query) == look


@given(st.binary(max_size=2 * QUERY_OCTETS))
def test_any_query_has_a_look(query):
    look = look_of(query)
    assert look.language in {"", "vi", "en"}
    assert len(look.period) in {0, 4, 7}

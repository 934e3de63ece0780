"""What the log tells of a defect, and what it keeps to itself."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from tracker.web.refusals import SECRET_LETTERS, _trace

SECRET = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\/"), min_size=SECRET_LETTERS)
WAYS = {
    "as it is": lambda secret: RuntimeError(f"bad {secret}"),
    "quoted": lambda secret: RuntimeError(f"bad {secret!r}"),
    "quoted by the error": KeyError,
    "quoted twice": lambda secret: KeyError(f"bad {secret!r}"),
    "as it was sent": lambda secret: RuntimeError(quote(secret, safe="")),
}


@pytest.mark.parametrize("way", WAYS)
def test_secret_with_quotes_in_it_is_not_logged(ask, shelf, caplog, way):
    secret = "SECRET'bcdefghijklmnop\\qrstuvw\nxyz\"0123"
    shelf.trouble = WAYS[way](secret)
    assert ask(f"/s/{quote(secret, safe='')}").status == 500
    assert "<token>" in caplog.text
    assert "SECRET" not in caplog.text


@given(SECRET, st.sampled_from(sorted(WAYS)))
def test_no_way_to_quote_a_secret_shows_it(secret, way):
    request = Request({"type": "http", "raw_path": f"/s/{quote(secret, safe='')}".encode()})
    told = _trace(request, WAYS[way](secret))
    assert "<token>" in told
    assert len(told) < len("RuntimeError: 'bad \\'<token>\\''\n") + 1

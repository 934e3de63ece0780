import re
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from tracker.errors import ConfigError, StoreError
from tracker.feeds.tokens import is_proof, is_same_token, load_key, proof_for, token_for, token_hash


def test_key_is_made_once_and_is_the_owners_alone(tmp_path):
    path = tmp_path / "var" / "feed.key"
    key = load_key(path)
    assert len(key) == 32
    assert load_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["feed.key"]


def test_many_at_once_get_the_same_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(load_key, [tmp_path / "feed.key"] * 40))
    assert len(keys) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_key_that_others_may_touch_is_refused(tmp_path, mode):
    path = tmp_path / "feed.key"
    load_key(path)
    path.chmod(mode)
    with pytest.raises(ConfigError, match=r"feed\.key_exposed"):
        load_key(path)


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33])
def test_key_of_another_length_is_refused(tmp_path, content):
    path = tmp_path / "feed.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(ConfigError, match=r"feed\.key_damaged"):
        load_key(path)


def test_key_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"feed\.key_unusable"):
        load_key(tmp_path / "file" / "feed.key")


def test_token_is_derived_from_key_feed_and_version():
    token = token_for(b"k" * 32, "office", "1")
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    assert token == token_for(b"k" * 32, "office", "1")
    others = {
        token_for(b"K" * 32, "office", "1"),
        token_for(b"k" * 32, "unit", "1"),
        token_for(b"k" * 32, "office", "2"),
    }
    assert len(others | {token}) == 4


def test_database_learns_only_a_digest():
    token = token_for(b"k" * 32, "office", "1")
    assert token not in token_hash(token)
    assert is_same_token(token, token_hash(token))
    assert not is_same_token(token[:-1], token_hash(token))


@pytest.mark.parametrize("junk", ["", "đ", "\ud800", "x" * 10000, "\x00"])
def test_junk_has_a_digest_and_is_no_token(junk):
    assert not is_same_token(junk, token_hash(token_for(b"k" * 32, "office", "1")))


def test_proof_opens_one_duty_and_no_other():
    key, proof = b"k" * 32, proof_for(b"k" * 32, "249-2024.15")
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", proof)
    assert is_proof(proof, key, "249-2024.15")
    assert not is_proof(proof, key, "249-2024.16")
    assert not is_proof(proof, b"K" * 32, "249-2024.15")
    assert token_for(key, "249-2024.15", "1")[:22] != proof


@pytest.mark.parametrize("junk", ["", "đ", "\ud800", "x" * 10000, "\x00"])
def test_junk_proves_nothing(junk):
    key = b"k" * 32
    assert not is_proof(junk, key, "249-2024.15")
    assert not is_proof(proof_for(key, "249-2024.15"), key, junk)
    assert is_proof(proof_for(key, junk), key, junk)

"""Bytes become letters, or it is said that they cannot."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import DocumentError
from tracker.readers.formats.encodings import decode, is_text

PLAN = "Kế hoạch công tác năm 2024 của Ủy ban nhân dân; Đường phố – “quý II”\n"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text):
    """Text as older programs keep it: the tone marks behind their letters."""
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in TONES)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
        letters.append(bare + tone)
    return "".join(letters).encode("cp1258")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)  # fmt: skip
def test_unicode_is_read_with_and_without_a_mark(encoding):
    data = PLAN.encode(encoding)
    assert is_text(data)
    assert decode(data, "plan") == PLAN


def test_windows_1258_is_read_and_composed():
    assert is_text(windows_1258(PLAN))
    assert decode(windows_1258(PLAN), "plan") == PLAN


WORDS = [
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "tỉnh;",
    "Sở",
    "Giáo",
    "dục",
    "và",
    "Đào",
    "tạo;",
    "trước",
    "ngày",
    "31/5",
]


@given(st.lists(st.sampled_from(WORDS), min_size=4))
def test_windows_1258_goes_there_and_back(words):
    text = " ".join(["Kế hoạch được giao", *words])
    assert decode(windows_1258(text), "plan") == text


@pytest.mark.parametrize(
    ("data", "byte"),
    [
        ("Café liberté naïve".encode("latin-1"), 4),
        (b"\x81\x82\x83\xff", 1),
        (b"\xff\xfea", 3),
    ],
    ids=["western", "noise", "half"],
)
def test_other_encodings_are_refused_not_guessed(data, byte):
    with pytest.raises(DocumentError) as caught:
        decode(data, "plan")
    assert (caught.value.key, caught.value.facts["byte"]) == ("document.encoding", byte)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"PK\x03\x04", b"{\\rtf1", b"a\0b", b"\x89PNG\r\n"])
def test_other_formats_are_no_text(data):
    assert not is_text(data)

"""Containers that promise too much are refused before anything is unpacked."""

import io
import struct
import zipfile

import pytest

from tests.readers.formats.containers import container, word, word_parts
from tests.readers.formats.test_documents import refusal, texts
from tests.readers.formats.test_word import p, run
from tracker.readers import read_document
from tracker.readers.formats import census

GOOD = word(p(run("Kế hoạch")))


def with_part(name, content):
    return container(word_parts(p(run("x"))) | {name: content})


def flagged(data):
    """Set the flag of encryption in every entry of the directory."""
    changed, at = bytearray(data), 0
    while (at := changed.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<H", changed, at + 8, 1)
        at += 4
    return bytes(changed)


def packed_by(method):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in word_parts(p(run("x"))).items():
            made.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda: GOOD[: len(GOOD) // 2], "document.damaged"),
        (lambda: GOOD[:30], "document.damaged"),
        (lambda: GOOD.replace(b"PK\x05\x06", b"PK\x05\x07"), "document.damaged"),
        (lambda: with_part("../evil.txt", "x"), "document.unsafe_part"),
        (lambda: with_part("word/../../evil.txt", "x"), "document.unsafe_part"),
        (lambda: with_part("/etc/passwd", "x"), "document.unsafe_part"),
        (lambda: with_part("C:/evil.txt", "x"), "document.unsafe_part"),
        (lambda: with_part("..\\evil.txt", "x"), "document.unsafe_part"),
        (lambda: flagged(GOOD), "document.encrypted"),
        (lambda: packed_by(zipfile.ZIP_LZMA), "document.damaged"),
        (lambda: with_part("word/media.xml", "x" * 3_000_000), "document.unpacks_too_large"),
        (lambda: with_part("word/media.bin", b"\0" * (census.LARGEST_PART + 1)), "document.unpacks_too_large"),
        (lambda: container({f"word/{n}": "" for n in range(census.MOST_PARTS + 1)}), "document.too_many_parts"),
        (lambda: container({"a.txt": "x"}), "document.other_container"),
        (lambda: container({"ppt/slides/a.xml": "<x/>"}), "document.other_container"),
    ],
    ids=range(15),
)  # fmt: skip
def test_unusual_container_is_refused_by_name(write, make, key):
    assert refusal(write(make(), "plan.docx")).key == key


def test_part_that_holds_less_than_it_declares_is_damage(write):
    changed = bytearray(GOOD)
    at = changed.find(b"word/document.xml")
    changed[at + 60 : at + 80] = b"\xff" * 20
    assert refusal(write(bytes(changed))).key == "document.damaged"


def test_pictures_may_be_dense(write):
    assert texts(read_document(write(with_part("word/media/1.bmp", b"\0" * 3_000_000)))) == ["x"]


def test_content_and_not_the_name_tells_the_format(write):
    assert texts(read_document(write(GOOD, "plan.xlsx"))) == ["Kế hoạch"]
    assert texts(read_document(write(GOOD, "plan.csv"))) == ["Kế hoạch"]

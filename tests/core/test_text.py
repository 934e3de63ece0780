"""Text that may stand in a header, a page, a calendar, a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.text import clean

MARK = "\N{COMBINING DOT BELOW}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\nb\tc\x0bd\x0ce\x85f\u2028g\u2029h\xa0i", "a b c d e f g h i"),
        ("a\x00b\x1b[31mc\x7fd", "ab[31mcd"),
        ("a\u202eb\u2066c\u200bd\u00ade\ufefff", "abcdef"),
        ("a\ud800b", "ab"),
        ("Ha\u0323\u0302n  ", "H\N{LATIN SMALL LETTER A WITH CIRCUMFLEX AND DOT BELOW}n"),
        (" \n ", ""),
    ],
)
def test_what_breaks_lines_is_a_blank_and_what_nobody_sees_goes(text, line):
    assert clean(text) == line


def test_marks_are_not_piled_up():
    assert clean("q" + MARK * 3000 + "b") == "q" + MARK * 8 + "b"
    assert clean("q" + MARK * 8) == "q" + MARK * 8


@given(st.text(st.characters(codec=None)))
def test_a_clean_line_is_composed_printable_and_stays_as_it_is(text):
    line = clean(text)
    assert line.isprintable()
    assert line == line.strip(" ")
    assert unicodedata.is_normalized("NFC", line)
    assert clean(line) == line

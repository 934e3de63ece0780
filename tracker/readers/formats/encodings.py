"""Bytes of text to letters: Unicode in its forms, and the Windows-1258 of older programs."""

import codecs
import re
import unicodedata

from tracker.errors import DocumentError
from tracker.readers.formats.oldfonts import old_font

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")
_NEVER_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FEWEST_PAIRS = 8  # of bytes; less tells no encoding
_SAMPLE = 4_096  # bytes from which an encoding without a mark is told
_BARE_SHARE = 0.3  # of UTF-16 text is plain ASCII: every other byte is nought
_LAST_WESTERN = 0xFF  # letters up to here are also those of Western Europe
_FEWEST_OURS = 0.2  # of the letters beyond ASCII; Vietnamese has about a half
_PUNCTUATION = frozenset(
    "\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u00ab\u00bb\u00b0\u00b2\u00b3\u00b7\u00d7"
)


def is_text(data: bytes) -> bool:
    """Whether bytes are text: a byte order mark, UTF-16, or no control bytes and no other format's mark."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    is_other = data.startswith(_OTHER_FORMATS)
    return not is_other and (bool(_utf16(data)) or _NEVER_IN_TEXT.search(data) is None)


def decode(data: bytes, name: str) -> str:
    """Return the text of a file, composed; raise ``DocumentError`` where its encoding cannot be told.

    A byte order mark decides, then the noughts of UTF-16, then UTF-8. What is no
    Unicode was typed for an old font if that gives Vietnamese words (its letters are
    left as they are), or is Windows-1258 if it reads as Vietnamese in it, marks behind
    their letters.
    """
    marked = (encoding for mark, encoding in _MARKS if data.startswith(mark))
    encoding = next(marked, "") or _utf16(data) or "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = (_old_font(data) or _windows(data)) if encoding == "utf-8" else ""
        if not text:
            line = data.count(b"\n", 0, error.start) + 1
            raise DocumentError("document.encoding", file=name, line=line, byte=error.start + 1) from None
    if "\0" in text:
        raise DocumentError("document.binary", file=name)
    return unicodedata.normalize("NFC", text)


def _utf16(data: bytes) -> str:
    """Name the UTF-16 that bytes without a mark are in, by where their noughts stand; empty for none."""
    sample = data[: _SAMPLE - len(data[:_SAMPLE]) % 2]
    pairs = len(sample) // 2
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if pairs < _FEWEST_PAIRS:
        return ""
    if high > _BARE_SHARE * pairs and low == 0:
        return "utf-16-le"
    return "utf-16-be" if low > _BARE_SHARE * pairs and high == 0 else ""


def _old_font(data: bytes) -> str:
    """Read text typed for an old font, its letters as those of Latin-1; nothing for any other text."""
    text = data.decode("latin-1")
    return text if old_font(text.split("\n")) else ""


def _windows(data: bytes) -> str:
    """Read Windows-1258; nothing if that gives other letters than those of Vietnamese."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return ""
    beyond = [letter for letter in text if not letter.isascii() and letter not in _PUNCTUATION]
    ours = sum(letter.isalpha() and ord(letter) > _LAST_WESTERN for letter in beyond)
    are_letters = all(letter.isalpha() and not unicodedata.combining(letter) for letter in beyond)
    return text if are_letters and ours >= _FEWEST_OURS * len(beyond) else ""

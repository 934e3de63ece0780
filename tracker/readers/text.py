"""Plain text and Markdown."""

import codecs
import re

from tracker.errors import DocumentError
from tracker.readers.blocks import blocks_of
from tracker.readers.document import Document
from tracker.readers.lines import lines_of, without_page_marks
from tracker.readers.oldfonts import in_unicode

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEVER_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OTHER_FORMATS = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")


def recognises(data: bytes) -> bool:
    """Whether bytes are text: a byte order mark, or no control bytes and no other format's mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not data.startswith(_OTHER_FORMATS) and _NEVER_IN_TEXT.search(data) is None


def read(data: bytes, name: str) -> Document:
    """Read text into paragraphs and tables."""
    lines = without_page_marks(lines_of(in_unicode(_decode(data, name)), name))
    blocks = blocks_of(lines)
    if not blocks:
        raise DocumentError("document.empty", file=name)
    return Document(name, blocks)


def _decode(data: bytes, name: str) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError("document.encoding", file=name, line=line, byte=error.start + 1) from None
    if "\0" in text:
        raise DocumentError("document.binary", file=name)
    return text

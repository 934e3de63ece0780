"""Plain text and Markdown."""

from tracker.errors import DocumentError
from tracker.readers.document import Document
from tracker.readers.formats.encodings import decode, is_text
from tracker.readers.formats.oldfonts import in_unicode
from tracker.readers.formats.plain.blocks import blocks_of
from tracker.readers.formats.plain.lines import lines_of, without_page_marks

recognises = is_text


def read(data: bytes, name: str) -> Document:
    """Read text into paragraphs and tables."""
    lines = without_page_marks(lines_of(in_unicode(decode(data, name)), name))
    blocks = blocks_of(lines)
    if not blocks:
        raise DocumentError("document.empty", file=name)
    return Document(name, blocks)

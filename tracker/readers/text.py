"""Plain text and Markdown."""

from tracker.errors import DocumentError
from tracker.readers.blocks import blocks_of
from tracker.readers.document import Document
from tracker.readers.encodings import decode, is_text
from tracker.readers.lines import lines_of, without_page_marks
from tracker.readers.oldfonts import in_unicode

recognises = is_text


def read(data: bytes, name: str) -> Document:
    """Read text into paragraphs and tables."""
    lines = without_page_marks(lines_of(in_unicode(decode(data, name)), name))
    blocks = blocks_of(lines)
    if not blocks:
        raise DocumentError("document.empty", file=name)
    return Document(name, blocks)

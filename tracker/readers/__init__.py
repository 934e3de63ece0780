"""From a file to a neutral document: the format is told by the content, not by the name."""

import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tracker.core.text import clean
from tracker.errors import DocumentError
from tracker.readers.document import Document
from tracker.readers.formats import census, delimited, legacy, pdf
from tracker.readers.formats.isolated import read_isolated
from tracker.readers.formats.office import spreadsheet, word
from tracker.readers.formats.oldfonts import document_in_unicode
from tracker.readers.formats.plain import text

LARGEST_FILE = 20_000_000  # bytes


class Format(NamedTuple):
    """A document format: whether bytes are of it, and how they are read.

    ``suffixes`` are for text whose form only the name of its file tells; what
    ``is_plain`` needs no child process.
    """

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Document]
    suffixes: tuple[str, ...] = ()
    is_plain: bool = False

    def fits(self, data: bytes, path: Path) -> bool:
        """Whether a file with these bytes is of this format."""
        return (not self.suffixes or path.suffix.lower() in self.suffixes) and self.recognises(data)

    def document(self, data: bytes, name: str) -> Document:
        """Read a file, in a process of its own unless it is plain text; old fonts come as Unicode."""
        read = self.read if self.is_plain else partial(read_isolated, self.read)
        return document_in_unicode(read(data, name))


READERS = (
    Format("word", word.recognises, word.read),
    Format("spreadsheet", spreadsheet.recognises, spreadsheet.read),
    Format("container", census.is_container, census.refuse, is_plain=True),
    Format("pdf", pdf.recognises, pdf.read),
    Format("delimited", delimited.recognises, delimited.read, delimited.SUFFIXES, is_plain=True),
    Format("text", text.recognises, text.read, is_plain=True),
)


def read_document(path: Path) -> Document:
    """Read a plan document; raise ``DocumentError`` for what cannot be read at all."""
    name = clean(str(path))
    data = _content(path, name)
    if not data.strip():
        raise DocumentError("document.empty", file=name)
    if legacy.recognises(data):
        data = legacy.converted(data, name)
    for known in READERS:
        if known.fits(data, path):
            return known.document(data, name)
    raise DocumentError("document.binary", file=name)


def _content(path: Path, name: str) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise DocumentError("document.not_a_file", file=name)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        raise DocumentError("document.missing", file=name) from None
    except OSError as error:
        raise DocumentError("document.unreadable", file=name, reason=error.strerror) from error
    if len(data) > LARGEST_FILE:
        raise DocumentError("document.too_large", file=name, limit=LARGEST_FILE // 1_000_000)
    return data

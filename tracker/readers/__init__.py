"""From a file to a neutral document: the format is told by the content, not by the name."""

import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tracker.core.text import clean
from tracker.errors import DocumentError
from tracker.readers import pdf, text
from tracker.readers.document import Document
from tracker.readers.isolated import read_isolated
from tracker.readers.oldfonts import document_in_unicode

LARGEST_FILE = 20_000_000  # bytes


class Format(NamedTuple):
    """A document format: whether bytes are of it, how they are read; ``is_plain`` needs no child process."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], Document]
    is_plain: bool = False


READERS = (Format("pdf", pdf.recognises, pdf.read), Format("text", text.recognises, text.read, is_plain=True))


def read_document(path: Path) -> Document:
    """Read a plan document; raise ``DocumentError`` for what cannot be read at all."""
    name = clean(str(path))
    data = _content(path, name)
    if not data.strip():
        raise DocumentError("document.empty", file=name)
    for known in READERS:
        if known.recognises(data):
            read = known.read if known.is_plain else partial(read_isolated, known.read)
            return document_in_unicode(read(data, name))
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

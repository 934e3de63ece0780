"""What a zip container declares, looked at before anything in it is unpacked."""

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tracker.errors import DocumentError
from tracker.readers.document import Document

MOST_PARTS = 5_000
LARGEST_PART = 100_000_000  # bytes, unpacked; an annual plan of 5,000 rows has 4 million
LARGEST_WHOLE = 400_000_000  # bytes, all parts unpacked
HIGHEST_RATIO = 250  # of XML; the most repetitive tables reach 100, a bomb 1,000
_SMALL = 1_000_000  # bytes; below this a ratio tells nothing
_ENTRY = b"PK\x01\x02"  # opens every entry of a zip's directory
_FILE = b"PK\x03\x04"
_ENCRYPTED = 0x1
_METHODS = (ZIP_STORED, ZIP_DEFLATED)
_XML = (".xml", ".rels")
_KINDS = {"word/": "word", "xl/": "spreadsheet", "content.xml": "opendocument"}


def is_container(data: bytes) -> bool:
    """Whether bytes begin as a zip does."""
    return data.startswith(_FILE)


def kind(data: bytes) -> str:
    """Tell what a container holds: "word", "spreadsheet", "opendocument", or nothing that is known."""
    if not is_container(data) or data.count(_ENTRY) > MOST_PARTS:
        return ""
    try:
        names = ZipFile(io.BytesIO(data)).namelist()
    except (BadZipFile, ValueError, NotImplementedError):
        return ""
    inside = (found for name in names for begin, found in _KINDS.items() if name.startswith(begin))
    return next(inside, "")


def opened(data: bytes, name: str) -> ZipFile:
    """Open a container whose directory promises nothing unusual; raise ``DocumentError`` for any other.

    The declared sizes may be trusted from here on: ``zipfile`` unpacks no byte more.
    """
    if data.count(_ENTRY) > MOST_PARTS:
        raise DocumentError("document.too_many_parts", file=name, limit=MOST_PARTS)
    try:
        container = ZipFile(io.BytesIO(data))
    except (BadZipFile, ValueError, NotImplementedError):
        raise DocumentError("document.damaged", file=name) from None
    _examine(container.infolist(), name)
    return container


def refuse(data: bytes, name: str) -> Document:
    """Say why a container that no reader knows cannot be read."""
    opened(data, name)
    raise DocumentError("document.other_container", file=name)


def _examine(parts: Iterable[ZipInfo], name: str) -> None:
    """Look at names, locks, methods and sizes, and stop at the first that is not right."""
    whole = 0
    for part in parts:
        whole += part.file_size
        if part.flag_bits & _ENCRYPTED:
            raise DocumentError("document.encrypted", file=name)
        if _leaves(part.filename):
            raise DocumentError("document.unsafe_part", file=name, part=part.filename)
        if part.compress_type not in _METHODS:
            raise DocumentError("document.damaged", file=name)
        if _is_bomb(part) or whole > LARGEST_WHOLE:
            limit = LARGEST_WHOLE // 1_000_000
            raise DocumentError("document.unpacks_too_large", file=name, part=part.filename, limit=limit)


def _leaves(path: str) -> bool:
    """Whether a part's name points outside the container."""
    steps = path.replace("\\", "/").split("/")
    return steps[0] == "" or ":" in steps[0] or ".." in steps


def _is_bomb(part: ZipInfo) -> bool:
    if part.file_size > LARGEST_PART:
        return True
    is_dense = part.file_size > HIGHEST_RATIO * max(part.compress_size, 1)
    return part.filename.endswith(_XML) and part.file_size > _SMALL and is_dense

"""Content lines: clean text in, folded bytes out (RFC 5545, section 3.1)."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import quote

from icalendar.parser import Parameters

from tracker.core.text import clean

LINE_OCTETS = 75
SHORT_TEXT = 255  # UTF-16 units; Exchange cuts longer summaries ([MS-OXCICAL])
ELLIPSIS = "…"
URL_MARKS = ":/?#[]@!$&'()*+,;=%~"


class Value(Protocol):
    """A typed value of the icalendar library."""

    params: Parameters

    def to_ical(self) -> bytes:
        """Return the value as it stands in a content line, not folded."""
        ...


def tidy(text: str) -> str:
    """Return one clean line that every client reads alike.

    A backslash is turned round: not every reader, icalendar among them, undoes its escape before a letter n.
    """
    return clean(text).replace("\\", "/")


def cut(text: str, units: int = SHORT_TEXT) -> str:
    """Shorten text to so many UTF-16 units; what was cut is marked."""
    if utf16_units(text) <= units:
        return text
    kept = text.encode("utf-16-le")[: 2 * (units - 1)].decode("utf-16-le", errors="ignore")
    return kept.rstrip() + ELLIPSIS


def utf16_units(text: str) -> int:
    """Count UTF-16 units, the measure of Exchange and Outlook."""
    return len(text.encode("utf-16-le")) // 2


def percent_encoded(url: str) -> str:
    """Return an address in ASCII; what is encoded stays so."""
    return quote(tidy(url), safe=URL_MARKS)


def written(properties: Mapping[str, Value]) -> bytes:
    """Write properties in their order."""
    return b"".join(_line(name, value) for name, value in properties.items())


def _line(name: str, value: Value) -> bytes:
    parameters = b";" + value.params.to_ical() if value.params else b""
    return _fold(b"".join((name.encode(), parameters, b":", value.to_ical()))) + b"\r\n"


def _fold(line: bytes) -> bytes:
    parts, begin, room = [], 0, LINE_OCTETS
    while len(line) - begin > room:
        end = _break(line, begin, begin + room)
        parts.append(line[begin:end])
        begin, room = end, LINE_OCTETS - 1  # the blank that opens a continued line counts
    parts.append(line[begin:])
    return b"\r\n ".join(parts)


def _break(line: bytes, begin: int, end: int) -> int:
    """Step back from ``end`` so that neither a letter nor an escaped character is torn."""
    while line[end] & 0xC0 == 0x80:  # a continuation byte of UTF-8  # noqa: PLR2004
        end -= 1
    chunk = line[begin:end]
    return end - (len(chunk) - len(chunk.rstrip(b"\\"))) % 2

"""Content lines: clean text in, folded bytes out (RFC 5545, section 3.1)."""

from urllib.parse import quote

from icalendar import Component

from tracker.core.text import clean

LINE_OCTETS = 75
SHORT_TEXT = 255  # UTF-16 units; Exchange cuts longer summaries ([MS-OXCICAL])
ELLIPSIS = "…"
URL_MARKS = ":/?#[]@!$&'()*+,;=%~"


def tidy(text: str) -> str:
    r"""Return one clean line that every client reads alike.

    A written ``\N`` is a line break to icalendar and to some readers, so its stroke is turned round.
    """
    return clean(text).replace(r"\N", "/N")


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


def serialise(component: Component) -> bytes:
    """Write a component in the order in which its properties were set."""
    lines = (line.encode() for line in component.content_lines(sorted=False) if line)
    return b"".join(_fold(line) + b"\r\n" for line in lines)


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

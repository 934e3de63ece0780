"""What a calendar says of itself, before its first event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from icalendar import vDuration, vText, vUri

from tracker.feeds.joining import Block, join
from tracker.feeds.lines import Value, cut, percent_encoded, tidy, written
from tracker.i18n import translator

BEGIN = b"BEGIN:VCALENDAR\r\n"
PRODUCT = "-//tracker//tracker 1.0//VI"  # the version of what is written here, not of the program
REFRESH = timedelta(hours=1)
#: Of every calendar. PUBLISH: any other method turns the file into an invitation.
PUBLISHED: dict[str, Value] = {
    "VERSION": vText("2.0"),
    "PRODID": vText(PRODUCT),
    "CALSCALE": vText("GREGORIAN"),
    "METHOD": vText("PUBLISH"),
}


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as RFC 7986 wants it, a CSS3 name, and as Apple does, in hexadecimal."""

    name: str
    hexadecimal: str


TEAL = Colour("teal", "#008080")


@dataclass(frozen=True, slots=True)
class CalendarHead:
    """What a calendar says of itself; ``url`` is a page for people, or empty.

    Nothing here may change on its own: some programs take it for a change of every event.
    """

    name: str
    description: str
    url: str = ""
    colour: Colour = TEAL


def head_of(name: str, office: str, language: str) -> CalendarHead:
    """Return the head of an office's feed."""
    return CalendarHead(name, translator(language)("feed.description", office=office))


def head_bytes(head: CalendarHead) -> bytes:
    """Write a head, ready for events to follow.

    No UID, which vdirsyncer would give to every event, and no SOURCE: the address is a secret.
    """
    address = percent_encoded(head.url)
    url: dict[str, Value] = {"URL": vUri(address)} if address else {}
    colours: dict[str, Value] = {
        "COLOR": vText(head.colour.name),
        "X-APPLE-CALENDAR-COLOR": vText(head.colour.hexadecimal),
    }
    return BEGIN + written({**PUBLISHED, **_names(head), **_hints(), **url, **colours})


def _names(head: CalendarHead) -> dict[str, Value]:
    name, description = vText(cut(tidy(head.name))), vText(tidy(head.description))
    return {"NAME": name, "X-WR-CALNAME": name, "DESCRIPTION": description, "X-WR-CALDESC": description}


def _hints() -> dict[str, Value]:
    return {
        "X-WR-TIMEZONE": vText("Asia/Ho_Chi_Minh"),
        "REFRESH-INTERVAL": vDuration(REFRESH, {"VALUE": "DURATION"}),  # RFC 7986, 5.7 requires it
        "X-PUBLISHED-TTL": vDuration(REFRESH),
    }


def letter_calendar(blocks: Sequence[Block]) -> bytes:
    """Return the calendar part of a letter."""
    return join(BEGIN + written(PUBLISHED), blocks)

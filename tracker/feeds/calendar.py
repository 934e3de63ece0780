"""A calendar is a head, rendered events in order, and a tail: joined, never rendered again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from icalendar import Calendar, vDuration, vText

from tracker.feeds.lines import cut, percent_encoded, serialise, tidy
from tracker.i18n import translator

PRODUCT = "-//tracker//tracker 1.0//VI"  # the version of what is written here, not of the program
REFRESH = timedelta(hours=1)
TAIL = b"END:VCALENDAR\r\n"
#: One offset and no history: Outlook refuses the old ones, which have seconds.
VTIMEZONE = b"""\
BEGIN:VTIMEZONE\r
TZID:Asia/Ho_Chi_Minh\r
X-LIC-LOCATION:Asia/Ho_Chi_Minh\r
BEGIN:STANDARD\r
DTSTART:19700101T000000\r
TZOFFSETFROM:+0700\r
TZOFFSETTO:+0700\r
TZNAME:+07\r
END:STANDARD\r
END:VTIMEZONE\r
"""
_START = re.compile(rb"\r\nDTSTART[^:\r]*:(\w+)")


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


def join(head: CalendarHead, events: Sequence[bytes]) -> bytes:
    """Return the calendar of these rendered events, ordered by their start and UID."""
    return _join(_described(head), events)


def letter_calendar(events: Sequence[bytes]) -> bytes:
    """Return the calendar part of a letter."""
    return _join(_published(), events)


def _join(head: Calendar, events: Sequence[bytes]) -> bytes:
    begin = serialise(head).removesuffix(TAIL)
    zone = VTIMEZONE if any(map(_is_timed, events)) else b""
    return b"".join([begin, zone, *sorted(events, key=_order), TAIL])


def _order(event: bytes) -> tuple[bytes, bytes]:
    """Order by the start; a block opens with its UID, so that comes next."""
    start = _START.search(event)
    return (start[1] if start else b"", event)


def _is_timed(event: bytes) -> bool:
    return b"\r\nDTSTART;TZID=" in event


def _published() -> Calendar:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    return calendar


def _described(head: CalendarHead) -> Calendar:
    calendar = _published()
    _name(calendar, head)
    _hint(calendar)
    if head.url:
        calendar.add("URL", percent_encoded(head.url))
    calendar.add("COLOR", head.colour.name)
    calendar["X-APPLE-CALENDAR-COLOR"] = vText(head.colour.hexadecimal)
    return calendar


def _name(calendar: Calendar, head: CalendarHead) -> None:
    # vText by hand: of itself icalendar does not escape these properties.
    calendar["NAME"] = calendar["X-WR-CALNAME"] = vText(cut(tidy(head.name)))
    calendar["DESCRIPTION"] = calendar["X-WR-CALDESC"] = vText(tidy(head.description))


def _hint(calendar: Calendar) -> None:
    # The parameter by hand: RFC 7986, 5.7 requires it and icalendar leaves it out.
    calendar["X-WR-TIMEZONE"] = vText("Asia/Ho_Chi_Minh")
    calendar["REFRESH-INTERVAL"] = vDuration(REFRESH, params={"VALUE": "DURATION"})
    calendar["X-PUBLISHED-TTL"] = vDuration(REFRESH)

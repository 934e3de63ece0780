"""A calendar is a head, stored events in order, and a tail: joined, never rendered again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tracker.feeds.alarms import Alarm, alarm_blocks

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
DAY_LENGTH = len("20240628")
_SPAN_DAY = len("DTSTART;VALUE=DATE:")
_EVENT_END = b"END:VEVENT\r\n"


class Block(NamedTuple):
    """One stored event: where it stands in order, its bytes in one language, what a reader may ask for.

    ``starts`` is the value of DTSTART, ``span`` the lines that replace DTSTART and DTEND where windows are
    shown whole, ``alarm`` an ``Alarm``; the last two may be empty.
    """

    starts: str
    id: str
    data: bytes
    span: bytes = b""
    alarm: str = Alarm.NONE


def join(
    head: bytes, blocks: Sequence[Block], language: str = "", *, spans: bool = False, alarms: bool = False
) -> bytes:
    """Return the calendar of these events, ordered by their start and id.

    ``head`` ends where the first event may stand; ``language`` is that of the alarms.
    """
    ordered = sorted(map(_spanned, blocks) if spans else blocks)
    events = _alarmed(ordered, alarm_blocks(language)) if alarms else [block.data for block in ordered]
    return framed(head, events, longest_start=max((len(block.starts) for block in ordered), default=0))


def framed(head: bytes, events: Iterable[bytes], *, longest_start: int) -> bytes:
    """Return the calendar of events in their order; the longest start, in letters, tells of an hour."""
    zone = VTIMEZONE if longest_start > DAY_LENGTH else b""
    return b"".join((head, zone, *events, TAIL))


def _spanned(block: Block) -> Block:
    """Let an event begin on the first day of its window; no text, which is folded, can look like a line."""
    if not block.span:
        return block
    before, _, after = block.data.partition(b"\r\nDTSTART")
    rest = after.split(b"\r\n", 2)[2]
    starts = block.span[_SPAN_DAY : _SPAN_DAY + DAY_LENGTH].decode()
    data = b"".join((before, b"\r\n", block.span, rest))
    return block._replace(starts=starts, data=data, alarm=block.alarm and Alarm.WINDOW)


def _alarmed(blocks: Sequence[Block], alarms: Mapping[str, bytes]) -> list[bytes]:
    ends = {kind: alarm + _EVENT_END for kind, alarm in alarms.items()}
    return [block.data[: -len(_EVENT_END)] + ends[block.alarm] for block in blocks]

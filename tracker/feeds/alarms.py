"""Reminders of calendar programs, for readers who ask for them: RFC 5545, 3.6.6."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from tracker.i18n import translator


class Alarm(StrEnum):
    """How early an entry calls: at nine on the day before, or an hour before it starts.

    ``WINDOW`` is ``DAY`` for an entry that starts long before its deadline; it is never stored.
    """

    NONE = ""
    DAY = "day"
    TIME = "time"
    WINDOW = "window"


#: A whole day starts, and a window ends, at midnight.
TRIGGERS = {
    Alarm.DAY: "TRIGGER:-PT15H",
    Alarm.TIME: "TRIGGER:-PT1H",
    Alarm.WINDOW: "TRIGGER;RELATED=END:-PT39H",
}


@cache
def alarm_blocks(language: str) -> Mapping[str, bytes]:
    """Return the VALARM of each kind of alarm in a language; none for ``Alarm.NONE``."""
    words = translator(language)("feed.alarm")
    return {Alarm.NONE: b"", **{alarm: _block(trigger, words) for alarm, trigger in TRIGGERS.items()}}


def _block(trigger: str, words: str) -> bytes:
    lines = ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{words}", trigger, "END:VALARM", "")
    return "\r\n".join(lines).encode()

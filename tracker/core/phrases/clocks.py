"""The grammar of hours (5.2)."""

from datetime import time
from typing import NamedTuple

from tracker.core.phrases.cursor import Cursor, remembered
from tracker.core.phrases.vocabulary import Term

NOON = 12
END_OF_DAY = 24


class Clock(NamedTuple):
    """An hour as written; 24:00 is the end of the day (Civil Code 2015, article 148(6))."""

    hour: int
    minute: int = 0

    @property
    def is_whole_day(self) -> bool:
        """Whether it is the end of the day, so that the day alone says it."""
        return self.hour == END_OF_DAY

    @property
    def time(self) -> time | None:
        """The hour, None for the end of the day."""
        return None if self.is_whole_day else time(self.hour, self.minute)


@remembered
def clock(c: Cursor) -> Clock | None:
    """B9: ``HH giờ (MM( phút)?)?``, ``HHhMM``, ``HHgMM``, ``HH:MM``, with sáng, chiều, tối."""
    hour = c.number(0, END_OF_DAY)
    if hour is None:
        return None
    if c.take(Term.HOUR):
        minute = c.attempt(_minute) or 0
    elif c.mark(":"):
        written = c.number(0, 59)
        if written is None:
            return None
        minute = written
        c.attempt(_seconds)
    else:
        return None
    if hour == END_OF_DAY and minute:
        return None
    return _half_of_day(c, Clock(hour, minute))


def _seconds(c: Cursor) -> int | None:
    """``:SS``, as a spreadsheet writes them."""
    return c.number(0, 59) if c.mark(":") else None


def _minute(c: Cursor) -> int | None:
    is_glued = c.peek(-1).end == c.peek().begin
    minute = c.number(0, 59)
    if minute is None:
        return None
    if not is_glued and _belongs_to_day(c):
        return None  # "08 giờ 28/7": the number is a day
    c.take(Term.MINUTE)
    c.mark("'\N{RIGHT SINGLE QUOTATION MARK}\N{PRIME}")
    return minute


def _belongs_to_day(c: Cursor) -> bool:
    is_span = c.peek().mark == "-" and (c.peek(2).has(Term.HOUR) or c.peek(2).mark == ":")
    return (c.peek().mark in ("/", "-", ".") and not is_span) or c.peek().has(Term.MONTH)


def _half_of_day(c: Cursor, written: Clock) -> Clock:
    if c.take(Term.AFTERNOON, Term.EVENING) and written.hour < NOON:
        return written._replace(hour=written.hour + NOON)
    c.take(Term.MORNING, Term.NOON)
    return written

"""A feed that is too large for calendar programs is handed out in parts: by year, and by quarter."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from tracker.core.selection import range_of

#: Google loses events of larger feeds; the head is small enough to go on top.
LIMIT = 1_000_000
YEAR_LETTERS = 4


class Period(NamedTuple):
    """A quarter, "2026-Q1", or a year, "2026": how many events start in it, and their octets."""

    name: str
    events: int
    octets: int


def parts(quarters: Iterable[Period]) -> tuple[Period, ...]:
    """Split a feed, given by its quarters in their order; nothing where all fit into one calendar.

    A quarter stays one part however large it is.
    """
    filled = [quarter for quarter in quarters if quarter.events]
    if sum(quarter.octets for quarter in filled) <= LIMIT:
        return ()
    return tuple(_split(filled))


def _split(quarters: Sequence[Period]) -> Iterator[Period]:
    for name, found in groupby(quarters, key=lambda quarter: quarter.name[:YEAR_LETTERS]):
        year = list(found)
        whole = Period(name, sum(quarter.events for quarter in year), sum(quarter.octets for quarter in year))
        yield from [whole] if whole.octets <= LIMIT else year


def present(periods: Sequence[Period], day: date) -> Period:
    """Return the part that holds a day, else the nearest later one, else the last."""
    return next((part for part in periods if f"{day:%Y%m%d}" < range_of(part.name).end), periods[-1])

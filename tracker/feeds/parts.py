"""A feed that is too large for calendar programs is handed out in parts: by year, and by quarter."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from tracker.core.selection import quarter_of, range_of

#: Google loses events of larger feeds; the head is small enough to go on top.
LIMIT = 1_000_000
YEAR_LETTERS = 4


class Period(NamedTuple):
    """A month, "2026-05", quarter, "2026-Q2", or year, "2026": how many events start in it, their octets."""

    name: str
    events: int
    octets: int


def parts(months: Iterable[Period]) -> tuple[Period, ...]:
    """Split a feed, given by its months in their order; nothing where all fit into one calendar.

    A quarter stays one part however large it is.
    """
    filled = [month for month in months if month.events]
    if _octets(filled) <= LIMIT:
        return ()
    return tuple(_split(filled))


def _split(months: Sequence[Period]) -> Iterator[Period]:
    for year, found in groupby(months, key=lambda month: month.name[:YEAR_LETTERS]):
        of_year = list(found)
        if _octets(of_year) <= LIMIT:
            yield _total(year, of_year)
            continue
        for quarter, of_quarter in groupby(of_year, key=lambda month: quarter_of(month.name)):
            yield _total(quarter, list(of_quarter))


def _total(name: str, months: Sequence[Period]) -> Period:
    return Period(name, sum(month.events for month in months), _octets(months))


def _octets(periods: Sequence[Period]) -> int:
    return sum(period.octets for period in periods)


def around(months: Sequence[Period], day: date) -> list[Period]:
    """Return the months about a day that fit into one calendar, in their order and without a gap.

    First the month that holds the day, else the nearest later one, else the last, however large it
    is; then by turns the one after and the one before, until a side has one that does not fit.
    """
    later = (at for at, month in enumerate(months) if f"{day:%Y%m%d}" < range_of(month.name).end)
    here = next(later, len(months) - 1)
    chosen, sides = [months[here]], [list(months[here + 1 :]), list(months[:here][::-1])]
    while sides:
        side = sides.pop(0)
        if side and _octets(chosen) + side[0].octets <= LIMIT:
            chosen.append(side.pop(0))
            sides.append(side)
    return sorted(chosen)

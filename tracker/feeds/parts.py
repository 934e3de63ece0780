"""A feed that is too large for calendar programs is handed out in parts: by year, and by quarter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

#: Google loses events of larger feeds; the head is small enough to go on top.
LIMIT = 1_000_000


class Period(NamedTuple):
    """One part: "2026" or "2026-Q1", how many events start in it, and their octets.

    A quarter stays one part however large it is.
    """

    name: str
    events: int
    octets: int


def parts(events: Iterable[tuple[str, int]]) -> tuple[Period, ...]:
    """Split events, each the value of its DTSTART and its octets; nothing where all fit into one calendar."""
    quarters = _quarters(events)
    if sum(quarter.octets for quarter in quarters) <= LIMIT:
        return ()
    return tuple(part for year in _years(quarters) for part in _split(year))


def _quarters(events: Iterable[tuple[str, int]]) -> list[Period]:
    counts, octets = Counter[str](), Counter[str]()
    for starts, size in events:
        name = f"{starts[:4]}-Q{(int(starts[4:6]) + 2) // 3}"
        counts[name] += 1
        octets[name] += size
    return [Period(name, counts[name], octets[name]) for name in sorted(counts)]


def _years(quarters: Sequence[Period]) -> Iterator[list[Period]]:
    for year in sorted({quarter.name[:4] for quarter in quarters}):
        yield [quarter for quarter in quarters if quarter.name.startswith(year)]


def _split(year: list[Period]) -> list[Period]:
    names, events, octets = zip(*year, strict=True)
    whole = Period(names[0][:4], sum(events), sum(octets))
    return [whole] if whole.octets <= LIMIT else year


def present(periods: Sequence[Period], day: date) -> Period:
    """Return the part that holds a day, else the nearest later one, else the last."""
    return next((part for part in periods if f"{day:%Y%m%d}" < bounds(part.name)[1]), periods[-1])


def bounds(name: str) -> tuple[str, str]:
    """Return between which values of DTSTART a part lies: its first day and, exclusive, the next part's."""
    year, _, quarter = name.partition("-Q")
    first = 3 * int(quarter or 1) - 2
    after = first + (3 if quarter else 12)
    return f"{year}{first:02}01", f"{int(year) + after // 13}{(after - 1) % 12 + 1:02}01"

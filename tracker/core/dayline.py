"""The working days of years in a row, laid out so that counting is looking up."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple


class DayLine(NamedTuple):
    """The working days of whole years in order, and how many there are up to each day, it included."""

    worked: tuple[date, ...]
    upto: dict[date, int]

    def with_years(self, first_year: int, last_year: int) -> tuple[int, int]:
        """Return the first and the last year of this line and of a stretch of years together."""
        if not self.worked:
            return first_year, last_year
        return min(first_year, self.worked[0].year), max(last_year, self.worked[-1].year)


EMPTY = DayLine((), {})


def lay_out(first_year: int, last_year: int, worked_in: Callable[[int], Sequence[int]]) -> DayLine:
    """Lay years out, both included, from the ordinals of working days that ``worked_in`` gives."""
    ordinals = [number for year in range(first_year, last_year + 1) for number in worked_in(year)]
    upto: dict[date, int] = {}
    count, worked = 0, set(ordinals)
    for number in range(date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal() + 1):
        count += number in worked
        upto[date.fromordinal(number)] = count
    return DayLine(tuple(map(date.fromordinal, ordinals)), upto)

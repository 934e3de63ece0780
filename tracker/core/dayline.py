"""The working days of years in a row, laid out so that counting is looking up."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple


class DayLine(NamedTuple):
    """Whole years from ``first_year`` to ``last_year``, both included.

    ``worked`` are their working days in order; ``upto`` tells of every day how
    many of them there are up to and including it.
    """

    first_year: int
    last_year: int
    worked: Sequence[date]
    upto: dict[date, int]


EMPTY = DayLine(0, -1, (), {})


def lay_out(first_year: int, last_year: int, worked_in: Callable[[int], Sequence[int]]) -> DayLine:
    """Lay years out from the ordinals of the working days that ``worked_in`` gives of each."""
    ordinals = [number for year in range(first_year, last_year + 1) for number in worked_in(year)]
    upto: dict[date, int] = {}
    count, worked = 0, set(ordinals)
    for number in range(date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal() + 1):
        count += number in worked
        upto[date.fromordinal(number)] = count
    return DayLine(first_year, last_year, tuple(map(date.fromordinal, ordinals)), upto)

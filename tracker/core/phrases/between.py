"""The days from one side of a span to the other: years that are lent, and the turn of the year."""

from datetime import date

from tracker.core.phrases.dating import date_of, days_of
from tracker.core.phrases.nodes import Day, Month, Months, Point, Quarter, Stretch, Year
from tracker.core.phrases.scene import Scene

_TURN_STARTS = 10  # a span from October or later to March or earlier crosses the turn of the year (5.7)
_TURN_ENDS = 3
_Edge = Point | Stretch


def between(first: _Edge, last: _Edge | None, scene: Scene) -> tuple[date, date | None] | None:
    """Return the first and the last day, both included; the last is None for an open end.

    A span whose sides are the wrong way round has no days, and a problem.
    """
    if last is None:
        start = _first_day(first, scene)
        return None if start is None else (start, None)
    start_on, end_on = _first_day(_lent(first, last), scene), _last_day(_lent(last, first), scene)
    if start_on is None or end_on is None:
        return None
    if start_on > end_on:
        return _turned(first, last, start_on, end_on, scene)
    return start_on, end_on


def _year_of(edge: _Edge) -> int | None:
    return edge.year if isinstance(edge, Day | Month | Quarter | Months | Year) else None


def _lent(edge: _Edge, other: _Edge) -> _Edge:
    """Give a side without a year that of the other side."""
    if isinstance(edge, Day | Month | Quarter | Months | Year) and edge.year is None and not edge.shift:
        return edge._replace(year=_year_of(other))
    return edge


def _turned(first: _Edge, last: _Edge, start: date, end: date, scene: Scene) -> tuple[date, date] | None:
    """Let a span cross the turn of the year (28/12 – 05/01) where the words leave a year open."""
    crosses = start.month >= _TURN_STARTS and end.month <= _TURN_ENDS
    if not crosses or (_year_of(first) and _year_of(last)):
        scene.problem("phrase.reversed_range", first=start, last=end)
        return None
    scene.step("turn_of_year")
    if _year_of(last):
        return _moved(start, -1), end
    return start, _moved(end, 1)


def _moved(day: date, years: int) -> date:
    """Move by a year; 29 February becomes 28."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap_day else day.day)


def _first_day(edge: _Edge, scene: Scene) -> date | None:
    if isinstance(edge, Point):
        return date_of(edge, scene)
    days = days_of(edge, scene)
    return days and days[0]


def _last_day(edge: _Edge, scene: Scene) -> date | None:
    if isinstance(edge, Point):
        return date_of(edge, scene)
    days = days_of(edge, scene)
    return days and days[1]

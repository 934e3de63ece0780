"""The turns of a duty that comes back, within one year (5.4)."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.core.periods import MONTHS_OF_YEAR, label_of
from tracker.core.phrases.dating import clamped, date_of, days_of, edge_of, month_days
from tracker.core.phrases.nodes import (
    LAST_MONTH,
    DatesOfYear,
    DayOfPeriod,
    DayOfWeek,
    DaysOfMonth,
    EdgeOfPeriod,
    Rhythm,
    Stretch,
    StretchesOfYear,
    Unit,
    Years,
)
from tracker.core.phrases.reading import Bound, Occurrence
from tracker.core.phrases.scene import Scene
from tracker.core.workcalendar import ONE_DAY

_SUNDAY = 6
_HALVES = 6
_NINE_MONTHS = 9
_TIMES_A_YEAR = (2, 4)  # "trước 30/6 và 31/12 hằng năm": halves, quarters


def turns_of(rhythm: Rhythm, year: int, scene: Scene, *, is_alone: bool) -> list[Occurrence]:
    """Return the turns of one rhythm; none, with a problem, if its days cannot be told.

    ``is_alone`` is false where another rhythm of the phrase has the year's last turn.
    """
    if rhythm.unit is Unit.MONTH:
        found = list(_turns_of_months(rhythm, year, scene, is_alone=is_alone))
    elif rhythm.unit is Unit.WEEK:
        found = list(_turns_of_weeks(rhythm, year))
    else:
        found = list(_turns_of_days(rhythm, year, scene))
    return [_bounded(label, stated, rhythm) for label, stated in found]


def _bounded(label: str, stated: date, rhythm: Rhythm) -> Occurrence:
    if rhythm.bound is Bound.BEFORE and rhythm.at_time is None:
        return Occurrence(label, stated - ONE_DAY, stated)
    is_whole = rhythm.bound is Bound.WITHIN and isinstance(rhythm.anchor, EdgeOfPeriod)
    return Occurrence(label, stated, months=rhythm.months if is_whole else 0)


def _turns_of_months(
    rhythm: Rhythm, year: int, scene: Scene, *, is_alone: bool
) -> Iterator[tuple[str, date]]:
    months = rhythm.months
    labels = _labels(months, year)
    if months in (_HALVES, _NINE_MONTHS) and not is_alone:
        labels = labels[:1]  # the year's own turn says the rest
    match rhythm.anchor:
        case DatesOfYear() as dates:
            return _written(dates, labels, months, year, scene, is_alone=is_alone)
        case DaysOfMonth(days):
            return _several(days, labels, year)
        case StretchesOfYear(stretches):
            return _stretched(stretches, rhythm.bound, year, scene)
        case DayOfPeriod() as day:
            return _numbered(day, labels, months, year, scene)
        case EdgeOfPeriod() as edge:
            return _edges(edge, labels, months, year, scene)
        case DayOfWeek():
            return iter(())


def _labels(months: int, year: int) -> list[str]:
    """Name the periods of a year by what they are, never by their dates."""
    return [label_of(months, year, last) for last in range(months, MONTHS_OF_YEAR + 1, months)]


def _edges(
    edge: EdgeOfPeriod, labels: list[str], months: int, year: int, scene: Scene
) -> Iterator[tuple[str, date]]:
    for turn, label in enumerate(labels, start=1):
        first, last = month_days(year, months * (turn - 1) + 1, months * turn)
        yield label, edge_of(first, last, is_last=edge.is_last, is_working=edge.is_working, scene=scene)


def _numbered(
    day: DayOfPeriod, labels: list[str], months: int, year: int, scene: Scene
) -> Iterator[tuple[str, date]]:
    """Yield day d of a month of each period; a month that has none gives its last day (148(3))."""
    month = months if day.month == LAST_MONTH else day.month or (1 if months == 1 else 0)
    if not month or (day.months == 1 and months > 1 and not day.shift):
        scene.problem("phrase.no_month", day=day.day)
        return
    for turn, label in enumerate(labels):
        years, zero_based = divmod(months * (turn + day.shift) + month - 1, MONTHS_OF_YEAR)
        yield label, clamped(year + years, zero_based + 1, day.day)


def _written(
    dates: DatesOfYear, labels: list[str], months: int, year: int, scene: Scene, *, is_alone: bool
) -> Iterator[tuple[str, date]]:
    days = [date_of(day, scene) for day in dates.days]
    if months == MONTHS_OF_YEAR:
        labels = _labels_of(len(days), year)
    is_first_only = len(days) == 1 and months in (_HALVES, _NINE_MONTHS)
    if len(days) != len(labels) and not is_first_only:
        scene.problem("phrase.turns_unclear", written=len(days), expected=len(labels))
        return
    if is_first_only and is_alone and len(labels) > 1:
        scene.problem("phrase.turns_missing", written=len(days), expected=len(labels))
    for label, day in zip(labels, days, strict=False):
        if day is not None:
            yield label, day


def _several(days: tuple[int, ...], labels: list[str], year: int) -> Iterator[tuple[str, date]]:
    """Yield several days of each month; a turn is named by its place in the month, not by its day."""
    for month, label in enumerate(labels, start=1):
        for turn, day in enumerate(days, start=1):
            yield f"{label}-{turn}", clamped(year, month, day)


def _stretched(
    stretches: tuple[Stretch, ...], bound: Bound, year: int, scene: Scene
) -> Iterator[tuple[str, date]]:
    """Yield the last day of each stretch of the year; the first one, which is too late, before it."""
    for label, stretch in zip(_labels_of(len(stretches), year), stretches, strict=True):
        full = stretch if isinstance(stretch, Years) else stretch._replace(year=year + stretch.shift)
        days = days_of(full, scene)
        if days is not None:
            yield label, days[0] if bound is Bound.BEFORE else days[1]


def _labels_of(count: int, year: int) -> list[str]:
    """Name so many turns of a year: by its halves or quarters where they are two or four, else by number."""
    if count == 1 or count in _TIMES_A_YEAR:
        return _labels(MONTHS_OF_YEAR // count, year)
    return [f"{year}-{turn}" for turn in range(1, count + 1)]


def _turns_of_weeks(rhythm: Rhythm, year: int) -> Iterator[tuple[str, date]]:
    weekdays = (rhythm.anchor.weekdays if isinstance(rhythm.anchor, DayOfWeek) else ()) or (_SUNDAY,)
    for turn, weekday in enumerate(weekdays, start=1):
        ending = f"-{turn}" if len(weekdays) > 1 else ""
        day = date(year, 1, 1)
        day += timedelta(days=(weekday - day.weekday()) % 7)
        while day.year == year:
            week = day.isocalendar()
            yield f"{week.year}-W{week.week:02d}{ending}", day
            day += timedelta(days=7)


def _turns_of_days(rhythm: Rhythm, year: int, scene: Scene) -> Iterator[tuple[str, date]]:
    day = date(year, 1, 1)
    while day.year == year:
        if rhythm.unit is Unit.DAY or scene.ask_calendar().is_working_day(day):
            yield day.isoformat(), day
        day += ONE_DAY

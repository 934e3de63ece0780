"""Points and stretches to days: the missing year, the end of a month, impossible dates."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from tracker.core.phrases.moons import may_be, solar_of
from tracker.core.phrases.nodes import (
    Day,
    EdgeDay,
    Lunar,
    Month,
    Months,
    Part,
    Point,
    Quarter,
    Stretch,
    Year,
    Years,
)
from tracker.core.phrases.reading import Precision
from tracker.core.phrases.scene import LAST_SCHOOL_MONTH, Scene, has_passed, plan_year
from tracker.core.workcalendar import ONE_DAY, Roll

Days = tuple[date, date]
MONTHS_OF_QUARTER = 3
MONTHS_OF_YEAR = 12
QUARTERS_OF_YEAR = 4
HALF_A_YEAR = 6


def date_of(point: Point, scene: Scene) -> date | None:
    """Return the day of a point; None, with a problem where it is a flaw, if it has none."""
    if isinstance(point, Day):
        return _date_of_day(point, scene)
    if isinstance(point, EdgeDay):
        return _date_of_edge(point, scene)
    if isinstance(point, Lunar):
        return _date_of_lunar(point, scene)
    if point.problem:
        scene.problem(point.problem)
    return None


def _date_of_day(day: Day, scene: Scene) -> date | None:
    if day.month is None:
        scene.problem("phrase.no_month", day=day.day)
        return None
    if not 1 <= day.month <= MONTHS_OF_YEAR:
        scene.problem("phrase.impossible_month", month=day.month)
        return None
    year = _year_of(day, scene)
    found = clamped(year, day.month, day.day)
    if day.year is None and has_passed(found, scene):
        scene.step("after_issue", year=year + 1)
        found = clamped(year + 1, day.month, day.day)
    if found.day != day.day:
        scene.problem("phrase.impossible_day", day=day.day, month=day.month, year=found.year, taken=found)
        scene.step("clamped", day=found)
    _check_weekday(day, found, scene)
    return found


def _date_of_lunar(lunar: Lunar, scene: Scene) -> date | None:
    """Return the solar day that is written beside the lunar one, else the computed one (D5, D7)."""
    written = _date_of_day(lunar.solar, scene) if lunar.solar else None
    if written is None:
        return solar_of(lunar, scene)
    if not may_be(lunar, written):
        scene.problem("phrase.lunar_mismatch", written=written)
    return written


def _year_of(written: Day | Month | Quarter | Months | Year, scene: Scene) -> int:
    if written.year is not None:
        return written.year
    year = plan_year(scene) + written.shift
    if scene.context.school_year and not written.shift and _is_second_half(written):
        scene.step("school_month", year=year + 1)
        return year + 1
    scene.step("next_year" if written.shift else "plan_year", year=year)
    return year


def _is_second_half(written: Day | Month | Quarter | Months | Year) -> bool:
    """Tell whether a month or quarter belongs to the second calendar year of a school year (5.7)."""
    if isinstance(written, Quarter):
        return written.number * MONTHS_OF_QUARTER <= LAST_SCHOOL_MONTH
    if isinstance(written, Month):
        return written.number <= LAST_SCHOOL_MONTH
    return isinstance(written, Day) and written.month is not None and written.month <= LAST_SCHOOL_MONTH


def _check_weekday(day: Day, found: date, scene: Scene) -> None:
    if day.weekday is not None and day.weekday != found.weekday():
        scene.problem(
            "phrase.weekday_mismatch",
            day=found,
            written=day.weekday + 1,
            real=found.isoweekday(),
        )


def _date_of_edge(edge: EdgeDay, scene: Scene) -> date | None:
    found = days_of(edge.of, scene)
    if found is None:
        return None
    return edge_of(*found, is_last=edge.is_last, is_working=edge.is_working, scene=scene)


def edge_of(first: date, last: date, *, is_last: bool, is_working: bool, scene: Scene) -> date:
    """Return the first or last day, or working day, of a stretch (D8)."""
    day = last if is_last else first
    if not is_working:
        return day
    found = scene.ask_calendar().roll(day, Roll.PREVIOUS if is_last else Roll.NEXT)
    scene.asked_between(day, found)
    scene.step("working_edge.last" if is_last else "working_edge.first", edge=day, day=found)
    return found


def clamped(year: int, month: int, day: int) -> date:
    """Return the day, or the last one of a shorter month (Civil Code 2015, article 148(3))."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def month_days(year: int, first: int, last: int | None = None) -> Days:
    """Return the first and the last day from one month to another."""
    last = last or first
    return date(year, first, 1), clamped(year, last, 31)


def days_of(stretch: Stretch, scene: Scene) -> Days | None:
    """Return the first and the last day of a stretch, both included."""
    found = _days_of(stretch, scene)
    if found and not isinstance(stretch, Years) and stretch.year is None and has_passed(found[1], scene):
        year = found[1].year + 1
        scene.step("after_issue", year=year)
        found = _days_of(stretch._replace(year=year), scene)
    return found


def _days_of(stretch: Stretch, scene: Scene) -> Days | None:
    match stretch:
        case Month():
            return _days_of_month(stretch, scene)
        case Quarter():
            return _days_of_quarter(stretch, scene)
        case Months(count, part):
            year = _year_of(stretch, scene)
            if part is Part.FIRST:
                return month_days(year, 1, count)
            return month_days(year, MONTHS_OF_YEAR - count + 1, MONTHS_OF_YEAR)
        case Year(part=part):
            return month_days(_year_of(stretch, scene), *_MONTHS_OF_PART[part])
        case Years():
            return _days_of_years(stretch, scene)


_MONTHS_OF_PART = {None: (1, 12), Part.FIRST: (1, 3), Part.MIDDLE: (6, 6), Part.LAST: (10, 12)}


def _days_of_month(month: Month, scene: Scene) -> Days | None:
    if not 1 <= month.number <= MONTHS_OF_YEAR:
        scene.problem("phrase.impossible_month", month=month.number)
        return None
    first, last = month_days(_year_of(month, scene), month.number)
    if month.part in (Part.FIRST_WORKING_DAYS, Part.LAST_WORKING_DAYS):
        return _working_days_of(month, first, last, scene)
    return _part_of_month(month, first, last)


def _working_days_of(month: Month, first: date, last: date, scene: Scene) -> Days:
    """Return the days from the edge of a month to the last working day counted from there (P4)."""
    is_last = month.part is Part.LAST_WORKING_DAYS
    if scene.calendar.is_provisional(first.year):
        scene.step("provisional", year=first.year)
    calendar = scene.ask_calendar()
    found = (
        max(first, calendar.add_working_days(last + ONE_DAY, -month.size))
        if is_last
        else min(last, calendar.add_working_days(first - ONE_DAY, month.size))
    )
    scene.step(f"working_days.{'last' if is_last else 'first'}", number=month.size, day=found)
    return (found, last) if is_last else (first, found)


def _part_of_month(month: Month, first: date, last: date) -> Days:
    """Return the days of a part by their numbers (P3–P5); what runs over the month's end is cut off."""
    size, end = month.size, last.day
    low, high = {
        None: (1, end),
        Part.FIRST: (1, 10),
        Part.MIDDLE: (11, 20),
        Part.LAST: (21, end),
        Part.FIRST_HALF: (1, 15),
        Part.SECOND_HALF: (16, end),
        Part.FIRST_DAYS: (1, size),
        Part.LAST_DAYS: (end - size + 1, end),
        Part.WEEK: (7 * size - 6, 7 * size),
        Part.LAST_WEEK: (end - 6, end),
    }[month.part]
    return first.replace(day=max(low, 1)), first.replace(day=min(high, end))


def _days_of_quarter(quarter: Quarter, scene: Scene) -> Days | None:
    if not 1 <= quarter.number <= QUARTERS_OF_YEAR:
        scene.problem("phrase.impossible_quarter", quarter=quarter.number)
        return None
    last = quarter.number * MONTHS_OF_QUARTER
    year = _year_of(quarter, scene)
    if quarter.part is None:
        return month_days(year, last - 2, last)
    back = {Part.FIRST: 2, Part.MIDDLE: 1}.get(quarter.part, 0)
    return month_days(year, last - back)


def _days_of_years(years: Years, scene: Scene) -> Days | None:
    if years.last < years.first:
        scene.problem("phrase.reversed_range")
        return None
    if years.is_school:
        scene.step("school_year")
        return date(years.first, 9, 1), date(years.last, 5, 31)
    return date(years.first, 1, 1), date(years.last, 12, 31)


def point_of(stretch: Stretch, days: Days) -> date | None:
    """Return the day that a part of a month or year is in law, None for other stretches.

    Civil Code 2015, article 146(2) and (3): đầu, giữa, cuối tháng are the 1st,
    the 15th and the last day; of a year 1 January, 30 June and 31 December.
    """
    first, last = days
    match stretch:
        case Month(part=Part.FIRST) | Year(part=Part.FIRST) | Quarter(part=Part.FIRST):
            return first
        case Month(part=Part.MIDDLE) | Quarter(part=Part.MIDDLE):
            return first.replace(day=15)
        case Year(part=Part.MIDDLE) | Month(part=Part.LAST) | Year(part=Part.LAST) | Quarter(part=Part.LAST):
            return last
        case _:
            return None


def precision_of(at: Point | Stretch) -> Precision:
    """Tell how finely a point or a stretch is stated."""
    if isinstance(at, Months):
        return Precision.HALF if at.size == HALF_A_YEAR else Precision.PART_OF_YEAR
    whole, of_part = _PRECISIONS.get(type(at), (Precision.DAY, Precision.DAY))
    is_part = isinstance(at, Month | Quarter | Year) and at.part is not None
    return of_part if is_part else whole


_PRECISIONS: Mapping[type, tuple[Precision, Precision]] = {
    Month: (Precision.MONTH, Precision.PART_OF_MONTH),
    Quarter: (Precision.QUARTER, Precision.MONTH),
    Year: (Precision.YEAR, Precision.PART_OF_YEAR),
    Years: (Precision.YEAR, Precision.YEAR),
}


def day_before(day: date, scene: Scene) -> date:
    """Return the last day that is still before the stated one ("trước ngày D", read strictly)."""
    found = day - ONE_DAY
    scene.step("before", stated=day, due=found)
    return found

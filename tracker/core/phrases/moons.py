"""Lunar days to solar ones: which lunar year is meant, and what cannot be told for certain."""

from datetime import date

from tracker.core.lunar import LunarDay, solar_day
from tracker.core.phrases.nodes import Lunar
from tracker.core.phrases.scene import LAST_SCHOOL_MONTH, Scene, has_passed, plan_year

_LATE_MONTH = 11  # from here on a lunar year can run over the end of the solar one


def solar_of(lunar: Lunar, scene: Scene) -> date | None:
    """Return the solar day, computed at UTC+7; None, with a problem, where it is not certain."""
    if lunar.month is None:
        scene.problem("phrase.lunar")
        return None
    year, found = _placed(lunar, scene)
    if found is None or _is_open(lunar, year, found):
        key = "phrase.lunar_open" if found else "phrase.no_lunar_day"
        scene.problem(key, day=lunar.day, month=lunar.month, year=year)
        return None
    scene.step("lunar", day=lunar.day, month=lunar.month, year=year, solar=found)
    return found


def may_be(lunar: Lunar, written: date) -> bool:
    """Whether a solar day is this lunar one; without a month or a year any that fits will do."""
    years = (written.year - 1, written.year) if lunar.year is None else (lunar.year,)
    return lunar.month is None or any(_day_in(lunar, year) == written for year in years)


def _placed(lunar: Lunar, scene: Scene) -> tuple[int, date | None]:
    """Return the lunar year (5.7) and the solar day in it."""
    if lunar.year is not None:
        return lunar.year, _day_in(lunar, lunar.year)
    year = plan_year(scene) + lunar.shift
    found = _day_in(lunar, year)
    if found and _belongs_to_next(found, year, scene):
        year += 1
        scene.step("school_month" if scene.context.school_year else "after_issue", year=year)
        return year, _day_in(lunar, year)
    scene.step("next_year" if lunar.shift else "plan_year", year=year)
    return year, found


def _belongs_to_next(found: date, year: int, scene: Scene) -> bool:
    """Whether the second half of a school year is meant, or the next such day after a dispatch."""
    is_early = found.year == year and found.month <= LAST_SCHOOL_MONTH
    return (scene.context.school_year and is_early) or has_passed(found, scene)


def _is_open(lunar: Lunar, year: int, found: date) -> bool:
    """Whether "tháng Chạp" of a solar year may be that of the lunar year before; its name settles it."""
    if lunar.is_named or lunar.month is None or lunar.month < _LATE_MONTH:
        return False
    before = _day_in(lunar, year - 1)
    return found.year != year or (before is not None and before.year == year)


def _day_in(lunar: Lunar, year: int) -> date | None:
    return solar_day(LunarDay(lunar.day, lunar.month or 0, year, lunar.is_leap))

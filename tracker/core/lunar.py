"""The lunar calendar of Vietnam: solar days of lunar dates, computed at UTC+7.

A month begins on the day of its new moon; month 11 holds the winter solstice;
of thirteen months from one such month to the next, the first in which the sun
enters no sign is leap and takes the number of the month before it. Moon and
sun follow J. Meeus, "Astronomical Algorithms", 2nd edition, chapters 49 and 25,
exact to a minute and to a quarter of an hour.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import count, pairwise
from math import floor, radians, sin
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1901, 2199  # for which the series are good enough
_ZONE = 7 / 24  # days east of Greenwich
_J2000 = 2451545.0  # Julian day of 1 January 2000, 12:00
_CENTURY = 36525  # days
_JULIAN_DAY_OF_ZERO = 1721424.5  # Julian day minus ``date.toordinal`` at midnight
_FIRST_MOON = 2451550.09766  # Julian day of the new moon of 6 January 2000
_MONTH = 29.530588861  # days from new moon to new moon
_MONTHS_A_CENTURY = 1236.85
_SIGN = 30  # degrees of the sun's way between two major terms
_WINTER = 9  # signs from the spring equinox to the winter solstice
_WINTER_MONTH = 11
_USUAL_MONTHS = 12

#: Chapter 49: days, power of the earth's eccentricity, multiples of M, M' and F.
_MOON_TERMS = (
    (-0.40720, 0, 0, 1, 0), (0.17241, 1, 1, 0, 0), (0.01608, 0, 0, 2, 0), (0.01039, 0, 0, 0, 2),
    (0.00739, 1, -1, 1, 0), (-0.00514, 1, 1, 1, 0), (0.00208, 2, 2, 0, 0), (-0.00111, 0, 0, 1, -2),
    (-0.00057, 0, 0, 1, 2), (0.00056, 1, 1, 2, 0), (-0.00042, 0, 0, 3, 0), (0.00042, 1, 1, 0, 2),
    (0.00038, 1, 1, 0, -2), (-0.00024, 1, -1, 2, 0), (-0.00007, 0, 2, 1, 0), (0.00004, 0, 0, 2, -2),
    (0.00004, 0, 3, 0, 0), (0.00003, 0, 1, 1, -2), (0.00003, 0, 0, 2, 2), (-0.00003, 0, 1, 1, 2),
    (0.00003, 0, -1, 1, 2), (-0.00002, 0, -1, 1, -2), (-0.00002, 0, 1, 3, 0), (0.00002, 0, 0, 4, 0),
)  # fmt: skip


class LunarDay(NamedTuple):
    """A day of the lunar calendar; ``year`` is the solar year in which the lunar one begins."""

    day: int
    month: int
    year: int
    is_leap: bool = False


def solar_day(lunar: LunarDay) -> date | None:
    """Return the solar day; None for a day that this lunar year does not have."""
    if not FIRST_YEAR <= lunar.year <= LAST_YEAR:
        return None
    winter = lunar.year if lunar.month >= _WINTER_MONTH else lunar.year - 1
    first, following = _months_from(winter).get((lunar.month, lunar.is_leap), (date.min, date.min))
    found = first + timedelta(days=lunar.day - 1)
    return found if first <= found < following else None


def lunar_day(solar: date) -> LunarDay | None:
    """Return the lunar day of a solar one; None outside the years of the series."""
    if not FIRST_YEAR < solar.year < LAST_YEAR:
        return None
    for winter in (solar.year - 1, solar.year):
        for (month, is_leap), (first, following) in _months_from(winter).items():
            if first <= solar < following:
                year = winter + (month < _WINTER_MONTH)
                return LunarDay((solar - first).days + 1, month, year, is_leap)
    return None


@lru_cache(maxsize=64)
def _months_from(winter: int) -> Mapping[tuple[int, bool], tuple[date, date]]:
    """Return the months from month 11 of a solar year up to the next, by number and whether it is leap.

    Each is its first day and that of the month after it.
    """
    begin, end = _winter_moon(winter), _winter_moon(winter + 1)
    firsts = [_day_of_moon(moon) for moon in range(begin, end + 1)]
    leap = _leap(firsts) if end - begin > _USUAL_MONTHS else len(firsts)
    numbers = [
        ((at - (at >= leap) + _WINTER_MONTH - 1) % _USUAL_MONTHS + 1, at == leap) for at in range(end - begin)
    ]
    return dict(zip(numbers, pairwise(firsts), strict=True))


def _leap(firsts: list[date]) -> int:
    """Return which month of a long year is leap: the first in which the sun stays in one sign."""
    signs = [_sign_of_sun(first) for first in firsts]
    return next(at for at, (sign, following) in enumerate(pairwise(signs)) if sign == following)


@lru_cache(maxsize=64)
def _winter_moon(year: int) -> int:
    """Return the number of the new moon that begins month 11: the last one up to the winter solstice."""
    last = floor((_julian(date(year, 12, 31)) - _FIRST_MOON) / _MONTH) + 1
    return next(
        moon
        for moon in count(last, -1)
        if _day_of_moon(moon) <= date(year, 12, 31) and _sign_of_sun(_day_of_moon(moon)) < _WINTER
    )


def _day_of_moon(moon: int) -> date:
    """Return the day in Vietnam of a new moon, counted from that of 6 January 2000."""
    return date.fromordinal(floor(_new_moon(moon) + _ZONE - _JULIAN_DAY_OF_ZERO))


def _new_moon(moon: int) -> float:
    """Return the Julian day (UTC) of a new moon."""
    t = moon / _MONTHS_A_CENTURY
    eccentricity = 1 - 0.002516 * t - 0.0000074 * t**2
    sun = 2.5534 + 29.10535670 * moon - 0.0000014 * t**2
    anomaly = 201.5643 + 385.81693528 * moon + 0.0107582 * t**2 + 0.00001238 * t**3
    latitude = 160.7108 + 390.67050284 * moon - 0.0016118 * t**2 - 0.00000227 * t**3
    node = 124.7746 - 1.56375588 * moon + 0.0020672 * t**2
    planets = 299.77 + 0.107408 * moon - 0.009173 * t**2
    mean = _FIRST_MOON + _MONTH * moon + 0.00015437 * t**2 - 0.00000015 * t**3
    periodic = sum(
        days * eccentricity**power * _sine(m * sun + n * anomaly + f * latitude)
        for days, power, m, n, f in _MOON_TERMS
    )
    return mean + periodic - 0.00017 * _sine(node) + 0.000325 * _sine(planets) - _delta_t(2000 + 100 * t)


def _sign_of_sun(day: date) -> int:
    """Return how many signs the sun has passed since the spring equinox as a day begins in Vietnam."""
    moment = _julian(day) - _ZONE
    return floor(_longitude_of_sun(moment + _delta_t(day.year)) / _SIGN)


def _longitude_of_sun(moment: float) -> float:
    """Return the apparent longitude of the sun in degrees, 0 to 360 (chapter 25)."""
    t = (moment - _J2000) / _CENTURY
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t**2
    m = 357.52911 + 35999.05029 * t - 0.0001537 * t**2
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t**2) * _sine(m)
        + (0.019993 - 0.000101 * t) * _sine(2 * m)
        + 0.000289 * _sine(3 * m)
    )
    return (mean + centre - 0.00569 - 0.00478 * _sine(125.04 - 1934.136 * t)) % 360


def _delta_t(year: float) -> float:
    """Return in days what the earth's own time lags behind the time of the series (chapter 10, rounded)."""
    since = year - 2000
    return (62.92 + 0.32217 * since + 0.005589 * since**2) / 86400


def _julian(day: date) -> float:
    """Return the Julian day at which a day begins in Greenwich."""
    return day.toordinal() + _JULIAN_DAY_OF_ZERO


def _sine(degrees: float) -> float:
    return sin(radians(degrees % 360))

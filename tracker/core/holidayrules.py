"""Days off that come back every year: the law as rules, and their days in one year.

A rule turns about one day of the solar or of the lunar calendar. Rules are the
lowest layer of a calendar: what a notice or an office states for a day replaces
what they say of it.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from tracker.core.lunar import LunarDay, solar_day
from tracker.core.workdays import LONGEST_BREAK, ONE_DAY, Holiday

_LATE_MONTHS = 10  # lunar months from here on may end in the next solar year


class Rule(NamedTuple):
    """A day off of every year, with ``before`` and ``after`` days beside it.

    ``is_beside``: not the day itself but the day before or after it (second day
    of Quốc khánh). ``is_announced``: the Government fixes the days each year, and
    these only stand in until a holiday is stated for the day it turns about.
    ``make_up``: the basis of a make-up day where it falls on a weekly rest day;
    empty, there is none. It holds from ``since`` to ``until``, both included.
    """

    month: int
    day: int
    names: Mapping[str, str]
    basis: str
    is_lunar: bool = False
    before: int = 0
    after: int = 0
    is_beside: bool = False
    is_announced: bool = False
    make_up: str = ""
    since: date = date.min
    until: date = date.max
    source: str = ""

    @property
    def shape(self) -> tuple[object, ...]:
        """Return all that dates depend on: names, basis and source left out, of make-up days only whether."""
        return (*self._replace(names={}, basis="", source="", make_up=""), bool(self.make_up))

    def turns_about(self, year: int) -> list[date]:
        """Return the days it turns about that may give a year a day off, those of its neighbours included."""
        found = _lunar_days(self, year) if self.is_lunar else _solar_days(self, year)
        return [on for on in found if self.since <= on <= self.until]

    def days_about(self, centre: date, weekend: Container[int]) -> list[date]:
        """Return the days off, in order, that go with a day the rule turns about."""
        if self.is_beside:
            return [_longer_side(centre, weekend)]
        return [centre + ONE_DAY * number for number in range(-self.before, self.after + 1)]


def holidays_by_rule(
    rules: Iterable[Rule], year: int, stated: Collection[date], weekend: Container[int]
) -> list[Holiday]:
    """Return the days off that rules give a year beside those stated, make-up days included, in order.

    Of two rules for one day the later one holds.
    """
    given = {
        on: (rule, Holiday(on, rule.names, rule.basis, None, rule.source, rule.is_announced))
        for rule in rules
        for centre in rule.turns_about(year)
        if not (rule.is_announced and centre in stated)
        for on in rule.days_about(centre, weekend)
        if on not in stated
    }
    ordered = [given[on] for on in sorted(given)]
    made_up = _make_up(ordered, {*given, *stated}, weekend)
    found = [holiday for _, holiday in ordered] + list(made_up)
    return sorted((holiday for holiday in found if holiday.on.year == year), key=lambda day: day.on)


def _make_up(
    given: Sequence[tuple[Rule, Holiday]], taken: set[date], weekend: Container[int]
) -> Iterator[Holiday]:
    """Free the next worked day for each holiday on a weekly rest day (Labour Code 2019, article 111(3))."""
    for rule, holiday in given:
        if rule.make_up and holiday.on.weekday() in weekend:
            days = (holiday.on + ONE_DAY * number for number in range(1, LONGEST_BREAK))
            free = next((on for on in days if on not in taken and on.weekday() not in weekend), None)
            if free:
                taken.add(free)
                basis = f"{rule.basis}; {rule.make_up}"
                yield holiday._replace(on=free, basis=basis, makes_up_for=holiday.on)


def _solar_days(rule: Rule, year: int) -> Iterator[date]:
    """Yield the day of the year itself and of its neighbours; a 29 February not every year has."""
    for near in range(year - 1, year + 2):
        with suppress(ValueError):
            yield date(near, rule.month, rule.day)


def _lunar_days(rule: Rule, year: int) -> Iterator[date]:
    years = (year - 1, year) if rule.month >= _LATE_MONTHS else (year,)
    found = (solar_day(LunarDay(rule.day, rule.month, lunar_year)) for lunar_year in years)
    return (on for on in found if on)


def _longer_side(centre: date, weekend: Container[int]) -> date:
    """Choose the worked day beside a holiday that makes the longer break; the day before, of equals."""
    sides = (centre - ONE_DAY, centre + ONE_DAY)
    return max(sides, key=lambda on: (on.weekday() not in weekend, _break_about(centre, on, weekend)))


def _break_about(centre: date, beside: date, weekend: Container[int]) -> int:
    """Count the days of the break that two holidays make."""
    days = 1
    for step in (ONE_DAY, -ONE_DAY):
        walked = (centre + step * number for number in range(1, LONGEST_BREAK))
        days += len(list(takewhile(lambda on: on == beside or on.weekday() in weekend, walked)))
    return days

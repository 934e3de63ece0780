"""The week of an office, for those who answer for it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tracker.core.directory import Directory, Person, Unit
from tracker.core.staffing import Instead, Staffing, leading
from tracker.core.summary import Summary
from tracker.core.workcalendar import Roll, WorkCalendar

ONE_WEEK = timedelta(weeks=1)


class UnitWeek(NamedTuple):
    """How the duties of one unit stand on the day of the letter."""

    unit: str
    counts: Summary


@dataclass(frozen=True, slots=True)
class Week:
    """What a head or a leader is told on the first working day of a week, which starts on ``monday``.

    ``sent``, ``failed`` and ``waiting`` count the letters of the seven days before: so the letter says that
    the service lives. ``on_behalf`` names in whose place the whole office's week is told, for this reason.
    """

    monday: date
    units: tuple[UnitWeek, ...]
    sent: int
    failed: int
    waiting: int
    instead: Instead = Instead.NO
    on_behalf: str = ""


class WeekReader(NamedTuple):
    """Who is told of these units, of all for None; ``on_behalf`` of whom, and why."""

    person: Person
    units: frozenset[str] | None
    instead: Instead = Instead.NO
    on_behalf: str = ""


def monday_of(day: date) -> date:
    """Return the Monday of a day's week (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def first_working_day(monday: date, calendar: WorkCalendar) -> date:
    """Return the first working day from a Monday on; of a week without any it lies in a later one."""
    return calendar.roll(monday, Roll.NEXT)


def is_week_due(day: date, calendar: WorkCalendar, late_days: int) -> bool:
    """Whether on this day those who answer are told of the week: at most ``late_days`` days late."""
    first = first_working_day(monday_of(day), calendar)
    return 0 <= (day - first).days <= late_days


def readers_of_the_week(staffing: Staffing, told: AbstractSet[str] = frozenset()) -> Iterator[WeekReader]:
    """Yield who answers and was not ``told`` yet, by address.

    For those who are away their stand-ins are told; of the whole office always somebody is. Left out are
    heads who cannot be reached, and the head of a unit that has ended: its successor's head answers for it.
    """
    leaders = leading(staffing, told)
    yield from (WeekReader(who.person, None, who.instead, who.on_behalf) for who in leaders)
    known = told | {who.person.address for who in leaders}
    yield from (head for head in _heads(staffing, told) if head.person.address not in known)


def _heads(staffing: Staffing, told: AbstractSet[str]) -> Iterator[WeekReader]:
    """Yield who reads for the heads that were not told, each with the units of all of them."""
    directory = staffing.directory
    names = {unit.code: unit.name for unit in directory.units}
    children = _children(directory)
    readers: dict[str, Person] = {}
    below: dict[str, set[str]] = {}
    for unit in directory.units:
        head = unit.head_on(directory.day) if _heir(unit, directory) == unit else None
        if head and head.address not in told and (reader := staffing.reached(head)):
            readers.setdefault(reader.address, reader)
            codes = _with_those_below(unit.code, children)
            below.setdefault(reader.address, set()).update(names[code] for code in codes)
    yield from (WeekReader(reader, frozenset(below[name])) for name, reader in readers.items())


def _children(directory: Directory) -> dict[str, list[str]]:
    """Return the codes of the units below each; one that has ended counts below its successor."""
    children: dict[str, list[str]] = {}
    for unit in directory.units:
        heir = _heir(unit, directory)
        children.setdefault(unit.parent if heir == unit else heir.code, []).append(unit.code)
    return children


def _heir(unit: Unit, directory: Directory) -> Unit:
    return directory.answering(unit.code) or unit


def _with_those_below(code: str, children: Mapping[str, list[str]]) -> set[str]:
    """Return a unit's code with those of all units below it; a circle of parents ends where it closes."""
    found, left = set[str](), [code]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += children.get(one, [])
    return found


def weeks_of(units: Mapping[str, Summary], wanted: frozenset[str] | None) -> tuple[UnitWeek, ...]:
    """Choose how the wanted units stand, all of them for None; units without duties are left out."""
    return tuple(
        UnitWeek(name, counts) for name, counts in sorted(units.items()) if wanted is None or name in wanted
    )

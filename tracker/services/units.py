"""Units and the names that plans use: who is known, who is not, and who may be meant."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.app import App
from tracker.core.directory import Directory, Person, Unit
from tracker.errors import StoreError
from tracker.store.lines import NameLine

LIKELY = 3  # suggestions at most


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit with its people of the day, in how many tasks plans name it, how many open duties it leads."""

    unit: Unit
    people: tuple[Person, ...]
    tasks: int
    open_duties: int


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that no unit goes by, as written, and the units that may be meant, the likeliest first."""

    name: str
    tasks: int
    open_duties: int
    likely: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class UnitsReport:
    """The units as configured, and the unknown names, those with most tasks first."""

    known: tuple[KnownUnit, ...]
    unknown: tuple[UnknownName, ...]


def units(app: App) -> UnitsReport:
    """List the units and the names of all plans that are nobody's; without a database there are none."""
    return report_on(_names(app), app.directory.as_of(app.today()))


def report_on(names: Iterable[NameLine], directory: Directory) -> UnitsReport:
    """Count what each unit has to do, and gather the names that are nobody's."""
    tasks, duties = Counter[str](), Counter[str]()
    strangers: dict[str, tuple[int, int]] = {}
    for line in names:
        unit = directory.find(line.name) or directory.find(line.alias)
        if unit:
            tasks[unit.code] += line.tasks
            duties[unit.code] += line.open_duties
        else:
            before = strangers.get(line.name, (0, 0))
            strangers[line.name] = (before[0] + line.tasks, before[1] + line.open_duties)
    known = (
        KnownUnit(unit, tuple(unit.people_on(directory.day)), tasks[unit.code], duties[unit.code])
        for unit in directory.units
    )
    unknown = (
        UnknownName(name, *counts, tuple(directory.like(name)[:LIKELY])) for name, counts in strangers.items()
    )
    return UnitsReport(tuple(known), tuple(sorted(unknown, key=lambda found: (-found.tasks, found.name))))


def _names(app: App) -> list[NameLine]:
    try:
        with app.answers() as answers:
            return answers.names()
    except StoreError as error:
        if error.key == "store.missing":
            return []
        raise

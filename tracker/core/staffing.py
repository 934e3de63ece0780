"""Who is told: the people of a unit on a day, and who is told in their place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.core.directory import Directory, Person, Unit
from tracker.core.obligation import Obligation
from tracker.core.policy import Ladder, Level


class Instead(StrEnum):
    """Why somebody is written to in the place of another."""

    NO = ""
    NO_ADDRESS = "no-address"
    GROUP = "group"
    UNKNOWN_UNIT = "unknown-unit"
    ON_LEAVE = "on-leave"
    UNREACHABLE = "unreachable"  # the address is refused for good


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person who must be told, for which unit, in whose place (``on_behalf``, a name), and how often.

    ``ladders`` are the person's own and the unit's own, in this order.
    """

    person: Person
    unit: str
    instead: Instead = Instead.NO
    on_behalf: str = ""
    ladders: tuple[Ladder, ...] = ()
    is_partner: bool = False


class Leave(NamedTuple):
    """Days, both inclusive, on which somebody is away; ``stand_in`` is an address, or empty."""

    address: str
    first_on: date
    last_on: date
    stand_in: str = ""


@dataclass(frozen=True, slots=True)
class Staffing:
    """The office's people as of the directory's day: who is away, and whose address is dead."""

    directory: Directory
    leaves: tuple[Leave, ...] = ()
    unreachable: frozenset[str] = frozenset()


def addressees(obligation: Obligation, level: int, staffing: Staffing) -> list[Addressee]:
    """Find who is told on this level and the staffing's day; somebody always is, the coordinator if need be.

    For a unit that has ended its successor is told.
    The office's leaders are the same whoever leads, and also where nobody known does.
    """
    directory = staffing.directory
    if level == Level.LEADERS:
        return _leaders(obligation, directory)
    found = [who for name in obligation.owners for who in _people_of(name, level, directory)]
    if not found:
        return [Addressee(directory.coordinator, "", Instead.GROUP)]
    return list({who.person.address: who for who in reversed(found)}.values())[::-1]


def next_above(obligation: Obligation, level: int, address: str, staffing: Staffing) -> list[Addressee]:
    """Find who is told what an address refused on this level: the next one above that is somebody else."""
    for upper in (upper for upper in Level if upper > level):
        above = addressees(obligation, upper, staffing)
        if others := [who for who in above if who.person.address != address]:
            return [replace(who, instead=Instead.UNREACHABLE) for who in others]
    coordinator = Addressee(staffing.directory.coordinator, "", Instead.UNREACHABLE)
    return [] if coordinator.person.address == address else [coordinator]


def _leaders(obligation: Obligation, directory: Directory) -> list[Addressee]:
    owner = next(iter(obligation.owners), "")
    known = directory.answering(owner)
    unit = known.name if known else owner
    if not directory.leaders:
        return [Addressee(directory.coordinator, unit, Instead.NO_ADDRESS)]
    return [Addressee(person, unit) for person in directory.leaders]


def _people_of(name: str, level: int, directory: Directory) -> list[Addressee]:
    unit = directory.answering(name)
    if unit is None:
        return [Addressee(directory.coordinator, name, Instead.UNKNOWN_UNIT)]
    people = _people_at(unit, level)
    if not people:
        return [Addressee(directory.coordinator, unit.name, Instead.NO_ADDRESS)]
    return [Addressee(person, unit.name) for person in people]


def _people_at(unit: Unit, level: int) -> Sequence[Person]:
    if level == Level.HEAD:
        return [unit.head] if unit.head else []
    return unit.people or ([unit.head] if unit.head else [])

"""Who is told: the people of a unit on a day, and who is told in their place."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
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

    ``ladders`` are the own one of the person who is meant and that of the unit, in this order.
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

    @property
    def coordinator(self) -> Person:
        """Who is told where nobody else can be; the coordinator in person if there is no other way."""
        coordinator = self.directory.coordinator
        return self.reached(coordinator) or coordinator

    def present(self, person: Person) -> Person | None:
        """Return the person, while on leave the stand-in, who may be away too; None if nobody stands in."""
        asked: Person | None = person
        seen = set[str]()
        while asked and asked.address not in seen:
            seen.add(asked.address)
            leave = self._leave_of(asked.address)
            if leave is None:
                return asked
            asked = self.directory.person(leave.stand_in)
        return None

    def reached(self, person: Person) -> Person | None:
        """Return who is present for a person, if letters arrive there."""
        here = self.present(person)
        return here if here and here.address not in self.unreachable else None

    def _leave_of(self, address: str) -> Leave | None:
        day = self.directory.day
        away = (leave for leave in self.leaves if day and leave.first_on <= day <= leave.last_on)
        return next((leave for leave in away if leave.address == address), None)


class _Meant(NamedTuple):
    """Who should be told by the book; without a person, ``why`` nobody is."""

    unit: str
    person: Person | None = None
    why: Instead = Instead.NO
    ladders: tuple[Ladder, ...] = ()
    beside: Sequence[Person] = ()  # told while the person is away and nobody stands in
    above: Sequence[Person] = ()  # told while the address is dead


def addressees(obligation: Obligation, level: int, staffing: Staffing) -> list[Addressee]:
    """Find who is told on this level and the staffing's day; somebody always is, the coordinator if need be.

    For a unit that has ended its successor is told. For somebody on leave it is the
    stand-in, else the unit's head; for a dead address the next level.
    The office's leaders are the same whoever leads, and also where nobody known does.
    """
    return _once(who for meant in _meant(obligation, level, staffing) for who in _surely(meant, staffing))


def partners(obligation: Obligation, staffing: Staffing) -> list[Addressee]:
    """Find who helps and can be told: people of known units only, none who is told as an owner."""
    units = filter(None, map(staffing.directory.answering, obligation.partners))
    meant = (one for unit in units for one in _meant_in(unit, Level.OWNER, staffing))
    owners = {who.person.address for who in addressees(obligation, Level.OWNER, staffing)}
    told = _once(who for one in meant for who in _told_for(one, staffing))
    return [replace(who, is_partner=True) for who in told if who.person.address not in owners]


def leading(staffing: Staffing, known: AbstractSet[str] = frozenset()) -> list[Addressee]:
    """Find who is told what concerns the whole office: its leaders, the coordinator if need be.

    ``known`` are the addresses of those who know it: neither they are told nor who stands in for them.
    """
    meant = _leaders("", staffing.directory)
    left = [one for one in meant if one.person is None or one.person.address not in known]
    told = _once(who for one in left for who in _surely(one, staffing))
    return [who for who in told if who.person.address not in known]


def next_above(obligation: Obligation, level: int, address: str, staffing: Staffing) -> list[Addressee]:
    """Find who is told what an address refused on this level: for an owner the head, for a head the leaders.

    Where these cannot be told it is the coordinator; nobody is told in the coordinator's own place.
    """
    before = replace(staffing, unreachable=staffing.unreachable - {address})
    after = replace(staffing, unreachable=staffing.unreachable | {address})
    lost = [
        meant
        for meant in _meant(obligation, level, staffing)
        if address in {who.person.address for who in _surely(meant, before)}
    ]
    told = _once(who for meant in lost for who in _surely(meant, after))
    return [who for who in told or addressees(obligation, level, after) if who.person.address != address]


def uncovered(staffing: Staffing) -> Iterator[tuple[Unit, Person]]:
    """Yield the people of the day who are on leave without a stand-in or a head of the unit to tell."""
    for unit in staffing.directory.units:
        for meant in _meant_in(unit, Level.OWNER, staffing):
            if meant.person and not staffing.present(meant.person) and not _told_for(meant, staffing):
                yield unit, meant.person


def _meant(obligation: Obligation, level: int, staffing: Staffing) -> list[_Meant]:
    if level == Level.LEADERS:
        owner = next(iter(obligation.owners), "")
        known = staffing.directory.answering(owner)
        return _leaders(known.name if known else owner, staffing.directory)
    if not obligation.owners:
        return [_Meant("", why=Instead.GROUP)]
    return [meant for name in obligation.owners for meant in _meant_by(name, level, staffing)]


def _leaders(unit: str, directory: Directory) -> list[_Meant]:
    leaders = directory.leaders
    if not leaders:
        return [_Meant(unit, why=Instead.NO_ADDRESS)]
    return [_Meant(unit, leader, beside=leaders, above=leaders) for leader in leaders]


def _meant_by(name: str, level: int, staffing: Staffing) -> list[_Meant]:
    unit = staffing.directory.answering(name)
    return _meant_in(unit, level, staffing) if unit else [_Meant(name, why=Instead.UNKNOWN_UNIT)]


def _meant_in(unit: Unit, level: int, staffing: Staffing) -> list[_Meant]:
    day = staffing.directory.day
    heads = list(filter(None, [unit.head_on(day)]))
    if level == Level.HEAD:
        people, beside, above = heads, [], list(staffing.directory.leaders)
    else:
        people, beside, above = unit.people_on(day) or heads, heads, heads
    if not people:
        return [_Meant(unit.name, why=Instead.NO_ADDRESS, ladders=(unit.ladder,))]
    return [
        _Meant(unit.name, person, ladders=(person.ladder, unit.ladder), beside=beside, above=above)
        for person in people
    ]


def _surely(meant: _Meant, staffing: Staffing) -> list[Addressee]:
    """Return who is told, the coordinator where nobody else can be."""
    told = _told_for(meant, staffing)
    return told or [_in_place(meant, staffing.coordinator, _why_not(meant, staffing))]


def _told_for(meant: _Meant, staffing: Staffing) -> list[Addressee]:
    """Return the person, else who stands in, else those beside or above; nobody if none can be told."""
    if meant.person is None:
        return []
    if here := staffing.reached(meant.person):
        return [_in_place(meant, here, Instead.NO if here is meant.person else Instead.ON_LEAVE)]
    why = _why_not(meant, staffing)
    others = meant.above if why is Instead.UNREACHABLE else meant.beside
    found = (staffing.reached(other) for other in others if other.address != meant.person.address)
    return [_in_place(meant, here, why) for here in found if here]


def _why_not(meant: _Meant, staffing: Staffing) -> Instead:
    if meant.person is None:
        return meant.why
    return Instead.UNREACHABLE if staffing.present(meant.person) else Instead.ON_LEAVE


def _in_place(meant: _Meant, person: Person, why: Instead) -> Addressee:
    behalf = meant.person.name if meant.person and why else ""
    return Addressee(person, meant.unit, why, behalf, meant.ladders)


def _once(found: Iterable[Addressee]) -> list[Addressee]:
    """Keep one of those with the same address: the one who is told in person, else the first."""
    kept: dict[str, Addressee] = {}
    for who in found:
        address = who.person.address
        if address not in kept or (kept[address].instead and not who.instead):
            kept[address] = who
    return list(kept.values())

"""Who exists: units, people and the names they go by, and when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, cast

from tracker.core import offices
from tracker.core.names import Name, canonical, field_of, forms


class Person(NamedTuple):
    """Somebody who receives letters; ``language`` is "vi" or "en"."""

    name: str
    address: str
    language: str = "vi"


class DatedName(NamedTuple):
    """A name that a unit goes by for a while; days are inclusive, None is open."""

    name: str
    since: date | None = None
    until: date | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it holds for a while only."""
        return bool(self.since or self.until)

    def holds_on(self, day: date) -> bool:
        """Whether the unit goes by it on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: "DatedName") -> bool:
        """Whether there is a day on which both hold."""
        first, last = date.min, date.max
        return (self.since or first) <= (other.until or last) and (other.since or first) <= (
            self.until or last
        )


class Unit(NamedTuple):
    """An office named in plans; ``code`` is ASCII and never changes.

    It exists from ``since`` to ``until``, inclusive; after that ``successor``, a
    code, answers for it. ``former`` are names that held for a while only.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    head: Person | None = None
    parent: str = ""
    former: tuple[DatedName, ...] = ()
    since: date | None = None
    until: date | None = None
    successor: str = ""

    def names(self) -> Iterator[DatedName]:
        """Yield every name with the days on which the unit goes by it, its own name first."""
        yield from (DatedName(name, self.since, self.until) for name in (self.name, *self.aliases))
        for name in self.former:
            yield DatedName(name.name, name.since or self.since, name.until or self.until)


class _Held(NamedTuple):
    """A name as one unit holds it."""

    unit: Unit
    name: DatedName
    territory: str = ""


class _Index(NamedTuple):
    """The units by what they are found by, and the territories that the office names as its own."""

    by_code: Mapping[str, Unit]
    by_name: Mapping[str, list[_Held]]
    by_stem: Mapping[str, list[_Held]]
    home: frozenset[str]


@dataclass(frozen=True, slots=True)
class Directory:
    """The office's units, its coordinator and its leaders; ``office`` is its own name.

    On a ``day`` names mean what they meant then; without one, what they mean at last.
    """

    units: tuple[Unit, ...]
    coordinator: Person
    leaders: tuple[Person, ...] = ()
    office: str = ""
    day: date | None = None
    _index: _Index | None = field(default=None, repr=False, compare=False)

    @property
    def index(self) -> _Index:
        """The units by what they are found by; made when first asked for, and shared by all days."""
        if self._index is None:
            object.__setattr__(self, "_index", _index(self.units, self.office))
        return cast("_Index", self._index)

    def as_of(self, day: date | None) -> "Directory":
        """Return the same units with their names as of a day."""
        return self if day == self.day else replace(self, day=day, _index=self.index)

    def find(self, name: str) -> Unit | None:
        """Find a unit by its code, its name or an alias, however it is spelled.

        Short forms are read, and the territory at the end may be left out, if
        that leaves one unit only.
        """
        held = self._find(name)
        return held.unit if held else None

    def ended_on(self, name: str) -> date | None:
        """Return the last day of a unit's name that is used after it, else None."""
        held = self._find(name) if self.day else None
        until = held.name.until if held else None
        return until if until and self.day and self.day > until else None

    def answering(self, name: str) -> Unit | None:
        """Find who answers for a name on the directory's day: its unit, or that unit's successor."""
        unit = self.find(name)
        for _ in self.units:
            if unit is None or self.day is None or unit.until is None or self.day <= unit.until:
                break
            unit = self.index.by_code.get(unit.successor, unit)
        return unit

    def unit(self, code: str) -> Unit | None:
        """Find a unit by its code."""
        return self.index.by_code.get(code)

    def person(self, address: str) -> Person | None:
        """Find who has an address."""
        units = (person for unit in self.units for person in (*unit.people, unit.head))
        known = filter(None, (*units, *self.leaders, self.coordinator))
        return next((person for person in known if person.address == address), None)

    def names(self) -> Iterable[str]:
        """Every name and alias, as written."""
        return (name.name for unit in self.units for name in unit.names())

    def like(self, name: str) -> list[Unit]:
        """Return the units that a name may mean: heirs of one that ended, then the like in letters."""
        from difflib import get_close_matches  # noqa: PLC0415  (only for a name that is none)

        known = [held for form in forms(name) for held in self.index.by_stem.get(form.stem, [])]
        near = get_close_matches(canonical(name).whole, list(self.index.by_name), n=5, cutoff=0.6)
        known += [held for match in near for held in self.index.by_name[match]]
        heirs = filter(None, map(self.find, _heirs(name)))
        return list(dict.fromkeys((*heirs, *(held.unit for held in known))))

    def _find(self, name: str) -> _Held | None:
        if unit := self.index.by_code.get(name.strip().lower()):
            return _Held(unit, DatedName(unit.code))
        return next(filter(None, map(self._named, forms(name))), None)

    def _named(self, name: Name) -> _Held | None:
        """Find the holder of exactly this name, else the only one whose territory fits."""
        if exact := self.index.by_name.get(name.whole):
            return self._holder(exact)
        alike = [held for held in self._candidates(name) if self._is_at_home(name.territory, held.territory)]
        return self._holder(alike) if len({held.unit.code for held in alike}) == 1 else None

    def _candidates(self, name: Name) -> list[_Held]:
        """Return those of the same name; a place without its tier ("Sở Y tế Cần Thơ") is no part of it."""
        if name.territory or name.stem in self.index.by_stem:
            return self.index.by_stem.get(name.stem, [])
        places = (place for place in self.index.home if name.stem.endswith(f" {place}"))
        return [
            held
            for place in places
            for held in self.index.by_stem.get(name.stem.removesuffix(f" {place}"), [])
        ]

    def _is_at_home(self, said: str, held: str) -> bool:
        """Whether a territory that is said is that of a unit; what a unit leaves out is the office's own."""
        if not said or f"{held} ".startswith(f"{said} ") or held.endswith(f" {said}"):
            return True
        further = said.removeprefix(f"{held} ")
        if not held or held in _tiers() or further == said:
            return said in self.index.home and (not held or further != said)
        return further.startswith(tuple(_tiers()))  # "phường Tân An, quận Ninh Kiều"

    def _holder(self, holders: list[_Held]) -> _Held:
        """Choose who holds a name on the directory's day; nobody then, who held it last."""
        then = [held for held in holders if self.day and held.name.holds_on(self.day)]
        return max(then or holders, key=lambda held: held.name.until or date.max)


def _index(units: tuple[Unit, ...], office: str) -> _Index:
    by_name, by_stem = defaultdict(list), defaultdict(list)
    for unit in units:
        for name in unit.names():
            found = canonical(name.name)
            held = _Held(unit, name, found.territory)
            by_name[found.whole].append(held)
            by_stem[found.stem].append(held)
    home = _home([office, *(name.name for unit in units for name in unit.names())])
    return _Index({unit.code: unit for unit in units}, by_name, by_stem, home)


def _home(names: Iterable[str]) -> frozenset[str]:
    """Return the territories that an office names as its own: with their tier, without it, the tier alone."""
    home = set()
    for territory in filter(None, (canonical(name).territory for name in names)):
        tier = next((tier for tier in _tiers() if f"{territory} ".startswith(f"{tier} ")), territory)
        home |= {territory, tier, territory.removeprefix(tier).strip()}
    return frozenset(home - {""})


def _tiers() -> list[str]:
    return [canonical(tier).whole for tier in offices.TIERS.split("|")]


def _heirs(name: str) -> Iterator[str]:
    """Name the department that took over a department that ended."""
    former = field_of(name)
    opener = canonical(name).stem.partition(" ")[0]
    for renamed in offices.RENAMED:
        if former == field_of(f"{opener} {renamed.former}"):
            yield f"{opener} {renamed.present}"

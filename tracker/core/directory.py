"""Who exists: units, people and the names they go by."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.core.text import clean, fold


class Person(NamedTuple):
    """Somebody who receives letters; ``language`` is "vi" or "en"."""

    name: str
    address: str
    language: str = "vi"


class Unit(NamedTuple):
    """An office named in plans; ``code`` is ASCII and never changes."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    head: Person | None = None
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """The office's units, its coordinator and its leaders."""

    units: tuple[Unit, ...]
    coordinator: Person
    leaders: tuple[Person, ...] = ()
    _by_name: dict[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {key(name): unit for unit in self.units for name in (unit.name, *unit.aliases, unit.code)}
        object.__setattr__(self, "_by_name", names)

    def find(self, name: str) -> Unit | None:
        """Find a unit by its name, an alias or its code; spelling marks and case do not matter."""
        return self._by_name.get(key(name))

    def unit(self, code: str) -> Unit | None:
        """Find a unit by its code."""
        return next((unit for unit in self.units if unit.code == code), None)

    def names(self) -> Iterable[str]:
        """Every name and alias, as written."""
        return (name for unit in self.units for name in (unit.name, *unit.aliases))

    def like(self, name: str) -> list[Unit]:
        """Return the units whose names come close, the nearest first."""
        from difflib import get_close_matches  # noqa: PLC0415  (only for a name that is none)

        near = get_close_matches(key(name), list(self._by_name), n=5, cutoff=0.6)
        return list(dict.fromkeys(self._by_name[match] for match in near))


def key(name: str) -> str:
    """Return the form under which names are compared: folded, dashes and dots read as blanks."""
    return clean(fold(name).translate(_AS_BLANK))


_AS_BLANK = str.maketrans(dict.fromkeys("-\N{EN DASH}.,()", " "))

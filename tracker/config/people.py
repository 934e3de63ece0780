"""Reading the office's units and people."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tracker.config.model import LANGUAGES
from tracker.config.values import mail_address, unit_code
from tracker.core.directory import DatedName, Person, Unit
from tracker.core.names import canonical
from tracker.core.settings import Table


class _Read(NamedTuple):
    """A unit with its table, and its aliases each with the key under which it stands."""

    table: Table
    unit: Unit
    aliases: Sequence[tuple[str, DatedName]]

    def names(self) -> Iterator[tuple[str, DatedName]]:
        """Yield every name, the days it holds, and its key."""
        unit = self.unit
        yield "code", DatedName(unit.code)
        yield "name", DatedName(unit.name, unit.since, unit.until)
        for at, alias in self.aliases:
            yield at, DatedName(alias.name, alias.since or unit.since, alias.until or unit.until)


def read_person(table: Table, language: str, *, name: str | None = None) -> Person:
    """Read somebody who receives or sends letters; ``name`` stands in for a missing one."""
    return Person(
        name=table.text("name", required=name is None) or name or "",
        address=table.checked("address", mail_address, problem="config.bad_address", required=True),
        language=table.one_of("language", language, LANGUAGES),
    )


def read_people(tables: list[Table], language: str) -> tuple[Person, ...]:
    """Read a list of people."""
    return tuple(read_person(table, language) for table in tables)


def read_units(tables: list[Table], language: str) -> tuple[Unit, ...]:
    """Read the units; a name means one of them on any day, parents lead to the top, successors to an end."""
    found = [_read_unit(table, language) for table in tables]
    _check_names(found)
    _check_links(found, "parent", {one.unit.code: one.unit.parent for one in found})
    _check_links(found, "successor", {one.unit.code: one.unit.successor for one in found})
    return tuple(one.unit for one in found)


def _read_unit(table: Table, language: str) -> _Read:
    aliases = [(at, _read_alias(alias)) for at, alias in table.texts_and_tables("aliases")]
    since, until = _read_validity(table)
    unit = Unit(
        code=table.checked("code", unit_code, problem="config.bad_code", required=True),
        name=table.text("name", required=True),
        aliases=tuple(alias.name for _, alias in aliases if not alias.is_dated),
        people=read_people(table.tables("people"), language),
        head=read_person(table.table("head"), language) if table.has("head") else None,
        parent=table.text("parent"),
        former=tuple(alias for _, alias in aliases if alias.is_dated),
        since=since,
        until=until,
        successor=table.text("successor"),
    )
    return _Read(table, unit, aliases)


def _read_alias(alias: str | Table) -> DatedName:
    if isinstance(alias, str):
        return DatedName(alias)
    return DatedName(alias.text("name", required=True), *_read_validity(alias))


def _read_validity(table: Table) -> tuple[date | None, date | None]:
    """Read the first and the last day, both inclusive."""
    since, until = table.day("since"), table.day("until")
    if since and until and until < since:
        table.complain("until", "config.validity_reversed", since=since)
    return since, until


def _check_names(found: Sequence[_Read]) -> None:
    """Refuse a name that another unit goes by on the same day; within one unit it does no harm."""
    holders: dict[str, list[tuple[Unit, DatedName]]] = defaultdict(list)
    for one in found:
        for at, name in one.names():
            held = holders[name.name if at == "code" else canonical(name.name).whole]
            others = [unit for unit, other in held if unit is not one.unit and other.overlaps(name)]
            if others and name.name:
                facts = {"other": others[0].name or others[0].code}
                one.table.complain(at, "config.name_taken", name.name, **facts)
            held.append((one.unit, name))


def _check_links(found: Sequence[_Read], key: str, links: Mapping[str, str]) -> None:
    """Refuse a link to nobody and one that leads round."""
    for one in found:
        link = links[one.unit.code]
        if link and link not in links:
            one.table.complain(key, f"config.unknown_{key}")
        elif link and _goes_round(one.unit.code, links):
            one.table.complain(key, f"config.{key}_circle")


def _goes_round(code: str, links: Mapping[str, str]) -> bool:
    """Whether following the links from this unit leads back to it."""
    above, seen = links[code], set[str]()
    while above and above != code and above not in seen:
        seen.add(above)
        above = links.get(above, "")
    return above == code

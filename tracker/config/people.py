"""Reading the office's units and people."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tracker.config.ladders import Usual, read_ladder, read_lead
from tracker.config.model import LANGUAGES, Reminders
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


def read_staff(table: Table, usual: Usual) -> Person:
    """Read somebody who receives letters from a day, to a day, with lead times of their own."""
    person = read_person(table, usual.language)
    since, until = _read_validity(table)
    return person._replace(since=since, until=until, ladder=read_lead(table, usual))


def read_succession(table: Table, key: str, usual: Usual, *, required: bool = False) -> tuple[Person, ...]:
    """Read who holds a place: one person under the key, or several in turn under its plural."""
    plural = f"{key}s"
    several = tuple(read_staff(holder, usual) for holder in table.tables(plural))
    is_alone = table.has(key) or (required and not several)
    alone = (read_staff(table.table(key), usual),) if is_alone else ()
    if several and alone:
        table.complain(plural, "config.one_or_several", one=key, several=plural)
    _check_succession(table, plural, several)
    return several or alone


def _check_succession(table: Table, key: str, people: Sequence[Person]) -> None:
    """Refuse two who hold the same place on the same day."""
    for at, person in enumerate(people):
        for other in people[:at]:
            if person.overlaps(other):
                table.complain(f"{key}[{at}]", "config.two_at_once", person.name, other=other.name)


def read_units(tables: list[Table], language: str, reminders: Reminders) -> tuple[Unit, ...]:
    """Read the units; a name means one of them on any day, parents lead to the top, successors to an end."""
    usual = Usual(language, reminders.policy, reminders.limits)
    found = [_read_unit(table, usual) for table in tables]
    _check_names(found)
    _check_links(found, "parent", {one.unit.code: one.unit.parent for one in found})
    _check_links(found, "successor", {one.unit.code: one.unit.successor for one in found})
    return tuple(one.unit for one in found)


def _read_unit(table: Table, office: Usual) -> _Read:
    aliases = [(at, _read_alias(alias)) for at, alias in table.texts_and_tables("aliases")]
    since, until = _read_validity(table)
    ladder = read_ladder(table, office)
    usual = office.under(ladder)
    unit = Unit(
        code=table.checked("code", unit_code, problem="config.bad_code", required=True),
        name=table.text("name", required=True),
        aliases=tuple(alias.name for _, alias in aliases if not alias.is_dated),
        people=tuple(read_staff(person, usual) for person in table.tables("people")),
        heads=read_succession(table, "head", usual),
        parent=table.text("parent"),
        former=tuple(alias for _, alias in aliases if alias.is_dated),
        since=since,
        until=until,
        successor=table.text("successor"),
        ladder=ladder,
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

"""Reading the office's units and people."""

from collections.abc import Iterator

from tracker.config.model import LANGUAGES
from tracker.config.values import mail_address, unit_code
from tracker.core.directory import Person, Unit, key
from tracker.core.settings import Table


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
    """Read the units; no name may mean two of them, and parents lead to the top."""
    units = tuple(_read_unit(table, language) for table in tables)
    _check_names(tables, units)
    _check_parents(tables, units)
    return units


def _read_unit(table: Table, language: str) -> Unit:
    return Unit(
        code=table.checked("code", unit_code, problem="config.bad_code", required=True),
        name=table.text("name", required=True),
        aliases=table.texts("aliases"),
        people=read_people(table.tables("people"), language),
        head=read_person(table.table("head"), language) if table.has("head") else None,
        parent=table.text("parent"),
    )


def _check_names(tables: list[Table], units: tuple[Unit, ...]) -> None:
    """Refuse a code, name or alias that another unit goes by; within one unit it does no harm."""
    owners: dict[str, Unit] = {}
    for table, unit in zip(tables, units, strict=True):
        for at, name in _names(unit):
            owner = owners.setdefault(key(name), unit)
            if owner is not unit:
                table.complain(at, "config.name_taken", name, other=owner.name or owner.code)


def _names(unit: Unit) -> Iterator[tuple[str, str]]:
    named = [("code", unit.code), ("name", unit.name)]
    named += [(f"aliases[{index}]", alias) for index, alias in enumerate(unit.aliases)]
    return ((at, name) for at, name in named if key(name))


def _check_parents(tables: list[Table], units: tuple[Unit, ...]) -> None:
    parents = {unit.code: unit.parent for unit in units}
    for table, unit in zip(tables, units, strict=True):
        if unit.parent and unit.parent not in parents:
            table.complain("parent", "config.unknown_parent")
        elif unit.parent and _goes_round(unit.code, parents):
            table.complain("parent", "config.parent_circle")


def _goes_round(code: str, parents: dict[str, str]) -> bool:
    """Whether climbing from this unit leads back to it."""
    above, seen = parents[code], set[str]()
    while above and above != code and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return above == code

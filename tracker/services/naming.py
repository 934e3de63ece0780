"""What people type for an id, and what they may have meant."""

from collections.abc import Sequence

from tracker.core.directory import Directory, Person, Unit
from tracker.errors import UsageError

NEAR = 3  # suggestions at most


def near_names(typed: str, known: Sequence[str]) -> str:
    """Name those that come close to what was typed, else the first ones; "-" where there are none."""
    return ", ".join((alike(typed, known, 0.4) or list(known))[:NEAR]) or "-"


def unknown_id(wanted: str, known: Sequence[str]) -> UsageError:
    """Make the error for an id that is none, with the nearest that are."""
    ending = [name for name in known if name.endswith(f".{wanted.zfill(2)}")]
    near = dict.fromkeys(ending + alike(wanted, known, 0.5)) or known
    return UsageError("unknown_id", id=wanted, near=", ".join(list(near)[:NEAR]) or "-")


def unknown_plan(wanted: str, known: Sequence[str]) -> UsageError:
    """Make the error for a plan that is none, with those that are."""
    near = alike(wanted, known, 0.3) or list(known)[:NEAR]
    return UsageError("unknown_plan", id=wanted, near=", ".join(near) or "-")


def unit_named(name: str, directory: Directory) -> Unit:
    """Find a unit by what people type, code, name or alias; UsageError if nobody knows it."""
    unit = directory.find(name)
    if unit is None:
        raise unknown_unit(name, directory)
    return unit


def unknown_unit(name: str, directory: Directory) -> UsageError:
    """Make the error for a unit nobody knows, with those whose names come close."""
    likely = directory.like(name) or directory.units
    near = "; ".join(f"{unit.name} ({unit.code})" for unit in likely[:NEAR])
    return UsageError("unknown_unit", name=name, near=near or "-")


def person_named(typed: str, directory: Directory) -> Person:
    """Find somebody by the address that people type; UsageError with the nearest if nobody has it."""
    people = {person.address.casefold(): person for _, person in directory.staff()}
    person = people.get(typed.strip().casefold())
    if person is None:
        raise UsageError("unknown_person", text=typed, near=near_names(typed.casefold(), list(people)))
    return person


def short_name(directory: Directory, owners: Sequence[str]) -> str:
    """Name the first of these units that the office knows by the shortest name it has; empty if none."""
    units = filter(None, map(directory.find, owners))
    return next((min(unit.name, *unit.aliases, key=len) for unit in units), "")


def alike(wanted: str, known: Sequence[str], cutoff: float) -> list[str]:
    """Return the names most like what was typed; ``cutoff`` is 1 for the same letters, 0 for any."""
    from difflib import get_close_matches  # noqa: PLC0415  (only for a name that is none)

    return get_close_matches(wanted, known, n=NEAR, cutoff=cutoff)

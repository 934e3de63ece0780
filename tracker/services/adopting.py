"""A name of a plan taken into config.toml, and the plans linked to whom it names."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.app import App
from tracker.config.values import mail_address, unit_code
from tracker.config.writing import Draft, draft_alias, draft_unit, write
from tracker.core.directory import Directory, Person, Unit
from tracker.core.text import clean, slug
from tracker.errors import UsageError
from tracker.services.linking import Linked, link
from tracker.services.naming import unknown_unit


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a name shall be: a new unit, or another name of the unit ``alias_of``.

    People are (name, address); ``code`` empty means one made from the name.
    """

    name: str
    code: str = ""
    alias_of: str = ""
    people: Sequence[tuple[str, str]] = ()
    head: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of config.toml to be agreed to."""

    name: str
    code: str
    is_new: bool
    draft: Draft


def propose(app: App, wanted: Wanted) -> Proposal:
    """Work out what would be written; a UsageError where the name or the code is not free."""
    name = clean(wanted.name)
    _refuse_known(app.directory, name)
    if wanted.alias_of:
        unit = _alias_of(app.directory, wanted)
        draft = draft_alias(app.config, unit.code, name, app.environ)
        return Proposal(name, unit.code, is_new=False, draft=draft)
    unit = _new_unit(app, wanted, name)
    return Proposal(name, unit.code, is_new=True, draft=draft_unit(app.config, unit, app.environ))


def adopt(app: App, proposal: Proposal) -> Linked:
    """Write the change and link the plans to it: what they call by this name is somebody's from now on."""
    write(proposal.draft)
    return link(app, proposal.draft.config.directory())


def _refuse_known(directory: Directory, name: str) -> None:
    if not name:
        raise UsageError("unit.no_name")
    if unit := directory.find(name):
        raise UsageError("unit.name_known", name=name, unit=unit.name, code=unit.code)


def _alias_of(directory: Directory, wanted: Wanted) -> Unit:
    if wanted.code or wanted.people or wanted.head:
        raise UsageError("unit.alias_alone", code=wanted.alias_of)
    unit = directory.unit(wanted.alias_of) or directory.find(wanted.alias_of)
    if unit is None:
        raise unknown_unit(wanted.alias_of, directory)
    return unit


def _new_unit(app: App, wanted: Wanted, name: str) -> Unit:
    code = wanted.code or slug(name)
    if unit_code(code) is None:
        raise UsageError("unit.bad_code", code=code)
    if taken := app.directory.unit(code):
        raise UsageError("unit.code_taken", code=code, unit=taken.name)
    return Unit(
        code=code,
        name=name,
        people=tuple(map(_person, wanted.people)),
        heads=(_person(wanted.head),) if wanted.head else (),
    )


def _person(written: tuple[str, str]) -> Person:
    name, address = written
    if not clean(name) or mail_address(address) is None:
        raise UsageError("unit.bad_person", name=name, address=address)
    return Person(clean(name), address)

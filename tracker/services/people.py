"""The office's people: who they are, who is on leave and who stands in, which addresses refuse letters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.app import App
from tracker.core.directory import Directory, Person
from tracker.core.text import clean
from tracker.errors import NothingError, UsageError
from tracker.services.naming import person_named
from tracker.store.engine import Session, hold
from tracker.store.history import record
from tracker.store.people import (
    DEAD_AFTER,
    add_leave,
    clear_trouble,
    end_leave,
    leave_rows,
    troubles,
)
from tracker.store.tables import AddressTroubleRow, LeaveRow

LONGEST_REASON = 300  # letters


class Role(StrEnum):
    """What somebody receives letters as."""

    PERSON = "person"
    HEAD = "head"
    LEADER = "leader"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Post:
    """One role of somebody from day to day, both included; ``unit`` is a code, empty for the office."""

    role: Role
    unit: str
    unit_name: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Away:
    """Days, both included, on which somebody is away; ``stand_in`` is an address, or empty."""

    first_on: date
    last_on: date
    stand_in: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A day on which an address was refused for good, and the mail server's answer."""

    on: date
    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may be written to; with enough ``refusals`` the address is dead."""

    name: str
    address: str
    posts: tuple[Post, ...]
    leaves: tuple[Away, ...]
    refusals: tuple[Refusal, ...]

    @property
    def is_dead(self) -> bool:
        """Whether nothing is sent to the address any more."""
        return len(self.refusals) >= DEAD_AFTER


@dataclass(frozen=True, slots=True)
class PeopleReport:
    """Everybody, in the order of config.toml, as of a day."""

    day: date
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class LeaveReport:
    """The leaves of one person that were entered or taken back."""

    name: str
    address: str
    leaves: tuple[Away, ...]
    stand_in_name: str = ""


@dataclass(frozen=True, slots=True)
class ReachedReport:
    """On how many days an address had been refused that works again."""

    address: str
    days: int


def people(app: App) -> PeopleReport:
    """List everybody with their posts, the leaves that are not over, and what their addresses refused."""
    today = app.today()
    with app.store.read() as session:
        leaves, refused = defaultdict(list), defaultdict(list)
        for row in leave_rows(session, today):
            leaves[row.address].append(_away(row))
        for trouble in troubles(session):
            refused[trouble.address].append(_refusal(trouble))
    posts: dict[str, list[Post]] = defaultdict(list)
    names: dict[str, str] = {}
    for person, post in _posts(app.directory):
        posts[person.address].append(post)
        names.setdefault(person.address, person.name)
    found = (
        Member(name, address, tuple(posts[address]), tuple(leaves[address]), tuple(refused[address]))
        for address, name in names.items()
    )
    return PeopleReport(today, tuple(found))


def _posts(directory: Directory) -> Iterator[tuple[Person, Post]]:
    for unit in directory.units:
        yield from _held(unit.people, Role.PERSON, unit.code, unit.name)
        yield from _held(unit.heads, Role.HEAD, unit.code, unit.name)
    yield from _held(directory.leaders, Role.LEADER)
    yield from _held(directory.coordinators or [directory.coordinator], Role.COORDINATOR)


def _held(
    holders: Iterable[Person], role: Role, unit: str = "", name: str = ""
) -> Iterator[tuple[Person, Post]]:
    return ((person, Post(role, unit, name, person.since, person.until)) for person in holders)


def go_on_leave(app: App, typed: str, wanted: Away) -> LeaveReport:
    """Enter that somebody is away; what is meant for them goes to the stand-in, else to the unit's head."""
    person = person_named(typed, app.directory)
    stand_in = person_named(wanted.stand_in, app.directory) if wanted.stand_in else None
    if stand_in and stand_in.address == person.address:
        raise UsageError("people.own_stand_in", name=person.name)
    _check_days(wanted, app.today())
    row = LeaveRow(
        address=person.address,
        first_on=wanted.first_on,
        last_on=wanted.last_on,
        stand_in=stand_in.address if stand_in else "",
        reason=clean(wanted.reason)[:LONGEST_REASON],
        actor=app.actor,
        at=app.clock.now(),
    )
    with app.store.write() as session:
        hold(session, "people")
        _refuse_overlap(session, person, wanted)
        add_leave(session, row)
        _note(session, app, "leave", person.address, after=_leave_facts(row))
        return LeaveReport(person.name, person.address, (_away(row),), stand_in.name if stand_in else "")


def _check_days(wanted: Away, today: date) -> None:
    if wanted.last_on < wanted.first_on:
        raise UsageError("people.days_reversed", first=wanted.first_on, last=wanted.last_on)
    if wanted.last_on < today:
        raise UsageError("people.leave_over", last=wanted.last_on, today=today)


def _refuse_overlap(session: Session, person: Person, wanted: Away) -> None:
    for row in leave_rows(session, wanted.first_on):
        if row.address == person.address and row.first_on <= wanted.last_on:
            raise UsageError(
                "people.away_already",
                name=person.name,
                first=row.first_on,
                last=row.last_on,
                address=person.address,
            )


def come_back(app: App, typed: str) -> LeaveReport:
    """Take back every leave of somebody that is not over, coming ones too."""
    person = person_named(typed, app.directory)
    with app.store.write() as session:
        found = [row for row in leave_rows(session, app.today()) if row.address == person.address]
        if not found:
            raise NothingError("people.not_away", name=person.name)
        end_leave(session, found, app.clock.now())
        for row in found:
            _note(session, app, "back", person.address, before=_leave_facts(row))
        return LeaveReport(person.name, person.address, tuple(map(_away, found)))


def reached(app: App, typed: str) -> ReachedReport:
    """Forget that an address was refused: from now on letters go there again."""
    with app.store.write() as session:
        refused = {row.address.casefold(): row.address for row in troubles(session)}
        address = refused.get(typed.strip().casefold())
        if address is None:
            raise NothingError("people.not_refused", name=person_named(typed, app.directory).name)
        days = clear_trouble(session, address)
        _note(session, app, "reached", address, before={"days": days})
        return ReachedReport(address, days)


def _note(
    session: Session,
    app: App,
    action: str,
    address: str,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record(
        session,
        at=app.clock.now(),
        actor=app.actor,
        action=action,
        subject=address,
        before=before,
        after=after,
    )


def _away(row: LeaveRow) -> Away:
    return Away(row.first_on, row.last_on, row.stand_in, row.reason)


def _refusal(row: AddressTroubleRow) -> Refusal:
    return Refusal(row.refused_on, row.code, row.text)


def _leave_facts(row: LeaveRow) -> dict[str, object]:
    return {
        "first_on": row.first_on,
        "last_on": row.last_on,
        "stand_in": row.stand_in,
        "reason": row.reason,
    }

"""The list of published calendars: made, renamed, given another address, revoked."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from tracker.app import App
from tracker.core.selection import FeedKind
from tracker.core.text import clean
from tracker.errors import UsageError
from tracker.feeds.names import usual_name
from tracker.feeds.tokens import load_key, token_for, token_hash
from tracker.services.addresses import feed_address, page_address, short_slug
from tracker.services.naming import alike, near_names, unit_named, unknown_plan
from tracker.store.engine import Session, hold
from tracker.store.feeds import add_feed, all_feeds, issue_address, revoke_addresses
from tracker.store.history import record
from tracker.store.plans import load_plan, standing_plans
from tracker.store.tables import FeedAddressRow, FeedRow
from tracker.store.visits import forget_visits

VERSION_BYTES = 16  # of a random version, from which the token is derived
QUARTER = re.compile(r"[1-9]\d{3}-Q[1-4]")
RESERVED = {"gone"}  # in maps of addresses for web servers it stands for those that hold no longer
WITH_PARTNERS = {FeedKind.UNIT, FeedKind.PERSON}


class Wanted(NamedTuple):
    """What a feed shall be about.

    ``subject`` is a unit's code, a person's address, a plan's id, "2024-Q1", or empty.
    """

    kind: FeedKind
    subject: str
    name: str
    partners: bool = False


@dataclass(frozen=True, slots=True)
class IssuedFeed:
    """A feed with its address and its page: secrets, to be shown once."""

    slug: str
    kind: str
    subject: str
    name: str
    partners: bool
    address: str = field(repr=False)
    page: str = field(repr=False)


def wanted(app: App, kind: FeedKind, subject: str = "", name: str = "", *, partners: bool = False) -> Wanted:
    """Resolve what people type; UsageError for a unit, person, plan or quarter that is none."""
    if partners and kind not in WITH_PARTNERS:
        raise UsageError("feed.no_partners", kind=kind.value)
    found, called = _subject(app, kind, subject)
    usual = usual_name(kind, called, app.config.office.name, app.config.feeds.language, partners=partners)
    return Wanted(kind, found, clean(name) or usual, partners)


def _subject(app: App, kind: FeedKind, typed: str) -> tuple[str, str]:
    """Return what a feed is about and how people call it."""
    match kind:
        case FeedKind.UNIT:
            unit = unit_named(typed, app.directory)
            return unit.code, unit.name
        case FeedKind.PERSON:
            return _person(app, typed)
        case FeedKind.PLAN:
            return _plan(app, typed)
        case FeedKind.QUARTER:
            if not QUARTER.fullmatch(typed):
                raise UsageError("feed.quarter", text=typed)
            return typed, typed
        case FeedKind.OVERDUE if typed:
            unit = unit_named(typed, app.directory)
            return unit.code, unit.name
        case FeedKind.OFFICE | FeedKind.OVERDUE:
            if typed:
                raise UsageError("feed.no_subject", kind=kind.value, text=typed)
            return "", ""


def _person(app: App, typed: str) -> tuple[str, str]:
    people = {person.address: person.name for unit in app.directory.units for person in unit.staff()}
    known = {address.casefold(): address for address in people}
    address = known.get(typed.strip().casefold())
    if address is None:
        raise UsageError("feed.person", text=typed, near=near_names(typed, list(people)))
    return address, people[address] or address


def _plan(app: App, typed: str) -> tuple[str, str]:
    with app.store.read() as session:
        plan = load_plan(session, typed)
        if plan is None or plan.withdrawn_at:
            raise unknown_plan(typed, [known.id for known in standing_plans(session)])
    return plan.id, f"{plan.number}: {plan.title}" if plan.title else plan.number


def create(app: App, wishes: Iterable[Wanted]) -> list[IssuedFeed]:
    """Make feeds, to be filled by the next publishing; a second one about the same has another address."""
    key = load_key(app.config.feeds.key_file)
    with app.store.write() as session:
        hold(session, "publishing")
        return [_create(session, app, key, wish) for wish in wishes]


def _create(session: Session, app: App, key: bytes, wish: Wanted) -> IssuedFeed:
    feed = FeedRow(
        slug=_free_slug(session, wish.name),
        kind=wish.kind.value,
        subject=wish.subject,
        partners=wish.partners,
        name=wish.name,
        created_at=app.clock.now(),
    )
    add_feed(session, feed)
    _note(session, app, "feed_create", feed)
    return _issue(session, app, key, feed)


def _free_slug(session: Session, name: str) -> str:
    taken = {feed.slug for feed in all_feeds(session)} | RESERVED
    base = short_slug(name, "lich")
    names = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(found for found in names if found not in taken)


def rename(app: App, feed: str, name: str) -> FeedRow:
    """Give a feed another name, to be seen after the next publishing; its address goes on to hold."""
    called = clean(name)
    if not called:
        raise UsageError("feed.nameless")
    with app.store.write() as session:
        hold(session, "publishing")
        row = _living(session, app, feed)
        before, row.name = row.name, called
        if before != called:
            _note(session, app, "feed_rename", row, before={"name": before})
    return row


def rotate(app: App, feed: str) -> IssuedFeed:
    """Give a feed another address; the former one holds no longer, at once."""
    key = load_key(app.config.feeds.key_file)
    with app.store.write() as session:
        hold(session, "publishing")
        row = _living(session, app, feed)
        forget_visits(session, row.slug)  # they came by the former address
        _note(session, app, "feed_rotate", row)
        return _issue(session, app, key, row)


def revoke(app: App, feed: str) -> FeedRow:
    """End a feed: its address says so from now on, and its file goes with the next export."""
    with app.store.write() as session:
        hold(session, "publishing")
        row = _living(session, app, feed)
        row.revoked_at = app.clock.now()
        revoke_addresses(session, row.slug, row.revoked_at)
        _note(session, app, "feed_revoke", row)
    return row


def feed_named(app: App, feed: str) -> FeedRow:
    """Find a living feed by what people type, its slug or its name; UsageError if there is none."""
    with app.store.read() as session:
        return _living(session, app, feed)


def _living(session: Session, app: App, typed: str) -> FeedRow:
    """Find a feed by its slug, or by its name where only one has it."""
    feeds = all_feeds(session)
    living = [row for row in feeds if not row.revoked_at]
    found = _called(typed, living)
    if len(found) == 1:
        return found[0]
    ended = [row.revoked_at for row in _called(typed, feeds) if row.revoked_at]
    if ended and not found:
        raise UsageError("feed.revoked", text=typed, day=max(ended).astimezone(app.zone).date())
    near = [row.slug for row in found] or alike(typed, [row.slug for row in living], 0.6)
    raise UsageError("feed.mistyped" if near else "feed.unknown", text=typed, near=", ".join(near))


def _called(typed: str, feeds: Iterable[FeedRow]) -> list[FeedRow]:
    known = list(feeds)
    return [row for row in known if typed == row.slug] or [row for row in known if typed == row.name]


def _note(
    session: Session, app: App, action: str, feed: FeedRow, before: dict[str, object] | None = None
) -> None:
    after = {"kind": feed.kind, "subject": feed.subject, "name": feed.name}
    record(
        session,
        at=app.clock.now(),
        actor=app.actor,
        action=action,
        subject=feed.slug,
        before=before,
        after=after,
    )


def _issue(session: Session, app: App, key: bytes, feed: FeedRow) -> IssuedFeed:
    """Give a feed a new address, in place of its former one."""
    version, base = secrets.token_hex(VERSION_BYTES), app.config.feeds_address
    token, now = token_for(key, feed.slug, version), app.clock.now()
    issue_address(
        session,
        FeedAddressRow(token_sha256=token_hash(token), feed=feed.slug, version=version, issued_at=now),
    )
    return IssuedFeed(
        slug=feed.slug,
        kind=feed.kind,
        subject=feed.subject,
        name=feed.name,
        partners=feed.partners,
        address=feed_address(base, token, feed.name),
        page=page_address(base, token),
    )

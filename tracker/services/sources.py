"""What the web asks of the house: values and a few questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple, Protocol

from tracker.core.health import Verdict
from tracker.core.reasons import Reasons
from tracker.core.selection import FeedKind
from tracker.core.standing import Standing


class Look(NamedTuple):
    """How a reader wants a calendar: ``?lang=en``, ``?spans=1``, ``?alarm=1``, ``?period=2026-Q1``.

    An empty language is the feed's own; an empty period is the whole feed or, where that is too
    large for calendar programs, its present part.
    """

    language: str = ""
    spans: bool = False
    alarms: bool = False
    period: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class FeedBytes:
    """A calendar as it is served.

    ``etag`` changes with the bytes and has no quotes; ``last_modified`` is aware and also
    moves when an event leaves the calendar. ``slug`` names the feed in logs and file names.
    """

    data: bytes = field(repr=False)
    etag: str
    last_modified: datetime
    slug: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """A feed whose address no longer holds."""

    slug: str


@dataclass(frozen=True, slots=True)
class Coming:
    """One of the next deadlines of a feed; ``label`` is the short name of the unit, or empty."""

    title: str
    label: str
    act_by: date
    due_on: date
    time: time | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a feed that is too large for calendar programs: "2026" or "2026-Q1"."""

    period: str
    address: str = field(repr=False)
    events: int


class Reach(StrEnum):
    """From where an address can be reached: everywhere, the office's own network, this computer alone."""

    PUBLIC = "public"
    NETWORK = "network"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class FeedPage:
    """What the page of a feed shows.

    ``address`` is what people subscribe to, ``page`` the page itself: absolute, without a query; ``reach``
    is that of both. ``coming`` are the next deadlines, or the oldest of a feed of what is overdue;
    ``overdue`` counts what is. ``parts`` is empty unless the feed is split.
    """

    slug: str
    kind: FeedKind
    name: str
    office: str
    address: str = field(repr=False)
    page: str = field(repr=False)
    reach: Reach
    coming: tuple[Coming, ...]
    overdue: int
    events: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class DutyPage:
    """What the page of one duty shows, as it stands today."""

    id: str
    title: str
    office: str
    plan_number: str
    plan_title: str
    section: str
    ordinal: str
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    start_on: date | None
    time: time | None
    is_meeting: bool
    is_tentative: bool
    standing: Standing
    done_on: date | None
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class HealthFacts:
    """How the service does: the verdict, and instants and counts. ``letters`` counts them by state."""

    now: datetime
    last_tick_at: datetime | None
    verdict: Verdict
    letters: Mapping[str, int]
    obligations_open: int
    overdue: int
    feeds: int


class FeedSource(Protocol):
    """Finds a calendar by the token of its address; any text may be asked for."""

    def freshness(self) -> object:
        """Return at once a value that stays equal while nothing can have been published, else another.

        None where that cannot be told now, because the database does not answer.
        """
        ...

    def feed(
        self, token: str, look: Look = PLAIN, kept: FeedBytes | None = None
    ) -> FeedBytes | Revoked | None:
        """Return the calendar, or None for a token nobody was given and for a period the feed has not.

        ``kept`` is what was returned before: it comes back itself if nothing changed, and no event is read.
        """
        ...

    def page(self, token: str) -> FeedPage | Revoked | None:
        """Return what the feed's page shows, or None for a token nobody was given."""
        ...


class DutySource(Protocol):
    """Finds the facts of one duty by the address that calendar entries link to."""

    def duty(self, obligation_id: str, proof: str) -> DutyPage | None:
        """Return what the duty's page shows, or None for an unknown duty and a wrong proof alike.

        Any text may be asked for.
        """
        ...


class Visits(Protocol):
    """Remembers who fetched which calendar."""

    def note(self, slug: str, client: str, address: str) -> None:
        """Remember that a program, named by its User-Agent, fetched a feed from a network address just now.

        Returns at once; any text may be named.
        """
        ...


class HealthSource(Protocol):
    """Knows how the service does."""

    def verdict(self) -> Verdict:
        """Return how the service does; asked often, so it counts no duties. Never fails."""
        ...

    def health(self) -> HealthFacts:
        """Return the facts of this moment."""
        ...

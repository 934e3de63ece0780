"""What the web asks of the house: values and two questions."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


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
class HealthFacts:
    """How the service does, in instants and counts; ``ticking`` is whether the last tick is recent."""

    now: datetime
    last_tick_at: datetime | None
    ticking: bool
    deliveries_ready: int
    deliveries_failed: int
    obligations_open: int
    overdue: int
    feeds: int


class FeedSource(Protocol):
    """Finds a calendar by the token of its address."""

    def feed(self, token: str) -> FeedBytes | Revoked | None:
        """Return it, or None for a token nobody was given; any text may be asked for."""
        ...


class HealthSource(Protocol):
    """Knows how the service does."""

    def health(self) -> HealthFacts:
        """Return the facts of this moment."""
        ...

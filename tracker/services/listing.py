"""The published calendars as people look after them: what each shows, and who fetches it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from tracker.app import App
from tracker.core.directory import Directory
from tracker.core.selection import FeedKind, feed_tags
from tracker.feeds import parts as splitting
from tracker.feeds.folder import file_name
from tracker.services.marks import PUBLISHED_ON
from tracker.services.serving import parts_of
from tracker.store.lines import FeedLine, FetchLine

STALE_AFTER = timedelta(days=7)  # even the slowest calendar program fetches every few days


class FeedState(StrEnum):
    """How a feed is used."""

    FRESH = "fresh"
    NEVER = "never"
    STALE = "stale"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed; ``fetches`` has the latest first, ``parts`` is empty unless the feed is split.

    ``is_known`` is false where the settings no longer name the unit or the person that it is about.
    """

    line: FeedLine
    state: FeedState
    fetches: tuple[FetchLine, ...]
    parts: tuple[splitting.Period, ...]
    file: Path
    is_known: bool

    @property
    def too_large(self) -> tuple[splitting.Period, ...]:
        """The parts that calendar programs may not read to their end."""
        return tuple(part for part in self.parts if part.octets > splitting.LIMIT)


def awaits_publishing(app: App) -> bool:
    """Whether nothing was ever published, or a feed has nothing to hand out yet."""
    with app.answers() as answers:
        living = [line.slug for line in answers.feeds() if line.revoked_at is None]
        return not answers.state(PUBLISHED_ON) or not all(map(answers.shelf.months, living))


def list_feeds(app: App, *, with_revoked: bool = False) -> list[ListedFeed]:
    """Return the feeds by slug."""
    with app.answers() as answers:
        lines = [line for line in answers.feeds() if with_revoked or not line.revoked_at]
        parts = {line.slug: tuple(parts_of(answers.shelf.months(line.slug))) for line in lines}
        fetches = defaultdict[str, list[FetchLine]](list)
        for fetch in answers.fetches():
            fetches[fetch.feed].append(fetch)
    return [
        ListedFeed(
            line,
            _state(app, line, fetches[line.slug]),
            tuple(fetches[line.slug]),
            parts[line.slug],
            app.config.feeds.folder / file_name(line.slug),
            _is_known(app.directory, line),
        )
        for line in lines
    ]


def _state(app: App, line: FeedLine, fetches: list[FetchLine]) -> FeedState:
    if line.revoked_at:
        return FeedState.REVOKED
    if not fetches:
        return FeedState.NEVER
    is_stale = app.clock.now() - fetches[0].last_at > STALE_AFTER
    return FeedState.STALE if is_stale else FeedState.FRESH


def _is_known(directory: Directory, line: FeedLine) -> bool:
    kind = FeedKind(line.kind)
    if kind in {FeedKind.UNIT, FeedKind.OVERDUE} and line.subject:
        return directory.unit(line.subject) is not None
    return bool(feed_tags(kind, line.subject, directory, partners=line.partners))


def units_without_feed(app: App) -> list[str]:
    """Return the codes of the present units that have no feed of their own, in the order of the settings."""
    with app.answers() as answers:
        served = {
            line.subject for line in answers.feeds() if line.kind == FeedKind.UNIT and not line.revoked_at
        }
    today = app.today()
    return [
        unit.code
        for unit in app.directory.units
        if unit.code not in served and (unit.until is None or unit.until >= today)
    ]

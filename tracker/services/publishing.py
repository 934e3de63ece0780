"""Feeds: one for the office, one a unit, kept up to date as files and at their secret addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from tracker.app import App
from tracker.core.text import slug
from tracker.feeds.calendar import CalendarHead, head_of, join
from tracker.feeds.files import write_feed
from tracker.feeds.tokens import is_same_token, load_key, token_for, token_hash
from tracker.feeds.window import window
from tracker.services.rendering import RENDERED_AT, edition_of, render_changed
from tracker.services.sources import FeedBytes, Revoked
from tracker.store.engine import Session, hold
from tracker.store.feeds import add_feed, all_feeds, feed_by_token
from tracker.store.obligations import event_blocks, event_marks
from tracker.store.state import get_state, set_state
from tracker.store.tables import FeedRow

PUBLISHED_ON = "published_on"  # the day that the feeds' window is counted from
PUBLISHED_AS_OF = "published_as_of"  # the last change of events that the feeds show
FIRST_VERSION = "1"
OFFICE = "office"


@dataclass(frozen=True, slots=True)
class PublishedFeed:
    """One feed with its address; the address is a secret."""

    slug: str
    name: str
    kind: str
    unit: str
    address: str
    file: str


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a publishing run did: events rendered anew, feeds that changed."""

    events: int
    changed: tuple[str, ...]


def publish(app: App) -> PublishReport:
    """Render what changed and bring every feed up to date; with nothing changed, nothing is written."""
    now, today = app.clock.now(), app.today()
    with app.store.write() as session:
        hold(session, "publishing")
        events = render_changed(session, app)
        feeds = _ensure_feeds(session, app)
        changed = _changed(session, feeds, app, today)
        for feed in changed:
            feed.changed_at = now
        for feed in feeds:
            # before the commit: a crash in between writes the same file again, and never leaves an old one
            if feed in changed or not _file(feed, app).exists():
                write_feed(app.config.feeds.folder, feed.slug, feed_data(session, feed, app, today))
    return PublishReport(events, tuple(feed.slug for feed in changed))


def _changed(session: Session, feeds: Sequence[FeedRow], app: App, today: date) -> list[FeedRow]:
    """Find the feeds that changed; looked for only after a change of events and on a new day."""
    as_of = get_state(session, RENDERED_AT) or ""
    is_old = (get_state(session, PUBLISHED_ON), get_state(session, PUBLISHED_AS_OF)) != (str(today), as_of)
    if not is_old and all(feed.etag for feed in feeds):
        return []
    set_state(session, PUBLISHED_ON, str(today))
    set_state(session, PUBLISHED_AS_OF, as_of)
    return [feed for feed in feeds if _has_changed(session, feed, app, today)]


def feed_data(session: Session, feed: FeedRow, app: App, today: date) -> bytes:
    """Join a feed's stored events into its calendar."""
    return join(_head(feed, app), event_blocks(session, feed.unit, *window(today)))


def _has_changed(session: Session, feed: FeedRow, app: App, today: date) -> bool:
    """Compare the feed's events and name with what was last published."""
    head = _head(feed, app)
    marks = event_marks(session, feed.unit, *window(today))
    etag = sha256(repr((edition_of(app), head, marks)).encode()).hexdigest()[:32]
    if etag == feed.etag:
        return False
    feed.etag = etag
    return True


def _head(feed: FeedRow, app: App) -> CalendarHead:
    return head_of(feed.name, app.config.office.name, app.config.feeds.language)


def _ensure_feeds(session: Session, app: App) -> list[FeedRow]:
    """Make the feeds that should exist; a feed once made stays until it is revoked."""
    present = {feed.slug: feed for feed in all_feeds(session)}
    key = load_key(app.config.feeds.key_file)
    for kind, unit, name in _wanted(app):
        if slug(name) not in present:
            present[slug(name)] = _add_feed(session, app, key, kind=kind, unit=unit, name=name)
    return [feed for feed in present.values() if feed.revoked_at is None]


def _wanted(app: App) -> Iterator[tuple[str, str, str]]:
    """Name the feeds: kind, unit code, name."""
    yield OFFICE, "", app.config.office.name
    for unit in app.directory.units:
        yield "unit", unit.code, unit.name


def _add_feed(session: Session, app: App, key: bytes, *, kind: str, unit: str, name: str) -> FeedRow:
    feed = FeedRow(
        slug=slug(name),
        kind=kind,
        unit=unit,
        name=name,
        version=FIRST_VERSION,
        token_sha256=token_hash(token_for(key, slug(name), FIRST_VERSION)),
        created_at=app.clock.now(),
    )
    add_feed(session, feed)
    return feed


def feeds(app: App) -> list[PublishedFeed]:
    """List the feeds with their addresses, the office's first; if there are none yet, they are made.

    What stands is not brought up to date: the service does, by its own clock.
    """
    found = _standing(app)
    if not found:
        publish(app)
        found = _standing(app)
    key = load_key(app.config.feeds.key_file)
    return [_published(feed, key, app) for feed in sorted(found, key=lambda feed: feed.kind != OFFICE)]


def _standing(app: App) -> list[FeedRow]:
    with app.store.read() as session:
        return [feed for feed in all_feeds(session) if feed.revoked_at is None]


def _published(feed: FeedRow, key: bytes, app: App) -> PublishedFeed:
    token = token_for(key, feed.slug, feed.version)
    known = is_same_token(token, feed.token_sha256)  # not if the key file was lost
    address = f"{app.config.feeds_address}/f/{token}/{feed.slug}.ics" if known else ""
    return PublishedFeed(feed.slug, feed.name, feed.kind, feed.unit, address, str(_file(feed, app)))


def _file(feed: FeedRow, app: App) -> Path:
    return app.config.feeds.folder / f"{feed.slug}.ics"


class PublishedFeeds:
    """The feeds as the web asks for them; the last bytes of each are kept until its mark changes."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._kept: dict[str, tuple[str, FeedBytes]] = {}  # by slug, with the mark they were made for

    def feed(self, token: str) -> FeedBytes | Revoked | None:
        """Return the calendar behind a token."""
        with self._app.store.read() as session:
            feed = feed_by_token(session, token_hash(token))
            if feed is None or not feed.changed_at:
                return None
            if feed.revoked_at:
                return Revoked(feed.slug)
            mark, kept = self._kept.get(feed.slug, ("", None))
            if kept is None or mark != feed.etag:
                published_on = date.fromisoformat(get_state(session, PUBLISHED_ON) or "")
                data = feed_data(session, feed, self._app, published_on)
                # of the bytes: an event may have been rendered since the feed was marked
                kept = FeedBytes(data, sha256(data).hexdigest()[:32], feed.changed_at, feed.slug)
                self._kept[feed.slug] = (feed.etag, kept)
            return kept

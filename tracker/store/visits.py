"""Who fetched feeds: written with the bare driver, for the feed server loads no ORM."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.errors import StoreError
from tracker.store.location import SQLITE, Location
from tracker.store.reading import connect_postgresql, in_postgresql, translated

if TYPE_CHECKING:
    from sqlmodel import Session

PATIENCE = 1  # second to wait for a database that is busy: the visits can wait longer than whoever stops us
MOST_CLIENTS = 20  # of one feed, whatever names they give themselves

#: A feed that is not there, in a database that was restored, has no visits.
_ADD = """
    INSERT INTO feed_fetch (feed, client, address, first_at, last_at, times)
    SELECT slug, :client, :address, :first_at, :last_at, :times FROM feed WHERE slug = :feed
    ON CONFLICT (feed, client) DO UPDATE SET
        address = excluded.address, last_at = excluded.last_at, times = feed_fetch.times + excluded.times
"""
_FORGET = """
    DELETE FROM feed_fetch WHERE last_at < :before OR client NOT IN (
        SELECT client FROM feed_fetch AS newest WHERE newest.feed = feed_fetch.feed
        ORDER BY last_at DESC, client LIMIT :most
    )
"""


class Visit(NamedTuple):
    """How often a program fetched a feed between two instants, and from which network address at last."""

    feed: str
    client: str
    address: str
    first_at: datetime
    last_at: datetime
    times: int


def add_visits(location: Location, visits: Sequence[Visit], before: datetime) -> None:
    """Add visits to those that are stored, all or none, and forget the ones of before an instant."""
    with translated(location.shown), _writing(location) as run:
        for visit in visits:
            run(_ADD, visit._asdict())
        run(_FORGET, {"before": before, "most": MOST_CLIENTS})


def forget_visits(session: "Session", slug: str) -> None:
    """Forget who fetched a feed."""
    import sqlalchemy as sa  # noqa: PLC0415  (whoever notes visits does without)

    session.connection().execute(sa.text("DELETE FROM feed_fetch WHERE feed = :slug"), {"slug": slug})


@contextmanager
def _writing(location: Location) -> Iterator[Any]:
    """Open one transaction and lend what runs a statement in it."""
    if location.dialect == SQLITE:
        with closing(_open_sqlite(location)) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield lambda sql, facts: connection.execute(sql, {k: _kept(v) for k, v in facts.items()})
    else:
        with connect_postgresql(location) as connection:
            connection.execute(f"SET lock_timeout = '{PATIENCE}s'")
            yield lambda sql, facts: connection.execute(in_postgresql(sql), facts)


def _open_sqlite(location: Location) -> sqlite3.Connection:
    if not location.path.is_file():
        raise StoreError("store.missing", place=location.shown)
    address = f"{location.path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)


def _kept(fact: object) -> object:
    """Return a fact as SQLite keeps it: instants as text in UTC."""
    return f"{fact.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" if isinstance(fact, datetime) else fact

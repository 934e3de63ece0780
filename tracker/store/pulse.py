"""What the database knows of its service: asked by watchdogs all day, so each question has an index."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from typing import NamedTuple

from tracker.store.location import SQLITE, locate
from tracker.store.reading import Reader, connect_postgresql, translated

DEAD_AFTER = 3  # different days on which an address was refused for good
NOBODY_WAITS = 0.2  # seconds for a database that somebody else writes to: it can be written to, then

_LETTERS = """
    SELECT {columns} FROM (
        SELECT MIN(next_at) AS waiting_since FROM delivery
        WHERE (state = 'ready' OR state = 'sending') AND state = 'ready'
    ) AS ready, (
        SELECT COUNT(*) AS failed_unseen FROM delivery WHERE state = 'failed' AND seen_at IS NULL
    ) AS failed, (
        SELECT COUNT(*) AS dead_addresses FROM (
            SELECT address FROM address_trouble GROUP BY address HAVING COUNT(*) >= :days
        ) AS addresses
    ) AS dead
"""


class LettersFelt(NamedTuple):
    """Letters that somebody should know of."""

    waiting_since: datetime | None
    failed_unseen: int
    dead_addresses: int


def states(reader: Reader, like: str = "%") -> Mapping[str, str]:
    """Return the facts of the running service by name."""
    return dict(reader.rows("SELECT name, value FROM state WHERE name LIKE :like", like=like))


def letters_felt(reader: Reader) -> LettersFelt:
    """Return since when letters wait, how many failed unseen, and how many addresses are dead."""
    (found,) = reader.read(LettersFelt, _LETTERS, days=DEAD_AFTER)
    return found


def is_writable(url: str) -> bool:
    """Whether a transaction that writes can begin now; StoreError where nobody can even ask."""
    location = locate(url)
    with translated(location.shown):
        if location.dialect != SQLITE:
            with closing(connect_postgresql(location)) as connection:
                found = connection.execute("SHOW transaction_read_only").fetchone()
            return bool(found[0] == "off")
        address = f"{location.path.absolute().as_uri()}?mode=rw"
        with closing(
            sqlite3.connect(address, uri=True, timeout=NOBODY_WAITS, isolation_level=None)
        ) as connection:
            return _can_begin(connection)


def _can_begin(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return True

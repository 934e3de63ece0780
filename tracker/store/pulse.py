"""What the database knows of its service: asked by watchdogs all day, so each question has an index."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime
from typing import NamedTuple

from tracker.store.lines import OpenCounts
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

#: As ``core.standing`` decides; ``act_by`` is never later than the deadline, and has the index.
_OPEN = """
    SELECT {columns} FROM (
        SELECT undone + later AS total, late + late_later AS overdue FROM (
            SELECT COUNT(*) AS undone FROM obligation WHERE status = 'open'
        ) AS undone, (
            SELECT COUNT(*) AS later, COUNT(CASE WHEN deadline_on < :as_of THEN 1 END) AS late_later
            FROM obligation WHERE status = 'done' AND done_on > :as_of
        ) AS later, (
            SELECT COUNT(*) AS late FROM obligation
            WHERE status = 'open' AND act_by < :as_of AND deadline_on < :as_of
        ) AS late
    ) AS counted
"""
_NOTED = """
    SELECT plan.id FROM plan JOIN state ON state.name = :mark || plan.id
    WHERE plan.withdrawn_at IS NULL AND state.value = :value
    ORDER BY plan.id
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


def counts_open(reader: Reader, as_of: date) -> OpenCounts:
    """Count what is open at the end of a day."""
    (found,) = reader.read(OpenCounts, _OPEN, as_of=as_of)
    return found


def plans_noted(reader: Reader, mark: str, value: str) -> list[str]:
    """List the plans that stand of which a fact has this value, by id."""
    return [plan for (plan,) in reader.rows(_NOTED, mark=f"{mark}.", value=value)]


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

"""Queues that are compared: what anybody would write with sqlite3, one clustered by time, and our outbox."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from stored import NOW, RAW, YEAR, letter, quick, store_letters

from tracker.store import outbox
from tracker.store.engine import Store, open_store

WORDS = "Báo cáo tổng kết công tác thi đua, khen thưởng quý II năm 2024 của các cơ quan, đơn vị " * 2
LEASE = timedelta(days=3650)  # no round may take over what an earlier one claimed
LONGEST = 15  # seconds to wait for another writer


def connected(path: Path) -> sqlite3.Connection:
    """Return a connection as ours are: WAL, every commit on the disk."""
    connection = sqlite3.connect(path, timeout=LONGEST, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


class Obvious:
    """A row a reminder, a partial index on the time, one UPDATE ... RETURNING."""

    def __init__(self, path: Path, total: int) -> None:
        with quick(path) as connection:
            connection.execute(
                "CREATE TABLE reminder (id INTEGER PRIMARY KEY, due_at INTEGER NOT NULL,"
                " state INTEGER NOT NULL DEFAULT 0, words TEXT NOT NULL)"
            )
            connection.executemany(
                "INSERT INTO reminder (due_at, words) VALUES (?, ?)", ((at, WORDS) for at in moments(total))
            )
            connection.execute("CREATE INDEX waiting ON reminder (due_at) WHERE state = 0")
        self.connection = connected(path)

    def claim(self, due: int) -> float:
        """Claim the next ``due`` reminders and return the seconds."""
        wanted = "SELECT due_at FROM reminder WHERE state = 0 ORDER BY due_at LIMIT 1 OFFSET ?"
        (now,) = self.connection.execute(wanted, (due - 1,)).fetchone()
        began = time.perf_counter()
        claimed = self.connection.execute(
            "UPDATE reminder SET state = 1 WHERE state = 0 AND due_at <= ? RETURNING id, words", (now,)
        ).fetchall()
        return taken(began, claimed, due)


class Clustered:
    """Rows in the order of their time; what is due leaves the queue and joins an outbox."""

    def __init__(self, path: Path, total: int) -> None:
        with quick(path) as connection:
            connection.execute(
                "CREATE TABLE queue (due_at INTEGER, id INTEGER, words TEXT NOT NULL,"
                " PRIMARY KEY (due_at, id)) WITHOUT ROWID"
            )
            connection.execute("CREATE TABLE outbox (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
            rows = ((at, number, WORDS) for number, at in enumerate(sorted(moments(total))))
            connection.executemany("INSERT INTO queue VALUES (?, ?, ?)", rows)
        self.connection = connected(path)

    def claim(self, due: int) -> float:
        """Claim the next ``due`` reminders and return the seconds."""
        wanted = "SELECT due_at FROM queue ORDER BY due_at LIMIT 1 OFFSET ?"
        (now,) = self.connection.execute(wanted, (due - 1,)).fetchone()
        began = time.perf_counter()
        self.connection.execute("BEGIN IMMEDIATE")
        claimed = self.connection.execute(
            "DELETE FROM queue WHERE due_at <= ? RETURNING id, words", (now,)
        ).fetchall()
        self.connection.executemany("INSERT INTO outbox VALUES (?, ?)", claimed)
        self.connection.execute("COMMIT")
        return taken(began, claimed, due)


class Scattered:
    """Our outbox with all its letters waiting, their times as random as those of the others."""

    def __init__(self, path: Path, total: int) -> None:
        store_letters(path, total)
        self.path, self.store = path, open_store(f"sqlite:///{path}")

    def claim(self, due: int) -> float:
        """Claim the next ``due`` letters and return the seconds; their texts are stored before that."""
        next_at = self._give_texts(due)
        return claimed_of_ours(self.store, datetime.fromisoformat(f"{next_at}+00:00"), due)

    def _give_texts(self, due: int) -> str:
        with closing(connected(self.path)) as connection:
            wanted = "SELECT id, next_at FROM delivery WHERE state = 'ready' ORDER BY next_at LIMIT ?"
            rows = connection.execute(wanted, (due,)).fetchall()
            connection.execute("BEGIN IMMEDIATE")
            texts = ((number, RAW) for number, _ in rows)
            connection.executemany("INSERT INTO delivery_bytes (delivery_id, raw) VALUES (?, ?)", texts)
            connection.execute("COMMIT")
        return str(rows[-1][1])


class OfTheDay:
    """Our outbox as it lives: all but the day's letters were sent long ago."""

    def __init__(self, path: Path, total: int) -> None:
        store_letters(path, total)
        with quick(path) as connection:
            connection.execute("UPDATE delivery SET state = 'sent', sent_at = next_at")
        self.store, self.day = open_store(f"sqlite:///{path}"), NOW + timedelta(seconds=YEAR)

    def claim(self, due: int) -> float:
        """Queue ``due`` letters, claim them, settle them, and return the seconds of the claim."""
        self.day += timedelta(days=1)
        with self.store.write() as session:
            for number in range(due):
                outbox.enqueue(session, letter(number, self.day), RAW)
        seconds = claimed_of_ours(self.store, self.day, due)
        with self.store.write() as session:
            session.connection().exec_driver_sql(
                "UPDATE delivery SET state = 'sent', sent_at = next_at, lease_token = '', lease_until = NULL"
                " WHERE state = 'sending'"
            )
        return seconds


def claimed_of_ours(store: Store, now: datetime, due: int) -> float:
    """Claim letters from our outbox and return the seconds."""
    began = time.perf_counter()
    claimed = claim(store, now, LEASE, due)
    return taken(began, claimed, due)


def claim(store: Store, now: datetime, lease: timedelta, most: int) -> list[outbox.Claimed]:
    """Claim as a sender does, in a transaction of its own."""
    with store.write() as session:
        return outbox.claim(session, "benchmark:1", now, lease, most)


def taken(began: float, claimed: Sequence[object], due: int) -> float:
    """Return the seconds since ``began``; a claim of too few does not count."""
    seconds = time.perf_counter() - began
    if len(claimed) < due:
        raise SystemExit(f"claimed {len(claimed)} of {due}")
    return seconds


def moments(total: int) -> list[int]:
    """Return random milliseconds of the year after NOW, in no order."""
    chance, first = Random(total), int(NOW.timestamp() * 1000)
    return [first + chance.randrange(YEAR * 1000) for _ in range(total)]

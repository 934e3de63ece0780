"""Whether anything can have been published since: asked for every poll, so it must cost next to nothing."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tracker.store.location import SQLITE, locate


class Freshness:
    """Tells moments apart between which somebody may have written.

    SQLite says so itself, in two microseconds. PostgreSQL would need a question over the network
    for every poll; there each second counts as a change.
    """

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        location = locate(url)
        self._path = location.path if location.dialect == SQLITE else None
        self._inode = 0
        self._now = now
        self._connection: sqlite3.Connection | None = None

    def mark(self) -> object:
        """Return a value that stays equal while nobody writes; None where the database does not answer."""
        if self._path is None:
            return int(self._now().timestamp())
        try:
            return self._version(self._path)
        except (OSError, sqlite3.Error):
            self.close()
            return None

    def _version(self, path: Path) -> tuple[int, int]:
        inode = path.stat().st_ino
        if self._connection is None or inode != self._inode:  # a restored database is another file
            self.close()
            self._connection = _connect(path)
            self._inode = inode
        (found,) = self._connection.execute("PRAGMA data_version").fetchone()
        return (inode, found)

    def close(self) -> None:
        """Close the connection, if one is open."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _connect(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=0, isolation_level=None, check_same_thread=False)

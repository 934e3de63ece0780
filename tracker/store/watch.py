"""Whether anything is owed: asked every turn through one kept connection, so it must cost next to nothing."""

import sqlite3
from contextlib import suppress
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any

from tracker.store.lending import file_of
from tracker.store.location import SQLITE, locate
from tracker.store.reading import PATIENCE, connect_postgresql, in_postgresql, translated

#: A day is owed until it was planned once: the weekly digest and a new day's notices begin with it.
OWES = """
    SELECT EXISTS (SELECT 1 FROM obligation WHERE status = 'open' AND next_on <= :today)
        OR EXISTS (SELECT 1 FROM notice WHERE state = 'planned' AND slot_on <= :today)
        OR NOT EXISTS (SELECT 1 FROM state WHERE name = 'planned_on' AND value = :day)
"""
#: Literals, with the condition of ix_delivery_waiting in each half: SQLite uses the index only then.
HAS_LETTERS = """
    SELECT EXISTS (
            SELECT 1 FROM delivery WHERE (state = 'ready' OR state = 'sending')
            AND state = 'ready' AND priority IN (0, 1) AND next_at <= :now
        ) OR EXISTS (
            SELECT 1 FROM delivery WHERE (state = 'ready' OR state = 'sending')
            AND state = 'sending' AND lease_until < :now
        ) OR EXISTS (
            SELECT 1 FROM delivery WHERE (state = 'ready' OR state = 'sending')
            AND state = 'ready' AND expires_at <= :now
        )
"""


class Watch:
    """Looks into the database; holds no moment of it fast between two looks."""

    def __init__(self, url: str) -> None:
        self._location = locate(url)
        self._connection: Any = None
        self._file = 0
        self._lock = Lock()  # between who plans and who sends

    def owes(self, today: date) -> bool:
        """Whether ``today`` was not planned yet, or has something to say since. Raises as ``Store.read``."""
        day = today.isoformat()
        return self._ask(OWES, {"today": day if self._is_sqlite else today, "day": day})

    def has_letters(self, now: datetime) -> bool:
        """Whether a letter can be claimed, was left by a dead sender, or has expired. Raises as ``owes``."""
        return self._ask(
            HAS_LETTERS, {"now": f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" if self._is_sqlite else now}
        )

    def close(self) -> None:
        """Close the connection, if one is open."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):  # its server may be gone
                connection.close()

    @property
    def _is_sqlite(self) -> bool:
        return self._location.dialect == SQLITE

    def _ask(self, sql: str, facts: dict[str, object]) -> bool:
        with self._lock, translated(self._location.shown):
            try:
                found = self._connected().execute(sql if self._is_sqlite else in_postgresql(sql), facts)
                [(is_owed,)] = found.fetchall()  # all of it: a statement that is not at its end reads on
            except BaseException:
                self.close()  # the next look opens another
                raise
            return bool(is_owed)

    def _connected(self) -> Any:
        file = file_of(self._location)  # a restored database is another file
        if self._connection is None or file != self._file:
            self.close()
            self._connection, self._file = self._open(), file
        return self._connection

    def _open(self) -> Any:
        if not self._is_sqlite:
            connection = connect_postgresql(self._location)
            connection.autocommit = True
            connection.read_only = True
            return connection
        address = f"{self._location.path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(
            address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )

"""What a driver's error means: the only place that knows the databases' error codes."""

import sqlite3
from collections.abc import Mapping

from tracker.errors import BusyError, StoreError, TrackerError

BUSY = "store.busy"
DAMAGED = "store.damaged"

#: Primary result codes (sqlite.org/rescode.html); extended codes keep them in the low byte.
_SQLITE: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_CANTOPEN: "store.cannot_open",
    sqlite3.SQLITE_PERM: "store.cannot_open",
    sqlite3.SQLITE_READONLY: "store.read_only",
    sqlite3.SQLITE_IOERR: "store.disk",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}

#: SQLSTATE, or its class of two letters (PostgreSQL manual, appendix A).
_POSTGRESQL: Mapping[str, str] = {
    "08": "store.unreachable",
    "28": "store.unreachable",
    "3D": "store.unreachable",
    "25006": "store.read_only",
    "40": BUSY,
    "53": BUSY,
    "53100": "store.full",
    "55P03": BUSY,
    "57": "store.unreachable",
    "57014": BUSY,
    "58": "store.disk",
    "XX": DAMAGED,
}


def explain(error: BaseException | None, place: str) -> TrackerError | None:
    """Say what a driver's error means for a person; None if it is a defect of ours."""
    key = _key_of(error)
    if key is None:
        return None
    return BusyError(key, place=place) if key == BUSY else StoreError(key, place=place)


def is_busy(error: BaseException) -> bool:
    """Whether somebody else holds what was asked for."""
    return _key_of(error) == BUSY


def is_damage(error: BaseException) -> bool:
    """Whether a database's file is not what it should be."""
    return _key_of(error) == DAMAGED


def _key_of(error: BaseException | None) -> str | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", -1) & 0xFF)
    state = getattr(error, "sqlstate", None)
    if state is None:  # libpq itself failed: there was no server to name a state
        return "store.unreachable" if _is_operational(error) else None
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])


def _is_operational(error: BaseException | None) -> bool:
    """Recognize psycopg's class by its name: the driver is an extra and may not be installed."""
    return any(kind.__name__ == "OperationalError" for kind in type(error).__mro__)

"""The database for writing: address in, transactions out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import sleep
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from tracker.errors import StoreError
from tracker.store import codec, failures
from tracker.store.filesystem import refuse_network
from tracker.store.location import POSTGRESQL, SQLITE, Location, locate

__all__ = ["Session", "Store", "hold", "open_store", "translated", "try_hold"]

PATIENCE = 15  # seconds to wait for another writer
TRIES_A_SECOND = 20  # where SQLite does not wait by itself

_PRAGMAS = (
    f"busy_timeout={PATIENCE * 1000}",  # the first: the others may have to wait
    "page_size=8192",  # of a new file: a calendar entry of some 1,200 octets then stands in one piece
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL may forget the last "sent" in a power cut
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "journal_size_limit=67108864",
)
_SESSION_SETTINGS = {
    "timezone": "UTC",
    "lock_timeout": f"{PATIENCE}s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "300s",
}
_READ_ONLY = "read_only"


@dataclass(frozen=True, slots=True)
class Store:
    """One database. ``place`` names it for people; ``url`` may hold a password and is never shown."""

    url: str = field(repr=False)
    place: str
    engine: sa.Engine = field(repr=False)

    @property
    def dialect(self) -> str:
        """Either "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed at the end, taken back on any error.

        Raises BusyError if another writer holds on for too long, StoreError if
        the database cannot be used.
        """
        with translated(self.place), Session(self.engine, expire_on_commit=False) as session:
            yield session
            session.commit()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One moment of the database; writing is refused. Raises as ``write``."""
        engine = self.engine.execution_options(**_reading(self.dialect))
        with translated(self.place), Session(engine, expire_on_commit=False) as session:
            yield session

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Name a database and prepare its connections; an SQLite file is created, empty, if missing."""
    location = locate(url)
    with translated(location.shown):
        engine = _sqlite(location) if location.dialect == SQLITE else _postgresql(location)
    return Store(url, location.shown, engine)


def hold(session: Session, name: str) -> None:
    """Let only one transaction at a time go on under this name; needed before "look, then insert".

    On SQLite every writing transaction is alone already.
    """
    if session.get_bind().dialect.name == POSTGRESQL:
        number = sa.func.hashtextextended(name, 0)
        session.connection().execute(sa.select(sa.func.pg_advisory_xact_lock(number)))


def try_hold(session: Session, name: str) -> bool:
    """Hold a name if nobody else does; whoever does not get it leaves the work to the holder."""
    if session.get_bind().dialect.name != POSTGRESQL:
        return True
    number = sa.func.hashtextextended(name, 0)
    return bool(session.connection().execute(sa.select(sa.func.pg_try_advisory_xact_lock(number))).scalar())


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn what the driver says into an error for people; defects pass unchanged."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        meaning = failures.explain(error.orig, place)
        if meaning is None:
            raise
        raise meaning from error
    except sa.exc.TimeoutError as error:
        raise StoreError("store.unreachable", place=place) from error


def _sqlite(location: Location) -> sa.Engine:
    refuse_network(location.path)
    _make_file(location)
    engine = sa.create_engine(sa.URL.create(SQLITE, database=str(location.path.absolute())), **_common())
    sa.event.listen(engine, "connect", _set_pragmas)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _make_file(location: Location) -> None:
    try:
        location.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not location.path.exists():
            location.path.touch(mode=0o600)
    except OSError as error:
        raise StoreError("store.cannot_open", place=location.shown) from error


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by ``_begin``, not by the driver
    for pragma in _PRAGMAS:
        _settle(connection, pragma)


def _settle(connection: Any, pragma: str) -> None:
    """Make a setting; of those who turn a new file to WAL at once SQLite lets one, and no other waits."""
    for tries_left in reversed(range(PATIENCE * TRIES_A_SECOND)):
        try:
            connection.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            if not tries_left or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            sleep(1 / TRIES_A_SECOND)
        else:
            return


def _begin(connection: sa.Connection) -> None:
    """Take the write lock at once: a reader that becomes a writer would fail without waiting."""
    reading = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _postgresql(location: Location) -> sa.Engine:
    options = " ".join(f"-c {name}={value}" for name, value in _SESSION_SETTINGS.items())
    try:
        url = sa.make_url(location.dsn).set(drivername="postgresql+psycopg")
        return sa.create_engine(url, pool_pre_ping=True, connect_args=_connect(options), **_common())
    except ModuleNotFoundError as error:
        raise StoreError("store.no_driver", place=location.shown) from error
    except (sa.exc.ArgumentError, ValueError):  # their words may quote the address with its password
        raise StoreError("store.unknown_address", scheme=POSTGRESQL) from None


def _connect(options: str) -> dict[str, object]:
    return {"options": options, "connect_timeout": PATIENCE, "application_name": "tracker"}


def _common() -> dict[str, Any]:
    return {"hide_parameters": True, "json_serializer": codec.dumps, "json_deserializer": codec.loads}


def _reading(dialect: str) -> dict[str, Any]:
    if dialect == SQLITE:
        return {_READ_ONLY: True}
    return {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}

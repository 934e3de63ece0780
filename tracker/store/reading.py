"""Questions to the database through its bare driver: rows come back as plain values."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from tracker.core.standing import Status
from tracker.errors import StoreError
from tracker.store import codec, failures
from tracker.store.filesystem import refuse_network
from tracker.store.lines import Facts
from tracker.store.location import SQLITE, Location

PATIENCE = 15  # seconds to wait for a database that is busy

T = TypeVar("T")
Converters = Mapping[Any, Callable[[Any], Any]]

_NAMED = re.compile(r":([a-z_][a-z_0-9]*)")


@dataclass(frozen=True, slots=True)
class Reader:
    """One open database, read-only, showing one moment."""

    place: str
    dialect: str
    connection: Any = field(repr=False)

    def read(self, kind: type[T], sql: str, **facts: object) -> list[T]:
        """Ask for lines; ``{columns}`` in the SQL stands for the columns that the class names."""
        columns = _columns(kind)
        converters = _converters(list(columns.values()), self.dialect)
        statement = sql.format(columns=", ".join(columns))
        return [kind(*_converted(row, converters)) for row in self.rows(statement, **facts)]

    def rows(self, sql: str, **facts: object) -> list[tuple[Any, ...]]:
        """Ask for bare rows; facts are named ``:name`` in the SQL."""
        with translated(self.place):
            if self.dialect == SQLITE:
                found = self.connection.execute(sql, {name: _plain(fact) for name, fact in facts.items()})
            else:
                found = self.connection.execute(in_postgresql(sql), facts)
            return list(found.fetchall())

    def renew(self) -> None:
        """Let go of the moment that is shown; the next question begins another."""
        with translated(self.place):
            self.connection.rollback()
            if self.dialect == SQLITE:
                self.connection.execute("BEGIN")

    def has_table(self, name: str) -> bool:
        """Whether a table or view of this name is there."""
        catalogue = {
            SQLITE: "SELECT 1 FROM sqlite_master WHERE name = :name",
            "postgresql": "SELECT 1 WHERE to_regclass(:name) IS NOT NULL",
        }
        return bool(self.rows(catalogue[self.dialect], name=name))


def open_reader(location: Location) -> Reader:
    """Open a database for reading; StoreError if there is none or it cannot be read."""
    with translated(location.shown):
        connection = _open_sqlite(location) if location.dialect == SQLITE else _open_postgresql(location)
    return Reader(location.shown, location.dialect, connection)


def in_postgresql(sql: str) -> str:
    """Return a statement with its facts named as psycopg wants them."""
    return _NAMED.sub(r"%(\1)s", sql)


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn what a bare driver says into an error for people; defects pass unchanged."""
    try:
        yield
    except Exception as error:
        meaning = failures.explain(error, place)
        if meaning is None:
            raise
        raise meaning from error


def _open_sqlite(location: Location) -> sqlite3.Connection:
    if not location.path.is_file():
        raise StoreError("store.missing", place=location.shown)
    refuse_network(location.path)
    address = f"{location.path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(
        address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("BEGIN")
    return connection


def _open_postgresql(location: Location) -> Any:
    connection = connect_postgresql(location)
    from psycopg import IsolationLevel  # noqa: PLC0415
    from psycopg.types.json import set_json_loads  # noqa: PLC0415

    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    set_json_loads(codec.loads, connection)
    return connection


def connect_postgresql(location: Location) -> Any:
    """Connect; StoreError where the driver is not installed or cannot read the address."""
    try:
        import psycopg  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        raise StoreError("store.no_driver", place=location.shown) from error
    try:
        return psycopg.connect(location.dsn, connect_timeout=PATIENCE, application_name="tracker")
    except psycopg.ProgrammingError:  # its words may quote the address with its password
        raise StoreError("store.unknown_address", scheme=location.dialect) from None


def _columns(kind: Any) -> dict[str, Any]:
    """Return the columns that a named tuple asks for, with their types."""
    return {name: of for name, of in kind.__annotations__.items() if name not in kind._field_defaults}


def _converters(types: list[Any], dialect: str) -> list[tuple[int, Callable[[Any], Any]]]:
    """Pair the place of a column with what makes its value; other columns stay as they come."""
    known = _FROM_SQLITE if dialect == SQLITE else _FROM_POSTGRESQL
    return [(place, known[kind]) for place, kind in enumerate(types) if kind in known]


def _converted(row: tuple[Any, ...], converters: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for place, convert in converters:
        if values[place] is not None:
            values[place] = convert(values[place])
    return values


def _plain(fact: object) -> object:
    """Return a fact as SQLite keeps it: days as ISO text."""
    return fact.isoformat() if isinstance(fact, date) else fact


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _names(text: str) -> tuple[str, ...]:
    """Part the names that a view joined."""
    return tuple(text.split("\x1f")) if text else ()


def _or_none(known: Converters) -> Converters:
    return {**known, **{kind | None: convert for kind, convert in known.items()}}


_FROM_POSTGRESQL = _or_none(
    {
        datetime: lambda moment: moment.astimezone(UTC),
        Status: Status,
        tuple[str, ...]: _names,
        tuple[Facts, ...]: tuple,
    }
)
_FROM_SQLITE = _or_none(
    {
        date: date.fromisoformat,
        datetime: _utc,
        time: time.fromisoformat,
        bool: bool,
        Status: Status,
        Facts: codec.loads,
        tuple[str, ...]: _names,
        tuple[Facts, ...]: lambda text: tuple(codec.loads(text)),
    }
)

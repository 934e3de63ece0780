"""Many rows at once, without the cost of watching each."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from tracker.store.location import SQLITE

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
BATCH = 5_000  # parameters in one statement; both databases take over 30,000


def insert(session: Session, rows: Sequence[SQLModel]) -> None:
    """Insert rows of one table; the session does not watch them afterwards."""
    if rows:
        session.flush()  # what they refer to may still be waiting
        session.connection().execute(sa.insert(_table(rows[0])), [values(row) for row in rows])


def insert_new(session: Session, rows: Sequence[SQLModel], once: Sequence[str]) -> list[int]:
    """Insert the rows whose ``once`` columns are not there yet; return the ids of those inserted."""
    if not rows:
        return []
    session.flush()
    table = _table(rows[0])
    statement = _conflicting(session, table).on_conflict_do_nothing(index_elements=once)
    found = session.connection().execute(statement.returning(table.c.id), [values(row) for row in rows])
    return list(found.scalars())


def replace(session: Session, row: SQLModel, *, once: Sequence[str]) -> None:
    """Store a row in place of the one with the same ``once`` columns, if there is one."""
    statement = _conflicting(session, _table(row))
    new = {name: statement.excluded[name] for name in values(row) if name not in once}
    session.execute(statement.on_conflict_do_update(index_elements=once, set_=new), values(row))


def _conflicting(session: Session, table: sa.Table) -> "sqlite.Insert | postgresql.Insert":
    """Begin an insertion that may say what becomes of a row that is there already."""
    if session.get_bind().dialect.name == SQLITE:
        from sqlalchemy.dialects import sqlite  # noqa: PLC0415  (only the dialect in use is loaded)

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    return postgresql.insert(table)


def values(row: SQLModel) -> dict[str, Any]:
    """Return a row's columns by name; an id that the database gives is left out."""
    columns = ((column.name, getattr(row, column.name)) for column in _table(row).columns)
    return {name: value for name, value in columns if not (name == "id" and value is None)}


def in_batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Part a sequence that may be too long for one statement."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _table(row: SQLModel) -> sa.Table:
    table: sa.Table = sa.inspect(type(row)).local_table
    return table

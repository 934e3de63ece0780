"""The schema: made when there is none, changed only on request, never guessed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from tracker.errors import StoreError
from tracker.store import views
from tracker.store.backup import copy_database
from tracker.store.engine import Store, hold, translated
from tracker.store.location import SQLITE, locate
from tracker.store.revision import HEAD, TABLE, refuse_newer, refuse_other
from tracker.store.tables import METADATA

_LOCK = "schema"
_VERSIONS = sa.Table(  # as alembic makes it, which is too slow to load for a first run
    TABLE,
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


@dataclass(frozen=True, slots=True)
class MigrationReport:
    """From which schema to which; ``copy`` is the database as it was before, SQLite only."""

    before: str | None
    after: str
    copy: Path | None = None


def prepare(store: Store) -> None:
    """Make a new database ready; leave one with the present schema alone, refuse any other."""
    found = revision(store)
    if found is None:
        _create(store)
    else:
        refuse_other(found, store.place)


def migrate(store: Store) -> MigrationReport:
    """Bring the database to the present schema in one transaction; an SQLite file is copied first."""
    before = revision(store)
    if before is None:
        prepare(store)
        return MigrationReport(None, HEAD)
    refuse_newer(before, store.place)
    if before == HEAD:
        return MigrationReport(before, HEAD)
    copy = _copy(store, before)
    upgrade(store)
    return MigrationReport(before, HEAD, copy)


def upgrade(store: Store) -> None:
    """Run every migration that has not run yet."""
    from alembic import command  # noqa: PLC0415  (slow to load, seldom needed)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "tracker.store:migrations")
    with translated(store.place), _rebuilding(store) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(store: Store) -> str | None:
    """Return the revision of the database's schema; None where there is no table yet."""
    with store.read() as session:
        return _revision(session, store.place)


def _revision(session: Session, place: str) -> str | None:
    names = sa.inspect(session.connection()).get_table_names()
    if TABLE in names:
        found = session.connection().execute(sa.select(_VERSIONS.c.version_num)).scalar()
        return str(found) if found is not None else None
    if names:
        raise StoreError("store.foreign", place=place)
    return None


def _create(store: Store) -> None:
    with store.write() as session:
        hold(session, _LOCK)
        if _revision(session, store.place) is not None:
            return  # somebody else was first
        connection = session.connection()
        METADATA.create_all(connection, checkfirst=False)
        for statement in views.statements(store.dialect):
            connection.exec_driver_sql(statement)
        _VERSIONS.create(connection)
        connection.execute(_VERSIONS.insert().values(version_num=HEAD))


@contextmanager
def _rebuilding(store: Store) -> Iterator[sa.Connection]:
    """One transaction in which SQLite tables may be rebuilt, references checked at its end.

    Meanwhile references are not enforced and views may name a table that is
    away (sqlite.org/lang_altertable.html, section 7). These settings do not
    change inside a transaction, so they are made on the bare connection, which
    is thrown away afterwards.
    """
    with store.engine.connect() as connection:
        if store.dialect == SQLITE:
            _bare(connection).execute("PRAGMA foreign_keys=OFF")
            _bare(connection).execute("PRAGMA legacy_alter_table=ON")
        try:
            with connection.begin():
                hold(Session(connection), _LOCK)
                yield connection
                _check_references(connection, store)
        finally:
            connection.invalidate()


def _bare(connection: sa.Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101  (for the type checker)
    return driver


def _check_references(connection: sa.Connection, store: Store) -> None:
    if store.dialect == SQLITE and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreError("store.damaged", place=store.place)


def _copy(store: Store, before: str) -> Path | None:
    """Copy an SQLite database beside itself, without stopping anybody, and verify the copy."""
    if store.dialect != SQLITE:
        return None
    path = locate(store.url).path
    target = _free_name(path, before)
    copy_database(path, target)
    return target


def _free_name(path: Path, before: str) -> Path:
    names = (path.with_name(f"{path.stem}.before-{before}.{n}.sqlite3") for n in count(1))
    return next(name for name in names if not name.exists())

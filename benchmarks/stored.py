"""A database with very many rows, made quickly: some are stored by the program, SQL copies them.

The copies take over every column, whatever the schema has, but for the few that must differ.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from office import Office
from service import database_of, running

from tracker.store.engine import open_store
from tracker.store.outbox import enqueue
from tracker.store.schema import prepare
from tracker.store.tables import DeliveryRow

PLANS, ORIGINALS = 5, 1000  # plans that the program takes in itself, and obligations that they hold
FIRST_PLAN = 101
NOW = datetime(2024, 5, 27, 1, tzinfo=UTC)  # 08:00 of an office in Viet Nam
RAW = b"Subject: x\r\n\r\n" + b"x" * 74 + b"\r\n"
YEAR = 365 * 24 * 3600
QUICK = ("journal_mode=WAL", "synchronous=OFF", "cache_size=-500000", "temp_store=MEMORY", "foreign_keys=OFF")


def store_obligations(office: Office, port: int, total: int) -> None:
    """Store ``total`` obligations as a service leaves them: none has anything to say for years.

    The service itself takes in some plans and renders their entries; SQL copies all that this left.
    """
    for plan in range(PLANS):
        office.take_in(FIRST_PLAN + plan, ORIGINALS // PLANS)
    with running(office, port):
        pass
    with quick(database_of(office)) as connection:
        connection.execute("UPDATE obligation SET next_on = date(next_on, '+9 years')")
        connection.execute("UPDATE event SET turns_on = date(turns_on, '+9 years')")
        copy_marks(connection, total // ORIGINALS)
        for table, different in COPIED.items():
            copy(connection, table, total // ORIGINALS, **different)


#: What must differ in a copy, by table. The bytes of calendar entries are not copied: there is no feed.
COPIED = {
    "plan": {"id": "n || '-' || id"},
    "revision": {"id": "NULL", "plan_id": "n || '-' || plan_id"},
    "task": {"id": f"id + n * {ORIGINALS}", "plan_id": "n || '-' || plan_id"},
    "party": {"task_id": f"task_id + n * {ORIGINALS}"},
    "obligation": {"id": "n || '-' || id", "task_id": f"task_id + n * {ORIGINALS}"},
    "event": {"obligation_id": "n || '-' || obligation_id"},
}


def copy_marks(connection: sqlite3.Connection, times: int) -> None:
    """Copy what is noted of each plan: on which days its dates rest, and who read it."""
    connection.execute(
        f"WITH RECURSIVE {copies(times)} INSERT INTO state (name, value)"
        " SELECT replace(name, plan.id, n || '-' || plan.id), value"
        " FROM state JOIN plan ON name LIKE '%' || plan.id, copies"
    )


def store_letters(path: Path, total: int) -> None:
    """Store ``total`` letters without texts that wait, each for a random moment of the year after NOW."""
    _store_one(path)
    with quick(path) as connection:
        connection.execute("DELETE FROM delivery_bytes")
        copy(connection, "delivery", total, id="id + n", next_at=at_random(), **ONCE)


def store_falling_due(path: Path, total: int, begins: datetime, seconds: float) -> None:
    """Store ``total`` letters with their texts that fall due one after the other from ``begins`` on."""
    _store_one(path)
    at = moment(f"{begins.timestamp()} + id * {seconds / total}")
    with quick(path) as connection:
        copy(connection, "delivery", total, id="id + n", **ONCE)
        copy(connection, "delivery_bytes", total, delivery_id="delivery_id + n")
        connection.execute(f"UPDATE delivery SET next_at = {at}")


def _store_one(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    prepare(store)
    with store.write() as session:
        enqueue(session, letter(1), RAW)
    store.dispose()


ONCE = {
    "dedup_key": "'daily|' || n || '@example.vn|2024-05-27'",
    "message_id": "'<tr.' || lower(hex(randomblob(16))) || '@example.vn>'",
    "recipient": "n || '@example.vn'",
}


def letter(number: int, at: datetime = NOW) -> DeliveryRow:
    """Return one letter as the planner queues it."""
    return DeliveryRow(
        dedup_key=f"daily|{number}@example.vn|{at.isoformat()}",
        message_id=f"<tr.{number}.{at.timestamp()}@example.vn>",
        recipient=f"{number}@example.vn",
        recipient_name="Trần Thị Lan",
        slot_on=at.date(),
        subject="[Nhắc việc] 5 việc đến hạn (27/05)",
        sha256="0" * 64,
        created_at=at,
        next_at=at,
    )


def at_random() -> str:
    """Return an SQL expression for a random moment of the year after NOW."""
    return moment(f"{NOW.timestamp()} + abs(random()) % {YEAR * 1000} / 1000.0")


def moment(second: str) -> str:
    """Return an SQL expression for a second of the Unix age, as the store writes moments."""
    return f"strftime('%Y-%m-%d %H:%M:%f', {second}, 'unixepoch') || '000'"


def copy(connection: sqlite3.Connection, table: str, times: int, **different: str) -> None:
    """Let there be ``times`` as many rows; ``different`` are expressions, ``n`` is the number of a copy."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    selected = ", ".join(different.get(column, column) for column in columns)
    connection.execute(
        f"WITH RECURSIVE {copies(times)} INSERT INTO {table} ({', '.join(columns)})"
        f" SELECT {selected} FROM {table}, copies"
    )


def copies(times: int) -> str:
    """Return a table expression that counts the copies beside the original."""
    return f"copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < {times - 1})"


@contextmanager
def quick(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction that nobody would miss after a power cut."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in QUICK:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def figures(rows: Mapping[str, tuple[str, ...]], heads: tuple[str, ...]) -> str:
    """Lay out a Markdown table; the first column is text, the others are numbers."""
    rule = ("---", *("--:" for _ in heads))
    lines = [("", *heads), rule, *((name, *cells) for name, cells in rows.items())]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

"""Copies of an SQLite database: whole, verified, and put in their place at once or not at all."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from tracker.errors import BusyError, StoreError
from tracker.store import failures
from tracker.store.reading import translated
from tracker.store.revision import TABLE

#: Is told how many pages are copied, and of how many; may raise to break the copying off.
Progress = Callable[[int, int], None]

PAGES = 512  # of one step; between two steps the caller may show something, or stop
PATIENCE = 15  # seconds to wait for whoever writes
BESIDE = ("-wal", "-shm")  # files that belong to a database while it is open

_COUNTS = (
    "SELECT (SELECT COUNT(*) FROM plan), (SELECT COUNT(*) FROM obligation), "
    "(SELECT COUNT(*) FROM delivery), (SELECT COUNT(*) FROM notice)"
)
_LAST_CHANGE = (
    "SELECT MAX(at) FROM (SELECT MAX(at) AS at FROM history "
    "UNION ALL SELECT MAX(changed_at) FROM obligation UNION ALL SELECT MAX(sent_at) FROM delivery)"
)
_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
_REVISION = "SELECT MAX(version_num) FROM alembic_version"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a sound database holds; ``changed_at`` is when something last happened in it, None if never."""

    revision: str
    plans: int
    obligations: int
    letters: int
    notices: int
    changed_at: datetime | None


def _silent(_done: int, _all: int) -> None:
    """Show nothing."""


def copy_database(source: Path, target: Path, progress: Progress = _silent) -> Contents:
    """Copy a database to a file, replacing it, without stopping those who write; return what the copy holds.

    The copy shows one moment, is verified, and is on the disk when it gets its name. StoreError if
    the source cannot be read or is damaged, or the target cannot be written; nothing is left then.
    """
    with drafted(source, target, progress) as (draft, contents):
        put_in_place(draft, target)
    return contents


@contextmanager
def drafted(source: Path, target: Path, progress: Progress = _silent) -> Iterator[tuple[Path, Contents]]:
    """Lend a verified copy that lies beside where it shall stand; what is not put there goes in the end."""
    draft = target.with_name(f".{target.name}.{token_hex(4)}")
    try:
        _fill(source, draft, target, progress)
        yield draft, verified(draft, source)
    finally:
        for name in ("", "-journal", *BESIDE):
            Path(f"{draft}{name}").unlink(missing_ok=True)


def put_in_place(draft: Path, target: Path) -> None:
    """Give a draft its name, and see to it that both outlast a power cut."""
    with translated(str(target)):
        _seal(draft)
    with _told(target):
        sync(draft)
        draft.replace(target)
        sync_folder(target.parent)


def verified(path: Path, place: Path | None = None) -> Contents:
    """Open a database that nobody else uses, test every page and reference, and count what it holds.

    StoreError names ``place``, where the file itself is only a draft.
    """
    shown = str(place or path)
    with translated(shown), closing(_connected(path)) as connection:
        _refuse_flawed(connection, shown)
        return _contents(connection, shown)


def contents_of(path: Path) -> Contents:
    """Count what a database holds, without testing it."""
    with translated(str(path)), closing(_connected(path)) as connection:
        return _contents(connection, str(path))


def quick_check(path: Path) -> str:
    """Return "ok", or the first flaw that a look at every page of a database finds."""
    with translated(str(path)), closing(_connected(path)) as connection:
        try:
            return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        except sqlite3.DatabaseError as error:
            if failures.is_damage(error):
                return str(error)
            raise


@contextmanager
def taken_out(path: Path, aside: Path) -> Iterator[None]:
    """Keep a database under another name, so that its own name can be given to another file inside.

    Nobody else uses it meanwhile: BusyError if somebody does. What is in its write-ahead log goes
    into the file; a file that SQLite cannot open is kept with its log as it is. If its name is not
    given away, all is as before.
    """
    if not path.exists():
        yield
        return
    with translated(str(path)), closing(_closed_for_others(path)) if _opens(path) else nullcontext():
        try:
            with _told(aside):
                _set_aside(path, aside)
            yield
        finally:
            if aside.exists() and aside.samefile(path):
                _put_back(path, aside)


def _set_aside(path: Path, aside: Path) -> None:
    for name in ("", *BESIDE):
        if (found := Path(f"{path}{name}")).exists():
            os.link(found, f"{aside}{name}")  # not a move: its own name never stands for nothing
    sync_folder(aside.parent)
    for name in BESIDE:  # a log that stays would be taken for the new file's
        Path(f"{path}{name}").unlink(missing_ok=True)


def _put_back(path: Path, aside: Path) -> None:
    for name in BESIDE:
        if (log := Path(f"{aside}{name}")).exists():
            log.replace(f"{path}{name}")
    aside.unlink()


def sync(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Let what was put into a folder, or out of it, outlast a power cut."""
    if os.name == "posix":  # other systems cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _fill(source: Path, draft: Path, target: Path, progress: Progress) -> None:
    if not source.is_file():
        raise StoreError("store.missing", place=str(source))
    with _told(target):
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(_source(source)) as read, translated(str(target)), closing(sqlite3.connect(draft)) as copy:
        read.backup(copy, pages=PAGES, progress=lambda _, left, all_: progress(all_ - left, all_))
    with translated(str(target)):
        _seal(draft)


def _seal(draft: Path) -> None:
    """Make a database one file, without a log beside it, that can be read from anywhere."""
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _source(path: Path) -> sqlite3.Connection:
    """Open a database at one moment: with that held, writers go on and the copying never begins anew."""
    with translated(str(path)):
        connection = _connected(path)
        try:
            connection.execute("BEGIN")
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _connected(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)


def _refuse_flawed(connection: sqlite3.Connection, place: str) -> None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise StoreError("store.damaged", place=place)


def _contents(connection: sqlite3.Connection, place: str) -> Contents:
    if connection.execute(_TABLE, (TABLE,)).fetchone() is None:
        raise StoreError("store.foreign", place=place)
    (revision,) = connection.execute(_REVISION).fetchone()
    plans, obligations, letters, notices = connection.execute(_COUNTS).fetchone()
    (last,) = connection.execute(_LAST_CHANGE).fetchone()
    changed_at = datetime.fromisoformat(last).replace(tzinfo=UTC) if last else None
    return Contents(revision, plans, obligations, letters, notices, changed_at)


def _opens(path: Path) -> bool:
    """Whether SQLite takes a file for a database. One that it does not it would rob of its log on closing."""
    with closing(_connected(path)) as connection:
        try:
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            if failures.is_damage(error):
                return False
            raise
    return True


def _closed_for_others(path: Path) -> sqlite3.Connection:
    """Open a database so that nobody else can, and bring its log into the file."""
    connection = sqlite3.connect(path, timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")  # refused while anybody else has it open
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        connection.close()
        if failures.is_busy(error):
            raise BusyError("restore.in_use", place=str(path)) from error
        raise
    return connection


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Let what a disk refuses name the file that a person knows."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise

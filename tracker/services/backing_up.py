"""The database copied: on request, every night, and never over a copy that nobody gave up."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.app import App
from tracker.config import Config
from tracker.errors import TrackerError, UsageError
from tracker.services.marks import BACKUP_AT
from tracker.store.backup import Contents, Progress, copy_database
from tracker.store.location import SQLITE, locate
from tracker.store.state import set_state

__all__ = ["BackupReport", "Contents", "back_up", "copies", "database_file", "newest_copy"]

_STAMP = "%Y%m%d-%H%M%S"  # of the office's day and hour
_NAME = re.compile(r"tracker-(\d{8}-\d{6})\.sqlite3")


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A copy that was made, and what it holds."""

    path: Path
    size: int  # bytes
    at: datetime
    contents: Contents


def database_file(app: App) -> Path:
    """Return the file of the database; UsageError where it is a server, which has its own tools."""
    location = locate(app.config.database.url)
    if location.dialect != SQLITE:
        raise UsageError("backup.postgresql", place=location.shown)
    return location.path


def back_up(
    app: App,
    target: Path | None = None,
    *,
    replaces: bool = False,
    progress: Progress = lambda _done, _all: None,
) -> BackupReport:
    """Copy the database to a file, or into the folder of copies, while everybody goes on working.

    UsageError if the file is there and ``replaces`` is not said; StoreError if the copy is not
    sound, or its place cannot be written.
    """
    source, now = database_file(app), app.clock.now()
    path = target or app.config.backup.folder / now.astimezone(app.zone).strftime(f"tracker-{_STAMP}.sqlite3")
    if target is None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    else:
        _check_target(path, source, replaces=replaces)
    contents = copy_database(source, path, progress)
    _note(app, now)
    return BackupReport(path, path.stat().st_size, now, contents)


def _check_target(path: Path, source: Path, *, replaces: bool) -> None:
    if path.exists() and (not replaces or (source.exists() and path.samefile(source))):
        raise UsageError("backup.exists", path=str(path))
    if not path.parent.is_dir():
        raise UsageError("backup.no_folder", path=str(path.parent))


def _note(app: App, now: datetime) -> None:
    """Write down when the last copy was made. A full disk must not spoil a copy on another one."""
    try:
        with app.unprepared_store.write() as session:
            set_state(session, BACKUP_AT, now.isoformat())
    except TrackerError:
        return


def copies(config: Config) -> dict[datetime, Path]:
    """Return the copies in the folder of copies by the office's day and hour, the oldest first."""
    found = {_taken_at(path): path for path in sorted(config.backup.folder.glob("tracker-*.sqlite3"))}
    return {taken_at: path for taken_at, path in found.items() if taken_at is not None}


def newest_copy(config: Config) -> Path | None:
    """Return the newest copy; None if there is none."""
    return next(reversed(copies(config).values()), None)


def _taken_at(path: Path) -> datetime | None:
    """Read when a copy was made; None for a file that is not ours."""
    found = _NAME.fullmatch(path.name)
    try:
        return datetime.strptime(found[1], _STAMP) if found else None  # noqa: DTZ007  (the office's hour)
    except ValueError:
        return None

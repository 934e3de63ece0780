"""A folder of calendars for web servers and programs; what others put there is left alone."""

import gzip
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tracker.errors import StoreError, UsageError
from tracker.feeds.files import sync_folder, write_changed

MANIFEST = ".tracker-feeds"  # the names of the files that are ours
COMPRESSED = ".gz"
COMPRESSION = 6
FOLDER_MODE = 0o750  # a web server may be let in by its group
MODE = 0o640
_SLUG = re.compile(r"[a-z0-9-]{1,100}")
_OURS = re.compile(rf"{_SLUG.pattern}(\.[0-9]{{4}}(-Q[1-4])?)?\.ics(\.gz)?")


def file_name(slug: str, period: str = "") -> str:
    """Name the file of a feed, or of a part of it; UsageError for a slug that could leave the folder."""
    name = f"{slug}.{period}.ics" if period else f"{slug}.ics"
    if not (_SLUG.fullmatch(slug) and _OURS.fullmatch(name)):
        raise UsageError("feed.slug", slug=slug)
    return name


class CalendarFolder:
    """Calendars as files, each beside its compressed form."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def claim(self, names: Iterable[str]) -> None:
        """Note that these files are ours, before they are written: a crash leaves none that nobody owns."""
        with _told(self._path):
            self._path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        self._note({*self._claimed(), *_with_compressed(names)})

    def has(self, name: str) -> bool:
        """Whether a calendar is there in both forms."""
        return all((self._path / each).is_file() for each in _with_compressed([name]))

    def put(self, name: str, data: bytes, modified_at: datetime) -> bool:
        """Write a calendar; tell whether it was another one before."""
        forms = {name: data, f"{name}{COMPRESSED}": gzip.compress(data, COMPRESSION, mtime=0)}
        changed = [self._put(each, form, modified_at) for each, form in forms.items()]
        return any(changed)

    def _put(self, name: str, data: bytes, modified_at: datetime) -> bool:
        path = self._path / name
        with _told(path):
            return write_changed(path, data, MODE, modified_at.timestamp())

    def keep_only(self, names: Iterable[str]) -> list[str]:
        """Remove the calendars that are ours and not among these; return their names."""
        kept = set(_with_compressed(names))
        gone = sorted(self._claimed() - kept)
        for name in gone:
            with _told(self._path / name):
                (self._path / name).unlink(missing_ok=True)
        if gone:
            sync_folder(self._path)
            self._note(kept)
        return [name for name in gone if not name.endswith(COMPRESSED)]

    def _claimed(self) -> set[str]:
        """Read whose files are ours; a name that could not be ours is not believed."""
        path = self._path / MANIFEST
        with _told(path):
            text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        return {name for name in text.splitlines() if _OURS.fullmatch(name)}

    def _note(self, names: Iterable[str]) -> None:
        path = self._path / MANIFEST
        with _told(path):
            write_changed(path, "".join(f"{name}\n" for name in sorted(names)).encode())


def _with_compressed(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from (name, f"{name}{COMPRESSED}")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say which file could not be read or written, and why."""
    try:
        yield
    except OSError as error:
        raise StoreError("feed.unwritable", path=path, reason=error.strerror or str(error)) from error

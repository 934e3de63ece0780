"""Calendars as files: written only when changed, and never half."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

from tracker.errors import StoreError, UsageError

SLUG = re.compile(r"[a-z0-9-]{1,100}")


def write_feed(folder: Path, slug: str, data: bytes) -> bool:
    """Write ``<slug>.ics`` and tell whether it changed; only the owner may read it."""
    if not SLUG.fullmatch(slug):
        raise UsageError("feed.slug", slug=slug)
    path = folder / f"{slug}.ics"
    try:
        return _write_changed(path, data)
    except OSError as error:
        raise StoreError("feed.unwritable", path=path, reason=error.strerror) from error


def _write_changed(path: Path, data: bytes) -> bool:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.is_file() and path.read_bytes() == data:
        return False
    with drafted(path, data) as draft:
        draft.replace(path)
    _sync_folder(path.parent)
    return True


@contextmanager
def drafted(path: Path, data: bytes) -> Iterator[Path]:
    """Lend a complete file, on disk and with mode 0600, beside where it shall stand."""
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # other systems cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

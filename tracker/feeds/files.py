"""Calendars as files: written only when changed, and never half."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

PRIVATE = 0o600


def write_changed(path: Path, data: bytes, mode: int = PRIVATE, modified_at: float | None = None) -> bool:
    """Put a file in its place, whole, on disk, and with a mode; tell whether it was another one before.

    A link that stands there is replaced, not followed.
    """
    if holds(path, data):
        return False
    with drafted(path, data) as draft:
        draft.chmod(mode)
        if modified_at is not None:
            os.utime(draft, (modified_at, modified_at))
        draft.replace(path)
    sync_folder(path.parent)
    return True


def holds(path: Path, data: bytes) -> bool:
    """Whether a file of ours has these bytes already."""
    is_ours = path.is_file() and not path.is_symlink() and path.stat().st_size == len(data)
    return is_ours and path.read_bytes() == data


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


def sync_folder(folder: Path) -> None:
    """Let what was put into a folder, or out of it, outlast a power cut."""
    if os.name == "posix":  # other systems cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""One daemon at a time on one database file: a lock that the kernel frees when its holder dies."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import IO

from tracker.errors import BusyError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

WAITS = (0.05, 0.05, 0)  # seconds after each try: who only looks (``is_held``) is gone by the next one


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock while inside; BusyError names the process that holds it already."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        if not any(_locks(file, wait) for wait in WAITS):
            raise BusyError("daemon.running", pid=file.read().strip() or "?")
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def is_held(path: Path) -> bool:
    """Whether a process holds the lock now; the look waits for nobody and leaves no trace."""
    try:
        with path.open(encoding="ascii") as file:
            return not _locks(file, shared=True)
    except OSError:  # never held, or not ours to see
        return False


def _locks(file: IO[str], wait: float = 0, *, shared: bool = False) -> bool:
    """Try to lock a file until it is closed; where that fails, let the other one have some seconds."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        sleep(wait)
        return False
    return True

"""What this office keeps is for its own user of the machine: what others may touch is told."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tracker.app import App
from tracker.errors import Problem
from tracker.services.backing_up import copies
from tracker.store.location import SQLITE, locate

OTHERS = stat.S_IRWXG | stat.S_IRWXO
PASSING = stat.S_IXGRP | stat.S_IXOTH  # through a folder, to what in it is for others: published calendars


def exposed(app: App) -> Iterator[Problem]:
    """Name the folders that others may look into, and the files that they may open."""
    if os.name != "posix":
        return
    for folder in (app.config.paths.data, app.config.backup.folder):
        yield from _flaw(folder, OTHERS & ~PASSING)
    for file in _files(app):
        yield from _flaw(file, OTHERS)


def _files(app: App) -> Iterator[Path]:
    location = locate(app.config.database.url)
    if location.dialect == SQLITE:
        yield location.path
    yield app.config.feeds.key_file
    yield from copies(app.config).values()


def _flaw(path: Path, forbidden: int) -> Iterator[Problem]:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:  # not there, or not ours to see
        return
    if mode & forbidden:
        yield Problem("check.exposed", facts={"path": path, "mode": f"{mode:04o}"})

"""``python -m tests.services.killed_restore FOLDER COPY``: a restore killed at every step of it, one after the other.

A step is whatever the interpreter tells its audit hooks of: files opened, linked, moved, removed,
databases connected. Prints "old" or "new" a line, for the database that is found afterwards; it must
be sound, and the restore, made once more, must succeed.
"""

import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tests.offices import open_office
from tracker.services.restoring import restore
from tracker.store.backup import verified

STEPS = ("open", "os.", "sqlite3.connect")


def main(folder, copy):
    """Kill at the first step, at the second, and so on until the restore comes to its end."""
    scratch, step, was_killed = folder / "scratch", 0, True
    put_back(prepared(folder, scratch), copy)  # what is imported now makes no steps later
    while was_killed:
        step += 1
        office = prepared(folder, scratch)
        was_killed = killed(office, copy, step)
        print(found(office / "var" / "tracker.sqlite3"), flush=True)
        put_back(office, copy)
        assert found(office / "var" / "tracker.sqlite3") == "new"


def prepared(folder, scratch):
    """Set the office up anew."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(folder / "var", scratch / "var")
    return scratch


def killed(office, copy, step):
    """Restore in a process that dies at a step; whether it came so far."""
    child = os.fork()
    if not child:
        left = [step]

        def count(event, _arguments):
            if event.startswith(STEPS):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        put_back(office, copy)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status in {0, signal.SIGKILL}, status
    return status == signal.SIGKILL


def put_back(office, copy):
    """Restore the copy."""
    restore(open_office(office), copy)


def found(path):
    """Tell which database is there: the restored one knows letters of which it never had the text."""
    verified(path)
    with closing(sqlite3.connect(path)) as connection:
        (restored,) = connection.execute("SELECT COUNT(*) FROM delivery WHERE sha256 = ''").fetchone()
    return "new" if restored else "old"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""The service at work in an office of its own, whose every day is a working day."""

import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from office import PROGRAM, ROOT, Office
from servers import free_port, listens

TO_START = 900  # seconds until it listens; a service that reads too much at its start is told by the figures
TO_TURN = 60  # and then until its first turn is over
TO_STOP = 60
TICKED = "SELECT value FROM state WHERE name = 'last_tick_at'"


def working_office(folder: Path) -> tuple[Office, int]:
    """Return an office without plans, in which letters may be written at any time, and its port."""
    port = free_port()
    office = Office(folder, port)
    days = folder / "calendars" / "days"
    days.mkdir(parents=True)
    (days / "every-day.toml").write_text("[calendar]\nweekend = []\n")
    (folder / "calendars" / "plans").mkdir()
    settings = (folder / "config.toml").read_text(encoding="utf-8")
    for before, after in (
        (str(ROOT / "calendars"), str(folder / "calendars")),
        ("at = 07:30:00", "at = 00:00:00"),
    ):
        settings = settings.replace(before, after)
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    return office, port


def database_of(office: Office) -> Path:
    """Return where an office's rows are."""
    return office.folder / "var" / "tracker.sqlite3"


@contextmanager
def running(office: Office, port: int) -> Iterator[int]:
    """Run the service until the end of the block; yield its process id once its first turn is over."""
    before = ticked(office)
    with (
        (office.folder / "said.log").open("wb") as said,
        subprocess.Popen(
            [*PROGRAM, "run"], cwd=office.folder, env=office.environ, stdout=said, stderr=said
        ) as process,
    ):
        try:
            _wait(process, TO_START, lambda: listens(port))
            with suppress(TimeoutError):  # a service that found nothing to do may note no turn
                _wait(process, TO_TURN, lambda: ticked(office) != before)
            yield process.pid
        finally:
            process.terminate()
            process.wait(TO_STOP)


def _wait(process: subprocess.Popen, seconds: float, is_so) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        if process.poll() is not None:
            raise SystemExit("tracker run ended by itself")
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.1)


def ticked(office: Office) -> str:
    """Return when the service noted a turn, or nothing."""
    address = f"file:{database_of(office)}?mode=ro"
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(address, uri=True)) as connection:
        found = connection.execute(TICKED).fetchone()
        return found[0] if found else ""
    return ""

"""Four calendar libraries that know nothing of us, and what each reads, in one form."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import icalendar
import pytest
import vobject

HERE = Path(__file__).parent
SECONDS = 60


class Entry(NamedTuple):
    """One entry as a program reads it: days as "2024-06-28", instants as "2024-07-28T00:30:00Z"."""

    uid: str
    start: str
    end: str
    summary: str
    status: str
    sequence: int
    stamp: str
    description: str
    alarms: int


Calendar = list[Entry]


def read_everywhere(files: Sequence[Path]) -> dict[str, list[Calendar]]:
    """Read the files with every library: the entries of each file by library, ordered by UID."""
    read = {"icalendar": _each(files, _icalendar), "vobject": _each(files, _vobject), **_node(files)}
    return {library: [sorted(calendar) for calendar in calendars] for library, calendars in read.items()}


def agreed(files: Sequence[Path]) -> list[Calendar]:
    """Return what the libraries read in each file; fail where one reads anything else."""
    (first, calendars), *others = read_everywhere(files).items()
    for library, read in others:
        for path, ours, theirs in zip(files, calendars, read, strict=True):
            assert theirs == ours, f"{path.name}: {library} differs from {first}"
    return calendars


def _each(files, read):
    return [read(path.read_bytes().decode("utf-8")) for path in files]


def _icalendar(text: str) -> Calendar:
    found = icalendar.Calendar.from_ical(text)
    assert not found.errors
    return [_icalendar_entry(event) for event in found.walk("VEVENT")]


def _icalendar_entry(event: icalendar.Event) -> Entry:
    assert not event.errors
    start, end, stamp = (_moment(event[name].dt) for name in ("DTSTART", "DTEND", "DTSTAMP"))
    uid, summary, status, description = (
        str(event[name]) for name in ("UID", "SUMMARY", "STATUS", "DESCRIPTION")
    )
    alarms = len(event.walk("VALARM"))
    return Entry(uid, start, end, summary, status, int(event["SEQUENCE"]), stamp, description, alarms)


def _vobject(text: str) -> Calendar:
    found = vobject.readOne(text)
    return [_vobject_entry(event) for event in found.contents.get("vevent", [])]


def _vobject_entry(event: vobject.base.Component) -> Entry:
    start, end, stamp = (_moment(part.value) for part in (event.dtstart, event.dtend, event.dtstamp))
    uid, summary, status, description = (
        part.value for part in (event.uid, event.summary, event.status, event.description)
    )
    alarms = len(event.contents.get("valarm", []))
    return Entry(uid, start, end, summary, status, int(event.sequence.value), stamp, description, alarms)


def _moment(value: date) -> str:
    if isinstance(value, datetime):
        assert value.tzinfo, "an hour that means another instant in every zone"
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return value.isoformat()


def _node(files: Sequence[Path]) -> dict[str, list[Calendar]]:
    command = ["node", HERE / "read.mjs", *files]
    # A zone west of Greenwich: what shifts by a day, shifts here.
    environ = {**os.environ, "TZ": "America/New_York"}
    finished = subprocess.run(command, env=environ, capture_output=True, check=False, timeout=SECONDS)
    assert finished.returncode == 0, finished.stderr.decode()
    found = json.loads(finished.stdout)
    return {
        library: [[Entry(**entry) for entry in calendar] for calendar in calendars]
        for library, calendars in found.items()
    }


has_node = (HERE / "node_modules").is_dir() and shutil.which("node") is not None
#: Where the libraries of Node are missing, only the gate insists on them.
needs_node = pytest.mark.skipif(
    not has_node and not os.environ.get("CI"), reason="make tests/interop/node_modules was not run"
)

"""The sent journal: a line for every letter that the mail server took, before the database hears of it.

Append-only files, one for each day in UTC, never changed: what left the house is known even where the
database could not note it, or was put back to an earlier day.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from tracker.app import App
from tracker.store.location import SQLITE, locate
from tracker.store.outbox import Claimed, Said, note_sent
from tracker.store.waiting import Unsettled, unsettled

ONE_DAY = timedelta(days=1)
ROOM = 8 * 1024 * 1024  # bytes that must be free before a letter is claimed: its line and its row must fit
_appending = Lock()


class Entry(NamedTuple):
    """One letter that left."""

    at: datetime
    message_id: str
    dedup_key: str
    token: str
    recipient: str
    slot_on: date
    has_week: bool
    notices: tuple[Said, ...]


def folder_of(app: App) -> Path:
    """Return where the journal lies."""
    return app.config.paths.data / "journal"


def append(folder: Path, claimed: Claimed, at: datetime) -> None:
    """Note that a letter was taken by the server; it is on the disk when this returns. Raises OSError."""
    line = json.dumps(_facts(claimed, at), ensure_ascii=True, separators=(",", ":"))
    with _appending:
        _write(folder / f"{at.astimezone(UTC).date()}.jsonl", f"{line}\n".encode())


def _facts(claimed: Claimed, at: datetime) -> dict[str, object]:
    return {
        "at": at.isoformat(),
        "message_id": claimed.message_id,
        "dedup_key": claimed.dedup_key,
        "token": claimed.token,
        "recipient": claimed.recipient,
        "slot_on": claimed.slot_on.isoformat(),
        "has_week": claimed.has_week,
        "notices": claimed.notices,
    }


def _write(path: Path, line: bytes) -> None:
    """Append a line; a former one that was cut off by a crash is ended first."""
    is_new = not path.exists()
    opened = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(opened).st_size
        cut = size > 0 and os.pread(opened, 1, size - 1) != b"\n"
        written = os.write(opened, b"\n" * cut + line)
        if written < len(line):
            raise OSError("the journal's line was cut off")
        os.fsync(opened)
    finally:
        os.close(opened)
    if is_new:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def is_writable(app: App) -> bool:
    """Whether what is sent now could be noted: asked before anything is claimed."""
    folder = folder_of(app)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _begin(folder / f"{app.clock.now().date()}.jsonl")
        return all(shutil.disk_usage(place).free >= ROOM for place in {folder, _database_folder(app, folder)})
    except OSError:
        return False


def _begin(path: Path) -> None:
    """See to it that a day's file is there; its name outlasts a power cut before anything is written."""
    is_new = not path.exists()
    os.close(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    if is_new:
        _sync_folder(path.parent)


def _database_folder(app: App, otherwise: Path) -> Path:
    location = locate(app.config.database.url)
    return location.path.parent if location.dialect == SQLITE else otherwise


def entries(
    folder: Path, since: date = date.min, unreadable: Callable[[str], None] = lambda _place: None
) -> Iterator[Entry]:
    """Read the journal from the file of a day on; a line that cannot be read is only told, by its place."""
    for path in sorted(folder.glob("*.jsonl")):
        if path.stem >= since.isoformat():
            for number, line in enumerate(path.read_bytes().splitlines(), start=1):
                try:
                    yield _entry(json.loads(line))
                except (ValueError, TypeError, KeyError, RecursionError):  # cut off by a crash, or not ours
                    unreadable(f"{path.name}:{number}")


def _entry(found: dict[str, Any]) -> Entry:
    texts = {name: _text(found[name]) for name in ("message_id", "dedup_key", "token", "recipient")}
    return Entry(
        at=_instant(found["at"]),
        slot_on=date.fromisoformat(found["slot_on"]),
        has_week=found.get("has_week") is True,  # older lines do not tell
        notices=tuple(_said(*said) for said in found["notices"]),
        **texts,
    )


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def _said(obligation: object, version: Any, kind: object, offset: Any, level: Any) -> Said:
    return Said(_text(obligation), int(version), _text(kind), int(offset), int(level))


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError(found)
    return found


def replay(app: App) -> int:
    """Settle as sent what the journal proves to have left; return how many letters."""
    with app.store.read() as session:
        waiting = unsettled(session)
    if not waiting:
        return 0
    left = _left(folder_of(app), waiting, app.clock.now())
    if not left:
        return 0
    with app.store.write() as session:
        return sum(note_sent(session, letter, at) for letter, at in left.items())


def _left(folder: Path, waiting: list[Unsettled], now: datetime) -> dict[int, datetime]:
    """Find the letters whose lines the journal holds, under the token that they are held with, or any."""
    sent = {(entry.message_id, entry.token): entry.at for entry in entries(folder, _since(waiting, now))}
    of_letter = {message_id: at for (message_id, _), at in sent.items()}
    found = {
        letter.id: sent.get((letter.message_id, letter.token))
        if letter.token
        else of_letter.get(letter.message_id)
        for letter in waiting
    }
    return {letter: at for letter, at in found.items() if at is not None}


def _since(waiting: list[Unsettled], now: datetime) -> date:
    """Return the first file to read; a letter that nobody holds any more was given back some time ago.

    A clock that was set back amid a letter wrote its line under a day before that of its lease.
    """
    held = [letter.lease_until for letter in waiting]
    if None in held:
        return date.min
    return (min(now, *filter(None, held)) - ONE_DAY).astimezone(UTC).date()

"""The journal of letters that were sent: one line each, outside of the database that a restore sets back."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tracker.app import App

NoticeKey = tuple[str, int, str, int, int]  # obligation, due version, kind, offset, level


@dataclass(frozen=True, slots=True)
class Entry:
    """One letter that the mail server took; ``notices`` are what it said."""

    at: datetime
    message_id: str
    dedup_key: str
    token: str
    recipient: str
    slot_on: date
    notices: tuple[NoticeKey, ...]


def journal_folder(app: App) -> Path:
    """Return the folder of the journal: a file for each day (UTC) on which a letter left."""
    return app.config.paths.data / "journal"


def entries(app: App, unreadable: Callable[[str], None] = lambda _place: None) -> Iterator[Entry]:
    """Yield every letter in the order in which they were sent; a line that cannot be read is only told."""
    for path in sorted(journal_folder(app).glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            try:
                yield _entry(json.loads(line))
            except (ValueError, TypeError, KeyError, RecursionError):  # a torn line, or not ours
                unreadable(f"{path.name}:{number}")


def _entry(found: dict[str, Any]) -> Entry:
    texts = {name: _text(found[name]) for name in ("message_id", "dedup_key", "token", "recipient")}
    return Entry(
        at=_instant(found["at"]),
        slot_on=date.fromisoformat(found["slot_on"]),
        notices=tuple(_notice(*key) for key in found["notices"]),
        **texts,
    )


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def _notice(obligation: Any, version: Any, kind: Any, offset: Any, level: Any) -> NoticeKey:
    return _text(obligation), int(version), _text(kind), int(offset), int(level)


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError(found)
    return found

"""Facts as JSON text and back: days and times come back as what they were."""

import json
from datetime import date, datetime, time
from typing import Any

_KINDS: tuple[tuple[str, type[date | time]], ...] = (
    ("$datetime", datetime),  # before date, of which it is a kind
    ("$date", date),
    ("$time", time),
)


def dumps(value: object) -> str:
    """Write JSON text; a day becomes ``{"$date": "2024-05-30"}``."""
    return json.dumps(value, ensure_ascii=False, default=_tag)


def loads(text: str | bytes) -> Any:
    """Read what ``dumps`` wrote."""
    return json.loads(text, object_hook=_untag)


def _tag(value: object) -> object:
    for tag, kind in _KINDS:
        if isinstance(value, kind):
            return {tag: value.isoformat()}
    raise TypeError(f"not a fact: {type(value).__name__}")


def _untag(found: dict[str, Any]) -> Any:
    for tag, kind in _KINDS:
        if tag in found and len(found) == 1:
            return kind.fromisoformat(found[tag])
    return found

"""Conditional requests: does the client have these bytes already (RFC 9110, section 13)."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.datastructures import Headers

_TAG = re.compile(r'(?:W/)?("[^"]*")')


def quoted(etag: str) -> str:
    """Return a tag as a strong entity tag."""
    return f'"{etag}"'


def http_date(moment: datetime) -> str:
    """Return an instant as HTTP writes it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def is_unchanged(asked: Headers, etag: str, last_modified: datetime) -> bool:
    """Decide for 304: If-None-Match wins over If-Modified-Since, junk is ignored."""
    tags = asked.getlist("if-none-match")
    if tags:
        return _matches(", ".join(tags), quoted(etag))
    since = _instant(asked.get("if-modified-since", ""))
    return since is not None and last_modified.replace(microsecond=0) <= since


def _matches(tags: str, present: str) -> bool:
    return tags.strip() == "*" or present in _TAG.findall(tags)  # compared weakly: RFC 9110, 13.1.2


def _instant(text: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)

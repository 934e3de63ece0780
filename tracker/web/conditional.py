"""Conditional requests: does the client have these bytes already (RFC 9110, section 13)."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

_TAG = re.compile(rb'(?:W/)?("[^"]*")')


def quoted(etag: str) -> bytes:
    """Return a tag as a strong entity tag."""
    return f'"{etag}"'.encode("ascii")


def http_date(moment: datetime) -> bytes:
    """Return an instant as HTTP writes it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True).encode("ascii")


def named_tag(named: bytes, tags: Sequence[bytes]) -> bytes | None:
    """Return the first of our tags that If-None-Match names; "*" names every one."""
    if named in tags:
        return named
    if named.strip() == b"*":
        return tags[0]
    found = _TAG.findall(named)  # compared weakly: RFC 9110, 13.1.2
    return next((tag for tag in tags if tag in found), None)


def is_since(since: bytes, last_modified: datetime) -> bool:
    """Whether nothing changed after the time of If-Modified-Since; junk is ignored."""
    instant = _instant(since.decode("latin-1"))
    return instant is not None and last_modified.replace(microsecond=0) <= instant


def _instant(text: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)

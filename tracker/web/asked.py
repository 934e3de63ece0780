"""What a calendar program asks for, read from its request without anything that costs time."""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from starlette.types import Scope

from tracker.services.sources import Look
from tracker.web.looks import look_of

FEEDS = b"/f/"
SUFFIX = b".ics"
_READ = frozenset({b"if-none-match", b"if-modified-since", b"accept-encoding", b"user-agent"})


class Key(NamedTuple):
    """What an answer is kept under: the SHA-256 of a token, never the token, and the look."""

    digest: bytes
    look: Look


class Asked(NamedTuple):
    """One request for a feed; a header that was not sent is None, several lines of one are joined."""

    key: Key
    none_match: bytes | None
    since: bytes | None
    codings: bytes
    client: bytes
    address: str


def asked_of(scope: Scope) -> Asked | None:
    """Read a request; None if its path does not have the form of a feed's address."""
    token = token_of(scope["raw_path"])
    if token is None:
        return None
    headers = _read(scope["headers"])
    return Asked(
        Key(sha256(token).digest(), look_of(scope["query_string"])),
        headers.get(b"if-none-match"),
        headers.get(b"if-modified-since"),
        headers.get(b"accept-encoding", b""),
        headers.get(b"user-agent", b""),
        scope["client"][0] if scope["client"] else "",
    )


def token_of(path: bytes) -> bytes | None:
    """Return the token in ``/f/<token>/<name>.ics``; an encoded slash parts nothing."""
    if not path.startswith(FEEDS):
        return None
    token, _, name = path[len(FEEDS) :].partition(b"/")
    if b"%" in path:
        if b"/" in name:
            return None
        token, name = unquote_to_bytes(token), unquote_to_bytes(name)
    if b"/" in name or not name.endswith(SUFFIX) or name == SUFFIX:
        return None
    return token


def _read(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in _READ:
            found[name] = found[name] + b", " + value if name in found else value
    return found

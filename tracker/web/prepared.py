"""Answers made once and sent many times."""

import asyncio
import gzip
import re

from starlette.concurrency import run_in_threadpool
from starlette.types import Message, Receive, Scope, Send

from tracker.services.sources import FeedBytes
from tracker.web.asked import Asked
from tracker.web.conditional import http_date, is_since, named_tag, quoted
from tracker.web.encoding import wants_gzip
from tracker.web.pages import GUARDED

Headers = list[tuple[bytes, bytes]]

COMPRESSION = 6
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._-]")


class Answer:
    """The two messages of an answer; itself an application that gives nothing else."""

    __slots__ = ("_body", "_start")

    def __init__(self, status: int, headers: Headers, body: bytes = b"") -> None:
        self._start: Message = {"type": "http.response.start", "status": status, "headers": headers}
        self._body: Message = {"type": "http.response.body", "body": body}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send it."""
        await send(self._start)
        await send(self._body)


class Prepared:
    """One calendar with every answer it can give; the compressed one is made when first asked for."""

    def __init__(self, feed: FeedBytes) -> None:
        self.slug = feed.slug
        self.feed = feed
        self._since = http_date(feed.last_modified)
        self._plain, self._zipped = quoted(feed.etag), quoted(f"{feed.etag}-gz")
        self._whole = self._answer(self._plain, feed.data)
        self._unchanged = {tag: Answer(304, self._validators(tag)) for tag in (self._plain, self._zipped)}
        self._zipping: asyncio.Task[Answer] | None = None

    def is_of(self, feed: FeedBytes) -> bool:
        """Whether it would be made the same from these bytes."""
        former = self.feed
        return (feed.etag, feed.last_modified, feed.slug) == (former.etag, former.last_modified, former.slug)

    def unchanged(self, asked: Asked) -> Answer | None:
        """Return the 304 with the tag that the client holds, if it holds one; If-None-Match wins."""
        tags = (self._zipped, self._plain) if wants_gzip(asked.codings) else (self._plain, self._zipped)
        if asked.none_match is not None:
            tag = named_tag(asked.none_match, tags)
            return self._unchanged[tag] if tag else None
        if asked.since is None:
            return None
        is_held = asked.since == self._since or is_since(asked.since, self.feed.last_modified)
        return self._unchanged[tags[0]] if is_held else None

    async def whole(self, asked: Asked) -> Answer:
        """Return the 200, compressed for those who wish it so."""
        if not wants_gzip(asked.codings):
            return self._whole
        if self._zipping is None:
            self._zipping = asyncio.create_task(self._zip())
        return await asyncio.shield(self._zipping)

    async def _zip(self) -> Answer:
        data = await run_in_threadpool(gzip.compress, self.feed.data, COMPRESSION, mtime=0)
        return self._answer(self._zipped, data, (b"content-encoding", b"gzip"))

    def _answer(self, tag: bytes, data: bytes, *more: tuple[bytes, bytes]) -> Answer:
        name = _NOT_IN_A_NAME.sub("-", self.slug)
        headers = [
            *self._validators(tag),
            (b"content-type", b"text/calendar; charset=utf-8"),
            (b"content-length", str(len(data)).encode("ascii")),
            (b"content-disposition", f'inline; filename="{name}.ics"'.encode("ascii")),
            *((title.lower().encode("ascii"), value.encode("ascii")) for title, value in GUARDED.items()),
            *more,
        ]
        return Answer(200, headers, data)

    def _validators(self, tag: bytes) -> Headers:
        """Return what a 304 must repeat, and nothing else: most answers are one."""
        return [
            (b"etag", tag),
            (b"last-modified", self._since),
            (b"cache-control", b"private, no-cache"),
            (b"vary", b"Accept-Encoding"),
        ]

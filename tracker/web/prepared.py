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
    """An answer for a feed; itself an application that gives nothing else."""

    __slots__ = ("_start", "body", "head", "status")

    def __init__(self, status: int, headers: Headers, body: bytes = b"") -> None:
        self.status = status
        self.head = b"".join(b"%b: %b\r\n" % header for header in headers) + b"\r\n"
        self.body = body
        self._start: Message = {"type": "http.response.start", "status": status, "headers": headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send it."""
        await send(self._start)
        await send({"type": "http.response.body", "body": self.body})


class Prepared:
    """One calendar with every answer it can give; the compressed one is made when first asked for."""

    def __init__(self, feed: FeedBytes) -> None:
        self.slug = feed.slug
        self.feed = feed
        self._since = http_date(feed.last_modified)
        self._plain, self._zipped = quoted(feed.etag), quoted(f"{feed.etag}-gz")
        self._unchanged = {tag: Answer(304, self._validators(tag)) for tag in (self._plain, self._zipped)}
        self._whole = {self._plain: self._answer(self._plain, feed.data)}
        self._zipping: asyncio.Task[Answer] | None = None

    def is_of(self, feed: FeedBytes) -> bool:
        """Whether it would be made the same from these bytes."""
        former = self.feed
        return (feed.etag, feed.last_modified, feed.slug) == (former.etag, former.last_modified, former.slug)

    def ready(self, asked: Asked) -> Answer | None:
        """Return the answer to a request; None if it must be compressed first."""
        tags = (self._zipped, self._plain) if wants_gzip(asked.codings) else (self._plain, self._zipped)
        held = self._held(asked, tags)
        return self._unchanged[held] if held else self._whole.get(tags[0])

    async def compressed(self) -> Answer:
        """Return the calendar compressed; all who wait for it are given the same."""
        if self._zipping is None:
            self._zipping = asyncio.create_task(self._zip())
        return await asyncio.shield(self._zipping)

    def _held(self, asked: Asked, tags: tuple[bytes, bytes]) -> bytes | None:
        """Return the tag of the form that the client has already; If-None-Match wins."""
        if asked.none_match is not None:
            return named_tag(asked.none_match, tags)
        if asked.since is None:
            return None
        is_held = asked.since == self._since or is_since(asked.since, self.feed.last_modified)
        return tags[0] if is_held else None

    async def _zip(self) -> Answer:
        try:
            data = await run_in_threadpool(gzip.compress, self.feed.data, COMPRESSION, mtime=0)
        finally:
            self._zipping = None
        answer = self._answer(self._zipped, data, (b"content-encoding", b"gzip"))
        self._whole[self._zipped] = answer
        return answer

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

"""The ways of saying no, and the one boundary where errors become words."""

import asyncio
import logging
import re
import secrets
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.errors import BusyError, StoreError
from tracker.web.limits import Guesses
from tracker.web.pages import Pages

METHODS = ("GET", "HEAD")
RETRY = {"Retry-After": "60"}
CLOSING = {"Connection": "close"}  # so that no body is waited for
SECRET_LETTERS = 20  # of a part of a path, from which on it may be a token or a proof
log = logging.getLogger(__name__)


class GuessError(Exception):
    """Raised for an address with a secret that nobody was given; ``key`` is the sentence that says so."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Refusals:
    """Says no: calmly, in the reader's language, and without a secret in the log."""

    pages: Pages
    guesses: Guesses

    async def __call__(self, request: Request, error: Exception) -> Response:
        """Answer for a page that does not exist, that nobody was given, or that cannot be asked so."""
        if isinstance(error, GuessError):
            return self.guess(request, error.key)
        if isinstance(error, HTTPException) and error.status_code == 405:  # noqa: PLR2004
            return self.method(request)
        return self.pages.refusal(request, 404, "web.missing")

    def method(self, request: Request) -> Response:
        """Say that an address can only be read."""
        headers = {"Allow": ", ".join(METHODS), **CLOSING}
        return self.pages.refusal(request, 405, "web.method", headers=headers)

    def unknown(self, request: Request) -> Response:
        """Say that nobody was ever given this address of a feed."""
        return self.pages.refusal(request, 404, "web.feed.unknown")

    def guess(self, request: Request, key: str) -> Response:
        """Say that nobody was given this address; whoever tries many is told to stop."""
        address = request.client.host if request.client else ""
        if self.guesses.are_too_many(address, asyncio.get_running_loop().time()):
            return self.guessing(request)
        return self.pages.refusal(request, 404, key)

    def revoked(self, request: Request) -> Response:
        """Say that a feed's address holds no longer."""
        return self.pages.refusal(request, 410, "web.feed.revoked")

    def guessing(self, request: Request) -> Response:
        """Say that too many addresses were tried that do not exist."""
        return self.pages.refusal(request, 429, "web.feed.guessing", headers={**RETRY, **CLOSING})

    def busy(self, request: Request) -> Response:
        """Ask to come back."""
        return self.pages.refusal(request, 503, "web.busy", headers=RETRY)

    def failure(self, request: Request, error: Exception) -> Response:
        """Answer for whatever went wrong; the details go to the log only."""
        if isinstance(error, BusyError | StoreError):
            log.warning("store cannot answer: %s", error.key)
            return self.busy(request)
        reference = secrets.token_hex(3).upper()
        log.error("defect %s\n%s", reference, _trace(request, error))
        return self.pages.refusal(request, 500, "web.defect", reference=reference)


@dataclass(frozen=True, slots=True)
class Boundary:
    """Answers for an application that could not."""

    app: ASGIApp
    refusals: Refusals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and answer for it if nobody else could."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if begun:
                raise
            answer = self.refusals.failure(Request(scope), error)
            await answer(scope, receive, send)


def _trace(request: Request, error: Exception) -> str:
    """Return the traceback without the token that was asked for."""
    trace = "".join(traceback.format_exception(error))
    for part in request.scope["raw_path"].decode("ascii").split("/"):
        for pattern in _patterns(part):
            trace = re.sub(pattern, "<token>", trace)
    return trace


def _patterns(part: str) -> Iterator[str]:
    """Yield what finds a part of a path as it was sent, as it was read, and as errors quote either."""
    read = unquote(part)
    for written in {part, read, repr(read)[1:-1]}:
        letters = written.replace("\\", "")
        if len(letters) >= SECRET_LETTERS:
            yield r"\\*".join(map(re.escape, letters))  # a quoted quotation has more of them

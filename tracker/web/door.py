"""The door for calendar programs: most polls are answered from memory, without database or threads."""

import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.services.sources import PLAIN, Revoked, Visits
from tracker.web.asked import FEEDS, Asked, Key, asked_of, token_of
from tracker.web.prepared import Answer, Prepared
from tracker.web.refusals import METHODS, Refusals
from tracker.web.stock import Kept, Stock

log = logging.getLogger(__name__)


class Door:
    """Hands out feeds itself and passes every other request on to the pages."""

    def __init__(self, stock: Stock, visits: Visits, refusals: Refusals, pages: ASGIApp) -> None:
        self._stock = stock
        self._visits = visits
        self._refusals = refusals
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if not scope["raw_path"].startswith(FEEDS):
            await self._pages(scope, receive, send)
            return
        try:
            answer = await self._answer(scope)
        except Exception as error:  # noqa: BLE001  (the boundary: nothing has been sent yet)
            answer = self._refusals.failure(Request(scope), error)
        await answer(scope, receive, send)

    def at_once(self, scope: Scope) -> Answer | None:
        """Return the answer to a poll if it is at hand; None for all that takes time or words."""
        try:
            return self._at_hand(scope)
        except Exception:  # noqa: BLE001  (asked in full it will go wrong again, and be answered for)
            return None

    def _at_hand(self, scope: Scope) -> Answer | None:
        asked = asked_of(scope) if scope["method"] in METHODS else None
        kept = self._stock.ready(asked.key) if asked else None
        if asked is None or kept is None or not isinstance(kept.found, Prepared):
            return None
        answer = kept.found.ready(asked)
        if answer is not None:
            self._note(kept.found, asked, answer)
        return answer

    async def _answer(self, scope: Scope) -> ASGIApp:
        if scope["method"] not in METHODS:
            return self._refusals.method(Request(scope))
        asked = asked_of(scope)
        if asked is None:
            return self._unknown(scope)
        kept = self._stock.ready(asked.key) or await self._find(asked.key, scope)
        if kept is None:
            return self._refusals.busy(Request(scope))
        if not isinstance(kept.found, Prepared):
            return await self._refuse(kept.found, asked.key, scope)
        answer = kept.found.ready(asked) or await kept.found.compressed()
        self._note(kept.found, asked, answer)
        return answer

    def _note(self, feed: Prepared, asked: Asked, answer: Answer) -> None:
        self._visits.note(feed.slug, asked.client.decode("latin-1"), asked.address)
        if answer.body:
            log.debug("feed slug=%s status=200", feed.slug)

    async def _find(self, key: Key, scope: Scope) -> Kept | None:
        token = token_of(scope["raw_path"]) or b""
        return await self._stock.find(key, token.decode(errors="replace"))

    async def _refuse(self, found: Revoked | None, key: Key, scope: Scope) -> Response:
        if found is not None:
            log.info("feed slug=%s status=410", found.slug)
            return self._refusals.revoked(Request(scope))
        if key.look.period and await self._is_known(key._replace(look=PLAIN), scope):
            return self._refusals.unknown(Request(scope))  # a part that has passed is no guess
        return self._unknown(scope)

    async def _is_known(self, key: Key, scope: Scope) -> bool:
        kept = self._stock.ready(key) or await self._find(key, scope)
        return kept is None or kept.found is not None

    def _unknown(self, scope: Scope) -> Response:
        answer = self._refusals.guess(Request(scope), "web.feed.unknown")
        log.info("feed slug=- status=%d", answer.status_code)
        return answer

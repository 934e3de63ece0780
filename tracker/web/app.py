"""The web application: routes, and the one boundary where errors become words."""

import logging
import secrets
import traceback
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.errors import BusyError, StoreError
from tracker.i18n import LANGUAGES
from tracker.services.sources import DutySource, FeedSource, HealthSource
from tracker.web.duty import DutyView
from tracker.web.lastgood import LastGood
from tracker.web.pages import Pages, pages
from tracker.web.subscribe import Subscribing
from tracker.web.views import Views

RETRY_SECONDS = "60"
log = logging.getLogger(__name__)


def create_web(
    feeds: FeedSource,
    health: HealthSource,
    duties: DutySource,
    *,
    zone: ZoneInfo,
    language: str = LANGUAGES[0],
) -> Starlette:
    """Put the application together; ``language`` is for those who name none."""
    views = Views(LastGood(feeds), health, pages(zone, language))
    more = [
        Route("/s/{token}", Subscribing(feeds, views.pages).page),
        Route("/o/{obligation}/{token}", DutyView(duties, views.pages).page),
    ]
    app = Starlette(
        routes=_routes(views) + more,
        middleware=[Middleware(Boundary, pages=views.pages)],
        exception_handlers={HTTPException: Refusals(views.pages)},
    )
    app.router.redirect_slashes = False  # Outlook and Google lose a subscription that moves
    return app


def _routes(views: Views) -> list[Route]:
    return [
        Route("/", views.home),
        Route("/f/{token}/{slug}.ics", views.feed),
        Route("/health", views.health),
        Route("/healthz", views.healthz),
        Route("/robots.txt", views.robots),
    ]


@dataclass(frozen=True, slots=True)
class Refusals:
    """Says no: there is no such page, or it cannot be asked in this way."""

    pages: Pages

    async def __call__(self, request: Request, error: Exception) -> Response:
        """Answer 404 or 405; after a 405 the connection closes, so that no body is waited for."""
        if isinstance(error, HTTPException) and error.status_code == 405:  # noqa: PLR2004
            headers = {"Allow": "GET, HEAD", "Connection": "close"}
            return self.pages.refusal(request, 405, "web.method", headers=headers)
        return self.pages.refusal(request, 404, "web.missing")


@dataclass(frozen=True, slots=True)
class Boundary:
    """Turns whatever went wrong into a calm answer; the details go to the log only."""

    app: ASGIApp
    pages: Pages

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
            answer = self._answer(Request(scope), error)
            await answer(scope, receive, send)

    def _answer(self, request: Request, error: Exception) -> Response:
        if isinstance(error, BusyError | StoreError):
            log.warning("store cannot answer: %s", error.key)
            return self.pages.refusal(request, 503, "web.busy", headers={"Retry-After": RETRY_SECONDS})
        reference = secrets.token_hex(3).upper()
        log.error("defect %s\n%s", reference, _trace(request, error))
        return self.pages.refusal(request, 500, "web.defect", reference=reference)


def _trace(request: Request, error: Exception) -> str:
    """Return the traceback without the token that was asked for."""
    trace = "".join(traceback.format_exception(error))
    token = request.path_params.get("token", "")
    return trace.replace(token, "<token>") if token else trace

"""What is answered at each address: one short function each."""

import logging
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tracker.services.sources import FeedBytes, FeedSource, HealthSource, Revoked
from tracker.web.conditional import http_date, is_unchanged, quoted
from tracker.web.pages import GUARDED, Pages

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Views:
    """The answers, and whom they ask."""

    feeds: FeedSource
    health_source: HealthSource
    pages: Pages

    def feed(self, request: Request) -> Response:
        """Serve a calendar to whoever knows its token; the name after it is for people."""
        found = self.feeds.feed(request.path_params["token"])
        match found:
            case FeedBytes():
                answer = _calendar(request, found)
            case Revoked():
                answer = self.pages.refusal(request, 410, "web.feed.revoked")
            case None:
                answer = self.pages.refusal(request, 404, "web.feed.unknown")
        log.info("feed slug=%s status=%d", found.slug if found else "-", answer.status_code)
        return answer

    def healthz(self, request: Request) -> Response:  # noqa: ARG002
        """Answer a watchdog with one word."""
        ticking = self.health_source.health().ticking
        headers = {**GUARDED, "Cache-Control": "no-store"}
        return PlainTextResponse("ok\n" if ticking else "stalled\n", 200 if ticking else 503, headers)

    def health(self, request: Request) -> Response:
        """Show people when the service last worked and what waits; counts only, no names."""
        facts = self.health_source.health()
        say = self.pages.speaker(request)
        last_tick = self.pages.moment(facts.last_tick_at, say) if facts.last_tick_at else ""
        now = self.pages.moment(facts.now, say)
        return self.pages.page(request, "health.html", facts=facts, last_tick=last_tick, now=now)

    def home(self, request: Request) -> Response:
        """Say what this is."""
        return self.pages.page(request, "home.html")

    def robots(self, request: Request) -> Response:  # noqa: ARG002
        """Let every reader in: Google does not fetch calendars it is forbidden to look at."""
        return PlainTextResponse("User-agent: *\nAllow: /\n", headers=GUARDED)


def _calendar(request: Request, found: FeedBytes) -> Response:
    headers = {
        **GUARDED,
        "Cache-Control": "private, no-cache",
        "ETag": quoted(found.etag),
        "Last-Modified": http_date(found.last_modified),
    }
    if is_unchanged(request.headers, found.etag, found.last_modified):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'inline; filename="{found.slug}.ics"'
    return Response(found.data, 200, headers, media_type="text/calendar")

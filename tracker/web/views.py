"""What is answered at each address: one short function each."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tracker.services.sources import HealthSource
from tracker.web.pages import GUARDED, Pages


@dataclass(frozen=True, slots=True)
class Views:
    """The answers, and whom they ask."""

    health_source: HealthSource
    pages: Pages

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

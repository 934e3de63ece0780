"""What is answered at each address: one short function each."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from tracker.core.health import HealthState
from tracker.i18n.health import reason_words
from tracker.services.sources import HealthSource
from tracker.web.pages import GUARDED, Pages

#: What a watchdog is told.
WORDS = {HealthState.WELL: "ok", HealthState.DEGRADED: "degraded", HealthState.DOWN: "down"}


@dataclass(frozen=True, slots=True)
class Views:
    """The answers, and whom they ask."""

    health_source: HealthSource
    pages: Pages

    def healthz(self, request: Request) -> Response:  # noqa: ARG002
        """Answer a watchdog with one word: no counts, no names."""
        state = self.health_source.verdict().state
        code = 503 if state is HealthState.DOWN else 200
        return PlainTextResponse(f"{WORDS[state]}\n", code, {**GUARDED, "Cache-Control": "no-store"})

    def health(self, request: Request) -> Response:
        """Show people how the service does, why, and what waits; counts only, no names."""
        facts = self.health_source.health()
        say = self.pages.speaker(request)
        last_tick = self.pages.moment(facts.last_tick_at, say) if facts.last_tick_at else ""
        return self.pages.page(
            request,
            "health.html",
            facts=facts,
            state=facts.verdict.state.name.lower(),
            reasons=[reason_words(reason, self.pages.zone, say) for reason in facts.verdict.reasons],
            last_tick=last_tick,
            now=self.pages.moment(facts.now, say),
        )

    def home(self, request: Request) -> Response:
        """Say what this is."""
        return self.pages.page(request, "home.html")

    def robots(self, request: Request) -> Response:  # noqa: ARG002
        """Let every reader in: Google does not fetch calendars it is forbidden to look at."""
        return PlainTextResponse("User-agent: *\nAllow: /\n", headers=GUARDED)

"""How the service does in figures, for Prometheus on this machine (text format 0.0.4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tracker.services.sources import HealthFacts, HealthSource
from tracker.web.pages import GUARDED

TYPE = "text/plain; version=0.0.4; charset=utf-8"
#: Whoever sends one of these stands behind a proxy, or does as if.
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
Labels = dict[str, str]


@dataclass(frozen=True, slots=True)
class Metrics:
    """The figures, and whom they are asked of."""

    health_source: HealthSource

    def metrics(self, request: Request) -> Response:
        """Answer programs of this machine; for anybody else there is no such page."""
        if not _is_near(request):
            raise HTTPException(404)
        text = "".join(_lines(self.health_source.health()))
        return Response(text, headers={**GUARDED, "Cache-Control": "no-store"}, media_type=TYPE)


def sample(name: str, value: float, labels: Labels | None = None) -> str:
    """Write one figure; whatever a label's value holds, it ends where it ends."""
    said = ",".join(f'{key}="{_escaped(text)}"' for key, text in (labels or {}).items())
    return f"{name}{{{said}}} {value:g}\n" if said else f"{name} {value:g}\n"


def _lines(facts: HealthFacts) -> Iterator[str]:
    yield from _gauge("tracker_health", "0 well, 1 degraded, 2 not working", facts.verdict.state)
    if facts.last_tick_at is not None:
        age = (facts.now - facts.last_tick_at).total_seconds()
        yield from _gauge("tracker_last_tick_age_seconds", "Seconds since the last turn of the service", age)
    broken = any(reason.key == "mail_server" for reason in facts.verdict.reasons)
    yield from _gauge("tracker_mail_server_down", "Whether the mail server is out of reach for long", broken)
    yield from _gauge("tracker_obligations_open", "Obligations that are not done", facts.obligations_open)
    yield from _gauge("tracker_obligations_overdue", "Open obligations past their day", facts.overdue)
    yield from _head("tracker_letters", "Letters by state")
    yield from (sample("tracker_letters", count, {"state": state}) for state, count in facts.letters.items())
    yield from _head("tracker_health_reason", "Why the service is not well")
    for reason in facts.verdict.reasons:
        yield sample("tracker_health_reason", 1, {"reason": reason.key, "state": reason.state.name.lower()})


def _gauge(name: str, meaning: str, value: float) -> Iterator[str]:
    yield from _head(name, meaning)
    yield sample(name, value)


def _head(name: str, meaning: str) -> Iterator[str]:
    yield f"# HELP {name} {meaning}\n# TYPE {name} gauge\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _is_near(request: Request) -> bool:
    """Whether a program of this machine asks, and for itself."""
    try:
        peer = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return peer.is_loopback and not any(name in request.headers for name in FORWARDED)

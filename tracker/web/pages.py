"""Pages and sentences for people, in their language."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from tracker.i18n import LANGUAGES, Translator, translator
from tracker.i18n.dates import moment

#: On every answer: nothing of a feed's address may leak or be indexed.
GUARDED = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8")
SCRIPT = (TEMPLATES / "copy.js").read_text(encoding="utf-8")
LEAST = 0.001  # RFC 9110, 12.4.2: the smallest weight that still wishes; 0 refuses


def _digest_source(text: str) -> str:
    """Name an inline text as a Content-Security-Policy allows it, and nothing beside it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


PAGE = {
    **GUARDED,
    "Cache-Control": "no-store",
    "Content-Security-Policy": f"default-src 'none'; style-src {_digest_source(STYLE)}; "
    f"script-src {_digest_source(SCRIPT)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Vary": "Accept, Accept-Language",
}


@dataclass(frozen=True, slots=True)
class Pages:
    """Renders templates for one office: its zone, and the language of those who name none."""

    zone: ZoneInfo
    language: str
    _templates: Environment

    def page(self, request: Request, name: str, *, status: int = 200, **facts: object) -> Response:
        """Return a page as HTML."""
        say = self.speaker(request)
        html = self._templates.get_template(name).render(t=say, **facts)
        return HTMLResponse(html, status, {**PAGE, "Content-Language": say.language})

    def refusal(
        self,
        request: Request,
        status: int,
        key: str,
        *,
        headers: dict[str, str] | None = None,
        **facts: object,
    ) -> Response:
        """Return one calm sentence: a page for browsers, plain text for everything else."""
        if "text/html" in request.headers.get("accept", ""):
            answer = self.page(request, "refusal.html", status=status, key=key, facts=facts)
        else:
            say = self.speaker(request)
            text = f"{say(key, **facts)}\n"
            answer = PlainTextResponse(text, status, {**PAGE, "Content-Language": say.language})
        answer.headers.update(headers or {})
        return answer

    def moment(self, instant: datetime, say: Translator) -> str:
        """Say an instant in the office's zone."""
        return moment(instant, self.zone, say)

    def speaker(self, request: Request) -> Translator:
        """Choose the language: ``?lang=``, then the browser's wishes, then the office's."""
        asked = request.query_params.get("lang", "")
        wishes = _wishes(request.headers.get("accept-language", ""))
        known = (language for language in (asked, *wishes) if language in LANGUAGES)
        return translator(next(known, self.language))


def pages(zone: ZoneInfo, language: str) -> Pages:
    """Make the pages of an office."""
    loader = FileSystemLoader(TEMPLATES)
    templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    templates.globals.update(style=STYLE, script=SCRIPT, languages=LANGUAGES)
    return Pages(zone, language, templates)


def _wishes(accepted: str) -> list[str]:
    """Read Accept-Language, the dearest first: "en-GB;q=0.8, vi" gives vi, en."""
    weighed = [_weighed(wish) for wish in accepted.split(",")]
    return [
        language for weight, language in sorted(weighed, reverse=True, key=lambda wish: wish[0]) if weight > 0
    ]


def _weighed(wish: str) -> tuple[float, str]:
    tag, _, weight = wish.partition(";q=")
    language = tag.strip().partition("-")[0].lower()
    try:
        return (float(weight or 1), language)
    except ValueError:
        return (LEAST, language)

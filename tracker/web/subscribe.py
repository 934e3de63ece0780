"""The page on which people subscribe to a calendar."""

import logging
from dataclasses import dataclass
from typing import NamedTuple

import segno
from starlette.requests import Request
from starlette.responses import Response

from tracker.core.selection import FeedKind
from tracker.i18n import Translator
from tracker.i18n.dates import long_date, short_date
from tracker.services.sources import Coming, FeedPage, FeedSource, Part, Reach, Revoked
from tracker.web.pages import Pages
from tracker.web.refusals import GuessError

log = logging.getLogger(__name__)

#: Google's own page for an address; it has no parameter for one that Google would vouch for.
GOOGLE_FORM = "https://calendar.google.com/calendar/u/0/r/settings/addbyurl"


class Program(NamedTuple):
    """A calendar program; ``key`` begins its sentences.

    One ``is_remote`` is fetched for by its maker's servers. ``button`` is what its steps offer to open:
    "webcal", "icsx5", "google" or nothing.
    """

    key: str
    is_remote: bool = False
    button: str = ""


PROGRAMS = (
    Program("subscribe.outlook_new", is_remote=True),
    Program("subscribe.outlook_classic"),
    Program("subscribe.outlook_web", is_remote=True),
    Program("subscribe.google", is_remote=True, button="google"),
    Program("subscribe.iphone", button="webcal"),
    Program("subscribe.mac", button="webcal"),
    Program("subscribe.thunderbird"),
    Program("subscribe.android", button="icsx5"),
)

#: The wishes that an address may carry, by the key of the sentence that explains them.
CHOICES = {
    "subscribe.choice.alarm": "alarm=1",
    "subscribe.choice.spans": "spans=1",
    "subscribe.choice.english": "lang=en",
}


class Address(NamedTuple):
    """An address to copy, with what is written over it."""

    label: str
    value: str


class Deadline(NamedTuple):
    """One of the next deadlines in words; ``due`` is empty where both of its days are the same."""

    iso: str
    day: str
    due: str
    label: str
    title: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Subscribing:
    """Answers for the pages of feeds."""

    feeds: FeedSource
    pages: Pages

    def page(self, request: Request) -> Response:
        """Show a feed to whoever knows its token."""
        found = self.feeds.page(request.path_params["token"])
        match found:
            case FeedPage():
                answer = self._show(request, found)
            case Revoked():
                answer = self.pages.refusal(request, 410, "web.feed.revoked")
            case None:
                log.info("page slug=- status=404")
                raise GuessError("web.feed.unknown")
        log.info("page slug=%s status=%d", found.slug, answer.status_code)
        return answer

    def _show(self, request: Request, found: FeedPage) -> Response:
        say = self.pages.speaker(request)
        return self.pages.page(
            request,
            "subscribe.html",
            page=found,
            qr="" if found.reach is Reach.MACHINE else qr_code(found.page),
            deadlines=[deadline(coming, say) for coming in found.coming],
            parts=[Address(_part_label(part, say), part.address) for part in found.parts],
            choices=[Address(say(key), f"{found.address}?{wish}") for key, wish in CHOICES.items()],
            programs=PROGRAMS,
            about="subscribe.overdue" if found.kind is FeedKind.OVERDUE else "subscribe.coming",
            buttons={
                "webcal": webcal(found.address),
                "icsx5": icsx5(found.address),
                "google": GOOGLE_FORM,
            },
        )


def webcal(address: str) -> str:
    """Return the link that calendar programs open; never webcals, which iPhones do not know."""
    return f"webcal:{address.partition(':')[2]}"


def icsx5(address: str) -> str:
    """Return the link that ICSx5 opens, which takes webcal for plain HTTP whatever the server speaks."""
    scheme, _, rest = address.partition(":")
    return f"webcals:{rest}" if scheme == "https" else webcal(address)


def qr_code(address: str) -> str:
    """Return the QR code of an address as inline SVG: dark on light in any colour scheme."""
    return segno.make_qr(address, error="m").svg_inline(border=4, dark="#000", light="#fff", omitsize=True)


def deadline(coming: Coming, say: Translator) -> Deadline:
    """Word one of the next deadlines; an hour belongs to the day that the plan names."""
    due = "" if coming.due_on == coming.act_by else short_date(coming.due_on, say)
    day = long_date(coming.act_by, say)
    if coming.time and not due:
        day = say("date.moment", time=f"{coming.time:%H:%M}", date=day)
    return Deadline(coming.act_by.isoformat(), day, due, coming.label, coming.title, coming.is_overdue)


def _part_label(part: Part, say: Translator) -> str:
    """Name a part: "2026", "2026-Q1"."""
    year, _, quarter = part.period.partition("-Q")
    key = f"subscribe.quarter.{quarter}" if quarter else "subscribe.year"
    return say("subscribe.part", name=say(key, year=year), count=part.events)

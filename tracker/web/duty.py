"""The page behind the link in a calendar entry: one duty, and why it has its dates."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from tracker.i18n import Translator
from tracker.i18n.dates import long_date, marked
from tracker.i18n.reasons import reason_sentences
from tracker.services.sources import DutyPage, DutySource
from tracker.web.pages import Pages
from tracker.web.refusals import GuessError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DutyView:
    """Answers for the pages of duties."""

    duties: DutySource
    pages: Pages

    def page(self, request: Request) -> Response:
        """Show a duty to whoever came by a link of ours."""
        found = self.duties.duty(request.path_params["obligation"], request.path_params["token"])
        if found is None:
            raise GuessError("web.missing")
        say = self.pages.speaker(request)
        sentences = list(reason_sentences(found.reasons, say))
        return self.pages.page(
            request, "duty.html", page=found, facts=dict(_facts(found, say)), sentences=sentences
        )


def _facts(found: DutyPage, say: Translator) -> Iterator[tuple[str, str]]:
    """Yield what is known with the key of its name."""
    told = {
        "duty.lead": "; ".join(found.leads),
        "duty.partners": "; ".join(found.partners),
        **dict(_days(found, say)),
        "duty.standing": say(f"standing.{found.standing}"),
        "duty.done_on": long_date(found.done_on, say) if found.done_on else "",
        "duty.phrase": found.reasons.phrase,
        "duty.plan": ": ".join(filter(None, (found.plan_number, found.plan_title))),
        "duty.section": found.section,
        "duty.ordinal": found.ordinal,
        "duty.id": found.id,
    }
    yield from ((key, text) for key, text in told.items() if text)


def _days(found: DutyPage, say: Translator) -> Iterator[tuple[str, str]]:
    why = found.reasons
    due_on = long_date(why.due_on, say)
    if found.time:
        due_on = say("date.moment", time=f"{found.time:%H:%M}", date=due_on)
    if found.start_on and found.start_on < why.due_on:
        yield "duty.start", long_date(found.start_on, say)
    key = "duty.meeting" if found.is_meeting else "duty.due_on"
    yield key, marked(due_on, say, is_provisional=why.provisional.due_on)
    yield "duty.act_by", marked(long_date(why.act_by, say), say, is_provisional=why.provisional.act_by)
    if found.is_tentative:
        yield "duty.tentative", say("duty.tentative.words")

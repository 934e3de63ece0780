"""The page of one duty: its facts, for whoever holds the link that stands in a calendar entry."""

from functools import cached_property

from tracker.app import App
from tracker.core.phrases.reading import Kind
from tracker.feeds.tokens import is_proof, load_key
from tracker.services.explaining import reasons
from tracker.services.reporting import Detail, detail
from tracker.services.sources import DutyPage


class Duties:
    """The duties as the web asks for them; read without the object mapper."""

    def __init__(self, app: App) -> None:
        self._app = app

    @cached_property
    def _key(self) -> bytes:
        return load_key(self._app.config.feeds.key_file)

    def duty(self, obligation_id: str, proof: str) -> DutyPage | None:
        """Return the facts behind a link; without the right proof the database is not asked."""
        if not is_proof(proof, self._key, obligation_id):
            return None
        with self._app.answers() as answers:
            found = answers.obligation(obligation_id)
        if found is None:
            return None
        return _page(detail(self._app, found, self._app.today()), self._app.config.office.name)


def _page(told: Detail, office: str) -> DutyPage:
    found = told.obligation
    return DutyPage(
        id=found.id,
        title=found.title,
        office=office,
        plan_number=found.plan_number,
        plan_title=found.plan_title,
        section=found.section,
        ordinal=found.ordinal,
        leads=found.leads,
        partners=found.partners,
        start_on=found.start_on,
        time=found.at_time,
        is_meeting=found.kind == Kind.EVENT,
        is_tentative=found.tentative,
        standing=told.standing,
        done_on=found.done_on,
        reasons=reasons(told),
    )

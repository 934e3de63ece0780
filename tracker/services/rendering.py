"""Changed obligations become VEVENT bytes, stored beside them."""

from hashlib import sha256
from importlib.metadata import version

from tracker.app import App
from tracker.core.obligation import Obligation
from tracker.feeds.event import fingerprint, render_event
from tracker.feeds.facts import EventFacts
from tracker.services.rows import obligation_from
from tracker.store.engine import Session
from tracker.store.obligations import Duty, all_duties, unrendered
from tracker.store.state import get_state, set_state

EDITION = "event_edition"  # what the stored bytes were made with
RENDERED_AT = "rendered_at"  # when events last changed; whoever rendered them, feeds are behind then


def render_changed(session: Session, app: App) -> int:
    """Render what changed since it was last rendered; all, after an upgrade or when a year is announced.

    Return how many.
    """
    edition = edition_of(app)
    is_current = get_state(session, EDITION) == edition
    duties = unrendered(session) if is_current else all_duties(session)
    for duty in duties:
        _render(duty, app)
    if not is_current:
        set_state(session, EDITION, edition)
    if duties:
        set_state(session, RENDERED_AT, app.clock.now().isoformat())
    return len(duties)


def edition_of(app: App) -> str:
    """Name everything besides the rows that the bytes depend on."""
    confirmed = ",".join(map(str, sorted(app.calendar.confirmed_years)))
    settings = (app.config.office.domain, app.config.feeds.language)
    parts = (version("tracker"), version("icalendar"), *settings, confirmed)
    return sha256("|".join(parts).encode()).hexdigest()[:16]


def _render(duty: Duty, app: App) -> None:
    """Render one event; SEQUENCE and the stamps grow only with what people can see."""
    row, language = duty.obligation, app.config.feeds.language
    seen = fingerprint(_facts(duty, app), language)
    is_new = row.event is None
    if seen != row.event_fingerprint:
        row.event_sequence += not is_new
        row.event_changed_at = row.changed_at
        row.event_fingerprint = seen
    row.event = render_event(_facts(duty, app), language)
    row.event_rendered_at = row.changed_at


def _facts(duty: Duty, app: App) -> EventFacts:
    row, obligation = duty.obligation, obligation_from(duty)
    return EventFacts(
        id=row.id,
        domain=app.config.office.domain,
        title=obligation.title,
        dates=obligation.dates,
        status=obligation.status,
        phrase=obligation.phrase,
        plan_number=obligation.plan_number,
        plan_name=duty.plan.title,
        created_at=row.created_at,
        changed_at=row.event_changed_at or row.changed_at,
        sequence=row.event_sequence,
        label=_label(obligation, app),
        lead=obligation.lead,
        partners=obligation.partners,
        rule=obligation.rule,
        provisional=obligation.provisional(app.calendar),
    )


def _label(obligation: Obligation, app: App) -> str:
    """Name the lead in a word or two: the shortest name that the office gives a unit."""
    units = filter(None, map(app.directory.find, obligation.owners))
    return next((min(unit.name, *unit.aliases, key=len) for unit in units), "")

"""One obligation as one VEVENT: the same facts give the same bytes."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Event, vText

from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind
from tracker.core.provisional import FIRM
from tracker.core.standing import Status
from tracker.feeds.facts import EventFacts
from tracker.feeds.lines import percent_encoded, serialise
from tracker.feeds.wording import description, summary
from tracker.i18n import translator

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # the zone whose VTIMEZONE a calendar carries
ONE_DAY = timedelta(days=1)
DEADLINE_LENGTH = timedelta(minutes=30)  # RFC 5545, 3.8.2.2: DTEND must be later than DTSTART
MEETING_LENGTH = timedelta(hours=1)
STAMPS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED")
UID_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")  # Outlook tells UIDs apart in their first octets only


@dataclass(frozen=True, slots=True)
class Span:
    """When an entry stands in the calendar; two days or two instants, ``end`` exclusive."""

    start: date
    end: date


def render_event(facts: EventFacts, language: str) -> bytes:
    """Return the VEVENT block: CRLF, folded, ready to be stored and joined."""
    return serialise(_event(facts, language))


def fingerprint(facts: EventFacts, language: str) -> str:
    """Return a digest of everything visible, marks of provisional days aside; SEQUENCE grows with it."""
    event = _event(replace(facts, provisional=FIRM), language)
    for name in STAMPS:
        del event[name]
    return sha256("\n".join(event.content_lines(sorted=False)).encode()).hexdigest()


def _event(facts: EventFacts, language: str) -> Event:
    event = Event()
    _add_identity(event, facts)
    _add_span(event, span(facts.dates))
    _add_text(event, facts, language)
    _add_state(event, facts)
    return event


def _add_identity(event: Event, facts: EventFacts) -> None:
    event.add("UID", f"{_uid_name(facts.id)}@{facts.domain}")
    event.add("SEQUENCE", facts.sequence)
    event.add("DTSTAMP", facts.changed_at.astimezone(UTC))
    event.add("LAST-MODIFIED", facts.changed_at.astimezone(UTC))
    event.add("CREATED", facts.created_at.astimezone(UTC))


def _uid_name(name: str) -> str:
    return name if UID_NAME.fullmatch(name) else sha256(name.encode()).hexdigest()


def _add_span(event: Event, shown: Span) -> None:
    event.add("DTSTART", shown.start)
    event.add("DTEND", shown.end)


def span(dates: Dates) -> Span:
    """Place a duty in the calendar: a meeting on its days, a deadline on the day to act by.

    An hour counts only on the day that the words name.
    """
    if dates.kind is Kind.EVENT:
        return _meeting(dates)
    if dates.time and dates.act_by == dates.due_on:
        end = datetime.combine(dates.due_on, dates.time, ZONE)
        return Span(end - DEADLINE_LENGTH, end)
    return Span(dates.act_by, dates.act_by + ONE_DAY)


def _meeting(dates: Dates) -> Span:
    first = min(dates.start_on or dates.due_on, dates.due_on)
    if dates.time and first == dates.due_on:
        start = datetime.combine(first, dates.time, ZONE)
        return Span(start, start + MEETING_LENGTH)
    return Span(first, dates.due_on + ONE_DAY)


def _add_text(event: Event, facts: EventFacts, language: str) -> None:
    say = translator(language)
    event.add("SUMMARY", summary(facts, say))
    event.add("DESCRIPTION", description(facts, say))
    if facts.link:
        event.add("URL", percent_encoded(facts.link))


def _add_state(event: Event, facts: EventFacts) -> None:
    busy = facts.dates.kind is Kind.EVENT and not _is_off(facts.status)
    event.add("STATUS", _status(facts))
    event.add("TRANSP", "OPAQUE" if busy else "TRANSPARENT")
    event["X-MICROSOFT-CDO-BUSYSTATUS"] = vText("BUSY" if busy else "FREE")


def _status(facts: EventFacts) -> str:
    if _is_off(facts.status):
        return "CANCELLED"
    return "TENTATIVE" if facts.dates.tentative and facts.status is Status.OPEN else "CONFIRMED"


def _is_off(status: Status) -> bool:
    return status in {Status.WAIVED, Status.WITHDRAWN}

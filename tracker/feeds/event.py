"""One obligation as one VEVENT in every language: the same facts give the same bytes.

Left out on purpose: CATEGORIES, which KDE tears at commas and which could only repeat the unit that
opens the title; ORGANIZER, ATTENDEE, RRULE, ATTACH and X-ALT-DESC, on which programs disagree.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256

from icalendar import vDate, vDatetime, vInt, vText, vUri

from tracker.core.phrases.reading import Kind
from tracker.core.provisional import FIRM
from tracker.core.standing import Status
from tracker.feeds.alarms import Alarm
from tracker.feeds.facts import EventFacts
from tracker.feeds.lines import Value, percent_encoded, written
from tracker.feeds.placing import Span, placed, whole_window
from tracker.feeds.wording import wording
from tracker.i18n import LANGUAGES, translator

BEGIN, END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"
CANCELLED = "CANCELLED"
UID_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")  # Outlook tells UIDs apart in their first octets only


@dataclass(frozen=True, slots=True)
class RenderedEvent:
    """An entry as it is stored.

    ``blocks`` holds the VEVENT of each language: CRLF, folded, ready to be joined. ``starts`` is the value of
    DTSTART. ``span`` holds the lines DTSTART and DTEND of the whole window, or nothing where
    the entry stands on all its days anyway. ``fingerprint`` is a digest of everything visible, marks of
    provisional days aside; SEQUENCE grows with it.
    """

    blocks: Mapping[str, bytes]
    starts: str
    span: bytes
    alarm: Alarm
    fingerprint: str


def render(facts: EventFacts) -> RenderedEvent:
    """Return the entry in every language."""
    shown, window = placed(facts), whole_window(facts)
    uid, when, state = _uid(facts), _span(shown), _state(facts)
    before, after = b"".join((BEGIN, uid, _stamps(facts), when)), state + END
    texts, span, alarm = _texts(facts), _span(window) if window else b"", _alarm(facts, shown)
    firm = texts if facts.provisional == FIRM else _texts(replace(facts, provisional=FIRM))
    return RenderedEvent(
        {language: b"".join((before, text, after)) for language, text in texts.items()},
        _value(shown.start).to_ical().decode(),
        span,
        alarm,
        sha256(b"".join((uid, when, state, span, alarm.encode(), *firm.values()))).hexdigest(),
    )


def _uid(facts: EventFacts) -> bytes:
    name = facts.id if UID_NAME.fullmatch(facts.id) else sha256(facts.id.encode()).hexdigest()
    return written({"UID": vText(f"{name}@{facts.domain}")})


def _stamps(facts: EventFacts) -> bytes:
    changed_at = vDatetime(facts.changed_at.astimezone(UTC))
    created_at = vDatetime(facts.created_at.astimezone(UTC))
    stamps = {"DTSTAMP": changed_at, "LAST-MODIFIED": changed_at, "CREATED": created_at}
    return written({"SEQUENCE": vInt(facts.sequence), **stamps})


def _span(shown: Span) -> bytes:
    return written({"DTSTART": _value(shown.start), "DTEND": _value(shown.end)})


def _value(on: date) -> Value:
    return vDatetime(on) if isinstance(on, datetime) else vDate(on, {"VALUE": "DATE"})


def _texts(facts: EventFacts) -> dict[str, bytes]:
    return {language: _text(facts, language) for language in LANGUAGES}


def _text(facts: EventFacts, language: str) -> bytes:
    said = wording(facts, translator(language))
    return written({"SUMMARY": vText(said.summary), "DESCRIPTION": vText(said.description)})


def _state(facts: EventFacts) -> bytes:
    address, status = percent_encoded(facts.link), _status(facts)
    url = written({"URL": vUri(address)}) if address else b""
    return url + _marks(status, is_busy=facts.dates.kind is Kind.EVENT and status != CANCELLED)


def _status(facts: EventFacts) -> str:
    if facts.status in {Status.WAIVED, Status.WITHDRAWN}:
        return CANCELLED
    return "TENTATIVE" if facts.dates.tentative and facts.status is Status.OPEN else "CONFIRMED"


@cache
def _marks(status: str, *, is_busy: bool) -> bytes:
    # a meeting takes the time even where its day is tentative: Outlook asks BUSYSTATUS first, then TRANSP
    busy = {"TRANSP": "OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS": "BUSY"}
    free = {"TRANSP": "TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}
    marks = {"STATUS": status, **(busy if is_busy else free)}
    return written({name: vText(mark) for name, mark in marks.items()})


def _alarm(facts: EventFacts, shown: Span) -> Alarm:
    if facts.status is not Status.OPEN or facts.is_overdue:
        return Alarm.NONE
    return Alarm.TIME if isinstance(shown.start, datetime) else Alarm.DAY

"""Calendars as programs see them."""

from datetime import UTC, datetime

import vobject
from icalendar import Calendar, Event

from tracker.feeds.event import render
from tracker.feeds.joining import Block


def block(facts, language="vi"):
    return render(facts).blocks[language]


def stored(facts, language="vi"):
    rendered = render(facts)
    return Block(rendered.starts, facts.id, rendered.blocks[language], rendered.span, rendered.alarm)


def lines(data):
    """Whole lines, folds undone."""
    return data.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def event(facts, language="vi"):
    """What icalendar reads."""
    return Event.from_ical(block(facts, language))


def by_icalendar(data):
    """Identity, days, line and status of every event, as icalendar reads them."""
    return {
        (str(each["UID"]), plain(each.start), plain(each.end), str(each["SUMMARY"]), str(each["STATUS"]))
        for each in Calendar.from_ical(data).events
    }


def by_vobject(data):
    """The same as vobject reads it."""
    return {
        (
            each.uid.value,
            plain(each.dtstart.value),
            plain(each.dtend.value),
            each.summary.value,
            each.status.value,
        )
        for each in vobject.readOne(data.decode()).contents.get("vevent", [])
    }


def plain(on):
    return on.astimezone(UTC).isoformat() if isinstance(on, datetime) else on.isoformat()

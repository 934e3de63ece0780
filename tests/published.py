"""Published calendars as a subscriber gets them, taken apart by plain text."""

import re
from contextlib import closing

from tracker.core.selection import FeedKind
from tracker.services.feeds import create, wanted
from tracker.services.publishing import publish
from tracker.services.serving import ServedFeeds
from tracker.services.sources import Look


def issue(app, kind="office", subject="", **wishes):
    """Make and publish a feed; its address stands in what comes back."""
    (made,) = create(app, [wanted(app, FeedKind(kind), subject, **wishes)])
    publish(app)
    return made


def token(issued):
    return issued.address.split("/f/")[1].split("/")[0]


def fetch(app, issued, **look):
    """The feed as its reader asks for it."""
    with closing(ServedFeeds(app)) as served:
        return served.feed(token(issued), Look(**look))


def entries(app, issued, **look):
    """The events of a feed by UID."""
    return events(fetch(app, issued, **look).data)


def events(data):
    """The events of a calendar by UID."""
    found = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", data, re.DOTALL)
    return {line(event, "UID"): event for event in found}


def unfolded(event):
    """An event with every line whole."""
    return event.replace(b"\r\n ", b"").decode()


def line(event, name):
    """The value of a property, its parameters left out."""
    return re.search(rf"\n{name}(?:;[^:\r]*)?:(.*?)\r\n", unfolded(event))[1]


def uid(number):
    """The UID of the entry of a task in the shipped plan."""
    return f"249-2024.{number:02d}@tdkt.cantho.example.vn"


def differing(before, after):
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def number_of(event):
    return int(line(event, "SEQUENCE"))

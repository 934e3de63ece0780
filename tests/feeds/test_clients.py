"""What each calendar program stumbled over, and what must therefore hold of every calendar."""

import re

import pytest

from tests.feeds.duty import varied
from tests.feeds.sample import VARIED, calendar
from tests.feeds.seen import stored
from tracker.feeds.parts import LIMIT, Period, parts


def starts(event):
    return next((name, value) for name, value in event.items() if name.startswith("DTSTART"))


def ends(event):
    return next((name, value) for name, value in event.items() if name.startswith("DTEND"))


def every(holds):
    return lambda feed: all(map(holds, feed.events))


def never(*names):
    return lambda feed: feed.names.isdisjoint(names)


def physical(feed):
    return feed.data.removesuffix(b"\r\n").split(b"\r\n")


#: Client, where that is told, what must hold, how to see it.
CASES = [
    (
        "vdirsyncer",
        "the first UID it meets names every event: 60 became 1",
        "no UID of the calendar",
        lambda feed: "UID" not in feed.head,
    ),
    (
        "vdirsyncer",
        "it hashes the head into every event",
        "nothing in the head but constants and the feed's name",
        lambda feed: {"LAST-MODIFIED", "DTSTAMP", "CREATED"}.isdisjoint(feed.head),
    ),
    (
        "khal, vdirsyncer",
        "pimutils/vdirsyncer#1135: a changed hash is a deleted and a new event",
        "two renderings are equal",
        lambda feed: feed.data in {calendar(spans=s, alarms=a).data for s in (0, 1) for a in (0, 1)},
    ),
    (
        "Nextcloud",
        "nextcloud/server#58193: a DTSTAMP of now is a change of every event",
        "DTSTAMP is the stored last change",
        every(lambda event: event["DTSTAMP"] == event["LAST-MODIFIED"] == "20240527T010203Z"),
    ),
    (
        "Google",
        "nextcloud/calendar#7918: drops what does not look newer",
        "every event has UID, SEQUENCE, DTSTAMP and LAST-MODIFIED",
        every(lambda event: {"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED"} <= event.keys()),
    ),
    (
        "Google",
        "adangel.org, 2024-12-15: one wrong fold and the feed is ignored",
        "lines of 75 octets at most, CRLF everywhere",
        lambda feed: max(map(len, physical(feed))) <= 75 and feed.data.count(b"\n") == feed.data.count(b"\r\n"),
    ),
    (
        "Google, Apple",
        "JustAlex0000/Edupage-Extras#50: letters torn by a fold",
        "every line is UTF-8 for itself",
        lambda feed: all(line.decode() for line in physical(feed)),
    ),
    (
        "readers that unfold late",
        "RFC 5545, 3.3.11",
        "no escaped letter is torn by a fold",
        lambda feed: not any(re.search(rb"(?<!\\)(\\\\)*\\$", line) for line in physical(feed)),
    ),
    (
        "icalendar",
        "its _unescape_char takes a written backslash before n for a line break",
        "a backslash is only an escape of comma, semicolon and line break",
        lambda feed: not re.search(r"\\[^,;n]", "\n".join(feed.lines)),
    ),
    (
        "vobject, ics, khal, ical.js, sabre",
        "a mark of byte order is refused",
        "no BOM and no empty line",
        lambda feed: "\ufeff" not in feed.data.decode() and all(physical(feed)),
    ),
    (
        "libical",
        "blanks at the end of a value are lost",
        "no value ends in a blank",
        lambda feed: not any(line.endswith(" ") for line in feed.lines),
    ),
    (
        "Home Assistant",
        "home-assistant/core#178736; RFC 7986, 5.7: a malformed hint and the feed is refused",
        "REFRESH-INTERVAL names its type",
        lambda feed: feed.head["REFRESH-INTERVAL;VALUE=DURATION"] == "PT1H",
    ),
    (
        "Nextcloud, Outlook classic",
        "RefreshWebcalService.php reads one, Outlook the other",
        "both hints say the same",
        lambda feed: feed.head["X-PUBLISHED-TTL"] == feed.head["REFRESH-INTERVAL;VALUE=DURATION"],
    ),
    (
        "all",
        "icalendar 7.3 does not escape names of calendars",
        "the name is one line, escaped, the same for both readers of it",
        lambda feed: (
            feed.head["NAME"].startswith("Ban TĐKT\\; việc\\, hạn") and feed.head["NAME"] == feed.head["X-WR-CALNAME"]
        ),
    ),
    (
        "Outlook before 2010",
        "alphagov/calendars#17",
        "METHOD:PUBLISH, for all others make it an invitation",
        lambda feed: feed.head["METHOD"] == "PUBLISH",
    ),
    (
        "Exchange",
        "[MS-OXCICAL], appendix A: reads no second calendar",
        "one VCALENDAR",
        lambda feed: feed.lines.count("BEGIN:VCALENDAR") == feed.lines.count("END:VCALENDAR") == 1,
    ),
    (
        "Apple, ICSx5",
        "bitfireAT/icsx5#31: each reads its own colour",
        "COLOR is a name, Apple's is hexadecimal",
        lambda feed: (
            feed.head["COLOR"].isalpha()
            and re.fullmatch("#[0-9A-F]{6}", feed.head["X-APPLE-CALENDAR-COLOR"]) is not None
        ),
    ),
    (
        "all",
        "whoever is sent an event would be sent the address",
        "no SOURCE: the address is a secret",
        never("SOURCE"),
    ),
    (
        "Outlook on the web",
        "ical4j/ical4j#611: offsets with seconds are refused",
        "the zone has one offset, in minutes",
        lambda feed: {line for line in feed.zone if "OFFSET" in line} == {"TZOFFSETFROM:+0700", "TZOFFSETTO:+0700"},
    ),
    (
        "Outlook",
        "[MS-STANOICAL]; iCalcreator/iCalcreator#106: one rule a zone, no RDATE",
        "the zone has one STANDARD and nothing that Outlook does not read",
        lambda feed: feed.zone.count("BEGIN:STANDARD") == 1 and not re.search("RDATE|RRULE|COMMENT", str(feed.zone)),
    ),
    (
        "Outlook, ical.js",
        "kanboard/kanboard#3106: an undeclared zone shifts times",
        "every zone that is named is declared before",
        lambda feed: (
            f"TZID:{zone}" in feed.zone
            if (zone := _only(re.findall(r"TZID=([^:;]+)", "\n".join(feed.lines))))
            else False
        ),
    ),
    (
        "Google",
        "ulsklyc/yuvomi#818: floating times shift",
        "every hour has a zone",
        every(lambda event: "T" not in starts(event)[1] or "TZID=" in starts(event)[0]),
    ),
    (
        "Outlook",
        "a day with a zone becomes an hour",
        "a whole day is a date without a zone",
        every(lambda event: "T" in starts(event)[1] or starts(event)[0] == "DTSTART;VALUE=DATE"),
    ),
    (
        "Outlook",
        "timeoff-management/timeoff-management-application#388: shows 00:00 entries",
        "the end is written and later than the start",
        every(lambda event: ends(event)[1] > starts(event)[1]),
    ),
    (
        "Google",
        "hackgvl/hackgreenville-com#498: removes what is cancelled",
        "what is called off is CANCELLED",
        lambda feed: feed.one("off")["STATUS"] == feed.one("off-meeting")["STATUS"] == "CANCELLED",
    ),
    (
        "Outlook, GNOME Calendar",
        "esrg-knights/Squire#215: show what is cancelled as if it were held",
        "the title says so too",
        lambda feed: feed.one("off")["SUMMARY"].startswith("[ĐÃ HỦY] "),
    ),
    (
        "Outlook",
        "[MS-OXCICAL]: asks BUSYSTATUS first, TRANSP second",
        "both say the same",
        every(lambda event: (event["TRANSP"], event[BUSY]) in {("OPAQUE", "BUSY"), ("TRANSPARENT", "FREE")}),
    ),
    (
        "all",
        "a deadline blocks nobody's day",
        "only meetings take time, and only those that are held",
        lambda feed: {name for name in VARIED if feed.one(name)["TRANSP"] == "OPAQUE"} == {"meeting", "days"},
    ),
    (
        "Exchange",
        "[MS-OXCICAL]: cuts longer lines",
        "a title has 255 UTF-16 units at most",
        every(lambda event: len(_text(event["SUMMARY"]).encode("utf-16-le")) <= 510),
    ),
    (
        "Google, Outlook",
        "hacken-in/hacken-in#190, Gowee/lccal-worker#17: do not show URL",
        "the link is the last line of the text",
        every(lambda event: event["DESCRIPTION"].endswith(f"\\n{event['URL']}")),
    ),
    (
        "all",
        "RFC 3986: an address is ASCII",
        "URL is percent-encoded",
        every(lambda event: event["URL"].isascii() and "%C4%91" in event["URL"]),
    ),
    (
        "Outlook",
        "[MS-STANOICAL]: tells apart the first 202 octets",
        "UID is short, ASCII, and nobody else's",
        lambda feed: (
            all(event["UID"].isascii() and len(event["UID"]) <= 200 for event in feed.events)
            and len({event["UID"] for event in feed.events}) == len(VARIED)
        ),
    ),
    ("KDE", "splits categories at commas, escaped or not", "no CATEGORIES", never("CATEGORIES")),
    (
        "Outlook",
        "opencast/opencast#31: an invitation without an answer",
        "nobody is invited",
        never("ORGANIZER", "ATTENDEE"),
    ),
    (
        "Google, Outlook",
        "pimutils/vdirsyncer#592, nextcloud/server#38036: drop tasks",
        "events alone",
        never("VTODO", "VJOURNAL", "DUE"),
    ),
    ("all", "dates move with holidays", "no rule of recurrence", never("RRULE", "RDATE", "EXDATE")),
    ("Outlook", "hides the text of what is private", "no CLASS", never("CLASS")),
    (
        "Outlook, Google",
        "spatie/calendar-links#136, adamgibbons/ics#231, [MS-OXCICAL]",
        "no second text and no mark of a whole day besides the dates",
        never("X-ALT-DESC", "ALTREP", "ATTACH", "X-MICROSOFT-CDO-ALLDAYEVENT"),
    ),
]  # fmt: skip
BUSY = "X-MICROSOFT-CDO-BUSYSTATUS"


def _only(found):
    (only,) = set(found)
    return only


def _text(value):
    return re.sub(r"\\([,;])", r"\1", value)


@pytest.fixture(
    scope="module", params=[(0, 0), (1, 0), (0, 1), (1, 1)], ids=["plain", "spans", "alarms", "both"]
)
def feed(request):
    spans, alarms = request.param
    return calendar(spans=spans, alarms=alarms)


@pytest.mark.parametrize(
    ("client", "source", "what", "holds"), CASES, ids=[f"{client}: {what}" for client, _, what, _ in CASES]
)
def test_client_is_not_made_to_stumble(feed, client, source, what, holds):
    assert holds(feed), f"{client} ({source}): {what}"


def test_thunderbird_and_evolution_keep_alarms_so_nobody_is_called_unasked():
    assert "VALARM" not in calendar(spans=True).names


def test_thunderbird_is_given_one_plain_alarm_an_event():
    written = "\n".join(calendar(alarms=True).lines)
    alarms = re.findall(r"BEGIN:VALARM\n(.*?)END:VALARM\nEND:VEVENT", written, flags=re.DOTALL)
    assert len(alarms) == written.count("BEGIN:VALARM") == len(VARIED) - 4  # overdue, done, twice called off
    shape = r"ACTION:DISPLAY\nDESCRIPTION:\w[^,;\\\n]*\nTRIGGER(;RELATED=END)?:-PT\d+H\n"
    assert all(re.fullmatch(shape, alarm) for alarm in alarms)


def test_google_loses_events_above_a_megabyte_so_such_feeds_are_split():
    year = [Period("2024-03", 900, 600_000), Period("2024-04", 900, 600_000)]
    assert [part.octets <= 1_000_000 for part in parts(year)] == [True, True]
    assert len(stored(varied(link="")).data) * 1000 <= LIMIT

"""How each program subscribes, as its source or its users tell, and what the whole program answers it over HTTP."""

import gzip
import http.client
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from tests.offices import PLAN, at, open_office
from tracker.core.selection import FeedKind
from tracker.services.duty_page import Duties
from tracker.services.feeds import create, revoke, wanted
from tracker.services.health import Health
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.serving import ServedFeeds
from tracker.services.tracking import mark_done
from tracker.web.app import create_web
from tracker.web.server import FeedServer

DAY = date(2024, 5, 6)


class Visitors:
    """Notes who came, in memory."""

    def __init__(self):
        self.clients = []

    def note(self, slug, client, address):
        self.clients.append(client)


@dataclass
class Subscription:
    """One program's subscription to the office's feed: it sends its headers, and what it holds."""

    port: int
    address: str
    headers: dict = field(default_factory=dict)

    def ask(self, method="GET", path="", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path or self.address, skip_accept_encoding=True)
        for name, value in {**self.headers, **headers}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def holding(self, answer, *names):
        """Return the headers with which a program says what it holds."""
        held = {"If_None_Match": answer.headers["ETag"], "If_Modified_Since": answer.headers["Last-Modified"]}
        return {name: held[name] for name in names}


@pytest.fixture
def office(tmp_path):
    app = at(open_office(tmp_path), DAY)
    import_plan(app, PLAN)
    yield app
    app.close()


@pytest.fixture
def visitors():
    return Visitors()


@pytest.fixture
def feed(office):
    (issued,) = create(office, [wanted(office, FeedKind.OFFICE)])
    publish(office)
    return issued


@pytest.fixture
def subscribe(office, feed, visitors):
    """Return a function that gives a program its subscription at a running server."""
    web = create_web(ServedFeeds(office), Health(office), visitors, Duties(office), zone=office.zone)
    server = FeedServer(web, "127.0.0.1", 0)
    server.start()
    path = "/f/" + feed.address.split("/f/")[1]
    yield lambda **headers: Subscription(server.port, path, headers)
    server.stop()


#: Program, its headers, the headers by which it says what it holds.
PROGRAMS = {
    "Google": (
        {"User_Agent": "Google-Calendar-Importer", "Accept_Encoding": "gzip,deflate,br"},
        ["If_Modified_Since"],
    ),
    "Outlook on the web": (
        {"User_Agent": "Microsoft.Exchange/15.20", "Accept": "text/calendar"},
        ["If_None_Match"],
    ),
    "Outlook classic": (
        {"User_Agent": "Microsoft Office/16.0 (Microsoft Outlook 16.0)"},
        ["If_Modified_Since"],
    ),
    "Apple": (
        {"User_Agent": "macOS/14.5 (23F79) CalendarAgent/1130", "Accept_Encoding": "gzip"},
        ["If_None_Match"],
    ),
    "Thunderbird": (
        {"User_Agent": "Thunderbird/128.0", "Accept_Encoding": "gzip, deflate"},
        ["If_None_Match"],
    ),
    "Evolution": ({"User_Agent": "Evolution/3.46"}, ["If_None_Match"]),
    "Nextcloud": ({"User_Agent": "Nextcloud Webcal Service", "Accept": "text/calendar, */*;q=0.1"}, []),
    "ICSx5": ({"User_Agent": "ICSx5/2.2", "Accept_Encoding": "gzip"}, ["If_None_Match", "If_Modified_Since"]),
    "vdirsyncer": ({"User_Agent": "vdirsyncer/0.21", "Accept_Encoding": "gzip, deflate"}, []),
}


def text_of(answer):
    return gzip.decompress(answer.body) if answer.headers["Content-Encoding"] == "gzip" else answer.body


@pytest.mark.parametrize("program", PROGRAMS)
def test_program_gets_the_calendar_then_nothing_then_the_change(office, subscribe, visitors, program):
    headers, names = PROGRAMS[program]
    ours = subscribe(**headers)
    first = ours.ask()
    again = ours.ask(**ours.holding(first, *names))
    mark_done(at(office, DAY + timedelta(days=1)), "249-2024.20")
    publish(office)
    changed = ours.ask(**ours.holding(first, *names))
    assert [first.status, again.status, changed.status] == [200, 304 if names else 200, 200]
    assert text_of(first).count(b"BEGIN:VEVENT") == text_of(changed).count(b"BEGIN:VEVENT") == 35
    assert text_of(again) == (b"" if names else text_of(first))
    assert b"[XONG]" in text_of(changed)
    assert set(visitors.clients) == {headers["User_Agent"]}


#: What is asked, what must hold of the answer, and whom it hurts otherwise.
REGRESSIONS = {
    "Thunderbird asks HEAD first and believes it": (
        "HEAD", {}, lambda answer: answer.status == 200 and answer.headers["Content-Type"].startswith("text/calendar")
    ),
    "Thunderbird tries PROPFIND and gives up on a 500": ("PROPFIND", {"Depth": "0"}, lambda answer: answer.status == 405),
    "web programs ask OPTIONS before they read": ("OPTIONS", {}, lambda answer: answer.status == 405),
    "Outlook stumbled over gzip that it had not asked for": (
        "GET", {}, lambda answer: answer.headers["Content-Encoding"] is None
    ),
    "a program that refuses gzip gets none": (
        "GET", {"Accept_Encoding": "gzip;q=0, identity"}, lambda answer: answer.headers["Content-Encoding"] is None
    ),
    "Google and Outlook lose a subscription that is redirected": ("GET", {}, lambda answer: answer.status == 200),
    "programs keep no session": ("GET", {}, lambda answer: answer.headers["Set-Cookie"] is None),
    "browsers and phones open the calendar instead of storing a file": (
        "GET", {}, lambda answer: "attachment" not in (answer.headers["Content-Disposition"] or "")
    ),
    "Google counts on a megabyte at most": ("GET", {}, lambda answer: int(answer.headers["Content-Length"]) < 1_000_000),
    "search engines find no secret address": ("GET", {}, lambda answer: "noindex" in answer.headers["X-Robots-Tag"]),
    "proxies keep no copy that they hand out unasked": (
        "GET", {}, lambda answer: answer.headers["Cache-Control"] == "private, no-cache"
    ),
    "a cache between tells the two codings apart": ("GET", {}, lambda answer: answer.headers["Vary"] == "Accept-Encoding"),
}  # fmt: skip


@pytest.mark.parametrize("regression", REGRESSIONS)
def test_known_stumbling_blocks(subscribe, regression):
    method, headers, holds = REGRESSIONS[regression]
    assert holds(subscribe().ask(method, **headers))


def test_google_may_look(subscribe):
    """Google does not fetch calendars that robots.txt forbids."""
    rules = subscribe().ask(path="/robots.txt").body.decode()
    assert "Disallow" not in rules


def test_what_google_and_outlook_append_changes_nothing(subscribe):
    ours = subscribe()
    plain = ours.ask()
    for query in ("?nocache=1716771723", "?utm_source=x", "?t=1&t=2", "?lang=xx", "?"):
        assert ours.ask(path=ours.address + query).body == plain.body


def test_thunderbird_names_the_calendar_by_its_file(subscribe):
    name = subscribe().address.rpartition("/")[2]
    assert name == "ban-thi-dua-khen-thuong-thanh-pho-can-tho.ics"


def test_evolution_never_takes_a_refusal_for_an_empty_calendar(office, feed, subscribe):
    ours = subscribe()
    revoke(office, feed.slug)
    revoked, unknown = ours.ask(), ours.ask(path=f"/f/{'x' * 43}/lich.ics")
    assert [revoked.status, unknown.status] == [410, 404]
    for refusal in (revoked, unknown):
        assert refusal.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert b"BEGIN:VCALENDAR" not in refusal.body


def test_nextcloud_sees_the_same_bytes_however_often_it_asks(office, subscribe):
    ours = subscribe()
    before = ours.ask()
    for hours in (1, 30, 24 * 7):
        publish(at(office, DAY + timedelta(hours=hours)))
        assert (ours.ask().body, ours.ask().headers["ETag"]) == (before.body, before.headers["ETag"])

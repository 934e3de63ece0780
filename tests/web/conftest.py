"""A running feed server with sources that a test can change."""

import http.client
import socket
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from tests.web.shown import DUTY, PAGE, PROOF, TOKEN
from tracker.core.health import HealthState, Verdict
from tracker.services.sources import PLAIN, FeedBytes, HealthFacts, Revoked
from tracker.web.app import create_web
from tracker.web.server import FeedServer

OLD_TOKEN = "0ld" * 14 + "B"
NOW = datetime(2024, 5, 27, 1, 0, tzinfo=UTC)
FEED = FeedBytes(
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Ban T\xc4\x90KT\r\nEND:VCALENDAR\r\n",
    etag="5f3a9c",
    last_modified=datetime(2024, 5, 26, 1, 2, 3, 456, UTC),
    slug="ban-tdkt",
)
HEALTH = HealthFacts(
    now=NOW,
    last_tick_at=NOW - timedelta(seconds=30),
    verdict=Verdict(HealthState.WELL),
    letters={"failed": 1, "ready": 4, "sent": 20},
    obligations_open=35,
    overdue=2,
    feeds=12,
)


class Shelf:
    """Feeds, visits and health facts in memory; ``trouble`` is raised instead of an answer."""

    def __init__(self):
        self.feeds = {(TOKEN, PLAIN): FEED, (OLD_TOKEN, PLAIN): Revoked("so-noi-vu")}
        self.facts = HEALTH
        self.pages = {TOKEN: PAGE, OLD_TOKEN: Revoked("so-noi-vu")}
        self.duties = {(DUTY.id, PROOF): DUTY}
        self.version = 1
        self.trouble = None
        self.gate = None  # an event that every look-up waits for
        self.asked = []
        self.kept = None  # what the last look-up was handed
        self.visits = []

    def freshness(self):
        return self.version

    def feed(self, token, look=PLAIN, kept=None):
        self.asked.append((token, look))
        self.kept = kept
        if self.gate is not None:
            assert self.gate.wait(10)
        self._answer()
        return self.feeds.get((token, look))

    def note(self, slug, client, address):
        self.visits.append((slug, client, address))

    def page(self, token):
        self._answer()
        return self.pages.get(token)

    def duty(self, obligation_id, proof):
        self._answer()
        return self.duties.get((obligation_id, proof))

    def verdict(self):
        return self.facts.verdict

    def health(self):
        self._answer()
        return self.facts

    def publish(self, feed=None, token=TOKEN, look=PLAIN):
        """Put something else in the place of a feed, as another process would."""
        self.feeds[token, look] = feed
        self.version += 1

    def change(self, **facts):
        self.facts = replace(self.facts, **facts)

    def _answer(self):
        if self.trouble is not None:
            raise self.trouble


class Stage:
    """An application that stands for another, so that tests share one server and nothing else."""

    def __init__(self):
        self.web = None
        self.has_short_way = True

    async def __call__(self, scope, receive, send):
        await self.web(scope, receive, send)

    def at_once(self, scope):
        return self.web.at_once(scope) if self.has_short_way else None


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def web(shelf):
    return create_web(shelf, shelf, shelf, shelf, zone=ZoneInfo("Asia/Ho_Chi_Minh"))


@contextmanager
def serving(app, **settings):
    server = FeedServer(app, "127.0.0.1", 0, **settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def serve(web):
    """Return a context manager that runs a server of the test's own."""
    return lambda **settings: serving(web, **settings)


@pytest.fixture(scope="module")
def stage():
    stage = Stage()
    with serving(stage) as stage.server:
        yield stage


@pytest.fixture
def server(request, stage, web):
    stage.web = web
    stage.has_short_way = getattr(request, "param", "short way") == "short way"
    return stage.server


@pytest.fixture
def call():
    """Return a function that asks a server over a socket; headers may be a dict or a list of pairs."""

    def called(server, path, method="GET", headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items() if isinstance(headers, dict) else headers:
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        return response

    return called


@pytest.fixture
def ask(call, server):
    """Return a function that asks the test's own application."""
    return partial(call, server)


@pytest.fixture
def talk(server):
    """Return a function that sends octets as they are and returns all that comes back until the end."""

    def talked(octets):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
            line.sendall(octets)
            return b"".join(iter(lambda: line.recv(65536), b""))

    return talked


@pytest.fixture
def feed_path():
    return f"/f/{TOKEN}/ban-tdkt.ics"


@pytest.fixture
def revoked_path():
    return f"/f/{OLD_TOKEN}/so-noi-vu.ics"

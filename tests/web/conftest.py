"""A running feed server with sources that a test can change."""

import http.client
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.web.shown import DUTY, PAGE, PROOF, TOKEN
from tracker.services.sources import FeedBytes, HealthFacts, Revoked
from tracker.web.app import create_web
from tracker.web.protocol import PunctualProtocol
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
    ticking=True,
    deliveries_ready=4,
    deliveries_failed=1,
    obligations_open=35,
    overdue=2,
    feeds=12,
)


class Shelf:
    """Feeds and health facts in memory; ``trouble`` is raised instead of an answer."""

    def __init__(self):
        self.feeds = {TOKEN: FEED, OLD_TOKEN: Revoked("so-noi-vu")}
        self.facts = HEALTH
        self.pages = {TOKEN: PAGE, OLD_TOKEN: Revoked("so-noi-vu")}
        self.duties = {(DUTY.id, PROOF): DUTY}
        self.trouble = None

    def feed(self, token):
        self._answer()
        return self.feeds.get(token)

    def page(self, token):
        self._answer()
        return self.pages.get(token)

    def duty(self, obligation_id, proof):
        self._answer()
        return self.duties.get((obligation_id, proof))

    def health(self):
        self._answer()
        return self.facts

    def change(self, **facts):
        self.facts = replace(self.facts, **facts)

    def _answer(self):
        if self.trouble is not None:
            raise self.trouble


class Stage:
    """An application that stands for another, so that tests share one server and nothing else."""

    def __init__(self):
        self.web = None

    async def __call__(self, scope, receive, send):
        await self.web(scope, receive, send)


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def web(shelf):
    return create_web(shelf, shelf, shelf, zone=ZoneInfo("Asia/Ho_Chi_Minh"))


@contextmanager
def serving(app, protocol=PunctualProtocol):
    server = FeedServer(app, "127.0.0.1", 0, protocol=protocol)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def serve(web):
    """Return a context manager that runs a server of the test's own."""
    return lambda protocol=PunctualProtocol: serving(web, protocol)


@pytest.fixture(scope="module")
def stage():
    stage = Stage()
    with serving(stage) as stage.server:
        yield stage


@pytest.fixture
def server(stage, web):
    stage.web = web
    return stage.server


@pytest.fixture
def ask(server):
    """Return a function that asks over a socket; headers may be a dict or a list of pairs."""

    def asked(path, method="GET", headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items() if isinstance(headers, dict) else headers:
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        return response

    return asked


@pytest.fixture
def feed_path():
    return f"/f/{TOKEN}/ban-tdkt.ics"


@pytest.fixture
def revoked_path():
    return f"/f/{OLD_TOKEN}/so-noi-vu.ics"

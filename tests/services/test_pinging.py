"""A sign of life elsewhere: fetched, never in the way, and no secret in the log."""

import logging
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tracker.services.pinging import ping

SECRET = "/ping/3f2a-secret"


@contextmanager
def watchdog(status=200, location=""):
    """A server that notes what was fetched."""
    fetched = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            fetched.append(self.path)
            code = status if self.path == SECRET else 200
            self.send_response(code)
            if code in {301, 302}:
                self.send_header("Location", location)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", fetched
        finally:
            server.shutdown()
            thread.join()


def fetch(address):
    ping(address).join(15)


def test_the_address_is_fetched_once():
    with watchdog() as (base, fetched):
        fetch(base + SECRET)
    assert fetched == [SECRET]


def test_a_redirect_to_the_same_host_is_followed_and_to_another_is_not(caplog):
    with watchdog(302, "/there") as (base, fetched):
        fetch(base + SECRET)
    assert fetched == [SECRET, "/there"]
    with (
        watchdog() as (other, elsewhere),
        watchdog(302, other.replace("127.0.0.1", "localhost") + "/x") as (base, _),
    ):
        fetch(base + SECRET)
    assert not elsewhere
    assert "secret" not in caplog.text


@pytest.mark.parametrize("address", ["", "file:///etc/hostname", "ftp://127.0.0.1/x"])
def test_nothing_else_is_fetched(address):
    assert ping(address) is None


@pytest.mark.parametrize("status", [404, 500])
def test_what_goes_wrong_is_logged_without_the_secret(caplog, status):
    with caplog.at_level(logging.WARNING), watchdog(status) as (base, _):
        fetch(base + SECRET)
    assert str(status) in caplog.text
    assert "secret" not in caplog.text


def test_nobody_answers(caplog):
    with watchdog() as (base, _):
        pass
    fetch(base + SECRET)
    assert "ping: 127.0.0.1: " in caplog.text
    assert "secret" not in caplog.text

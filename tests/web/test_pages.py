import re
from datetime import timedelta

import pytest

from tests.web.conftest import NOW
from tracker.core.health import HealthState, Reason, Verdict
from tracker.errors import BusyError

STALLED = Verdict(HealthState.DOWN, (Reason("stale", HealthState.DOWN, {"at": NOW - timedelta(hours=1)}),))


def test_health_page_tells_when_and_how_many(ask):
    answer = ask("/health")
    page = answer.body.decode()
    assert answer.status == 200
    assert '<html lang="vi">' in page
    assert "Dịch vụ chạy tốt." in page
    assert "27/5/2024" in page
    assert re.findall(r"<td>(\d+)</td>", page) == ["4", "1", "35", "2", "12"]


def test_stalled_service_is_plain_to_see_with_what_to_do(ask, shelf):
    shelf.change(verdict=STALLED, last_tick_at=None)
    page = ask("/health?lang=en").body.decode()
    assert "The service does not work as it should." in page
    assert "The service has done nothing since " in page
    assert "systemctl restart tracker" in page
    assert "none yet" in page


def test_what_a_reason_quotes_is_only_text(ask, shelf):
    shelf.change(
        verdict=Verdict(HealthState.DOWN, (Reason("damaged", HealthState.DOWN, {"flaw": "<script>"}),))
    )
    page = ask("/health?lang=en").body.decode()
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("path", "accepted", "language"),
    [
        ("/health", "", "vi"),
        ("/health", "en-GB,en;q=0.9", "en"),
        ("/health", "fr, en;q=0.2, vi;q=0.4", "vi"),
        ("/health", "en;q=x,,;q=", "en"),
        ("/health", "en;q=0", "vi"),
        ("/health?lang=en", "vi", "en"),
        ("/health?lang=%3Cscript%3E", "fr", "vi"),
        ("/", "en", "en"),
    ],
)
def test_language_follows_the_address_then_the_browser(ask, path, accepted, language):
    answer = ask(path, headers={"Accept-Language": accepted})
    assert answer.getheader("Content-Language") == language
    assert f'<html lang="{language}">' in answer.body.decode()


@pytest.mark.parametrize("path", ["/", "/health", "/nowhere"])
def test_pages_need_no_script_and_load_nothing(ask, path):
    answer = ask(path, headers={"Accept": "text/html"})
    assert "default-src 'none'" in answer.getheader("Content-Security-Policy")
    assert "width=device-width" in answer.body.decode()
    assert not re.search(rb"<script|src=|<link|Set-Cookie", answer.body)
    assert answer.getheader("Set-Cookie") is None
    assert answer.getheader("Server") is None


@pytest.mark.parametrize(
    ("state", "status", "word"),
    [
        (HealthState.WELL, 200, b"ok"),
        (HealthState.DEGRADED, 200, b"degraded"),
        (HealthState.DOWN, 503, b"down"),
    ],
)
def test_watchdog_gets_one_word(ask, shelf, state, status, word):
    shelf.change(verdict=Verdict(state, (Reason("stale", state, {"at": NOW}),) if state else ()))
    answer = ask("/healthz")
    assert (answer.status, answer.body) == (status, word + b"\n")
    assert answer.getheader("Cache-Control") == "no-store"


def test_health_page_without_a_store_asks_to_come_back(ask, shelf):
    shelf.trouble = BusyError("store.busy")
    assert ask("/health").status == 503


def test_robots_may_read(ask):
    answer = ask("/robots.txt")
    assert (answer.status, answer.body) == (200, b"User-agent: *\nAllow: /\n")


def test_unknown_page_is_refused_without_a_redirect(ask):
    assert ask("/nowhere").status == 404
    assert ask("/health/").status == 404
    assert ask("/health", "POST").status == 405

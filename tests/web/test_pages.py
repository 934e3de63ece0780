import re

import pytest

from tracker.errors import BusyError


def test_health_page_tells_when_and_how_many(ask):
    answer = ask("/health")
    page = answer.body.decode()
    assert answer.status == 200
    assert '<html lang="vi">' in page
    assert "Chương trình đang chạy bình thường." in page
    assert "27/5/2024" in page
    assert re.findall(r"<td>(\d+)</td>", page) == ["4", "1", "35", "2", "12"]


def test_stalled_service_is_plain_to_see(ask, shelf):
    shelf.change(ticking=False, last_tick_at=None)
    page = ask("/health?lang=en").body.decode()
    assert "No letters are being sent from here. Is tracker run running?" in page
    assert "none yet" in page


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


def test_watchdog_gets_one_word(ask, shelf):
    assert (ask("/healthz").status, ask("/healthz").body) == (200, b"ok\n")
    shelf.change(ticking=False)
    assert (ask("/healthz").status, ask("/healthz").body) == (503, b"stalled\n")


def test_health_without_a_store_is_not_well(ask, shelf):
    shelf.trouble = BusyError("store.busy")
    assert ask("/healthz").status == 503
    assert ask("/health").status == 503


def test_robots_may_read(ask):
    answer = ask("/robots.txt")
    assert (answer.status, answer.body) == (200, b"User-agent: *\nAllow: /\n")


def test_unknown_page_is_refused_without_a_redirect(ask):
    assert ask("/nowhere").status == 404
    assert ask("/health/").status == 404
    assert ask("/health", "POST").status == 405

"""A real Chromium, and pages that tell what went wrong in them."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = Path(os.environ.get("TRACKER_CHROMIUM", "/usr/bin/chromium"))
PLAIN_HOST = "lich.example"  # http without TLS, as inside an office: browsers trust it less than 127.0.0.1
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {PLAIN_HOST} 127.0.0.1, EXCLUDE 127.0.0.1, MAP * ~NOTFOUND",
]
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def chromium():
    """A browser; without one the tests are passed over, but not where everything must be there."""
    if not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip("no Chromium here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """One page with all that it asked for and complained of."""

    def __init__(self, page, origin):
        self.page, self.origin = page, origin
        self.asked, self.complaints = [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path):
        self.page.goto(f"{self.origin}{path}")
        return self.page


@pytest.fixture
def visit(chromium, server):
    """Return a function that makes a page in a browser of its own; settings as Playwright has them."""
    contexts = []

    def visited(host="127.0.0.1", **settings):
        contexts.append(chromium.new_context(**{"viewport": PHONE, "locale": "vi-VN"} | settings))
        contexts[-1].set_default_timeout(10_000)
        return Watched(contexts[-1].new_page(), f"http://{host}:{server.port}")

    yield visited
    for context in contexts:
        context.close()

"""Photographs docs/images/subscribe*.png: ``python -m docs.images.subscribe`` from the project's folder."""  # noqa: INP001

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, sync_playwright

from tests.web.shown import COMING, PAGE, TOKEN
from tracker.web.app import create_web
from tracker.web.server import FeedServer

CHROMIUM = "/usr/bin/chromium"
IMAGES = Path(__file__).parent
SIZES = {"subscribe-phone": (390, 844), "subscribe": (1000, 900)}


def photograph(browser: Browser, address: str, name: str) -> None:
    """Take the upper part of the page, as large as a screen."""
    width, height = SIZES[name]
    page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
    page.goto(address)
    page.screenshot(path=IMAGES / f"{name}.png")


def main() -> None:
    """Serve a page to a browser and take its pictures."""
    source = SimpleNamespace(page=lambda _: replace(PAGE, coming=COMING[1:], overdue=0))
    web = create_web(source, source, source, source, zone=ZoneInfo("Asia/Ho_Chi_Minh"))
    server = FeedServer(web, "127.0.0.1", 0)
    server.start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name in SIZES:
            photograph(browser, f"http://127.0.0.1:{server.port}/s/{TOKEN}", name)
        browser.close()
    server.stop()


if __name__ == "__main__":
    main()

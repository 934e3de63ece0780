"""Photographs docs/images/letter-*.png: ``python -m docs.images.letters`` from the project's folder."""  # noqa: INP001

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.offices import LAN, MINH, PLAN, ZONE, open_office
from tracker.app import App
from tracker.core.delivery import Letter, Outage, Told
from tracker.core.standing import Standing
from tracker.core.summary import Summary
from tracker.core.weekly import UnitWeek, Week
from tracker.messages import compose
from tracker.messages.plaintext import html_of, text_of
from tracker.services.importing import import_plan
from tracker.services.letters import letter_setting
from tracker.services.previewing import preview

CHROMIUM = "/usr/bin/chromium"
IMAGES = Path(__file__).parent
PHONE, SCREEN = 360, 720  # pixels
TALLEST = 760

#: What Word, with which Outlook lays letters out, does not know.
_STYLE_SHEET = re.compile(r"<style>.*?</style>", re.DOTALL)
_UNKNOWN_TO_WORD = re.compile(r"(max-width|word-break|overflow-wrap|border-radius):[^;\"]*;?|width:100%;")

STANDINGS = (Standing.ON_TIME, Standing.LATE, Standing.IN_TERM, Standing.OVERDUE)
COUNTS = {
    "Ban TĐKT thành phố": (11, 2, 17, 1),
    "Sở Nội vụ": (4, 0, 6, 0),
    "Sở Văn hóa, Thể thao và Du lịch": (2, 1, 3, 0),
    "Văn phòng UBND thành phố": (3, 0, 4, 1),
}


class Picture(NamedTuple):
    """A page as a reader's program shows it."""

    page: str
    width: int = PHONE
    is_dark: bool = False


def pictures(app: App) -> dict[str, Picture]:
    """Write the letters of the shipped plan; what needs weeks of service is put in by hand."""
    owner = letter_of(app, date(2024, 5, 29), LAN)
    escalation = letter_of(app, date(2024, 4, 3), MINH)
    told = (Told("Trần Thị Lan", date(2024, 4, 1)), Told("Võ Hoàng Nam", date(2024, 4, 1)))
    report = replace(escalation, items=tuple(replace(item, told=told) for item in escalation.items))
    week = Week(date(2024, 5, 27), tuple(map(unit_week, COUNTS)), sent=14, failed=0, waiting=1)
    leader = replace(owner, person=app.directory.leaders[0], day=week.monday, items=(), week=week)
    since = datetime(2024, 5, 17, 16, 40, tzinfo=ZONE)
    late = replace(owner, outage=Outage(since, datetime(2024, 5, 29, 7, 12, tzinfo=ZONE)))
    raw = written(app, owner)
    return {
        "letter-text": Picture(as_text(text_of(raw)), SCREEN),
        "letter-outlook": Picture(as_word_sees(html_of(raw)), SCREEN),
        "letter-phone": Picture(html_of(raw)),
        "letter-phone-dark": Picture(html_of(raw), is_dark=True),
        "letter-escalation": Picture(html_of(written(app, report))),
        "letter-week": Picture(html_of(written(app, leader))),
        "letter-week-outlook": Picture(as_word_sees(html_of(written(app, leader))), SCREEN),
        "letter-catch-up": Picture(html_of(written(app, late))),
    }


def letter_of(app: App, on: date, address: str) -> Letter:
    """Return the letter of somebody on a day."""
    [found] = preview(app, on, lambda *_: None, person=address)
    return found.letter


def unit_week(unit: str) -> UnitWeek:
    """Return how a unit of the sample stands."""
    return UnitWeek(unit, Summary(dict(zip(STANDINGS, COUNTS[unit], strict=True))))


def written(app: App, letter: Letter) -> bytes:
    """Write a letter without the calendar file."""
    now = datetime.combine(letter.day, app.config.reminders.at, ZONE) + timedelta(seconds=20)
    name = f"<sample@{app.config.office.domain}>"
    return compose(
        letter, letter_setting(app.config), calendar=app.calendar, message_id=name, now=now, attachment=None
    ).raw


def as_text(text: str) -> str:
    """Show the text part as a program without HTML does: letters in columns of one width.

    Each stands in a cell, since the usual fonts of one width have not all letters of Vietnamese.
    """
    cells = "".join(each if each == "\n" else f"<i>{escape(each)}</i>" for each in text)
    body = "margin:16px;white-space:pre;font:13px/20px 'DejaVu Sans Condensed',sans-serif"
    cell = "i{display:inline-block;width:8.6px;font-style:normal;text-align:center}"
    return f'<!DOCTYPE html><meta charset="utf-8"><style>{cell}</style><body style="{body}">{cells}</body>'


def as_word_sees(page: str) -> str:
    """Take away what Outlook for Windows does not know."""
    return _UNKNOWN_TO_WORD.sub("", _STYLE_SHEET.sub("", page))


def photograph(browser: Browser, name: str, picture: Picture) -> None:
    """Take a page, the upper part of it where it is long."""
    shown = browser.new_page(
        viewport={"width": picture.width, "height": 400},
        color_scheme="dark" if picture.is_dark else "light",
    )
    shown.set_content(picture.page)
    height = min(shown.evaluate("document.documentElement.scrollHeight"), TALLEST)
    shown.set_viewport_size({"width": picture.width, "height": height})
    shown.screenshot(path=IMAGES / f"{name}.png")


def main() -> None:
    """Open an office for a moment, write its letters and take their pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = open_office(Path(folder))
        import_plan(app, PLAN)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, picture in pictures(app).items():
            photograph(browser, name, picture)
        browser.close()
        app.close()


if __name__ == "__main__":
    main()

"""One turn of the daemon: it goes by the calendar as it is now."""

import logging
import shutil
from datetime import date

import pytest

from tests.offices import PLAN, ROOT, at, open_office
from tracker.services.importing import import_plan
from tracker.services.ticking import tick

HOLIDAY = '\n[[holiday]]\nname = { vi = "x", en = "x" }\ndays = [2024-05-24]\nbasis = "TB 1"\n'


@pytest.fixture
def office(tmp_path):
    """An office with its own calendar, on the Thursday before a deadline's lead time."""
    shutil.copytree(ROOT / "calendars" / "days", tmp_path / "calendars" / "days")
    app = at(open_office(tmp_path, calendars='"calendars"'), date(2024, 5, 23))
    import_plan(app, PLAN)
    tick(app)
    yield app
    app.close()


def write(app, text):
    with (app.config.paths.days / "office.toml").open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_day_off_entered_meanwhile_brings_no_letter(office):
    write(office, HOLIDAY)
    assert tick(at(office, date(2024, 5, 24))).letters == 0
    assert not office.rules.calendar.is_working_day(date(2024, 5, 24))


def test_without_it_there_would_be_one(office):
    assert tick(at(office, date(2024, 5, 24))).letters > 0


def test_a_broken_file_leaves_the_former_calendar_in_use(office, caplog):
    write(office, "[[swap]]\noff = 2024-02-30")
    with caplog.at_level(logging.ERROR, "tracker.ticking"):
        assert tick(at(office, date(2024, 5, 24))).letters > 0
    assert "the former one stays in use" in caplog.text

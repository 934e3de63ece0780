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
    assert "file office.toml, key swap[0].off: settings.no_such_day" in caplog.text


def said(caplog, app):
    """The levels of what one more turn says of the calendar."""
    caplog.clear()
    with caplog.at_level(logging.INFO, "tracker.ticking"):
        tick(app)
    return [record.levelname for record in caplog.records if record.name == "tracker.ticking"]


def test_what_is_wrong_with_the_files_is_said_once_and_again_when_it_is_something_else(office, caplog):
    sound = (office.config.paths.days / "office.toml").read_text(encoding="utf-8")
    write(office, "\n[[swap]]\noff = 2024-02-30\n")
    assert [said(caplog, office), said(caplog, office)] == [["ERROR"], []]
    write(office, 'basis = "TB 1"\n')
    assert [said(caplog, office), said(caplog, office)] == [["ERROR"], []]
    (office.config.paths.days / "office.toml").write_text(sound, encoding="utf-8")
    assert [said(caplog, office), said(caplog, office)] == [["INFO"], []]


def test_another_calendar_in_use_is_said_once_with_what_waits(office, caplog):
    write(office, HOLIDAY)
    assert said(caplog, office) == ["WARNING"]
    assert "tracker calendar apply" in caplog.text
    write(office, "# a remark that changes no day\n")
    assert said(caplog, office) == []

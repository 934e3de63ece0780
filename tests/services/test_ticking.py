"""One turn of the daemon: it goes by the calendar as it is now, and costs a look where nothing is owed."""

import logging
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from tests.offices import PLAN, ROOT, at, deliver, later, open_office, row, rows
from tracker.services import ticking
from tracker.services.importing import import_plan
from tracker.services.marks import CALENDAR_FLAW, LAST_TICK, TRIAL_TICK
from tracker.services.reminding import remind
from tracker.services.taking_up import watch_calendar
from tracker.services.ticking import IDLE, tick
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow, StateRow

HOLIDAY = '\n[[holiday]]\nname = { vi = "x", en = "x" }\ndays = [2024-05-24]\nbasis = "TB 1"\n'


@pytest.fixture
def office(tmp_path):
    """An office with its own calendar, on the Thursday before a deadline's lead time."""
    shutil.copytree(ROOT / "calendars" / "days", tmp_path / "calendars" / "days")
    app = at(open_office(tmp_path, calendars='"calendars"'), date(2024, 5, 23))
    import_plan(app, PLAN)
    tick(app)
    deliver(app)
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
    with caplog.at_level(logging.ERROR, "tracker.calendar"):
        assert tick(at(office, date(2024, 5, 24))).letters > 0
    assert "the former one stays in use" in caplog.text
    assert "file office.toml, key swap[0].off: settings.no_such_day" in caplog.text


def said(caplog, app):
    """The levels of what one more look says of the calendar."""
    caplog.clear()
    with caplog.at_level(logging.INFO, "tracker.calendar"):
        watch_calendar(app)
    return [record.levelname for record in caplog.records if record.name == "tracker.calendar"]


def noted(app):
    """What those who ask are told of the calendar."""
    return row(app, StateRow, name=CALENDAR_FLAW).value


def test_what_is_wrong_with_the_files_is_said_once_and_again_when_it_is_something_else(office, caplog):
    sound = (office.config.paths.days / "office.toml").read_text(encoding="utf-8")
    write(office, "\n[[swap]]\noff = 2024-02-30\n")
    assert [said(caplog, office), said(caplog, office)] == [["ERROR"], []]
    assert noted(office) == "unreadable"
    write(office, 'basis = "TB 1"\n')
    assert [said(caplog, office), said(caplog, office)] == [["ERROR"], []]
    (office.config.paths.days / "office.toml").write_text(sound, encoding="utf-8")
    assert [said(caplog, office), said(caplog, office)] == [["INFO"], []]
    assert noted(office) == ""


def test_another_calendar_in_use_is_said_once_with_what_waits(office, caplog):
    write(office, HOLIDAY)
    assert said(caplog, office) == ["WARNING"]
    assert "tracker calendar apply" in caplog.text
    assert noted(office) == "unapplied: 249-2024"
    write(office, "# a remark that changes no day\n")
    assert said(caplog, office) == []


@pytest.fixture
def statements(office):
    """The statements that go through the ORM's connections."""
    seen = []
    event.listen(office.store.engine, "before_cursor_execute", lambda *call: seen.append(call[2]))
    return seen


def test_a_turn_with_nothing_to_do_opens_no_transaction_and_reads_no_file(office, statements):
    shutil.rmtree(office.config.paths.days)
    assert tick(office) is IDLE
    assert not statements


@pytest.mark.parametrize(("day", "hour"), [(date(2024, 5, 24), 7), (date(2024, 5, 25), 8)])
def test_before_the_hour_and_on_a_day_off_nothing_is_even_looked_up(office, statements, day, hour):
    assert tick(at(office, day, hour)) is IDLE
    assert not statements


def test_a_new_day_is_planned_once_even_if_nothing_is_due(office):
    quiet = date(2024, 5, 23)
    with office.store.write() as session:
        session.exec(ObligationRow.__table__.update().values(next_on=date(2030, 1, 1)))
    at(office, quiet + timedelta(days=1))
    assert [tick(office).planned, tick(office).planned] == [True, False]


def test_a_duty_that_speaks_again_is_planned_the_same_day(office):
    with office.store.write() as session:
        session.exec(ObligationRow.__table__.update().values(next_on=date(2030, 1, 1)))
        assert not office.watch.owes(office.today())
        session.exec(
            ObligationRow.__table__.update()
            .where(ObligationRow.id == "249-2024.20")
            .values(next_on=office.today())
        )
    assert office.watch.owes(office.today())


def test_a_notice_that_waits_for_a_letter_is_planned(any_office):
    remind(at(any_office, date(2024, 5, 23)))
    with any_office.store.write() as session:
        session.exec(ObligationRow.__table__.update().values(next_on=date(2030, 1, 1)))
    assert not any_office.watch.owes(any_office.today())
    said = rows(any_office, NoticeRow)[0]
    with any_office.store.write() as session:
        planned = {"state": "planned", "delivery_id": None, "slot_on": any_office.today()}
        session.exec(NoticeRow.__table__.update().where(NoticeRow.id == said.id).values(**planned))
    assert any_office.watch.owes(any_office.today())


def test_the_sender_is_told_of_what_is_due_left_behind_or_expired(any_office):
    app = at(any_office, date(2024, 5, 23))
    now = app.clock.now()
    assert not app.watch.has_letters(now)
    remind(app)
    assert app.watch.has_letters(app.clock.now())

    def put(**values):
        with app.store.write() as session:
            session.exec(DeliveryRow.__table__.update().values(**values))
        return app.watch.has_letters(app.clock.now())

    hour = timedelta(hours=1)
    assert not put(next_at=now + hour)
    assert put(expires_at=now)
    held = {"state": "sending", "lease_owner": "x", "lease_token": "t", "expires_at": None}
    assert put(**held, lease_until=now)
    assert not put(lease_until=now + hour)


def test_a_look_holds_no_moment_fast_and_follows_a_restored_file(office, tmp_path):
    path = tmp_path / "var" / "tracker.sqlite3"
    assert not office.watch.owes(office.today())
    with closing(sqlite3.connect(path)) as connection:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert not busy
    office.store.dispose()
    copy = tmp_path / "copy"
    shutil.copy(path, copy)
    path.unlink()
    copy.rename(path)
    with office.store.write() as session:
        session.exec(ObligationRow.__table__.update().values(next_on=office.today()))
    assert office.watch.owes(office.today())


def test_a_trial_leaves_the_last_tick_of_the_real_service_alone(office):
    ticking.beat(office)
    assert not rows(office, StateRow, name=LAST_TICK)
    assert row(office, StateRow, name=TRIAL_TICK)


def test_a_day_that_was_planned_is_not_planned_again_an_hour_later(office):
    assert tick(later(office, timedelta(hours=1))) is IDLE

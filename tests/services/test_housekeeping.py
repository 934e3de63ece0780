"""Once a night: looked at, copied, and what is not kept for ever goes."""

import os
from datetime import date, datetime, timedelta

import pytest

from tests.offices import PLAN, at, days, later, open_office, rows
from tests.store import samples
from tracker.errors import StoreError, UsageError
from tracker.services.backing_up import back_up, copies, newest_copy
from tracker.services.housekeeping import housekeep
from tracker.services.importing import import_plan
from tracker.services.journal import folder_of
from tracker.store.backup import contents_of
from tracker.store.outbox import enqueue
from tracker.store.state import get_state
from tracker.store.tables import DeliveryBytesRow, DeliveryRow

MONDAY = date(2024, 5, 27)


@pytest.fixture
def kept(planned):
    """The planned office at half past one in a night."""
    return at(planned, MONDAY, hour=2)


def noted(app, name):
    with app.store.read() as session:
        return get_state(session, name)


def harm(app):
    app.close()
    path = app.config.paths.data / "tracker.sqlite3"
    with path.open("rb+") as file:
        file.seek(path.stat().st_size // 2)
        file.write(os.urandom(path.stat().st_size // 4))


def test_night_leaves_a_verified_copy_and_notes_it(kept):
    report = housekeep(kept)
    assert report.copy.name.startswith("tracker-20240527-0200")
    assert contents_of(report.copy).obligations == 35
    assert (report.integrity, noted(kept, "integrity"), report.failed) == ("ok", "ok", [])
    assert abs(datetime.fromisoformat(noted(kept, "backup_at")) - kept.clock.now()) < timedelta(minutes=1)
    assert report.copy.parent.stat().st_mode & 0o777 == 0o700


def test_second_time_on_a_day_makes_no_second_copy(kept):
    first = housekeep(kept).copy
    assert housekeep(later(kept, timedelta(hours=3))).copy is None
    assert list(copies(kept.config).values()) == [first]
    assert housekeep(later(kept, timedelta(days=1))).copy is not None


def test_copies_can_be_left_to_others(tmp_path):
    app = open_office(tmp_path, nightly="false")
    assert housekeep(app).copy is None
    app.close()


def test_a_quarter_of_nights_leaves_seven_days_and_eight_weeks(kept):
    for day in days(date(2024, 3, 1), date(2024, 5, 31)):
        housekeep(at(kept, day, hour=2))
    found = list(copies(kept.config))
    assert [moment.date() for moment in found[-7:]] == list(days(date(2024, 5, 25), date(2024, 5, 31)))
    assert len({moment.isocalendar()[:2] for moment in found}) == 8
    assert newest_copy(kept.config).name.startswith("tracker-20240531")


def test_files_of_others_in_the_folder_stay(kept):
    housekeep(kept)
    folder = kept.config.backup.folder
    for name in ("notes.txt", "tracker-old.sqlite3", "tracker-20239999-000000.sqlite3", "feeds.key"):
        (folder / name).touch()
    housekeep(at(kept, date(2030, 1, 1)))
    assert len(list(folder.iterdir())) == 4 + 2


def test_unfinished_copies_of_a_killed_program_go_after_a_day(kept):
    folder = kept.config.backup.folder
    folder.mkdir(parents=True)
    for digits, age in (("0000001d", 3), ("000002e0", 0)):
        path = folder / f".tracker-20240520-020000.sqlite3.{digits}"
        path.touch()
        moment = kept.clock.now().timestamp() - 86_400 * age
        os.utime(path, (moment, moment))
    housekeep(kept)
    assert [path.name[-3:] for path in folder.glob(".tracker-*")] == ["2e0"]


def test_journals_are_kept_for_sixty_days(kept):
    folder = folder_of(kept)
    folder.mkdir(parents=True)
    for name in ("2024-03-26", "2024-03-27", "2024-03-28", "2024-05-27", "notes"):
        (folder / f"{name}.jsonl").touch()
    assert housekeep(kept).removed_journals == 1
    assert not (folder / "2024-03-26.jsonl").exists()
    assert (folder / "notes.jsonl").exists()


def test_texts_of_settled_letters_go_after_ninety_days_rows_stay(any_office):
    app = at(any_office, MONDAY)
    old, new = app.clock.now() - timedelta(days=91), app.clock.now() - timedelta(days=89)
    with app.store.write() as session:
        for n, changes in enumerate(
            (
                {"state": "sent", "sent_at": old},
                {"state": "sent", "sent_at": new},
                {"state": "failed", "next_at": old},
                {"state": "cancelled", "next_at": new},
                {"state": "ready", "next_at": old},
            )
        ):
            enqueue(session, samples.delivery(n, **changes), samples.RAW)
    assert housekeep(app).removed_texts == 2
    held = {found.delivery_id for found in rows(app, DeliveryBytesRow)}
    assert [letter.state for letter in rows(app, DeliveryRow) if letter.id not in held] == ["sent", "failed"]
    assert all(letter.sha256 for letter in rows(app, DeliveryRow))
    assert housekeep(app).removed_texts == 0


def test_many_texts_go_in_batches(planned, monkeypatch):
    monkeypatch.setattr("tracker.services.housekeeping.TEXTS", 2)
    app = at(planned, MONDAY)
    old = app.clock.now() - timedelta(days=100)
    with app.store.write() as session:
        for n in range(5):
            enqueue(session, samples.delivery(n, state="sent", sent_at=old), samples.RAW)
    assert housekeep(app).removed_texts == 5


def test_damaged_database_is_told_and_pushes_no_good_copy_out(kept):
    good = housekeep(kept).copy
    harm(kept)
    for n in range(1, 20):
        report = housekeep(at(kept, MONDAY + timedelta(days=n), hour=2))
        assert "copy" in report.failed
        assert report.integrity != "ok"
    assert list(copies(kept.config).values()) == [good]
    assert contents_of(good).obligations == 35


def test_one_part_that_fails_stops_no_other(kept):
    kept.config.backup.folder.parent.mkdir(exist_ok=True)
    kept.config.backup.folder.touch()  # a file where the folder should be
    folder_of(kept).mkdir(parents=True)
    (folder_of(kept) / "2020-01-01.jsonl").touch()
    report = housekeep(kept)
    assert (report.failed, report.integrity, report.removed_journals) == (["copy"], "ok", 1)


def test_service_that_is_to_end_is_heard_in_the_middle_of_a_copy(kept):
    answers = iter([False] * 2)  # before the look, and before the copy
    report = housekeep(kept, lambda: next(answers, True))
    assert (report.copy, report.failed) == (None, [])
    assert not list(kept.config.backup.folder.glob("*"))
    assert not list(kept.config.backup.folder.glob(".*"))


def test_postgresql_is_copied_by_its_own_tools(tmp_path, postgresql_url):
    app = open_office(tmp_path, database=postgresql_url)
    import_plan(app, PLAN)
    report = housekeep(app)
    assert (report.copy, report.integrity, report.failed) == (None, "", [])
    with pytest.raises(UsageError) as caught:
        back_up(app)
    assert caught.value.key == "backup.postgresql"
    app.close()


def test_copy_is_not_written_over_another_file_without_being_told(kept, tmp_path):
    target = tmp_path / "copy.db"
    back_up(kept, target)
    with pytest.raises(UsageError) as caught:
        back_up(kept, target)
    assert caught.value.key == "backup.exists"
    assert back_up(kept, target, replaces=True).path == target


def test_database_is_never_replaced_by_its_own_copy(kept):
    with pytest.raises(UsageError):
        back_up(kept, kept.config.paths.data / "tracker.sqlite3", replaces=True)


def test_copy_into_no_folder_and_of_no_database(kept, tmp_path):
    with pytest.raises(UsageError) as caught:
        back_up(kept, tmp_path / "none" / "copy.db")
    assert caught.value.key == "backup.no_folder"
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError) as missing:
        back_up(open_office(tmp_path / "empty"))
    assert missing.value.key == "store.missing"

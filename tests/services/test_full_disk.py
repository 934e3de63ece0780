"""A full disk: questions are answered, nothing is half written, no letter leaves, nothing is lost afterwards."""

import subprocess
from datetime import date

import pytest

from tests.offices import PLAN, at, corrected, open_office, outbox, rows
from tracker.errors import StoreError
from tracker.services.backing_up import back_up
from tracker.services.delivering import deliver
from tracker.services.housekeeping import housekeep
from tracker.services.importing import import_plan
from tracker.services.reminding import remind
from tracker.services.tracking import mark_done
from tracker.store.backup import quick_check
from tracker.store.tables import DeliveryRow, PlanRow

MONDAY = date(2024, 5, 27)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of twenty megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("file systems cannot be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.fixture
def office(small_disk):
    """An office that keeps all its data there, with letters waiting."""
    app = open_office(small_disk)
    import_plan(app, PLAN)
    remind(at(app, MONDAY))
    yield app
    app.close()


def fill(disk):
    """Leave not one byte."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        size = 65536
        while size:
            try:
                filler.write(b"x" * size)
            except OSError:
                size //= 2


def path_of(app):
    return app.config.paths.data / "tracker.sqlite3"


def state_of(app):
    with app.answers() as answers:
        return len(answers.obligations()), answers.delivery_counts()


def test_questions_are_answered_and_no_deed_is_half_done(office, small_disk, tmp_path):
    other = corrected(tmp_path, ("249/KH-UBND", "250/KH-UBND"))
    fill(small_disk)
    before = state_of(office)
    for deed in (
        lambda: import_plan(office, other),
        lambda: mark_done(office, "249-2024.14"),
    ):
        with pytest.raises(StoreError) as caught:
            deed()
        assert caught.value.key in {"store.full", "store.disk"}
        assert state_of(office) == before
    assert deliver(office).sent == 0
    assert state_of(office) == before
    assert outbox(office) == [], "no letter leaves that could not be noted as sent"


def test_nothing_is_lost_when_there_is_room_again(office, small_disk, tmp_path):
    fill(small_disk)
    assert deliver(office).sent == 0
    (small_disk / "filler").unlink()
    waiting = len(rows(office, DeliveryRow, state="ready"))
    assert deliver(office).sent == waiting > 0
    import_plan(office, corrected(tmp_path, ("249/KH-UBND", "250/KH-UBND")))
    assert len(rows(office, PlanRow)) == 2
    office.store.dispose()
    assert quick_check(path_of(office)) == "ok"


def test_copy_that_has_no_room_leaves_no_trace(office, small_disk, tmp_path):
    fill(small_disk)
    with pytest.raises((StoreError, OSError)):
        back_up(office, small_disk / "copy.db")
    report = housekeep(office)
    assert "copy" in report.failed
    assert not list(small_disk.glob("**/.*sqlite3*"))
    assert not list(small_disk.glob("**/.copy*"))
    assert back_up(office, tmp_path / "elsewhere.db").contents.obligations == 35

"""The letter of the week and a copy put back: told, and told once."""

import pytest

from tests.offices import HUNG, MINH, NAM, PLAN, at, open_office, row, rows, turn
from tests.services.test_reminding import quiet_until
from tests.services.test_restoring import put_back
from tests.services.test_weekly import MONDAY, letters, told
from tracker.services.backing_up import back_up
from tracker.services.clock_back import ONE_DAY
from tracker.services.delivering import deliver
from tracker.services.importing import import_plan
from tracker.services.journal import folder_of
from tracker.services.people import Away, go_on_leave
from tracker.services.reminding import remind
from tracker.services.tracking import mark_done
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow

TUESDAY = MONDAY + ONE_DAY


@pytest.fixture
def office(tmp_path):
    """An office that has its plan, with the letter of the week."""
    app = open_office(tmp_path, weekly="true")
    import_plan(app, PLAN)
    quiet_until(app, MONDAY)
    yield app
    app.close()


def forget_lines_of_others(app, address):
    """Let the journal know of one person's letters alone."""
    for path in folder_of(app).glob("*.jsonl"):
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line for line in lines if address in line))


def test_the_week_that_waited_when_the_copy_was_made_is_told_after_a_restore(office, tmp_path):
    """Of the letters that waited in the copy one has left: only the others are written again."""
    remind(office)
    readers = told(office, MONDAY)
    back_up(office, tmp_path / "copy.db")
    deliver(office)
    forget_lines_of_others(office, HUNG)
    put_back(at(office, TUESDAY, hour=10), tmp_path / "copy.db")
    remind(office)
    deliver(office)
    assert told(office, MONDAY) == readers
    assert HUNG not in letters(office, TUESDAY)
    assert MINH in letters(office, TUESDAY)


def test_on_the_day_of_a_copy_that_was_planned_the_week_is_told_as_well(office, tmp_path):
    """Letters of yesterday wait, the mail server being away; the copy knows that today was planned."""
    for duty in rows(office, ObligationRow, status="open"):
        mark_done(office, duty.id)
    remind(office)
    remind(at(office, TUESDAY))
    back_up(office, tmp_path / "copy.db")
    put_back(at(office, TUESDAY, hour=10), tmp_path / "copy.db")
    turn(office)
    assert HUNG in letters(office, TUESDAY)


def test_a_week_that_left_beside_duties_is_not_told_again_after_a_restore(office, tmp_path):
    """The copy is older than the letter; its line in the journal says that it told of the week."""
    go_on_leave(office, NAM, Away(MONDAY, MONDAY))  # the head is told in his place
    back_up(office, tmp_path / "copy.db")
    remind(office)
    deliver(office)
    assert row(office, DeliveryRow, recipient=MINH).has_week
    assert rows(office, NoticeRow, recipient=MINH, state="sent")
    put_back(at(office, TUESDAY, hour=10), tmp_path / "copy.db")
    remind(office)
    assert rows(office, DeliveryRow, slot_on=TUESDAY, has_week=True) == []

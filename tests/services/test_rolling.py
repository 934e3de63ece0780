"""A plan's and a task's own roll policy."""

from datetime import date

import pytest

from tests.offices import everything, open_office, row, rows
from tests.published import entries, issue, line, unfolded
from tests.services.plans import TASKS, write_plan
from tracker.core.rolling import RolledBy
from tracker.core.workcalendar import Roll
from tracker.errors import BusyError, UsageError
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.reporting import show
from tracker.services.rolling import Wanted, policies, set_roll
from tracker.services.tracking import mark_done
from tracker.services.undoing import undo
from tracker.store.tables import ObligationRow

PLAN = "12-2024"
RULE = "Thông tư 80/2021/TT-BTC, Điều 86"
WEEKENDS = (
    ("Nộp báo cáo thuế", "Sở Tài chính", "chậm nhất ngày 30/6"),
    ("Nộp hồ sơ", "Sở Nội vụ", "chậm nhất ngày 31/8"),
    ("Họp giao ban", "Sở Y tế", "tháng 5"),
)
FIRST, SECOND = "12-2024.01", "12-2024.02"


@pytest.fixture
def office(tmp_path, database_url):
    """An office whose plan has two deadlines on days off, once on each database."""
    app = open_office(tmp_path, database=database_url)
    import_plan(app, write_plan(tmp_path, WEEKENDS))
    yield app
    app.close()


def act_by(app):
    return {found.id: found.act_by for found in rows(app, ObligationRow)}


def test_plan_and_task_have_their_own(office):
    set_roll(office, Wanted(PLAN, Roll.NEXT, basis=RULE))
    assert act_by(office) == {
        FIRST: date(2024, 7, 1),
        SECOND: date(2024, 9, 4),
        "12-2024.03": date(2024, 5, 31),
    }
    set_roll(office, Wanted(PLAN, Roll.KEEP, 2, "CV 12"))
    assert act_by(office)[SECOND] == date(2024, 8, 31)
    plan, task = policies(office, PLAN).policies
    assert (plan.task, plan.policy, plan.whose, plan.basis) == (None, Roll.NEXT, RolledBy.PLAN, RULE)
    assert (task.task, task.policy, task.whose, task.basis) == (2, Roll.KEEP, RolledBy.TASK, "CV 12")
    set_roll(office, Wanted(PLAN, None, 2))
    set_roll(office, Wanted(PLAN, None))
    assert act_by(office) == {
        FIRST: date(2024, 6, 28),
        SECOND: date(2024, 8, 30),
        "12-2024.03": date(2024, 5, 31),
    }


def test_the_duty_says_whose_policy_it_is_and_why_it_moved(office):
    set_roll(office, Wanted(PLAN, Roll.NEXT, 1, RULE))
    found = show(office, FIRST, date(2024, 5, 1)).obligation
    assert (found.roll, found.rolled_by, found.roll_basis) == ("next", "task", RULE)
    assert found.deadline_on == date(2024, 7, 1)
    (moved,) = [line for line in found.history if line.action == "moved"]
    assert moved.after["reason"] == {"key": "roll_changed", "facts": {"policy": "next", "basis": RULE}}
    other = show(office, SECOND, date(2024, 5, 1)).obligation
    assert (other.roll, other.rolled_by, other.roll_basis) == ("previous", "office", None)


def test_preview_changes_nothing_and_is_what_is_done(office):
    before = everything(office)
    wanted = Wanted(PLAN, Roll.NEXT, basis=RULE)
    shown = set_roll(office, wanted, dry_run=True)
    assert everything(office) == before
    assert [move.obligation_id for move in shown.expansion.moved] == [FIRST, SECOND]
    mark_done(office, SECOND, on=date(2023, 12, 22))
    with pytest.raises(BusyError):
        set_roll(office, wanted, shown=shown)
    assert act_by(office)[FIRST] == date(2024, 6, 28)


def test_policy_survives_the_next_import_and_its_undoing(office, tmp_path):
    set_roll(office, Wanted(PLAN, Roll.NEXT, 1, RULE))
    import_plan(office, write_plan(tmp_path, (*WEEKENDS, TASKS[0])))
    assert act_by(office)[FIRST] == date(2024, 7, 1)
    undo(office)
    assert act_by(office)[FIRST] == date(2024, 7, 1)


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (Wanted(PLAN, Roll.NEXT), "roll.no_basis"),
        (Wanted(PLAN, Roll.NEXT, basis="  "), "roll.no_basis"),
        (Wanted(PLAN, Roll.NEXT, 9, RULE), "review.unknown_task"),
        (Wanted("99-2024", Roll.NEXT, basis=RULE), "unknown_plan"),
    ],
)
def test_what_does_not_fit_changes_nothing(office, wanted, key):
    before = everything(office)
    with pytest.raises(UsageError) as caught:
        set_roll(office, wanted)
    assert caught.value.key == key
    assert everything(office) == before


def test_same_policy_again_moves_nothing(office):
    set_roll(office, Wanted(PLAN, Roll.NEXT, basis=RULE))
    version = row(office, ObligationRow, id=FIRST).due_version
    assert set_roll(office, Wanted(PLAN, Roll.NEXT, basis=RULE)).expansion.is_empty
    assert row(office, ObligationRow, id=FIRST).due_version == version


def test_an_event_tells_anew_whether_its_day_may_move_when_only_the_policy_is_another(tmp_path, database_url):
    app = open_office(tmp_path, database=database_url)
    import_plan(app, write_plan(tmp_path, (("Nộp báo cáo", "Sở Nội vụ", "chậm nhất ngày 31/01/2028"),)))

    feed = issue(app, "plan", PLAN)

    def event():
        publish(app)
        (found,) = entries(app, feed).values()
        return "tạm tính" in unfolded(found), line(found, "SEQUENCE"), line(found, "DTSTART")

    before = event()
    set_roll(app, Wanted(PLAN, Roll.KEEP, None, RULE))
    after = event()
    app.close()
    assert (before, after) == ((True, "0", "20280131"), (False, "0", "20280131"))


def test_the_days_of_open_duties_come_with_their_policy_and_the_years_counted(tmp_path, database_url):
    app = open_office(tmp_path, database=database_url)
    counted = ("Gửi hồ sơ", "Sở Nội vụ", "chậm nhất 05 ngày làm việc trước ngày 06/01/2028")
    import_plan(app, write_plan(tmp_path, (*WEEKENDS, counted)))
    with app.answers() as answers:
        found = {day.due_on: (day.roll, day.steps and day.steps[-2]["facts"]) for day in answers.open_days()}
    app.close()
    assert found[date(2024, 6, 30)] == ("previous", None)
    assert found[date(2027, 12, 29)] == ("previous", {"year": 2028})

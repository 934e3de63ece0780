"""Periodic reports of a plan in the database, and what a year asks for."""

import shutil
from datetime import date

import pytest

from tests.offices import ROOT, at, open_office, row, rows
from tests.services.plans import write_plan
from tracker.core.workcalendar import Roll
from tracker.services.checking import check
from tracker.services.importing import import_plan
from tracker.services.regimes import regimes
from tracker.services.starting import start
from tracker.services.undoing import undo
from tracker.store.tables import ObligationRow

TASKS = (
    ("Báo cáo định kỳ theo Nghị định số 09/2019/NĐ-CP", "Sở Nội vụ", "hằng quý"),
    ("Báo cáo kết quả khen thưởng", "Sở Tài chính", "hằng quý theo NĐ 09/2019"),
    ("Báo cáo kết quả khen thưởng đột xuất", "Sở Y tế", "hằng quý"),
    ("Báo cáo theo Nghị định 09/2019/NĐ-CP", "Sở Nội vụ", "trước ngày 20 tháng cuối quý"),
)
TOO_SOON = "check.report_too_soon"
OFFICE = """
id = "office"
name = "Quyết định 05/2024/QĐ-UBND"
names = ["Quyết định 05/2024/QĐ-UBND"]
basis = "Quyết định 05/2024/QĐ-UBND"
extends = "nd-09-2019"
replaces = true
roll = "next"

[[report]]
period = "quarter"
due = { working_days = 2 }
due_basis = "Điều 4"
"""


@pytest.fixture
def office(tmp_path):
    """An office with calendars of its own and a plan of periodic reports among its plans."""
    shutil.copytree(ROOT / "calendars", tmp_path / "calendars", ignore=shutil.ignore_patterns("plans"))
    (tmp_path / "calendars" / "plans").mkdir()
    app = open_office(tmp_path, calendars='"calendars"')
    write_plan(app.config.paths.plans, TASKS)
    yield app
    app.close()


def days(app):
    return {
        found.id.removeprefix("12-2024."): (found.data_from, found.data_to, found.due_on)
        for found in rows(app, ObligationRow)
    }


def test_every_period_is_an_obligation_with_its_data_and_its_deadline(office):
    import_plan(office, office.config.paths.plans / "plan.txt")
    found = days(office)
    assert found["01.2024-Q1"] == (date(2023, 12, 15), date(2024, 3, 14), date(2024, 3, 25))
    assert found["02.2024-Q4"] == (date(2024, 9, 15), date(2024, 12, 14), date(2024, 12, 25))
    assert found["03.2024-Q1"] == (None, None, date(2024, 3, 31))
    assert found["04.2024-Q1"] == (None, None, date(2024, 3, 19))
    steps = row(office, ObligationRow, id="12-2024.01.2024-Q1").steps
    assert [step["key"] for step in steps] == ["words", "turns", "regime", "report"]
    assert steps[-1]["facts"]["label"] == "2024-Q1"


def test_an_office_that_decides_otherwise_moves_its_reports_once_somebody_agrees(office):
    start(office)
    (office.config.paths.regimes / "office.toml").write_text(OFFICE, encoding="utf-8")
    del office.regimes
    assert start(office).calendar.dry_run
    (plan,) = start(office, agree=lambda _shown: True).calendar.plans
    moved = {move.obligation_id: move.due_to for move in plan.expansion.moved}
    assert moved["12-2024.01.2024-Q1"] == date(2024, 3, 18)
    assert {name[8:10] for name in moved} == {"01", "02"}
    assert plan.expansion.added == plan.expansion.withdrawn == []


def test_an_import_taken_back_brings_the_data_and_the_deadlines_back(office):
    plans = office.config.paths.plans
    import_plan(office, plans / "plan.txt")
    before = days(office)
    import_plan(office, write_plan(plans, (("Báo cáo định kỳ của Sở", "Sở Nội vụ", "hằng quý"), *TASKS[1:])))
    assert days(office)["01.2024-Q1"] == (None, None, date(2024, 3, 31))
    undo(office, "12-2024")
    assert days(office) == before
    steps = row(office, ObligationRow, id="12-2024.01.2024-Q1").steps
    assert steps[-1]["facts"]["first"] == date(2023, 12, 15)


def test_starting_again_with_the_same_regimes_changes_nothing(office):
    start(office)
    assert start(office).imported == ()


def test_the_year_of_a_regime_is_rolled_by_its_own_policy(office):
    (office.config.paths.regimes / "office.toml").write_text(OFFICE, encoding="utf-8")
    nd, own = regimes(office, 2024)
    assert (nd.roll, own.roll) == (Roll.PREVIOUS, Roll.NEXT)
    february = {
        one.regime.id: next(due for due in one.reports if due.report.label == "2024-02") for one in (nd, own)
    }
    assert february["nd-09-2019"].act_by == date(2024, 2, 23)  # the 25th is a Sunday
    assert february["office"].act_by == date(2024, 2, 26)
    assert february["nd-09-2019"].working_days == 7


def test_check_names_the_reports_that_holidays_leave_no_day_for(office):
    """Tết of 2026: 16 to 20 February; the 14th is a Saturday."""
    own = OFFICE.replace('"quarter"', '"month"').replace("{ working_days = 2 }", "{ day = 17 }")
    (office.config.paths.regimes / "office.toml").write_text(
        own.replace("next", "previous"), encoding="utf-8"
    )
    found = [problem for problem in check(at(office, date(2026, 1, 5))).problems if problem.key == TOO_SOON]
    assert [(problem.facts["label"], problem.facts["act_by"]) for problem in found] == [
        ("2026-02", date(2026, 2, 13))
    ]

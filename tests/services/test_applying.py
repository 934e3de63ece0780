"""Another calendar moves what it must, visibly, once, and nothing else."""

import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
import sqlmodel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.offices import at, everything, open_office, row, rows
from tests.services.plans import ROOT_OF_DAYS, write_plan
from tracker.core.ruling import Decision
from tracker.errors import BusyError, UsageError
from tracker.services.applying import apply_calendar
from tracker.services.checking import check
from tracker.services.grounds import mark_of
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.reminding import remind
from tracker.services.reporting import show
from tracker.services.reviewing import Answer, answer
from tracker.services.starting import start
from tracker.services.tracking import mark_done, reopen
from tracker.services.undoing import undo
from tracker.store.documents import document_facts, document_from
from tracker.store.tables import EventRow, HistoryRow, NoticeRow, ObligationRow, RevisionRow, StateRow

TASKS = (
    ("Báo cáo sơ kết phong trào thi đua", "Sở Nội vụ", "tháng 5"),
    ("Rà soát danh sách khen thưởng", "Sở Y tế", "trước ngày 20/6"),
    ("Tổng hợp hồ sơ", "Sở Nội vụ", "ngày làm việc cuối cùng của tháng 5"),
    ("Kiểm tra việc thực hiện chỉ tiêu", "Sở Nội vụ", "tháng 9"),
)
SWAP = '\n[[swap]]\noff = 2024-05-31\nwork = 2024-06-01\nbasis = "Thông báo 9/TB-BNV ngày 20/5/2024"\n'
FIRST, SECOND, THIRD = (f"12-2024.0{n}" for n in (1, 2, 3))
DAY = date(2024, 5, 22)


OPENED = []


@pytest.fixture(autouse=True)
def _closed():
    """Close what a test has opened."""
    yield
    close()


def close():
    while OPENED:
        OPENED.pop().close()


@pytest.fixture
def office(tmp_path, database_url):
    """An office with a small plan and a calendar of its own, once on each database."""
    return made(tmp_path, database_url)


def made(folder, database=""):
    shutil.copytree(ROOT_OF_DAYS, folder / "calendars" / "days")
    app = again(folder, database)
    import_plan(app, write_plan(folder, TASKS))
    publish(app)
    return app


def again(folder, database="", **changes):
    """The same office, its files read anew."""
    OPENED.append(open_office(folder, database=database, calendars='"calendars"', **changes))
    return at(OPENED[-1], DAY)


def announced(app, text=SWAP):
    """The office after a clerk has added to its calendar."""
    folder = app.config.paths.data.parent
    with (folder / "calendars" / "days" / "office.toml").open("a", encoding="utf-8") as file:
        file.write(text)
    return again(folder, app.environ.get("TRACKER_DATABASE_URL", ""))


def dates(app):
    return {found.id: (found.due_on, found.act_by) for found in rows(app, ObligationRow)}


def test_what_must_move_is_shown_and_then_moves(office):
    before = dates(office)
    app = announced(office)
    shown = apply_calendar(app, dry_run=True)
    assert dates(app) == before
    assert [(found.on, found.now) for found in shown.differences] == [
        (date(2024, 5, 31), "swapped-off"),
        (date(2024, 6, 1), "swapped-work"),
    ]
    done = apply_calendar(app, shown=shown)
    assert done.moved == 2
    assert dates(app) == before | {
        FIRST: (date(2024, 5, 31), date(2024, 5, 30)),
        THIRD: (date(2024, 5, 30), date(2024, 5, 30)),
    }


def test_applying_twice_changes_nothing(office):
    app = announced(office)
    apply_calendar(app)
    publish(app)
    before = everything(app)
    report = apply_calendar(app)
    assert (report.plans, report.differences, report.changes_dates) == ((), (), False)
    publish(app)
    assert everything(app) == before


def test_a_move_says_which_notice_moved_it(office):
    app = announced(office)
    apply_calendar(app)
    (moved,) = [line for line in show(app, FIRST, DAY).obligation.history if line.action == "moved"]
    reason = moved.after["reason"]
    assert reason["key"] == "calendar_changed"
    assert {entry["basis"] for entry in reason["facts"]["entries"]} == {"Thông báo 9/TB-BNV ngày 20/5/2024"}
    assert moved.before["act_by"] == date(2024, 5, 31)


def test_sequence_grows_only_for_what_moves(office):
    app = announced(office)
    apply_calendar(app)
    publish(app)
    found = {one.obligation_id: one.sequence for one in rows(app, EventRow)}
    assert found == {FIRST: 1, SECOND: 0, THIRD: 1, "12-2024.04": 0}
    assert {one.id: one.due_version for one in rows(app, ObligationRow)}[SECOND] == 1


def test_what_was_said_is_said_again_only_about_days_that_moved(office):
    remind(office)
    said = {
        (found.obligation_id, found.due_version, found.kind, found.offset_days)
        for found in rows(office, NoticeRow)
    }
    assert {found[0] for found in said} == {FIRST, THIRD}
    app = announced(office, SWAP.replace("05-31", "06-19").replace("06-01", "06-22"))
    apply_calendar(app)
    remind(app)
    assert {
        (found.obligation_id, found.due_version, found.kind, found.offset_days)
        for found in rows(app, NoticeRow)
    } == said
    assert row(app, ObligationRow, id=SECOND).due_version == 2


@pytest.mark.parametrize("duty", [FIRST, THIRD])
def test_what_is_done_keeps_the_days_by_which_it_was_judged_until_it_is_open_again(office, tmp_path, duty):
    mark_done(office, duty)
    before = dates(office)[duty]
    app = announced(office)
    apply_calendar(app)
    import_plan(app, write_plan(tmp_path, TASKS))
    answer(app, "12-2024", 4, Answer(Decision.DATED, date(2024, 9, 15), "x"))
    assert dates(app)[duty] == before
    reopen(app, duty)
    assert dates(app)[duty][1] == date(2024, 5, 30)
    assert apply_calendar(app).plans == ()


def test_another_wording_of_a_basis_is_no_other_calendar(office):
    app = announced(office)
    apply_calendar(app)
    own = app.config.paths.days / "office.toml"
    own.write_text(own.read_text(encoding="utf-8").replace("TB-BNV", "TB-BNV (bản sao)"), encoding="utf-8")
    assert apply_calendar(announced(app, ""), dry_run=True).plans == ()


def test_nobody_moves_dates_by_the_way(office, tmp_path):
    """An answer, an undoing or another import would otherwise move dates under a reason that is not theirs."""
    app = announced(office)
    deeds = (
        lambda: answer(app, "12-2024", 4, Answer(Decision.DATED, date(2024, 9, 15), "x")),
        lambda: undo(app),
        lambda: import_plan(app, write_plan(tmp_path, TASKS)),
    )
    before = dates(app)
    for deed in deeds:
        with pytest.raises(UsageError) as caught:
            deed()
        assert caught.value.key == "calendar.unapplied"
    assert dates(app) == before
    assert "check.calendar_unapplied" in [found.key for found in check(app).problems]
    apply_calendar(app)
    assert "check.calendar_unapplied" not in [found.key for found in check(app).problems]
    for deed in deeds[:1]:
        deed()


def test_what_is_not_what_was_shown_is_not_done(office):
    app = announced(office)
    shown = apply_calendar(app, dry_run=True)
    other = announced(app, SWAP.replace("05-31", "09-30").replace("06-01", "09-28"))
    before = dates(other)
    with pytest.raises(BusyError):
        apply_calendar(other, shown=shown)
    assert dates(other) == before


def test_an_entry_that_is_taken_back_moves_everything_back(office):
    before = dates(office)
    own = office.config.paths.days / "office.toml"
    former = own.read_bytes()
    apply_calendar(announced(office))
    own.write_bytes(former)
    app = announced(office, "")
    assert apply_calendar(app).moved == 2
    assert dates(app) == before
    assert [found.now for found in apply_calendar(app, dry_run=True).differences] == []


def test_what_an_older_version_stored_is_brought_up_at_the_first_start(office):
    """It did not note what dates rest on, and read plans again without asking."""
    app = announced(office)
    with app.store.write() as session:
        session.exec(sa.delete(StateRow).where(StateRow.name == mark_of("12-2024")))
    report = start(app)
    assert (report.adopted.moved, report.calendar.plans) == (2, ())
    assert [found.on for found in report.adopted.differences] == [date(2024, 5, 31)]
    (moved,) = [line for line in show(app, FIRST, DAY).obligation.history if line.action == "moved"]
    assert moved.after["reason"]["facts"]["entries"][0]["basis"] == "Thông báo 9/TB-BNV ngày 20/5/2024"
    assert apply_calendar(app).plans == ()


def test_a_day_that_a_regime_moves_is_not_laid_to_the_calendar(office):
    tasks = (*TASKS, ("Báo cáo định kỳ hằng quý theo Nghị định 09/2019/NĐ-CP", "Sở Nội vụ", "hằng quý"))
    regimes = office.config.paths.regimes
    shutil.copytree(ROOT_OF_DAYS.parent / "regimes", regimes)
    (regimes / "nd-09-2019.toml").rename(regimes / "later")
    app = again(regimes.parents[1], office.environ.get("TRACKER_DATABASE_URL", ""))
    import_plan(app, write_plan(regimes.parents[1], tasks))
    (regimes / "later").rename(regimes / "nd-09-2019.toml")
    other = announced(app, SWAP.replace("05-31", "06-28").replace("06-01", "06-22"))
    apply_calendar(other)
    history = show(other, "12-2024.05.2024-Q2", DAY).obligation.history
    (reason,) = [line.after["reason"] for line in history if line.action == "moved"]
    assert reason == {"key": "regime_changed", "facts": {"names": "Nghị định 09/2019/NĐ-CP"}}


def test_words_that_cannot_be_read_again_are_told_with_their_plan(office):
    app = announced(office)
    with app.store.write() as session:
        kept = session.exec(sqlmodel.select(RevisionRow)).one()
        document = document_from(kept.document)
        task = document.tasks[2]
        unclear = replace(task.readings[0], phrase="ngày làm việc cuối cùng")
        tasks = (*document.tasks[:2], replace(task, readings=(unclear,)), *document.tasks[3:])
        kept.document = document_facts(replace(document, tasks=tasks))
    (problem,) = (found for plan in apply_calendar(app).plans for found in plan.problems)
    assert (problem.key, problem.place.file) == ("task.not_renewed", "12/KH-UBND")
    assert problem.place.line


def test_another_policy_of_the_office_moves_with_its_reason(office):
    folder = office.config.paths.data.parent
    app = again(folder, office.environ.get("TRACKER_DATABASE_URL", ""), roll='"next"')
    report = apply_calendar(app)
    moved = {move.obligation_id for plan in report.plans for move in plan.expansion.moved}
    reasons = [found.after["reason"]["key"] for found in rows(app, HistoryRow) if found.action == "moved"]
    assert set(reasons) <= {"office_roll_changed"}
    assert len(reasons) == len(moved)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    offs=st.lists(st.dates(date(2024, 5, 2), date(2024, 9, 30)), unique=True, max_size=6),
)
def test_identity_survives_any_calendar(offs):
    """Whatever days are declared off: the same obligations, and applying again changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        app = made(Path(folder))
        identities = [found.id for found in rows(app, ObligationRow)]
        entries = "".join(
            f'\n[[holiday]]\nname = {{ vi = "x", en = "x" }}\ndays = [{day}]\nbasis = "TB {day}"\n'
            for day in offs
            if app.calendar.is_working_day(day) and app.calendar.day(day).is_ordinary
        )
        other = announced(app, entries)
        apply_calendar(other)
        found = rows(other, ObligationRow)
        assert [one.id for one in found] == identities
        assert all(other.calendar.is_working_day(one.act_by) for one in found)
        assert apply_calendar(other).plans == ()
        close()

"""Undo brings back what was, whatever was imported since; nothing is lost, nothing said twice."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.offices import at, everything, open_office, row, rows
from tests.services.plans import TASKS, changed, without, write_plan
from tracker.errors import BusyError, NothingError, UsageError
from tracker.services import undoing
from tracker.services.importing import commit, import_plan, preview, read_in
from tracker.services.reminding import remind
from tracker.services.reporting import status
from tracker.services.tracking import mark_done
from tracker.services.undoing import undo
from tracker.store.tables import DeliveryRow, HistoryRow, NoticeRow, ObligationRow, PlanRow, RevisionRow

MAY = date(2024, 5, 27)


@pytest.fixture
def office(tmp_path, database_url):
    """An office with one small plan, once on each database."""
    app = open_office(tmp_path, database=database_url)
    import_plan(app, write_plan(tmp_path))
    yield app
    app.close()


def standing(app):
    """The obligations that people see: identity, dates, status."""
    return {
        (found.id, found.phrase, found.start_on, found.due_on, found.act_by, found.status, found.done_on)
        for found in rows(app, ObligationRow)
        if found.status != "withdrawn"
    }


LATER = (changed(1, time="tháng 6")[0], *TASKS[2:], ("Tổng kết năm", "Sở Nội vụ", "tháng 12"))


def test_moved_added_and_vanished_go_back(office, tmp_path):
    before = standing(office)
    import_plan(office, write_plan(tmp_path, LATER))
    assert standing(office) != before
    report = undo(office)
    assert standing(office) == before
    assert [move.obligation_id for move in report.expansion.moved] == ["12-2024.01"]
    assert (report.expansion.restored, report.expansion.withdrawn) == (["12-2024.02"], ["12-2024.06"])
    assert (row(office, PlanRow).revision, report.revision, report.back_to) == (1, 2, 1)


def test_move_and_its_undoing_say_why(office, tmp_path):
    import_plan(office, write_plan(tmp_path, LATER))
    undo(office)
    moved = rows(office, HistoryRow, subject="12-2024.01", action="moved")
    assert [(deed.before["due_on"], deed.after["due_on"]) for deed in moved] == [
        (date(2024, 5, 31), date(2024, 6, 30)),
        (date(2024, 6, 30), date(2024, 5, 31)),
    ]
    assert [deed.after["reason"]["key"] for deed in moved] == ["plan_amended", "import_undone"]
    assert {deed.after["reason"]["facts"]["number"] for deed in moved} == {"12/KH-UBND"}


def test_what_was_done_stays_done(office, tmp_path):
    import_plan(office, write_plan(tmp_path, without(2)))
    mark_done(at(office, MAY), "12-2024.01")
    undo(office)
    assert row(office, ObligationRow, id="12-2024.01").status == "done"
    undo(office)
    assert standing(office) == set()
    import_plan(office, write_plan(tmp_path))
    assert row(office, ObligationRow, id="12-2024.01").status == "done"
    assert row(office, ObligationRow, id="12-2024.02").status == "open"


def letters(app):
    return [letter for letter in rows(app, DeliveryRow) if letter.state != "cancelled"]


def sent(app):
    with app.store.write() as session:
        session.exec(sa.update(DeliveryRow).values(state="sent", sent_at=app.clock.now()))
        session.exec(sa.update(NoticeRow).where(NoticeRow.state == "attached").values(state="sent"))


def test_letters_that_were_sent_are_not_repeated(office, tmp_path):
    remind(at(office, MAY))
    sent(office)
    told = {letter.recipient for letter in letters(office)}
    assert told
    import_plan(office, write_plan(tmp_path, LATER))
    undo(office)
    remind(at(office, date(2024, 5, 28)))
    (report,) = [letter for letter in letters(office) if letter.slot_on > MAY]  # to the head, as without undo
    assert report.recipient not in told
    assert {notice.kind for notice in rows(office, NoticeRow, delivery_id=report.id)} == {"escalation"}


def waiting(app, name):
    """The notices about an obligation whose letter waits, by what they say."""
    found = rows(app, NoticeRow, obligation_id=name, state="attached")
    return {(notice.kind, notice.offset_days, notice.level, notice.recipient) for notice in found}


@pytest.mark.parametrize("meanwhile", [changed(1, time="tháng 6"), without(1)], ids=["moved", "withdrawn"])
def test_letters_that_were_withheld_are_not_lost(office, tmp_path, meanwhile):
    remind(at(office, MAY))
    before = waiting(office, "12-2024.01")
    assert before
    import_plan(office, write_plan(tmp_path, meanwhile))
    assert not waiting(office, "12-2024.01")
    undo(office)
    remind(at(office, date(2024, 5, 28)))
    assert waiting(office, "12-2024.01") == before


def test_first_import_undone_hides_the_plan(office):
    report = undo(office)
    assert report.back_to is None
    assert row(office, PlanRow).withdrawn_at is not None
    assert standing(office) == set()
    seen = status(office, MAY, days=30, limit=10)
    assert (seen.office.total, seen.undated, seen.problems) == (0, 0, 0)
    with office.answers() as answers:
        assert answers.plans() == []


def test_plan_that_is_imported_again_is_the_same_plan(office, tmp_path):
    before = standing(office)
    undo(office)
    report = import_plan(office, write_plan(tmp_path))
    assert standing(office) == before
    assert (report.plan_id, report.revision, report.is_known) == ("12-2024", 2, False)
    assert row(office, PlanRow).withdrawn_at is None


def test_one_import_after_the_other_is_taken_back(office, tmp_path):
    first = standing(office)
    import_plan(office, write_plan(tmp_path, LATER))
    second = standing(office)
    import_plan(office, write_plan(tmp_path, without(1)))
    undo(office, "12-2024")
    assert standing(office) == second
    undo(office)
    assert standing(office) == first
    assert import_plan(office, write_plan(tmp_path, LATER)).revision == 4


def test_last_import_of_all_is_taken_back(office, tmp_path):
    import_plan(office, write_plan(tmp_path, name="other.txt", number="13/KH-UBND"))
    assert undo(office, dry_run=True).plan_id == "13-2024"
    assert undo(office, "12-2024", dry_run=True).plan_id == "12-2024"
    assert undo(office).plan_id == "13-2024"
    assert undo(office).plan_id == "12-2024"
    with pytest.raises(NothingError) as caught:
        undo(office)
    assert (caught.value.key, caught.value.exit_code) == ("undo.nothing", 1)


def test_unknown_plan_is_refused(office):
    with pytest.raises(UsageError):
        undo(office, "99-2024")


def test_plan_without_a_former_reading_says_so(office, tmp_path):
    with office.store.write() as session:
        session.exec(sa.delete(RevisionRow))
    for _ in range(2):  # first nothing is kept at all, then what is kept has nothing before it
        with pytest.raises(NothingError) as caught:
            undo(office)
        assert caught.value.key == "undo.no_former"
        import_plan(office, write_plan(tmp_path, without(1)))


def test_look_changes_nothing_and_says_what_will_be(office, tmp_path):
    import_plan(office, write_plan(tmp_path, LATER))
    before = everything(office)
    shown = undo(office, dry_run=True)
    assert everything(office) == before
    done = undo(office, shown=shown)
    assert (done.expansion, done.fingerprint) == (shown.expansion, shown.fingerprint)


def test_undo_of_what_is_no_more_the_last_import_is_refused(office, tmp_path):
    import_plan(office, write_plan(tmp_path, LATER))
    shown = undo(office, dry_run=True)
    import_plan(office, write_plan(tmp_path, without(3)))
    before = everything(office)
    with pytest.raises(BusyError):
        undo(office, "12-2024", shown=shown)
    assert everything(office) == before


EDITS = st.one_of(
    st.tuples(st.just("drop"), st.integers(0, 9), st.none()),
    st.tuples(st.just("add"), st.integers(0, 9), st.sampled_from(["tháng 3", "tháng 11", "khi cần thiết"])),
    st.tuples(
        st.just("move"), st.integers(0, 9), st.sampled_from(["tháng 2", "trước ngày 15/8", "hằng tháng"])
    ),
    st.tuples(
        st.just("twice"), st.integers(0, 9), st.sampled_from(["tháng 5; tháng 9", "tháng 9; tháng 10"])
    ),
    st.tuples(st.just("reword"), st.integers(0, 9), st.sampled_from(["năm nay", "theo quy định"])),
    st.tuples(st.just("swap"), st.integers(0, 9), st.none()),
)


def edited(tasks, edits):
    tasks = list(tasks)
    for kind, place, words in edits:
        at_ = place % len(tasks)
        what, who, when = tasks[at_]
        if kind == "drop" and len(tasks) > 1:
            del tasks[at_]
        elif kind == "add":
            tasks.insert(at_, (f"Nhiệm vụ mới thứ {place} của kế hoạch", "Sở Y tế", words))
        elif kind in {"move", "twice"}:
            tasks[at_] = (what, who, words)
        elif kind == "reword":
            tasks[at_] = (f"{what} {words}", who, when)
        elif kind == "swap":
            tasks[0], tasks[at_] = tasks[at_], tasks[0]
    return tasks


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(EDITS, max_size=3), st.lists(EDITS, min_size=1, max_size=5))
def test_import_and_undo_leave_the_obligations_as_they_were(before, edits):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = open_office(folder)
        try:
            import_plan(app, write_plan(folder))
            first = edited(TASKS, before)
            import_plan(app, write_plan(folder, first))
            was = standing(app)
            incoming = read_in(app, write_plan(folder, edited(first, edits)))
            shown = preview(app, incoming)
            stored = commit(app, incoming, shown)
            assert (stored.expansion, stored.changes) == (shown.expansion, shown.changes)
            again = everything(app)
            assert commit(app, incoming).expansion.is_empty
            assert everything(app) == again
            if stored.revision > 1 and not (stored.expansion.is_empty and not stored.changes):
                undo(app)
                assert standing(app) == was
        finally:
            app.close()


def test_defect_in_the_middle_of_an_undo_leaves_everything(office, tmp_path, monkeypatch):
    import_plan(office, write_plan(tmp_path, LATER))
    before = everything(office)
    with monkeypatch.context() as broken:
        broken.setattr(undoing, "titles_of", None)
        with pytest.raises(TypeError):
            undo(office)
    assert everything(office) == before

"""A document with another number changes a plan: the plan stays the same plan."""

from datetime import date

import pytest

from tests.offices import at, everything, open_office, row, rows
from tests.services.plans import TASKS, changed, without, write_plan
from tracker.errors import BusyError, UsageError
from tracker.services.importing import commit, import_plan, preview, read_in
from tracker.services.reporting import show
from tracker.services.tracking import mark_done
from tracker.services.undoing import undo
from tracker.store.tables import HistoryRow, ObligationRow, PlanRow, RevisionRow

AMENDMENT = {"name": "amendment.txt", "number": "30/KH-UBND", "issued": "10 tháng 6 năm 2024"}


@pytest.fixture
def office(tmp_path, database_url):
    """An office with one small plan, once on each database."""
    app = open_office(tmp_path, database=database_url)
    import_plan(app, write_plan(tmp_path))
    yield app
    app.close()


@pytest.fixture
def amendment(tmp_path):
    """A document with a number of its own: one task moves, one vanishes."""
    return write_plan(tmp_path, changed(5, time="tháng 10")[1:], **AMENDMENT)


def test_amended_plan_keeps_number_id_year_and_obligations(office, amendment):
    mark_done(at(office, date(2024, 5, 20)), "12-2024.02")
    report = import_plan(office, amendment, amends="12-2024")
    plan = row(office, PlanRow)
    assert (plan.id, plan.number, plan.year, plan.issued_on) == (
        "12-2024",
        "12/KH-UBND",
        2024,
        date(2023, 12, 21),
    )
    assert (plan.revision, plan.amended_by, plan.amended_on) == (2, "30/KH-UBND", date(2024, 6, 10))
    assert [move.obligation_id for move in report.expansion.moved] == ["12-2024.05"]
    assert report.expansion.withdrawn == ["12-2024.01"]
    assert row(office, ObligationRow, id="12-2024.02").status == "done"


def test_turns_before_the_amendment_stay(office, amendment):
    import_plan(office, amendment, amends="12-2024")
    quarters = [found for found in rows(office, ObligationRow) if ".03." in found.id]
    assert {found.status for found in quarters} == {"open"}
    assert len(quarters) == 4


def test_moves_and_withdrawals_name_the_amending_document(office, amendment):
    import_plan(office, amendment, amends="12-2024")
    deeds = [deed for deed in rows(office, HistoryRow) if deed.action in {"moved", "withdrawn"}]
    assert {deed.subject for deed in deeds} == {"12-2024.05", "12-2024.01"}
    reason = {"key": "plan_amended", "facts": {"number": "30/KH-UBND"}}
    assert [deed.after["reason"] for deed in deeds] == [reason, reason]
    shown = show(office, "12-2024.05", date(2024, 6, 11)).obligation
    assert (shown.amended_by, shown.amended_on) == ("30/KH-UBND", date(2024, 6, 10))


def test_vanished_task_that_comes_back_is_the_same_obligation(office, amendment, tmp_path):
    import_plan(office, amendment, amends="12-2024")
    report = import_plan(office, write_plan(tmp_path, TASKS, **AMENDMENT), amends="12-2024")
    assert report.expansion.restored == ["12-2024.01"]
    assert (report.revision, report.number) == (3, "12/KH-UBND")


def test_amendment_can_be_undone(office, amendment):
    import_plan(office, amendment, amends="12-2024")
    undo(office)
    plan = row(office, PlanRow)
    assert (plan.number, plan.amended_by, plan.revision, plan.source) == ("12/KH-UBND", None, 1, "plan.txt")
    assert row(office, RevisionRow, revision=2).number == "30/KH-UBND"


@pytest.mark.parametrize(
    ("wanted", "key"),
    [({"amends": "99-2024"}, "unknown_plan"), ({"amends": "12-2024", "plan_id": "x"}, "import.two_plans")],
)
def test_amendment_of_no_plan_is_refused(office, amendment, wanted, key):
    before = everything(office)
    with pytest.raises(UsageError) as caught:
        import_plan(office, amendment, **wanted)
    assert caught.value.key == key
    assert everything(office) == before


def test_document_that_holds_few_of_the_tasks_asks_whether_it_is_the_whole_plan(office, tmp_path):
    report = import_plan(office, write_plan(tmp_path, TASKS[:1], **AMENDMENT), amends="12-2024", dry_run=True)
    assert "import.much_vanishes" in {found.key for found in report.problems}
    whole = import_plan(office, write_plan(tmp_path, without(1)), dry_run=True)
    assert "import.much_vanishes" not in {found.key for found in whole.problems}


def test_other_words_are_shown_before_and_after(office, tmp_path):
    (change,) = import_plan(office, write_plan(tmp_path, changed(2, lead="Sở Y tế", time="tháng 8"))).changes
    assert (change.number, change.kind) == (2, "changed")
    assert change.before == {"lead": ("Sở Tài chính",), "time": ("trước ngày 31/7",)}
    assert change.after == {"lead": ("Sở Y tế",), "time": ("tháng 8",)}


MEANWHILE = {
    "the file": lambda app, folder: write_plan(folder, without(2)),
    "the plan": lambda app, folder: import_plan(app, write_plan(folder, without(3), name="other.txt")),
    "the first import": lambda app, _: undo(app),
}


@pytest.mark.parametrize("happens", MEANWHILE.values(), ids=MEANWHILE)
def test_nothing_is_stored_that_was_not_shown(office, tmp_path, happens):
    incoming = read_in(office, write_plan(tmp_path, without(1)))
    shown = preview(office, incoming)
    happens(office, tmp_path)
    before = everything(office)
    with pytest.raises(BusyError) as caught:
        commit(office, incoming, shown)
    assert caught.value.key == "import.changed_meanwhile"
    assert everything(office) == before


def test_report_of_work_meanwhile_does_not_matter(office, tmp_path):
    incoming = read_in(office, write_plan(tmp_path, without(1)))
    shown = preview(office, incoming)
    mark_done(at(office, date(2024, 5, 20)), "12-2024.05")
    assert commit(office, incoming, shown).expansion == shown.expansion


def test_amending_twice_alike_changes_nothing(office, amendment):
    import_plan(office, amendment, amends="12-2024")
    before = everything(office)
    assert import_plan(office, amendment, amends="12-2024").revision == 2
    assert everything(office) == before

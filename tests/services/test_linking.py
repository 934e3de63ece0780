"""Names linked to units: where that may be others than before, some plans a transaction, and else not at all."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.offices import row, rows
from tests.services.plans import write_plan
from tracker.services import linking
from tracker.services.importing import import_plan
from tracker.services.linking import Linked, link, names_known
from tracker.services.starting import start
from tracker.store.tables import HistoryRow, ObligationRow, PartyRow

NEW = "Sở Công Thương"
TASKS = (("Báo cáo sơ kết", NEW, "tháng 5"), ("Rà soát hồ sơ", "Sở Nội vụ", "trước ngày 20/6"))
NUMBERS = (11, 12, 13)


@contextmanager
def statements(app):
    """Collect what is asked of the database."""
    said = []

    def listen(_connection, _cursor, statement, *_):
        said.append(statement)

    sa.event.listen(app.store.engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        sa.event.remove(app.store.engine, "before_cursor_execute", listen)


def aliased(directory):
    """The directory with a unit that the plans name and nobody knew."""
    first = directory.units[0]
    units = (first._replace(aliases=(*first.aliases, NEW)), *directory.units[1:])
    return replace(directory, units=units, _index=None)


@pytest.fixture
def plans(office, tmp_path):
    """An office with three plans that name a unit it does not know."""
    for number in NUMBERS:
        import_plan(office, write_plan(tmp_path, TASKS, number=f"{number}/KH-UBND"))
    return office


def linked(app):
    return {party.unit for party in rows(app, PartyRow) if party.name == NEW}


def test_a_start_with_nothing_new_reads_no_duties_and_no_names(plans):
    start(plans)
    with statements(plans) as said:
        start(plans)
    assert said
    assert not [one for one in said if "FROM party" in one or "FROM obligation" in one or "FROM task" in one]
    assert not [one for one in said if one.startswith(("INSERT", "UPDATE obligation", "DELETE"))]


def test_another_directory_is_linked_once(plans):
    start(plans)
    assert linked(plans) == {""}
    plans.directory = aliased(plans.directory)
    start(plans)
    assert linked(plans) == {plans.directory.units[0].code}
    assert link(plans, plans.directory) == Linked()
    assert [deed.after["tasks"] for deed in rows(plans, HistoryRow, action="link")] == [3]


def test_a_plan_read_under_other_names_is_linked_though_the_names_are_as_before(plans, tmp_path):
    known = plans.directory
    link(plans, known)
    plans.directory = aliased(known)
    import_plan(plans, write_plan(tmp_path, (*TASKS, ("Tổng kết", NEW, "tháng 9")), number="12/KH-UBND"))
    assert linked(plans) == {"", known.units[0].code}
    link(plans, known)
    assert linked(plans) == {""}


def test_cut_short_it_goes_on_where_it_stopped(plans, monkeypatch):
    monkeypatch.setattr(linking, "BATCH", 1)
    directory = aliased(plans.directory)
    answers = iter([False, True])
    assert link(plans, directory, lambda: next(answers)) == Linked(1, 1)
    with statements(plans) as said:
        assert link(plans, directory) == Linked(2, 2)
    assert len([one for one in said if "FROM party" in one]) == 2
    assert linked(plans) == {directory.units[0].code}


def test_people_who_change_are_no_reason_to_look_at_names(plans):
    first = plans.directory.units[0]
    other = replace(
        plans.directory, units=(first._replace(people=()), *plans.directory.units[1:]), _index=None
    )
    assert names_known(other) == names_known(plans.directory)
    assert names_known(aliased(other)) != names_known(other)


def test_whose_owner_is_known_now_is_asked_today(plans):
    start(plans)
    link(plans, aliased(plans.directory))
    task = next(party.task_id for party in rows(plans, PartyRow) if party.name == NEW)
    assert row(plans, ObligationRow, task_id=task).next_on == plans.today()

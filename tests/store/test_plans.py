"""Plans, tasks and parties as rows."""

import pytest
import sqlalchemy as sa

from tests.store import samples
from tracker.store.plans import (
    add_tasks,
    all_plans,
    load_plan,
    replace_parties,
    replace_problems,
    tasks_of,
)
from tracker.store.tables import ProblemRow


@pytest.fixture
def session(store):
    with store.write() as session:
        samples.fill(session)
        yield session


def test_change_of_a_loaded_plan_is_stored(store):
    with store.write() as session:
        samples.fill(session)
    with store.write() as session:
        load_plan(session, "249-2024").revision = 2
    with store.read() as session:
        assert [row.revision for row in all_plans(session)] == [2]


def test_tasks_come_by_number_with_leads_before_partners(session):
    add_tasks(session, [samples.task(10), samples.task(4)])
    found = tasks_of(session, "249-2024")
    assert [task.number for task, _ in found] == [1, 2, 3, 4, 10]
    first_parties = [(party.role, party.position) for party in found[0][1]]
    assert first_parties == [("lead", 1), ("lead", 2), ("partner", 1)]
    assert found[3][1] == []


def test_number_of_a_task_is_never_given_twice(session):
    with pytest.raises(sa.exc.IntegrityError):
        add_tasks(session, [samples.task(1)])
    session.rollback()


def test_parties_are_replaced_for_the_named_tasks_only(session):
    (first, _), (_, kept), *_ = tasks_of(session, "249-2024")
    replace_parties(session, [first.id], [samples.party(first.id, "Sở Nội vụ", "so-noi-vu")])
    (_, parties), (_, others), *_ = tasks_of(session, "249-2024")
    assert [party.name for party in parties] == ["Sở Nội vụ"]
    assert others == kept


def test_parties_count_from_one(session):
    with pytest.raises(sa.exc.IntegrityError):
        replace_parties(session, [], [samples.party(1, "Sở Nội vụ", position=0)])
    session.rollback()


def test_problems_are_those_of_the_last_reading(session):
    for key in ("document.old", "document.new"):
        found = ProblemRow(
            plan_id="249-2024", key=key, severity="warning", place="line 3", words="", facts={"row": 3}
        )
        replace_problems(session, "249-2024", [found])
    assert session.exec(sa.select(ProblemRow.key)).scalars().all() == ["document.new"]
    replace_problems(session, "249-2024", [])
    assert session.exec(sa.select(sa.func.count(ProblemRow.id))).scalar_one() == 0

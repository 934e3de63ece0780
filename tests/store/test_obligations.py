"""Obligations as rows: who has something to say, and when."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.store import samples
from tracker.store.obligations import (
    add_obligations,
    all_ids,
    due_rows,
    duties_of,
    load_duty,
    obligations_of,
    set_next_on,
)
from tracker.store.tables import ObligationRow

FIRST, SECOND = "249-2024.01", "249-2024.02"


@pytest.fixture
def session(store):
    with store.write() as session:
        samples.fill(session)
        yield session


def test_due_are_open_obligations_whose_day_has_come(session):
    assert [duty.obligation.id for duty in due_rows(session, samples.TODAY - timedelta(days=1))] == []
    assert [duty.obligation.id for duty in due_rows(session, samples.TODAY)] == [FIRST]
    load_duty(session, FIRST).obligation.status = "waived"
    assert [duty.obligation.id for duty in due_rows(session, date(2024, 12, 31))] == [SECOND]


def test_duty_brings_its_task_plan_and_parties(session):
    duty = load_duty(session, FIRST)
    assert (duty.task.title, duty.plan.number) == ("Báo cáo kết quả thi đua", "249/KH-UBND")
    assert [party.name for party in duty.parties] == ["Sở Nội vụ", "Sở Tài chính", "Các cơ quan liên quan"]
    assert load_duty(session, "249-2024.99") is None


def test_number_of_statements_does_not_grow_with_what_is_due(session):
    first = load_duty(session, FIRST).task
    more = [samples.obligation(first, id=f"{FIRST}.{n}", label=str(n)) for n in range(50)]
    add_obligations(session, more)
    session.expunge_all()
    statements = []
    sa.event.listen(session.connection(), "before_cursor_execute", lambda *given: statements.append(given[2]))
    assert len(due_rows(session, samples.TODAY)) == 51
    assert len(statements) == 2


def test_lists_hold_every_status(session):
    load_duty(session, FIRST).obligation.status = "withdrawn"
    assert all_ids(session) == [FIRST, SECOND]
    assert [row.id for row in obligations_of(session, "249-2024")] == [FIRST, SECOND]
    assert [duty.obligation.id for duty in duties_of(session, "249-2024")] == [FIRST, SECOND]
    assert obligations_of(session, "other") == []


def test_next_day_is_set_for_many_at_once(session):
    set_next_on(session, {FIRST: date(2024, 5, 29), SECOND: None})
    session.expire_all()
    days = {row.id: row.next_on for row in obligations_of(session, "249-2024")}
    assert days == {FIRST: date(2024, 5, 29), SECOND: None}
    set_next_on(session, {})


def test_steps_keep_their_days(session):
    session.expunge_all()
    assert load_duty(session, FIRST).obligation.steps == [
        {"key": "month", "facts": {"last": date(2024, 5, 31)}}
    ]


def test_row_filled_step_by_step_takes_its_defaults(session):
    task = load_duty(session, FIRST).task
    facts = samples.obligation(task, id="new", label="new").model_dump(
        exclude={"status", "due_version", "evidence"}
    )
    row = ObligationRow(**{name: facts[name] for name in ("id", "task_id", "label", "created_at")})
    for name, value in facts.items():
        setattr(row, name, value)
    add_obligations(session, [row])
    stored = load_duty(session, "new").obligation
    assert (stored.status, stored.due_version, stored.evidence) == ("open", 1, "")

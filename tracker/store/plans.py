"""Plans, their tasks and who must do them."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.sql.selectable import SelectBase
from sqlmodel import Session, col, select

from tracker.store.rows import in_batches, insert
from tracker.store.tables import PartyRow, PlanRow, ProblemRow, TaskRow


def load_plan(session: Session, plan_id: str) -> PlanRow | None:
    """Return a plan; changes to the row are stored at the end of the transaction."""
    return session.get(PlanRow, plan_id)


def all_plans(session: Session) -> list[PlanRow]:
    """Return every plan, the newest year first."""
    return list(session.exec(select(PlanRow).order_by(col(PlanRow.year).desc(), col(PlanRow.id))))


def add_plan(session: Session, plan: PlanRow) -> None:
    """Store a new plan."""
    session.add(plan)
    session.flush()


def tasks_of(session: Session, plan_id: str) -> list[tuple[TaskRow, list[PartyRow]]]:
    """Return the tasks of a plan by number, withdrawn ones too, each with its parties in their order."""
    tasks = session.exec(select(TaskRow).where(TaskRow.plan_id == plan_id).order_by(col(TaskRow.number)))
    wanted = select(TaskRow.id).where(TaskRow.plan_id == plan_id)
    parties = parties_by_task(session, wanted)
    return [(task, parties.get(task.id or 0, [])) for task in tasks]


def parties_by_task(session: Session, task_ids: SelectBase) -> dict[int, list[PartyRow]]:
    """Return the parties of the tasks that a query names: leads first, in the order as written."""
    order = (col(PartyRow.task_id), col(PartyRow.role), col(PartyRow.position))
    rows = session.exec(select(PartyRow).where(col(PartyRow.task_id).in_(task_ids)).order_by(*order))
    return {task_id: list(group) for task_id, group in groupby(rows, key=lambda row: row.task_id)}


def add_tasks(session: Session, tasks: Iterable[TaskRow]) -> None:
    """Store new tasks; their ``id`` is set afterwards."""
    session.add_all(tasks)
    session.flush()


def replace_parties(session: Session, task_ids: Sequence[int], parties: Sequence[PartyRow]) -> None:
    """Store who must do these tasks, in place of what was said before."""
    session.flush()
    for batch in in_batches(task_ids):
        session.exec(sa.delete(PartyRow).where(col(PartyRow.task_id).in_(batch)))
    insert(session, parties)


def issued_parties(session: Session) -> list[tuple[PartyRow, date | None]]:
    """Return the parties of all plans, each with the day on which its plan was issued."""
    joined = select(PartyRow, PlanRow).join(TaskRow, col(TaskRow.id) == col(PartyRow.task_id))
    found = session.exec(joined.join(PlanRow, col(PlanRow.id) == col(TaskRow.plan_id)))
    return [(party, plan.issued_on) for party, plan in found]


def replace_problems(session: Session, plan_id: str, problems: Sequence[ProblemRow]) -> None:
    """Store what was found when a plan was read, in place of what was found before if that was other."""
    wanted = select(ProblemRow).where(ProblemRow.plan_id == plan_id).order_by(col(ProblemRow.id))
    if list(map(_found, session.exec(wanted))) == list(map(_found, problems)):
        return
    session.exec(sa.delete(ProblemRow).where(col(ProblemRow.plan_id) == plan_id))
    insert(session, problems)


def _found(problem: ProblemRow) -> dict[str, object]:
    return problem.model_dump(exclude={"id"})

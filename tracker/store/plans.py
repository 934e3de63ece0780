"""Plans, their tasks and who must do them."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.sql.selectable import SelectBase
from sqlmodel import Session, col, select

from tracker.store.rows import in_batches, insert
from tracker.store.state import set_state
from tracker.store.tables import PartyRow, PlanRow, ProblemRow, StateRow, TaskRow


def load_plan(session: Session, plan_id: str) -> PlanRow | None:
    """Return a plan; changes to the row are stored at the end of the transaction."""
    return session.get(PlanRow, plan_id)


def all_plans(session: Session) -> list[PlanRow]:
    """Return every plan, the newest year first."""
    return list(session.exec(select(PlanRow).order_by(col(PlanRow.year).desc(), col(PlanRow.id))))


def plans_read_after(session: Session, day: date) -> list[str]:
    """Return the plans that were first read on a later day."""
    return _ids(session, col(PlanRow.first_read_on) > day)


def plan_ids(session: Session) -> list[str]:
    """Return the id of every plan, the newest year first."""
    return _ids(session, sa.true())


def plans_not_noted(
    session: Session, mark: str, *values: str, is_standing: bool = False, most: int | None = None
) -> list[str]:
    """Return plans of which the fact ``mark`` is none of these values, or was never noted at all.

    Without values those of which nothing was noted; the newest year first.
    """
    is_noted = [col(StateRow.name) == sa.literal(f"{mark}.") + col(PlanRow.id)]
    if values:
        is_noted.append(col(StateRow.value).in_(values))
    wanted = sa.not_(sa.exists().where(*is_noted))
    stands = col(PlanRow.withdrawn_at).is_(None) if is_standing else sa.true()
    return _ids(session, sa.and_(wanted, stands), most)


def _ids(session: Session, wanted: sa.ColumnElement[bool], most: int | None = None) -> list[str]:
    ids = sa.select(col(PlanRow.id)).where(wanted).order_by(col(PlanRow.year).desc(), col(PlanRow.id))
    return list(session.connection().execute(ids.limit(most)).scalars())


def noted_of_plans(session: Session, mark: str) -> list[str]:
    """Return every value that a fact has for a plan, each once: many plans share one."""
    wanted = sa.select(col(StateRow.value)).distinct().where(col(StateRow.name).startswith(f"{mark}."))
    return list(session.connection().execute(wanted).scalars())


def note_of_plans(session: Session, mark: str, plan_ids: Sequence[str], value: str) -> None:
    """Note the same fact of each of these plans."""
    for plan_id in plan_ids:
        set_state(session, f"{mark}.{plan_id}", value)


def standing_plans(session: Session) -> list[PlanRow]:
    """Return the plans that were not withdrawn, the newest year first."""
    return [plan for plan in all_plans(session) if plan.withdrawn_at is None]


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


def replace_problems(session: Session, plan_id: str, problems: Sequence[ProblemRow]) -> None:
    """Store what was found when a plan was read, in place of what was found before if that was other."""
    wanted = select(ProblemRow).where(ProblemRow.plan_id == plan_id).order_by(col(ProblemRow.id))
    if list(map(_found, session.exec(wanted))) == list(map(_found, problems)):
        return
    session.exec(sa.delete(ProblemRow).where(col(ProblemRow.plan_id) == plan_id))
    insert(session, problems)


def _found(problem: ProblemRow) -> dict[str, object]:
    return problem.model_dump(exclude={"id"})

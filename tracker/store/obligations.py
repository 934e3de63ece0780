"""Obligations: what is due, what must be rendered, what changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from tracker.core.standing import Status
from tracker.store.plans import parties_by_task
from tracker.store.rows import in_batches, insert
from tracker.store.tables import ObligationRow, PartyRow, PlanRow, TaskRow


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation with its task, plan and parties: leads first, in the order as written."""

    obligation: ObligationRow
    task: TaskRow
    plan: PlanRow
    parties: tuple[PartyRow, ...]


def load_duty(session: Session, obligation_id: str) -> Duty | None:
    """Return an obligation with its task and parties."""
    return next(iter(duties_where(session, col(ObligationRow.id) == obligation_id)), None)


def all_ids(session: Session) -> list[str]:
    """Return the id of every obligation, whatever its status, in order."""
    return list(session.exec(select(ObligationRow.id).order_by(col(ObligationRow.id))))


def watched_in(session: Session, plan_id: str) -> dict[str, tuple[date, bool]]:
    """Return by id since when a plan's obligations are watched, and whether they are open and never asked."""
    is_silent = sa.and_(col(ObligationRow.status) == Status.OPEN.value, col(ObligationRow.next_on).is_(None))
    wanted = sa.select(col(ObligationRow.id), col(ObligationRow.watched_on), is_silent.label("is_silent"))
    of_plan = wanted.join(TaskRow, col(TaskRow.id) == col(ObligationRow.task_id))
    found = session.connection().execute(of_plan.where(col(TaskRow.plan_id) == plan_id))
    return {row.id: (row.watched_on, row.is_silent) for row in found}


def obligations_of(session: Session, plan_id: str) -> list[ObligationRow]:
    """Return every obligation of a plan, whatever its status, by id."""
    of_plan = select(TaskRow.id).where(TaskRow.plan_id == plan_id)
    wanted = select(ObligationRow).where(col(ObligationRow.task_id).in_(of_plan))
    return list(session.exec(wanted.order_by(col(ObligationRow.id))))


def duties_of(session: Session, plan_id: str) -> list[Duty]:
    """Return every obligation of a plan with its task and parties, whatever its status, by act_by."""
    return duties_where(session, col(TaskRow.plan_id) == plan_id)


def due_rows(session: Session, today: date) -> list[Duty]:
    """Return the open obligations that have something to say on or before ``today``."""
    is_open = col(ObligationRow.status) == Status.OPEN.value
    return duties_where(session, sa.and_(is_open, col(ObligationRow.next_on) <= today))


def is_crowded(session: Session, today: date, crowd: int) -> bool:
    """Whether more than so many obligations have something to say on or before ``today``."""
    is_open = col(ObligationRow.status) == Status.OPEN.value
    due = sa.select(sa.literal(1)).where(is_open, col(ObligationRow.next_on) <= today).offset(crowd).limit(1)
    return session.connection().execute(due).first() is not None


def walk_due(session: Session, today: date, after: str, most: int) -> tuple[list[str], str | None]:
    """Return those due among the next obligations by id, and from where to go on; None at the end.

    All are walked past by their ids once: no index has what is due in an order that lasts while it changes.
    """
    columns = (col(ObligationRow.id), col(ObligationRow.status), col(ObligationRow.next_on))
    following = sa.select(*columns).where(col(ObligationRow.id) > after).order_by(col(ObligationRow.id))
    found = session.connection().execute(following.limit(most)).all()
    due = [name for name, status, on in found if status == Status.OPEN and on is not None and on <= today]
    return due, found[-1].id if len(found) == most else None


def duties_named(session: Session, ids: Collection[str]) -> list[Duty]:
    """Return the obligations of these ids, whatever their status."""
    batches = in_batches(sorted(ids))
    return [duty for batch in batches for duty in duties_where(session, col(ObligationRow.id).in_(batch))]


def duties_where(session: Session, wanted: sa.ColumnElement[bool]) -> list[Duty]:
    """Return the obligations that meet a condition, with their tasks, plans and parties, by act_by and id."""
    of_task = col(TaskRow.id) == col(ObligationRow.task_id)
    of_plan = col(PlanRow.id) == col(TaskRow.plan_id)
    joined = select(ObligationRow, TaskRow, PlanRow).join(TaskRow, of_task).join(PlanRow, of_plan)
    order = (col(ObligationRow.act_by), col(ObligationRow.id))
    found = session.exec(joined.where(wanted).order_by(*order)).all()
    task_ids = select(ObligationRow.task_id).join(TaskRow, of_task).where(wanted)
    parties = parties_by_task(session, task_ids) if found else {}
    return [Duty(row, task, plan, tuple(parties.get(row.task_id, ()))) for row, task, plan in found]


def add_obligations(session: Session, obligations: Sequence[ObligationRow]) -> None:
    """Store new obligations; the session does not watch the given rows."""
    insert(session, obligations)


def set_next_on(session: Session, next_on: Mapping[str, date | None]) -> None:
    """Note on which day each of these obligations has something to say again; None for never.

    Rows loaded before keep what they showed.
    """
    if next_on:
        days = [{"id": obligation_id, "next_on": on} for obligation_id, on in next_on.items()]
        session.execute(sa.update(ObligationRow), days)


def ask_owners_again(session: Session, task_ids: Sequence[int], today: date, now: datetime) -> int:
    """Mark the open obligations of tasks whose owners changed; those that still speak are asked today."""
    session.flush()
    asked = 0
    for batch in in_batches(task_ids):
        is_open = (col(ObligationRow.task_id).in_(batch), col(ObligationRow.status) == Status.OPEN.value)
        changed = session.connection().execute(
            sa.update(ObligationRow).where(*is_open).values(changed_at=now)
        )
        later = sa.update(ObligationRow).where(*is_open, col(ObligationRow.next_on) > today)
        session.execute(later.values(next_on=today))
        asked += changed.rowcount
    return asked


def ask_later_ones(session: Session, today: date, most: int) -> int:
    """Ask open obligations today that were to be asked later, up to ``most``; return how many."""
    session.flush()
    is_open = col(ObligationRow.status) == Status.OPEN.value
    later = sa.select(col(ObligationRow.id)).where(is_open, col(ObligationRow.next_on) > today).limit(most)
    asked = sa.update(ObligationRow).where(col(ObligationRow.id).in_(later))
    return session.connection().execute(asked.values(next_on=today)).rowcount


def ask_tasks_again(session: Session, task_ids: Sequence[int], today: date) -> int:
    """Ask the open obligations of tasks today that were to be asked later; return how many are open."""
    session.flush()
    is_open = col(ObligationRow.status) == Status.OPEN.value
    asked = 0
    for batch in in_batches(task_ids):
        of_these = (col(ObligationRow.task_id).in_(batch), is_open)
        asked += session.exec(select(sa.func.count()).select_from(ObligationRow).where(*of_these)).one()
        later = sa.update(ObligationRow).where(*of_these, col(ObligationRow.next_on) > today)
        session.execute(later.values(next_on=today), execution_options={"synchronize_session": False})
    return asked

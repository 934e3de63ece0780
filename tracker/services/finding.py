"""The rows of what people name: a standing plan, a task of it."""

from tracker.errors import UsageError
from tracker.services.naming import unknown_plan
from tracker.store.engine import Session
from tracker.store.plans import load_plan, standing_plans, tasks_of
from tracker.store.tables import PlanRow, TaskRow


def plan_named(session: Session, plan_id: str) -> PlanRow:
    """Find a plan that stands; UsageError with the nearest if there is none."""
    plan = load_plan(session, plan_id)
    if plan is None or plan.withdrawn_at:
        raise unknown_plan(plan_id, [known.id for known in standing_plans(session)])
    return plan


def task_numbered(session: Session, plan: PlanRow, number: int) -> TaskRow:
    """Find a task that stands by its number; UsageError with the last number if there is none."""
    rows = {task.number: task for task in standing_tasks(session, plan)}
    if number not in rows:
        raise UsageError("review.unknown_task", number=number, id=plan.id, last=max(rows, default=0))
    return rows[number]


def standing_tasks(session: Session, plan: PlanRow) -> list[TaskRow]:
    """Return the tasks of a plan that were not withdrawn, by number."""
    return [task for task, _ in tasks_of(session, plan.id) if not task.withdrawn_at]

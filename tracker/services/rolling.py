"""The roll policy of a plan or of one task, set by a person who names the reason."""

from dataclasses import asdict, dataclass, replace

from tracker.app import App
from tracker.core.rolling import RolledBy, Rolls
from tracker.core.text import clean
from tracker.core.workcalendar import Roll
from tracker.errors import BusyError, NothingError, UsageError
from tracker.services.deeds import Action, Deed, Why, note
from tracker.services.expanding import Expansion
from tracker.services.finding import plan_named, standing_tasks, task_numbered
from tracker.services.grounds import grounds_of, refuse_outdated
from tracker.services.importing import fingerprint_of, titles_of
from tracker.services.revising import moment_of, store_kept
from tracker.store.engine import Session, hold
from tracker.store.imports import revision_of
from tracker.store.plans import tasks_of
from tracker.store.tables import PlanRow, TaskRow

LONGEST_BASIS = 300  # letters


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy that counts for a plan or a task, whose it is, and why it has its own."""

    task: int | None
    title: str
    policy: Roll
    whose: RolledBy
    basis: str


@dataclass(frozen=True, slots=True)
class PolicyReport:
    """The policies in force: that of the plan, then those of tasks that have their own."""

    plan_id: str
    policies: tuple[Policy, ...]


@dataclass(frozen=True, slots=True)
class RollReport:
    """What another policy does, or would do (``dry_run``); ``fingerprint`` names exactly these changes."""

    plan_id: str
    before: Policy
    after: Policy
    expansion: Expansion
    titles: dict[str, str]
    fingerprint: str
    dry_run: bool


def policies(app: App, plan_id: str) -> PolicyReport:
    """Return which policies count for a plan and its tasks."""
    with app.store.read() as session:
        plan = plan_named(session, plan_id)
        own = [task for task in standing_tasks(session, plan) if task.roll]
        return PolicyReport(plan_id, (_policy(app, plan), *(_policy(app, plan, task) for task in own)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The policy that a plan, or one of its tasks, shall have; None gives it that of what it belongs to."""

    plan_id: str
    policy: Roll | None
    task: int | None = None
    basis: str = ""


def set_roll(
    app: App, wanted: Wanted, *, dry_run: bool = False, shown: RollReport | None = None
) -> RollReport:
    """Set a policy, for which a basis must be named, and move what it moves.

    Raises BusyError, changing nothing, if that is not what was shown before.
    """
    basis = clean(wanted.basis)[:LONGEST_BASIS]
    if wanted.policy and not basis:
        raise UsageError("roll.no_basis")
    with app.store.write() as session:
        hold(session, "planning")
        report = _set(session, app, replace(wanted, basis=basis), dry_run=dry_run)
        if shown and report.fingerprint != shown.fingerprint:
            raise BusyError("roll.changed_meanwhile", id=wanted.plan_id)
        if dry_run:
            session.rollback()
    return report


def _set(session: Session, app: App, wanted: Wanted, *, dry_run: bool) -> RollReport:
    plan = plan_named(session, wanted.plan_id)
    refuse_outdated(session, plan, grounds_of(app))
    reading = revision_of(session, plan.id, plan.revision)
    if reading is None:
        raise NothingError("review.not_kept", id=plan.id)
    task = task_numbered(session, plan, wanted.task) if wanted.task is not None else None
    before = _policy(app, plan, task)
    _give(task or plan, wanted)
    after = _policy(app, plan, task)
    _note(session, app, plan, before, after)
    deed = Deed(Action.ROLL, Why.ROLLED, {"policy": after.policy.value, "basis": after.basis or "-"})
    stored = store_kept(session, app, plan, reading, deed)
    return RollReport(
        plan_id=plan.id,
        before=before,
        after=after,
        expansion=stored.expansion,
        titles=titles_of(stored),
        fingerprint=fingerprint_of(stored, before, after),
        dry_run=dry_run,
    )


def _give(row: PlanRow | TaskRow, wanted: Wanted) -> None:
    row.roll = wanted.policy.value if wanted.policy else None
    row.roll_basis = wanted.basis if wanted.policy else None


def _note(session: Session, app: App, plan: PlanRow, before: Policy, after: Policy) -> None:
    moment = moment_of(app, plan.issued_on)
    note(session, plan.id, "roll", moment, before=asdict(before), after=asdict(after))


def rolls_by_task(session: Session, app: App, plan: PlanRow) -> dict[int, Rolls]:
    """Return the policies that bear on the tasks of a plan, by number."""
    return {task.number: _rolls(app, plan, task) for task, _ in tasks_of(session, plan.id)}


def _rolls(app: App, plan: PlanRow, task: TaskRow | None) -> Rolls:
    return app.rolls._replace(plan=_roll(plan), task=_roll(task))


def _policy(app: App, plan: PlanRow, task: TaskRow | None = None) -> Policy:
    rule = _rolls(app, plan, task).rule()
    basis = {RolledBy.PLAN: plan.roll_basis, RolledBy.TASK: task and task.roll_basis}.get(rule.whose)
    return Policy(
        task=task.number if task else None,
        title=(task or plan).title,
        policy=rule.policy,
        whose=rule.whose,
        basis=basis or "",
    )


def _roll(row: PlanRow | TaskRow | None) -> Roll | None:
    return Roll(row.roll) if row and row.roll else None

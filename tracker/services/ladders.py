"""When people are reminded: the ladders in force, and those that a person gives a plan or a task."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from tracker.app import App
from tracker.core.directory import Directory
from tracker.core.ladders import PARTS, Flaw, flaws, from_facts, to_facts
from tracker.core.policy import Ladder, Policy
from tracker.core.text import clean
from tracker.errors import BusyError, Place, Problem, Severity, UsageError
from tracker.services.asking import ask_all_again
from tracker.services.finding import plan_named, standing_tasks, task_numbered
from tracker.services.marks import LADDERS
from tracker.store.engine import Session, hold
from tracker.store.history import record
from tracker.store.obligations import ask_tasks_again
from tracker.store.state import get_state, set_state
from tracker.store.tables import PlanRow, TaskRow

LONGEST_BASIS = 300  # letters


class Whose(StrEnum):
    """Whose a ladder is, from the widest to the narrowest."""

    OFFICE = "office"
    UNIT = "unit"
    PERSON = "person"
    PLAN = "plan"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class OwnLadder:
    """The parts that somebody or something has of its own; ``id`` is a code, an address, or a number."""

    whose: Whose
    id: str
    name: str
    ladder: Ladder
    basis: str = ""


@dataclass(frozen=True, slots=True)
class LaddersReport:
    """The ladders in force, the office's first."""

    plan_id: str
    ladders: tuple[OwnLadder, ...]


@dataclass(frozen=True, slots=True)
class InForce:
    """The whole ladder of a plan or a task, and whose each of its parts is."""

    ladder: Ladder
    whose: Mapping[str, Whose]


@dataclass(frozen=True, slots=True)
class LadderReport:
    """What another ladder changes, or would change (``dry_run``), for so many open duties."""

    plan_id: str
    task: int | None
    title: str
    before: InForce
    after: InForce
    basis: str
    open_duties: int
    dry_run: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """The parts that a plan, or one of its tasks, shall have of its own; None leaves a part as it is.

    With ``inherits`` it shall have none of its own.
    """

    plan_id: str
    ladder: Ladder
    task: int | None = None
    basis: str = ""
    inherits: bool = False


def ladders(app: App, plan_id: str) -> LaddersReport:
    """Return the ladders that count for a plan: the office's, and every own one that may bear on it."""
    office = OwnLadder(Whose.OFFICE, "", app.config.office.name, _whole(app.config.policy()))
    with app.store.read() as session:
        plan = plan_named(session, plan_id)
        narrower = [_own(Whose.PLAN, plan.id, plan)]
        narrower += [_own(Whose.TASK, str(task.number), task) for task in standing_tasks(session, plan)]
    found = (office, *_of_staff(app.directory), *narrower)
    return LaddersReport(plan_id, tuple(one for one in found if one.ladder.own()))


def _of_staff(directory: Directory) -> Iterator[OwnLadder]:
    for unit in directory.units:
        yield OwnLadder(Whose.UNIT, unit.code, unit.name, unit.ladder)
    for _, person in directory.staff():
        yield OwnLadder(Whose.PERSON, person.address, person.name, person.ladder)


def _own(whose: Whose, name: str, row: PlanRow | TaskRow) -> OwnLadder:
    return OwnLadder(whose, name, row.title, from_facts(row.ladder), row.ladder_basis or "")


def ask_where_ladders_changed(session: Session, app: App) -> bool:
    """Ask every open duty today if the settings' ladders, or those of people in office, are not as noted.

    The day on which a duty next has something to say was reckoned by the former ones.
    """
    now = sha256(repr(_settings(app)).encode()).hexdigest()
    if get_state(session, LADDERS) == now:
        return False
    set_state(session, LADDERS, now)
    ask_all_again(session, app.today())
    return True


def _settings(app: App) -> tuple[object, ...]:
    today = app.today()
    units = [
        (unit.code, unit.ladder, [person.ladder for person in unit.people_on(today)])
        for unit in app.directory.units
    ]
    own = [
        (code, ladder, people)
        for code, ladder, people in units
        if any([ladder.own(), *map(Ladder.own, people)])
    ]
    return app.config.policy(), own


def set_ladder(
    app: App, wanted: Wanted, *, dry_run: bool = False, shown: LadderReport | None = None
) -> LadderReport:
    """Give a plan or a task its own ladder, for which a basis must be named; its open duties are asked today.

    Raises UsageError for a ladder outside the office's limits, and BusyError,
    changing nothing, if that is not what was shown before.
    """
    basis = clean(wanted.basis)[:LONGEST_BASIS]
    if not (wanted.inherits or basis):
        raise UsageError("ladder.no_basis")
    with app.store.write() as session:
        hold(session, "planning")
        report = _set(session, app, wanted, basis, dry_run=dry_run)
        if shown and (report.before, report.after) != (shown.before, shown.after):
            raise BusyError("ladder.changed_meanwhile", id=wanted.plan_id)
        if dry_run:
            session.rollback()
    return report


def _set(session: Session, app: App, wanted: Wanted, basis: str, *, dry_run: bool) -> LadderReport:
    plan = plan_named(session, wanted.plan_id)
    task = task_numbered(session, plan, wanted.task) if wanted.task is not None else None
    tasks = [task] if task else standing_tasks(session, plan)
    row, policy = task or plan, app.config.policy()
    before, facts, known = _in_force(policy, plan, task), row.ladder, _flaws(app, plan, tasks)
    own = from_facts(row.ladder)._replace(**wanted.ladder.own())
    row.ladder = None if wanted.inherits else to_facts(own)
    row.ladder_basis = None if wanted.inherits else basis
    _refuse_new(known, _flaws(app, plan, tasks), wanted.ladder)
    _note(session, app, row, facts)
    return LadderReport(
        plan_id=plan.id,
        task=wanted.task,
        title=row.title,
        before=before,
        after=_in_force(policy, plan, task),
        basis=row.ladder_basis or "",
        open_duties=ask_tasks_again(session, [found.id or 0 for found in tasks], app.today()),
        dry_run=dry_run,
    )


def _flaws(app: App, plan: PlanRow, tasks: Sequence[TaskRow]) -> list[Flaw]:
    """Find what is wrong with the ladders of these tasks, whichever unit leads them."""
    units = {unit.ladder for unit in app.directory.units} | {Ladder()}
    own = {from_facts(task.ladder) for task in tasks} | {Ladder()}
    policies = [
        app.config.policy().under([ladder, from_facts(plan.ladder), unit]) for ladder in own for unit in units
    ]
    return [flaw for policy in policies for flaw in flaws(policy, app.config.reminders.limits)]


def _refuse_new(before: Sequence[Flaw], after: Sequence[Flaw], wanted: Ladder) -> None:
    """Raise UsageError for flaws that a change brings."""
    found = {flaw.key: flaw for flaw in after if flaw not in before}
    if found:
        raise UsageError("ladder.refused", problems=_problems(found.values(), wanted))


def _problems(found: Iterable[Flaw], wanted: Ladder) -> list[Problem]:
    """Tell each flaw at the option that it comes from."""
    given = list(wanted.own())
    return [
        Problem(flaw.key, Severity.ERROR, Place(key=f"--{_blamed(flaw.part, given)}"), facts=flaw.facts)
        for flaw in found
    ]


def _blamed(part: str, given: Sequence[str]) -> str:
    return part if part in given else next(iter(given), part)


def _in_force(policy: Policy, plan: PlanRow, task: TaskRow | None) -> InForce:
    own = [(Whose.TASK, from_facts(task.ladder if task else None)), (Whose.PLAN, from_facts(plan.ladder))]
    owners = {
        part: next((whose for whose, ladder in own if getattr(ladder, part) is not None), Whose.OFFICE)
        for part in PARTS
    }
    return InForce(_whole(policy.under(ladder for _, ladder in own)), owners)


def _whole(policy: Policy) -> Ladder:
    return Ladder(policy.lead, policy.overdue, policy.escalation)


def _note(session: Session, app: App, row: PlanRow | TaskRow, before: Mapping[str, object] | None) -> None:
    plan_id, number = (row.plan_id, row.number) if isinstance(row, TaskRow) else (row.id, None)
    record(
        session,
        at=app.clock.now(),
        actor=app.actor,
        action="ladder",
        subject=plan_id,
        before={"task": number, "ladder": before},
        after={"task": number, "ladder": row.ladder, "basis": row.ladder_basis},
    )

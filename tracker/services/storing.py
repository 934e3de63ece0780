"""A document as read against the rows of its plan: what is new, what changed, what is gone.

Import, review and undo all store through ``store_plan``: what one of them shows
beforehand is this computation, taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from tracker.core.notices import NoticeReason
from tracker.core.plan import PlanDocument, Task
from tracker.core.rolling import Rolls
from tracker.core.ruling import Ruling, doubts_of, is_about_time, ruled, words_of_time
from tracker.core.standing import Status
from tracker.core.workcalendar import Roll
from tracker.errors import Problem
from tracker.services.deeds import Deed, write_down
from tracker.services.expanding import (
    Expansion,
    Labels,
    Moment,
    expand_task,
    reword,
    rolls_of,
    withdraw,
)
from tracker.services.grounds import Days as CalendarDays
from tracker.services.grounds import days_of, rest_on
from tracker.services.marks import LINKED
from tracker.services.merging import Merged, TaskChange, merge_tasks
from tracker.services.news import tell_moved
from tracker.store.engine import Session
from tracker.store.notices import cancel_notices
from tracker.store.obligations import add_obligations, obligations_of
from tracker.store.plans import note_of_plans, replace_problems
from tracker.store.rulings import rulings_of
from tracker.store.tables import ObligationRow, PlanRow, ProblemRow


@dataclass(frozen=True, slots=True)
class Identity:
    """What a task of a document is known by: its number, and the labels of its obligations."""

    number: int
    labels: Labels


@dataclass(frozen=True, slots=True)
class Decided:
    """A task as it counts, with its number; ``ruling`` is the answer of a person, if it holds."""

    number: int
    task: Task
    ruling: Ruling | None
    doubts: tuple[Problem, ...]  # what is unsure about the task as read
    rolls: Rolls  # the policies that bear on it


@dataclass(frozen=True, slots=True)
class Stored:
    """A plan's row, its tasks, what happened to it, and the last deadline of what stands.

    ``problems`` are those of the document that no answer has settled.
    """

    plan: PlanRow
    tasks: tuple[Decided, ...]
    expansion: Expansion
    changes: tuple[TaskChange, ...]
    problems: tuple[Problem, ...]
    identities: tuple[Identity, ...]
    obligations: tuple[ObligationRow, ...]

    @property
    def last_deadline(self) -> date | None:
        """The last deadline of the obligations that stand."""
        standing = (row.deadline_on for row in self.obligations if row.status != Status.WITHDRAWN)
        return max(standing, default=None)

    @property
    def is_past(self) -> bool:
        """Whether the plan was over before anybody read it: kept for the record, it reminds nobody."""
        return self.last_deadline is not None and self.last_deadline < self.plan.first_read_on


def store_plan(
    session: Session,
    plan: PlanRow,
    document: PlanDocument,
    moment: Moment,
    deed: Deed,
    identities: Sequence[Identity] = (),
) -> Stored:
    """Bring the rows of a plan up to its document; a plan wholly past is stored but stays silent.

    ``identities`` are those that the document's tasks had when it was stored before.
    """
    moment = replace(moment, rolls=moment.rolls._replace(plan=Roll(plan.roll) if plan.roll else None))
    numbers = [identity.number for identity in identities]
    merged, gone = merge_tasks(session, plan.id, document.tasks, moment.directory, moment.now, numbers)
    tasks = _decided(session, plan.id, merged, document, moment)
    present = obligations_of(session, plan.id)
    expansion = Expansion()
    new, labels = _merge_obligations(present, merged, tasks, moment, expansion, identities)
    stored = Stored(
        plan=plan,
        tasks=tasks,
        expansion=expansion,
        changes=(*(one.change for one in merged if one.change), *gone),
        problems=_unsettled(document.problems, tasks),
        identities=tuple(Identity(one.row.number, of) for one, of in zip(merged, labels, strict=True)),
        obligations=(*present, *new),
    )
    if stored.is_past:
        _silence(stored.obligations)
    add_obligations(session, new)
    _withhold(session, expansion, moment)
    replace_problems(session, plan.id, [_problem_row(plan.id, problem) for problem in stored.problems])
    write_down(session, plan.id, deed, expansion, moment)
    tell_moved(session, stored.obligations, expansion.moved, moment)
    rest_on(session, plan.id, _days_of(stored, moment))
    note_of_plans(session, LINKED, [plan.id], "")  # its owners were found by the names of this moment
    return stored


def _days_of(stored: Stored, moment: Moment) -> CalendarDays:
    """Return the days that the plan's dates rest on, the year before it and after it included."""
    year = stored.plan.year
    last = max(year, stored.last_deadline.year if stored.last_deadline else year)
    return days_of(moment.grounds, year - 1, last + 1)


def _decided(
    session: Session, plan_id: str, merged: Sequence[Merged], document: PlanDocument, moment: Moment
) -> tuple[Decided, ...]:
    """Apply the answers of people: each holds for the words of time that it was given about."""
    rulings = rulings_of(session, plan_id)
    decided = []
    for one, doubts in zip(merged, doubts_of(document.tasks, document.problems), strict=True):
        ruling = rulings.get((one.row.number, words_of_time(one.task, doubts)))
        one.row.settled = ruling is not None
        rolls = rolls_of(one.row, moment)
        decided.append(Decided(one.row.number, ruled(one.task, ruling), ruling, doubts, rolls))
    return tuple(decided)


def _merge_obligations(
    present: Sequence[ObligationRow],
    merged: Sequence[Merged],
    tasks: Sequence[Decided],
    moment: Moment,
    expansion: Expansion,
    identities: Sequence[Identity],
) -> tuple[list[ObligationRow], list[Labels]]:
    """Bring every task's obligations up to its words; return the new rows, and the labels by task."""
    by_task = _by_task(present)
    known: Sequence[Labels | None] = [identity.labels for identity in identities] or [None] * len(merged)
    new: list[ObligationRow] = []
    labels: list[Labels] = []
    for one, decided, former in zip(merged, tasks, known, strict=True):
        mine = by_task.pop(one.row.id, [])
        expanded = expand_task(decided.task, one.row, mine, moment, expansion, former)
        new += expanded.new
        labels.append(expanded.labels)
        if one.is_reworded:
            reword(mine, moment.now, expansion)
    for left in (row for rows in by_task.values() for row in rows if row.status != Status.WITHDRAWN):
        withdraw(left, moment.now, expansion)
    return new, labels


def _by_task(rows: Sequence[ObligationRow]) -> dict[int | None, list[ObligationRow]]:
    in_order = sorted(rows, key=lambda row: row.task_id)
    return {task_id: list(group) for task_id, group in groupby(in_order, key=lambda row: row.task_id)}


def _unsettled(problems: Sequence[Problem], tasks: Sequence[Decided]) -> tuple[Problem, ...]:
    """Leave out what people have answered; a problem of two tasks stays until both are answered."""
    settled = {id(found) for one in tasks if one.ruling for found in one.doubts if is_about_time(found)}
    left = {id(found) for one in tasks if not one.ruling for found in one.doubts}
    return tuple(found for found in problems if id(found) not in settled - left)


def _silence(rows: Sequence[ObligationRow]) -> None:
    for row in rows:
        row.next_on = None


def _withhold(session: Session, expansion: Expansion, moment: Moment) -> None:
    """Take back what waits to be said about dates that hold no more."""
    for move in expansion.moved:
        cancel_notices(session, move.obligation_id, NoticeReason.MOVED, moment.now)
    for gone in expansion.withdrawn:
        cancel_notices(session, gone, NoticeReason.WITHDRAWN, moment.now)


def _problem_row(plan_id: str, problem: Problem) -> ProblemRow:
    return ProblemRow(
        plan_id=plan_id,
        key=problem.key,
        severity=problem.severity.value,
        place=str(problem.place),
        words=problem.words,
        facts=dict(problem.facts),
    )

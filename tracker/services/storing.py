"""A document as read against the rows of its plan: what is new, what changed, what is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from tracker.core.directory import Directory
from tracker.core.notices import NoticeReason
from tracker.core.plan import Head, PlanDocument
from tracker.core.standing import Status
from tracker.errors import Problem, UsageError
from tracker.services.expanding import Expansion, Moment, expand_task, reword, withdraw
from tracker.services.merging import Merged, merge_tasks
from tracker.store.engine import Session
from tracker.store.history import record
from tracker.store.notices import cancel_notices
from tracker.store.obligations import add_obligations, obligations_of
from tracker.store.plans import add_plan, load_plan, replace_problems
from tracker.store.state import set_state
from tracker.store.tables import ObligationRow, PlanRow, ProblemRow


@dataclass(frozen=True, slots=True)
class Source:
    """The document behind a plan: its file's name, the digest of its bytes, what it was read with."""

    plan_id: str
    name: str
    sha256: str
    edition: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A plan's row, what happened to its obligations, and the last deadline of those that stand."""

    plan: PlanRow
    expansion: Expansion
    last_deadline: date | None

    @property
    def is_past(self) -> bool:
        """Whether the plan was over before anybody read it: kept for the record, it reminds nobody."""
        return self.last_deadline is not None and self.last_deadline < self.plan.first_read_on


def store_plan(
    session: Session, document: PlanDocument, source: Source, directory: Directory, moment: Moment
) -> Stored:
    """Bring the rows of a plan up to its document; a plan wholly past is stored but stays silent."""
    plan = _plan_row(session, document, source, moment)
    merged = merge_tasks(session, plan.id, document.tasks, directory, moment.now)
    present = obligations_of(session, plan.id)
    expansion, new = _merge_obligations(present, merged, moment)
    stored = Stored(plan, expansion, _last_deadline([*present, *new]))
    if stored.is_past:
        _silence([*present, *new])
    add_obligations(session, new)
    _withhold(session, expansion, moment)
    replace_problems(session, plan.id, [_problem_row(plan.id, problem) for problem in document.problems])
    _write_down(session, plan, expansion, moment)
    set_state(session, document_mark(source.sha256), plan.id)
    set_state(session, edition_mark(plan.id), source.edition)
    return stored


def document_mark(sha256: str) -> str:
    """Name the fact that these bytes were read; its value is the id of the plan they became."""
    return f"document.{sha256}"


def edition_mark(plan_id: str) -> str:
    """Name the fact of what a plan was last read with."""
    return f"read_with.{plan_id}"


def _plan_row(session: Session, document: PlanDocument, source: Source, moment: Moment) -> PlanRow:
    """Return the plan's row, brought up to the document's head."""
    row = load_plan(session, source.plan_id)
    if row is None:
        facts = _facts(document.head, source)
        row = PlanRow(id=source.plan_id, imported_at=moment.now, first_read_on=moment.today, **facts)
        add_plan(session, row)
    elif row.number != document.head.number:
        number = document.head.number
        raise UsageError("import.id_taken", plan_id=row.id, number=row.number, new_number=number)
    elif row.sha256 != source.sha256:
        row.sqlmodel_update(_facts(document.head, source) | {"imported_at": moment.now})
        row.revision += 1
    return row


def _facts(head: Head, source: Source) -> dict[str, Any]:
    return {
        "number": head.number,
        "type": head.type,
        "title": head.title,
        "place": head.place,
        "issuer": head.issuer,
        "signer": head.signer,
        "issued_on": head.issued_on,
        "year": head.year,
        "source": source.name,
        "sha256": source.sha256,
    }


def _merge_obligations(
    present: Sequence[ObligationRow], merged: Sequence[Merged], moment: Moment
) -> tuple[Expansion, list[ObligationRow]]:
    """Bring every task's obligations up to its words; return the new rows."""
    expansion = Expansion()
    by_task = _by_task(present)
    new: list[ObligationRow] = []
    for one in merged:
        mine = by_task.pop(one.row.id, [])
        new += expand_task(one.task, one.row, mine, moment, expansion)
        if one.is_reworded:
            reword(mine, moment.now, expansion)
    for left in (row for rows in by_task.values() for row in rows if row.status != Status.WITHDRAWN):
        withdraw(left, moment.now, expansion)
    return expansion, new


def _by_task(rows: Sequence[ObligationRow]) -> dict[int | None, list[ObligationRow]]:
    in_order = sorted(rows, key=lambda row: row.task_id)
    return {task_id: list(group) for task_id, group in groupby(in_order, key=lambda row: row.task_id)}


def _last_deadline(rows: Sequence[ObligationRow]) -> date | None:
    return max((row.deadline_on for row in rows if row.status != Status.WITHDRAWN), default=None)


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


def _write_down(session: Session, plan: PlanRow, expansion: Expansion, moment: Moment) -> None:
    if expansion.is_empty:
        return
    counts = {
        "added": len(expansion.added),
        "moved": [(move.obligation_id, move.due_from, move.due_to) for move in expansion.moved],
        "reworded": list(expansion.reworded),
        "withdrawn": list(expansion.withdrawn),
    }
    record(session, at=moment.now, actor=moment.actor, action="import", subject=plan.id, after=counts)

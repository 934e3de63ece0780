"""Tasks as read against their rows: the same task keeps its number, a new one gets a number of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from tracker.core.directory import Directory
from tracker.core.expansion import KnownTask, match_tasks
from tracker.core.plan import Party, Task
from tracker.core.text import fold
from tracker.store.engine import Session
from tracker.store.events import outdate_tasks
from tracker.store.parties import Named
from tracker.store.plans import add_tasks, replace_parties, tasks_of
from tracker.store.tables import PartyRow, TaskRow

TIME = "time"

Wording = dict[str, tuple[str, ...]]  # what people read of a task, by the name of the part


class TaskChangeKind(StrEnum):
    """What reading a plan again did to a task."""

    ADDED = "added"
    CHANGED = "changed"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task that is new, gone or reads otherwise; ``before`` and ``after`` hold the parts that differ."""

    number: int
    ordinal: str
    title: str
    kind: TaskChangeKind
    before: Wording = field(default_factory=dict)
    after: Wording = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """A task as read with its row; ``change`` is None if it was there with the same words and owners."""

    row: TaskRow
    task: Task
    change: TaskChange | None

    @property
    def is_reworded(self) -> bool:
        """Whether the task was there before, with other words or owners; words of time do not count."""
        return self.change is not None and bool(self.change.after.keys() - {TIME})


def merge_tasks(
    session: Session,
    plan_id: str,
    tasks: Sequence[Task],
    directory: Directory,
    now: datetime,
    numbers: Sequence[int] = (),
) -> tuple[list[Merged], list[TaskChange]]:
    """Bring the task rows of a plan up to its document, in the document's order; those gone are marked.

    ``numbers`` are the numbers of the tasks where they are known already. Returns
    the tasks with their rows, and those that are gone.
    """
    known = tasks_of(session, plan_id)
    stood = {row.number: _wording(row, parties) for row, parties in known if row.withdrawn_at is None}
    rows = {row.number: row for row, _ in known}
    merged = []
    given = zip(numbers, tasks, strict=True) if numbers else _numbered(list(rows.values()), tasks)
    for position, (number, task) in enumerate(given, start=1):
        columns = _columns(task, position)
        row = rows.pop(number, None)
        if row is None:
            row = TaskRow(plan_id=plan_id, number=number, **columns)
        else:
            row.sqlmodel_update(columns)
        parties = _party_rows(task, directory)
        merged.append((Merged(row, task, _change(row, stood.get(number), _wording(row, parties))), parties))
    add_tasks(session, [one.row for one, _ in merged])
    _store_parties(session, merged)
    return [one for one, _ in merged], list(_vanished(rows.values(), now))


def _change(row: TaskRow, before: Wording | None, after: Wording) -> TaskChange | None:
    if before is None:
        return TaskChange(row.number, row.ordinal, row.title, TaskChangeKind.ADDED)
    other = [name for name in after if before[name] != after[name]]
    if not other:
        return None
    was, is_now = ({name: wording[name] for name in other} for wording in (before, after))
    return TaskChange(row.number, row.ordinal, row.title, TaskChangeKind.CHANGED, was, is_now)


def _vanished(rows: Iterable[TaskRow], now: datetime) -> Iterator[TaskChange]:
    """Mark the tasks that the document has no more, and name those that it had before."""
    for row in rows:
        if row.withdrawn_at is None:
            row.withdrawn_at = now
            yield TaskChange(row.number, row.ordinal, row.title, TaskChangeKind.VANISHED)


def _numbered(known: Sequence[TaskRow], tasks: Sequence[Task]) -> Iterator[tuple[int, Task]]:
    """Give every task its number: the one it had, or the next that nobody ever had."""
    before = [KnownTask(row.number, row.section, row.ordinal, row.title, row.time_phrase) for row in known]
    following = max((row.number for row in known), default=0) + 1
    for number, task in zip(match_tasks(before, tasks), tasks, strict=True):
        yield (number or following), task
        following += number is None


def _columns(task: Task, position: int) -> dict[str, Any]:
    names = " ".join(party.name for party in (*task.lead, *task.partners))
    return {
        "position": position,
        "section": task.section,
        "ordinal": task.ordinal,
        "title": task.title,
        "time_phrase": task.time_phrase,
        "place": str(task.place),
        "words": task.words,
        "folded": fold(f"{task.title} {names}"),
        "withdrawn_at": None,
    }


def _party_rows(task: Task, directory: Directory) -> list[PartyRow]:
    sides = (("lead", task.lead), ("partner", task.partners))
    return [
        PartyRow(
            task_id=0,  # known once the task is stored
            role=role,
            position=position,
            name=party.name,
            alias=party.alias,
            unit=unit_code(party, directory),
            is_group=party.is_group,
        )
        for role, side in sides
        for position, party in enumerate(side, start=1)
    ]


def unit_code(party: Party | PartyRow | Named, directory: Directory) -> str:
    """Return the code of the unit that a party names, by its name or the one in brackets; empty if none."""
    unit = directory.find(party.name) or (directory.find(party.alias) if party.alias else None)
    return unit.code if unit else ""


def _store_parties(session: Session, merged: Sequence[tuple[Merged, Sequence[PartyRow]]]) -> None:
    for one, parties in merged:
        for party in parties:
            party.task_id = one.row.id or 0
    ids = [one.row.id for one, _ in merged if one.row.id]
    replace_parties(session, ids, [party for _, parties in merged for party in parties])
    outdate_tasks(session, ids)  # entries name the parties, whatever became of the duty


def _wording(row: TaskRow, parties: Sequence[PartyRow]) -> Wording:
    return {
        "section": (row.section,),
        "ordinal": (row.ordinal,),
        "title": (row.title,),
        TIME: (row.time_phrase or "",),
        "lead": tuple(party.name for party in parties if party.role == "lead"),
        "partners": tuple(party.name for party in parties if party.role == "partner"),
    }

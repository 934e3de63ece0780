"""Tasks as read against their rows: the same task keeps its number, a new one gets a number of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.core.directory import Directory
from tracker.core.expansion import KnownTask, match_tasks
from tracker.core.plan import Party, Task
from tracker.core.text import fold
from tracker.store.engine import Session
from tracker.store.plans import add_tasks, replace_parties, tasks_of
from tracker.store.tables import PartyRow, TaskRow


@dataclass(frozen=True, slots=True)
class Merged:
    """A task as read with its row; ``is_reworded`` if its words or owners are not those of before."""

    row: TaskRow
    task: Task
    is_reworded: bool


def merge_tasks(
    session: Session, plan_id: str, tasks: Sequence[Task], directory: Directory, now: datetime
) -> list[Merged]:
    """Bring the task rows of a plan up to its document, in the document's order; those gone are marked."""
    known = tasks_of(session, plan_id)
    wording = {row.number: _wording(row, parties) for row, parties in known}
    rows = {row.number: row for row, _ in known}
    merged = []
    for position, (number, task) in enumerate(_numbered(list(rows.values()), tasks), start=1):
        columns = _columns(task, position)
        row = rows.pop(number, None)
        if row is None:
            row = TaskRow(plan_id=plan_id, number=number, **columns)
        else:
            row.sqlmodel_update(columns)
        parties = _party_rows(task, directory)
        is_reworded = number in wording and wording[number] != _wording(row, parties)
        merged.append((Merged(row, task, is_reworded), parties))
    for gone in rows.values():
        gone.withdrawn_at = gone.withdrawn_at or now
    add_tasks(session, [one.row for one, _ in merged])
    _store_parties(session, merged)
    return [one for one, _ in merged]


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


def unit_code(party: Party | PartyRow, directory: Directory) -> str:
    """Return the code of the unit that a party names, by its name or the one in brackets; empty if none."""
    unit = directory.find(party.name) or (directory.find(party.alias) if party.alias else None)
    return unit.code if unit else ""


def _store_parties(session: Session, merged: Sequence[tuple[Merged, Sequence[PartyRow]]]) -> None:
    for one, parties in merged:
        for party in parties:
            party.task_id = one.row.id or 0
    ids = [one.row.id for one, _ in merged if one.row.id]
    replace_parties(session, ids, [party for _, parties in merged for party in parties])


def _wording(row: TaskRow, parties: Sequence[PartyRow]) -> tuple[object, ...]:
    """What people read of a task besides its dates."""
    return (row.section, row.ordinal, row.title, *((party.role, party.name) for party in parties))

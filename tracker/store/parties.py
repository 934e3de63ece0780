"""Who must do the tasks of plans, as plain values: there are as many of them as duties."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from tracker.store.rows import in_batches
from tracker.store.tables import PartyRow, PlanRow, TaskRow

_COLUMNS = ("task_id", "role", "position", "name", "alias", "unit", "is_group")


class Named(NamedTuple):
    """A name in a task's owner column; ``issued_on`` is the day of its plan."""

    task_id: int
    role: str
    position: int
    name: str
    alias: str
    unit: str
    is_group: bool
    issued_on: date | None


def named_in(session: Session, plan_ids: Sequence[str]) -> Iterator[Named]:
    """Yield the parties of these plans."""
    columns: list[Any] = [col(getattr(PartyRow, name)) for name in _COLUMNS]
    wanted = (
        sa.select(*columns, col(PlanRow.issued_on))
        .join(TaskRow, col(TaskRow.id) == col(PartyRow.task_id))
        .join(PlanRow, col(PlanRow.id) == col(TaskRow.plan_id))
        .where(col(PlanRow.id).in_(plan_ids))
    )
    found = session.connection().execute(wanted)
    return (Named._make(row) for row in found)


def give_units(session: Session, codes: Mapping[Named, str]) -> None:
    """Store which unit each of these parties is; who is one unit is no group."""
    wanted = [
        {
            "of": one.task_id,
            "as": one.role,
            "at": one.position,
            "code": code,
            "many": one.is_group and not code,
        }
        for one, code in codes.items()
    ]
    table: Any = sa.inspect(PartyRow).local_table
    key = (
        table.c.task_id == sa.bindparam("of"),
        table.c.role == sa.bindparam("as"),
        table.c.position == sa.bindparam("at"),
    )
    changed = sa.update(table).where(*key).values(unit=sa.bindparam("code"), is_group=sa.bindparam("many"))
    for batch in in_batches(wanted):
        session.connection().execute(changed, list(batch))

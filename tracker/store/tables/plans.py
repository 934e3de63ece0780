"""Plans, their tasks, the dated duties, and what people answered about them."""

from datetime import date, datetime, time

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from tracker.store.tables.base import one_of, whenever

OR_NULL = sa.JSON(none_as_null=True)


class PlanRow(SQLModel, table=True):
    """One issued document."""

    __tablename__ = "plan"

    id: str = Field(primary_key=True)  # "249-2024"
    number: str
    type: str
    title: str
    place: str
    issuer: str
    signer: str
    issued_on: date | None
    year: int
    source: str  # file name
    sha256: str
    revision: int = 1
    imported_at: datetime
    first_read_on: date  # the office's day of the first import
    amended_by: str | None = None  # the number of the document that amended it last, if it has another
    amended_on: date | None = None
    withdrawn_at: datetime | None = None  # when its only import was undone
    roll: str | None = None  # the plan's own roll policy, None for the office's
    roll_basis: str | None = None  # why it has its own
    ladder: dict[str, object] | None = Field(
        default=None, sa_type=sa.JSON(none_as_null=True)
    )  # its own reminders
    ladder_basis: str | None = None


class TaskRow(SQLModel, table=True):
    """One task as written; ``number`` is its identity within the plan and is never reused."""

    __tablename__ = "task"
    __table_args__ = (sa.UniqueConstraint("plan_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: str = Field(foreign_key="plan.id")
    number: int
    position: int  # its place in the document as last read, from 1
    section: str
    ordinal: str
    title: str
    time_phrase: str | None
    place: str  # "line 34"
    words: str
    folded: str
    withdrawn_at: datetime | None = None
    settled: bool | None = None  # whether a person answered what was unsure about its time
    roll: str | None = None  # the task's own roll policy, None for the plan's
    roll_basis: str | None = None
    ladder: dict[str, object] | None = Field(default=None, sa_type=OR_NULL)  # its own reminders
    ladder_basis: str | None = None


class PartyRow(SQLModel, table=True):
    """One name in a task's owner column; ``unit`` is the code of a known unit, else empty.

    ``position`` counts from 1 within a role: the lead at 1 is the one that counts.
    """

    __tablename__ = "party"
    __table_args__ = (
        one_of("role", "lead", "partner"),
        sa.CheckConstraint("position >= 1", name="position"),
        sa.Index("ix_party_unit_role_task_id", "unit", "role", "task_id"),
        {"sqlite_with_rowid": False},
    )

    task_id: int = Field(foreign_key="task.id", primary_key=True)
    role: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    name: str
    alias: str
    unit: str
    is_group: bool


#: Other, not earlier: a clock that was set back makes later changes look older.
UNRENDERED = sa.text("event_rendered_at IS NULL OR event_rendered_at <> changed_at")


class ObligationRow(SQLModel, table=True):
    """One dated duty."""

    __tablename__ = "obligation"
    __table_args__ = (
        sa.UniqueConstraint("task_id", "label"),
        one_of("status", "open", "done", "waived", "withdrawn"),
        one_of("kind", "due", "window", "event", "recurring"),
        whenever("done_on", "status = 'done'", "done_on IS NOT NULL"),
        sa.Index("ix_obligation_status_next_on", "status", "next_on"),
        sa.Index("ix_obligation_status_act_by", "status", "act_by", "id"),
        sa.Index("ix_obligation_status_done_on", "status", "done_on"),
        sa.Index("ix_obligation_standing", "task_id", "status", "deadline_on", "done_on"),
        sa.Index("ix_obligation_unrendered", "id", sqlite_where=UNRENDERED, postgresql_where=UNRENDERED),
    )

    id: str = Field(primary_key=True)  # "249-2024.07"
    task_id: int = Field(foreign_key="task.id")
    label: str
    kind: str
    phrase: str
    rule: str
    steps: list[dict[str, object]] = Field(sa_type=sa.JSON)
    start_on: date | None
    due_on: date
    act_by: date
    deadline_on: date
    stated_on: date | None
    at_time: time | None
    bound: str | None
    precision: str | None
    tentative: bool
    open_ended: bool
    status: str = "open"
    done_on: date | None = None
    evidence: str = ""
    due_version: int = 1
    watched_on: date
    next_on: date | None  # the day on which it next has something to say
    created_at: datetime
    changed_at: datetime  # the last visible change
    event_rendered_at: datetime | None = None  # changed_at of what its calendar entry shows
    roll: str | None = None  # the policy that led to act_by; None in rows of older versions
    rolled_by: str | None = None  # whose policy it is: office, regime, plan or task
    data_from: date | None = None  # of a periodic report: the first day of its data
    data_to: date | None = None  # and the last one, on which the figures are closed
    paused_until: date | None = None  # acknowledged: nothing is said up to and on this day
    pause_reason: str | None = None


class ProblemRow(SQLModel, table=True):
    """A flaw found when a plan was last read."""

    __tablename__ = "problem"

    id: int | None = Field(default=None, primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    key: str
    severity: str
    place: str
    words: str
    facts: dict[str, object] = Field(sa_type=sa.JSON)


class RevisionRow(SQLModel, table=True):
    """One import of a plan: the document as it was read, to go back to.

    ``follows`` is the revision that it took the place of, None where the plan did not stand.
    ``identities`` gives, in the order of the document's tasks, the number of each and its labels.
    """

    __tablename__ = "revision"
    __table_args__ = (sa.UniqueConstraint("plan_id", "revision"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: str = Field(foreign_key="plan.id")
    revision: int
    follows: int | None
    number: str  # of the document itself, which may amend a plan with another number
    issued_on: date | None
    source: str
    sha256: str = Field(index=True)
    edition: str
    document: dict[str, object] = Field(sa_type=sa.JSON)
    identities: list[dict[str, object]] = Field(sa_type=sa.JSON)
    actor: str
    at: datetime
    undone_at: datetime | None = None


class RulingRow(SQLModel, table=True):
    """What a person answered about the words of time of one task; it holds for these words."""

    __tablename__ = "ruling"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "task_number", "words"),
        one_of("decision", "accepted", "dated", "undated"),
        whenever("due_on", "decision = 'dated'", "due_on IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    plan_id: str = Field(foreign_key="plan.id")
    task_number: int
    words: str
    decision: str
    due_on: date | None
    reason: str
    actor: str
    decided_on: date  # the office's day
    at: datetime

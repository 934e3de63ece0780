"""The rows: SQLModel tables without behaviour and without relationships.

Days are DATE, instants are aware and kept in UTC. Enumerations are texts; the
database refuses others. JSON columns may hold days and times (see ``codec``).
``folded`` columns hold the text as ``core.text.fold`` gives it, for searching
without marks. Rows without relationships are not ordered by the session: what
others refer to is inserted first.
"""

from datetime import date, datetime, time

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

METADATA = SQLModel.metadata
METADATA.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, *values: str) -> sa.CheckConstraint:
    """Make the database refuse any other text in this column."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=column)


def whenever(name: str, condition: str, holds: str) -> sa.CheckConstraint:
    """Make the database demand that one thing holds whenever another does."""
    return sa.CheckConstraint(f"NOT ({condition}) OR ({holds})", name=name)


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


class DeliveryRow(SQLModel, table=True):
    """One letter to one person: the outbox. ``raw`` is built once and never again."""

    __tablename__ = "delivery"
    __table_args__ = (
        one_of("state", "ready", "sending", "sent", "failed", "cancelled"),
        whenever("lease", "state = 'sending'", "lease_token <> '' AND lease_until IS NOT NULL"),
        whenever("sent_at", "state = 'sent'", "sent_at IS NOT NULL"),
        sa.Index("ix_delivery_state_next_at", "state", "next_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    dedup_key: str = Field(unique=True)  # class | recipient | slot day
    message_id: str = Field(unique=True)
    recipient: str
    recipient_name: str
    slot_on: date = Field(index=True)
    subject: str
    raw: bytes
    state: str = "ready"
    attempts: int = 0
    created_at: datetime
    next_at: datetime
    first_try_at: datetime | None = None
    lease_owner: str = ""
    lease_token: str = ""
    lease_until: datetime | None = None
    ambiguous: bool = False
    last_phase: str = ""
    last_code: int = 0
    last_text: str = ""
    sent_at: datetime | None = None


#: What makes two notices the same; the second is never stored.
SAID_ONCE = ("obligation_id", "due_version", "kind", "offset_days", "level", "recipient")


class NoticeRow(SQLModel, table=True):
    """One thing said, or withheld with its reason, about one obligation to one person."""

    __tablename__ = "notice"
    __table_args__ = (
        sa.UniqueConstraint(*SAID_ONCE, name="uq_notice_said"),
        one_of("state", "planned", "attached", "sent", "superseded", "cancelled", "failed"),
        whenever("letter", "state IN ('attached', 'sent')", "delivery_id IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    obligation_id: str = Field(foreign_key="obligation.id")
    due_version: int
    kind: str
    offset_days: int
    level: int
    recipient: str
    slot_on: date
    state: str
    reason: str
    delivery_id: int | None = Field(default=None, foreign_key="delivery.id", index=True)
    decided_at: datetime


class EventRow(SQLModel, table=True):
    """An obligation as calendars show it.

    The row stays when the entry leaves them: SEQUENCE never goes back.
    """

    __tablename__ = "event"
    __table_args__ = (
        one_of("stage", "open", "overdue", "done", "off", "gone"),
        sa.Index("ix_event_turns_on", "turns_on"),
        sa.Index("ix_event_starts", "starts", "octets"),
    )

    obligation_id: str = Field(foreign_key="obligation.id", primary_key=True)
    sequence: int = 0
    changed_at: datetime  # the last change that people can see
    fingerprint: str  # of everything visible
    stage: str
    turns_on: date | None  # the day on which the stage changes by itself
    starts: str  # "20240628" or "20240628T073000"; empty for an entry that is in no calendar
    octets: int  # of the block in the language in which it is longest


class EventBlockRow(SQLModel, table=True):
    """The rendered VEVENT in one language; clustered in the order of a calendar."""

    __tablename__ = "event_block"
    __table_args__ = (sa.Index("ix_event_block_obligation_id", "obligation_id"), {"sqlite_with_rowid": False})

    language: str = Field(primary_key=True)
    starts: str = Field(primary_key=True)
    obligation_id: str = Field(foreign_key="obligation.id", primary_key=True)
    data: bytes
    span: bytes  # the lines of its whole window, where that differs
    alarm: str  # the kind of alarm it may have, or empty


class EventTagRow(SQLModel, table=True):
    """What selects an entry into feeds: "lead:so-y-te", "plan:249-2024", "overdue"."""

    __tablename__ = "event_tag"
    __table_args__ = (sa.Index("ix_event_tag_obligation_id", "obligation_id"), {"sqlite_with_rowid": False})

    tag: str = Field(primary_key=True)
    starts: str = Field(primary_key=True)
    obligation_id: str = Field(foreign_key="obligation.id", primary_key=True)


class FeedRow(SQLModel, table=True):
    """One published calendar."""

    __tablename__ = "feed"
    __table_args__ = (one_of("kind", "office", "unit", "person", "plan", "quarter", "overdue"),)

    slug: str = Field(primary_key=True)  # never changes: its file and its addresses are named by it
    kind: str
    subject: str  # code of the unit, address of the person, id of the plan, "2024-Q1", or empty
    name: str
    created_at: datetime
    revoked_at: datetime | None = None
    partners: bool = False  # whether it shows what the unit or person helps with, too
    tags: list[str] = Field(default=[], sa_type=sa.JSON)  # any of them selects an entry; none selects all
    heads: dict[str, str] = Field(default={}, sa_type=sa.JSON)  # the calendar's head by language


class FeedAddressRow(SQLModel, table=True):
    """One address of a feed, present or former; the secret itself is not stored."""

    __tablename__ = "feed_address"

    token_sha256: str = Field(primary_key=True)
    feed: str = Field(foreign_key="feed.slug", index=True)
    version: str  # what the secret is derived from, with the feed's slug and the installation's key
    issued_at: datetime
    revoked_at: datetime | None = None


class FeedMonthRow(SQLModel, table=True):
    """What a feed shows of one month, "2024-05".

    A new ``revision`` stands for new bytes. It is chosen at random: a restored database never repeats one.
    """

    __tablename__ = "feed_month"

    feed: str = Field(foreign_key="feed.slug", primary_key=True)
    month: str = Field(primary_key=True)
    revision: str
    changed_at: datetime  # entries that left count as a change
    events: int
    octets: int


class FeedFetchRow(SQLModel, table=True):
    """When a program last fetched a feed, by the program's name."""

    __tablename__ = "feed_fetch"

    feed: str = Field(foreign_key="feed.slug", primary_key=True)
    client: str = Field(primary_key=True)
    address: str  # the network address it came from
    first_at: datetime
    last_at: datetime
    times: int


class HistoryRow(SQLModel, table=True):
    """Who did what, append only."""

    __tablename__ = "history"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor: str
    action: str
    subject: str = Field(index=True)  # the id of what it was done to
    before: dict[str, object] = Field(sa_type=sa.JSON)
    after: dict[str, object] = Field(sa_type=sa.JSON)


class StateRow(SQLModel, table=True):
    """Facts of the running service: last tick, last planned day, installation id."""

    __tablename__ = "state"

    name: str = Field(primary_key=True)
    value: str

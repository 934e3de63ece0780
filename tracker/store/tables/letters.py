"""Letters, what they say, and what is known of the people they go to."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from tracker.store.tables.base import one_of, whenever

#: Spelled with OR: SQLite uses a partial index only where it sees that a query implies its condition.
WAITING = sa.text("state = 'ready' OR state = 'sending'")
PLANNED = sa.text("state = 'planned'")
UNSEEN = sa.text("state = 'failed' AND seen_at IS NULL")


class DeliveryRow(SQLModel, table=True):
    """One letter to one person: the outbox. Its text stands apart, so that no change writes it again."""

    __tablename__ = "delivery"
    __table_args__ = (
        one_of("state", "ready", "sending", "sent", "failed", "cancelled", "expired"),
        whenever("lease", "state = 'sending'", "lease_token <> '' AND lease_until IS NOT NULL"),
        whenever("sent_at", "state = 'sent'", "sent_at IS NOT NULL"),
        sa.Index(
            "ix_delivery_waiting",
            "state",
            "priority",
            "next_at",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        sa.Index("ix_delivery_sent_at", "sent_at"),
        sa.Index("ix_delivery_unseen", "id", sqlite_where=UNSEEN, postgresql_where=UNSEEN),
    )

    id: int | None = Field(default=None, primary_key=True)
    dedup_key: str = Field(unique=True)  # class | recipient | slot day
    message_id: str = Field(unique=True)
    recipient: str
    recipient_name: str
    slot_on: date = Field(index=True)
    subject: str
    sha256: str  # of its text, which is not kept for ever
    state: str = "ready"
    priority: int = 1  # 0 leaves first: escalations, and what is due today
    attempts: int = 0
    created_at: datetime
    next_at: datetime
    expires_at: datetime | None = None  # from then on it is not sent any more
    has_week: bool = False  # it tells of the week, too: it is not empty when its notices are withheld
    first_try_at: datetime | None = None
    lease_owner: str = ""
    lease_token: str = ""
    lease_until: datetime | None = None
    ambiguous: bool = False
    last_phase: str = ""
    last_code: int = 0
    last_enhanced: str = ""  # RFC 3463, "5.1.1"
    last_text: str = ""
    sent_at: datetime | None = None
    follows: int | None = Field(default=None, foreign_key="delivery.id")  # the failed letter that it repeats
    seen_at: datetime | None = None  # when somebody saw that it had failed


class DeliveryBytesRow(SQLModel, table=True):
    """The text of a letter (RFC 5322), built once and never again."""

    __tablename__ = "delivery_bytes"

    delivery_id: int = Field(foreign_key="delivery.id", primary_key=True)
    raw: bytes


#: What makes two notices the same; the second is never stored.
SAID_ONCE = ("obligation_id", "due_version", "kind", "offset_days", "level", "recipient")


class NoticeRow(SQLModel, table=True):
    """One thing said, or withheld with its reason, about one obligation to one person."""

    __tablename__ = "notice"
    __table_args__ = (
        sa.UniqueConstraint(*SAID_ONCE, name="uq_notice_said"),
        one_of("state", "planned", "attached", "sent", "superseded", "cancelled", "failed"),
        whenever("letter", "state IN ('attached', 'sent')", "delivery_id IS NOT NULL"),
        sa.Index("ix_notice_planned", "slot_on", sqlite_where=PLANNED, postgresql_where=PLANNED),
    )

    id: int | None = Field(default=None, primary_key=True)
    obligation_id: str = Field(foreign_key="obligation.id")
    due_version: int
    kind: str
    offset_days: int
    level: int
    recipient: str
    unit: str | None = None  # for which unit the recipient is told
    instead: str | None = None  # why the recipient is told in somebody's place
    slot_on: date
    state: str
    reason: str
    delivery_id: int | None = Field(default=None, foreign_key="delivery.id", index=True)
    decided_at: datetime


class LeaveRow(SQLModel, table=True):
    """Days, both inclusive, on which somebody is away, and who is told meanwhile."""

    __tablename__ = "leave"

    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(index=True)
    first_on: date
    last_on: date
    stand_in: str  # an address; empty where nobody was named
    reason: str
    actor: str
    at: datetime
    ended_at: datetime | None = None  # when it was taken back


class AddressTroubleRow(SQLModel, table=True):
    """A day on which an address was refused for good; a letter that arrives removes all of them."""

    __tablename__ = "address_trouble"

    address: str = Field(primary_key=True)
    refused_on: date = Field(primary_key=True)
    code: int
    text: str
    at: datetime

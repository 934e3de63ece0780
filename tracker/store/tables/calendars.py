"""Entries as calendars show them, the published feeds, and who fetches them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from tracker.store.tables.base import one_of


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

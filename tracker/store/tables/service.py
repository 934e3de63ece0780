"""Who did what, and facts of the running service."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


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

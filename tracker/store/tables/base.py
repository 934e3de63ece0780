"""What every table shares: names of constraints, and checks that the database makes."""

import sqlalchemy as sa
from sqlmodel import SQLModel

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

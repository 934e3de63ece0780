"""A plan and a task may have their own roll policy; a report knows the time of its data."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NAMES = {"sqlite": "group_concat(name, char(31))", "postgresql": "string_agg(name, chr(31))"}

OBLIGATION_VIEW = """
CREATE VIEW obligation_view AS
SELECT
    obligation.id, obligation.task_id, obligation.label,
    task.plan_id, plan.number AS plan_number, plan.title AS plan_title,
    plan.amended_by, plan.amended_on,
    task.number AS task_number, task.section, task.ordinal, task.title,
    task.time_phrase, task.place, task.words, task.folded,
    obligation.phrase, obligation.kind, obligation.rule, obligation.steps,
    obligation.start_on, obligation.due_on, obligation.act_by, obligation.deadline_on,
    obligation.stated_on, obligation.at_time, obligation.bound, obligation.precision,
    obligation.tentative, obligation.open_ended,
    obligation.status, obligation.done_on, obligation.evidence,
    obligation.due_version, obligation.watched_on, obligation.next_on,
    obligation.created_at, obligation.changed_at, obligation.event_sequence,
    obligation.roll, obligation.rolled_by, obligation.data_from, obligation.data_to,
    CASE obligation.rolled_by WHEN 'task' THEN task.roll_basis WHEN 'plan' THEN plan.roll_basis END
        AS roll_basis,
    COALESCE(party.unit, '') AS unit,
    COALESCE(party.name, '') AS lead,
    COALESCE((SELECT {names} FROM (
        SELECT name FROM party WHERE task_id = task.id AND role = 'lead' ORDER BY position
    ) AS leads), '') AS leads,
    COALESCE((SELECT {names} FROM (
        SELECT name FROM party WHERE task_id = task.id AND role = 'partner' ORDER BY position
    ) AS partners), '') AS partners
FROM obligation
JOIN task ON task.id = obligation.task_id
JOIN plan ON plan.id = task.plan_id
LEFT JOIN party ON party.task_id = task.id AND party.role = 'lead' AND party.position = 1
"""


def upgrade() -> None:
    """Add the columns; make the view of obligations anew."""
    op.execute("DROP VIEW obligation_view")
    for table in ("plan", "task"):
        op.add_column(table, sa.Column("roll", sa.String(), nullable=True))
        op.add_column(table, sa.Column("roll_basis", sa.String(), nullable=True))
    op.add_column("obligation", sa.Column("roll", sa.String(), nullable=True))
    op.add_column("obligation", sa.Column("rolled_by", sa.String(), nullable=True))
    op.add_column("obligation", sa.Column("data_from", sa.Date(), nullable=True))
    op.add_column("obligation", sa.Column("data_to", sa.Date(), nullable=True))
    op.execute(OBLIGATION_VIEW.format(names=NAMES[op.get_bind().dialect.name]))

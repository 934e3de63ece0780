"""Imports are kept and can be undone; answers of people are kept; a plan may be amended or withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
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

STANDING_VIEW = """
CREATE VIEW standing_view AS
SELECT
    obligation.task_id, obligation.status, obligation.deadline_on, obligation.done_on,
    COALESCE(party.unit, '') AS unit,
    COALESCE(party.name, '') AS lead
FROM obligation
LEFT JOIN party ON party.task_id = obligation.task_id AND party.role = 'lead' AND party.position = 1
WHERE obligation.task_id NOT IN (
    SELECT task.id FROM task JOIN plan ON plan.id = task.plan_id WHERE plan.withdrawn_at IS NOT NULL
)
"""


def upgrade() -> None:
    """Add what the plan and the task keep besides, and the two tables; make the views anew."""
    op.execute("DROP VIEW obligation_view")
    op.execute("DROP VIEW standing_view")
    op.add_column("plan", sa.Column("amended_by", sa.String(), nullable=True))
    op.add_column("plan", sa.Column("amended_on", sa.Date(), nullable=True))
    op.add_column("plan", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("task", sa.Column("settled", sa.Boolean(), nullable=True))
    _create_revision()
    _create_ruling()
    op.execute(STANDING_VIEW)
    op.execute(OBLIGATION_VIEW.format(names=NAMES[op.get_bind().dialect.name]))


def _create_revision() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("follows", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("identities", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_revision_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("plan_id", "revision", name=op.f("uq_revision_plan_id_revision")),
    )
    op.create_index(op.f("ix_revision_sha256"), "revision", ["sha256"])


def _create_ruling() -> None:
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("task_number", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("decision IN ('accepted', 'dated', 'undated')", name=op.f("ck_ruling_decision")),
        sa.CheckConstraint("NOT (decision = 'dated') OR (due_on IS NOT NULL)", name=op.f("ck_ruling_due_on")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_ruling_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
        sa.UniqueConstraint(
            "plan_id", "task_number", "words", name=op.f("uq_ruling_plan_id_task_number_words")
        ),
    )

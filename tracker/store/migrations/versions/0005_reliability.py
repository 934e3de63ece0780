"""Letters keep their text apart, expire and leave by priority; people go on leave; duties have ladders."""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
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
    obligation.created_at, obligation.changed_at,
    obligation.paused_until, obligation.pause_reason,
    plan.ladder AS plan_ladder, task.ladder AS task_ladder,
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

TAKE_LETTERS_OVER = """
INSERT INTO delivery (
    id, dedup_key, message_id, recipient, recipient_name, slot_on, subject, state, attempts, created_at,
    next_at, first_try_at, lease_owner, lease_token, lease_until, ambiguous, last_phase, last_code, last_text,
    sent_at, sha256, priority, last_enhanced, has_week
)
SELECT
    id, dedup_key, message_id, recipient, recipient_name, slot_on, subject, state, attempts, created_at,
    next_at, first_try_at, lease_owner, lease_token, lease_until, ambiguous, last_phase, last_code, last_text,
    sent_at, '', 1, '', FALSE
FROM former_delivery
"""
TAKE_NOTICES_OVER = """
INSERT INTO notice (
    id, obligation_id, due_version, kind, offset_days, level, recipient, slot_on, state, reason, delivery_id,
    decided_at
)
SELECT
    id, obligation_id, due_version, kind, offset_days, level, recipient, slot_on, state, reason, delivery_id,
    decided_at
FROM former_notice
"""
WAITING = sa.text("state = 'ready' OR state = 'sending'")
UNSEEN = sa.text("state = 'failed' AND seen_at IS NULL")
PLANNED = sa.text("state = 'planned'")
RESTART = "SELECT setval(pg_get_serial_sequence('{0}', 'id'), COALESCE(MAX(id), 0) + 1, false) FROM {0}"


def upgrade() -> None:
    """Part letters from their text, widen what is noted of them, and add what reminders are decided by."""
    op.execute("DROP VIEW obligation_view")
    for table in ("plan", "task"):
        op.add_column(table, sa.Column("ladder", sa.JSON(), nullable=True))
        op.add_column(table, sa.Column("ladder_basis", sa.String(), nullable=True))
    op.add_column("obligation", sa.Column("paused_until", sa.Date(), nullable=True))
    op.add_column("obligation", sa.Column("pause_reason", sa.String(), nullable=True))
    for table in ("notice", "delivery"):
        op.execute(f"CREATE TABLE former_{table} AS SELECT * FROM {table}")  # noqa: S608  (constants)
        op.execute(f"DROP TABLE {table}")
    _create_delivery()
    _index_delivery()
    _create_delivery_bytes()
    _take_letters_over()
    _create_notice()
    op.execute(TAKE_NOTICES_OVER)
    for table in ("notice", "delivery"):
        op.execute(f"DROP TABLE former_{table}")
        if op.get_bind().dialect.name == "postgresql":
            op.execute(RESTART.format(table))
    _create_people()
    op.execute(OBLIGATION_VIEW.format(names=NAMES[op.get_bind().dialect.name]))


def _take_letters_over() -> None:
    """Copy the letters; the hash of each text is computed here, for no database offers it to both."""
    op.execute(TAKE_LETTERS_OVER)
    op.execute("INSERT INTO delivery_bytes (delivery_id, raw) SELECT id, raw FROM former_delivery")
    bind = op.get_bind()
    text = sa.text("SELECT raw FROM delivery_bytes WHERE delivery_id = :id")
    mark = sa.text("UPDATE delivery SET sha256 = :hash WHERE id = :id")
    for (number,) in bind.execute(sa.text("SELECT id FROM delivery ORDER BY id")).all():
        raw = bytes(bind.execute(text, {"id": number}).scalar() or b"")
        bind.execute(mark, {"id": number, "hash": sha256(raw).hexdigest()})


def _create_delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dedup_key", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("recipient_name", sa.String(), nullable=False),
        sa.Column("slot_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("has_week", sa.Boolean(), nullable=False),
        sa.Column("first_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_owner", sa.String(), nullable=False),
        sa.Column("lease_token", sa.String(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.Column("last_phase", sa.String(), nullable=False),
        sa.Column("last_code", sa.Integer(), nullable=False),
        sa.Column("last_enhanced", sa.String(), nullable=False),
        sa.Column("last_text", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("follows", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "NOT (state = 'sending') OR (lease_token <> '' AND lease_until IS NOT NULL)",
            name=op.f("ck_delivery_lease"),
        ),
        sa.CheckConstraint("NOT (state = 'sent') OR (sent_at IS NOT NULL)", name=op.f("ck_delivery_sent_at")),
        sa.CheckConstraint(
            "state IN ('ready', 'sending', 'sent', 'failed', 'cancelled', 'expired')",
            name=op.f("ck_delivery_state"),
        ),
        sa.ForeignKeyConstraint(["follows"], ["delivery.id"], name=op.f("fk_delivery_follows_delivery")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_delivery_dedup_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_delivery_message_id")),
    )


def _index_delivery() -> None:
    op.create_index(op.f("ix_delivery_slot_on"), "delivery", ["slot_on"])
    op.create_index("ix_delivery_sent_at", "delivery", ["sent_at"])
    op.create_index("ix_delivery_unseen", "delivery", ["id"], sqlite_where=UNSEEN, postgresql_where=UNSEEN)
    op.create_index(
        "ix_delivery_waiting",
        "delivery",
        ["state", "priority", "next_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def _create_delivery_bytes() -> None:
    op.create_table(
        "delivery_bytes",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_bytes_delivery_id_delivery")
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_delivery_bytes")),
    )


def _create_notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.String(), nullable=False),
        sa.Column("due_version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("offset_days", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("instead", sa.String(), nullable=True),
        sa.Column("slot_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "NOT (state IN ('attached', 'sent')) OR (delivery_id IS NOT NULL)", name=op.f("ck_notice_letter")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'attached', 'sent', 'superseded', 'cancelled', 'failed')",
            name=op.f("ck_notice_state"),
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_notice_delivery_id_delivery")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_notice_obligation_id_obligation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint(
            "obligation_id", "due_version", "kind", "offset_days", "level", "recipient", name="uq_notice_said"
        ),
    )
    op.create_index(op.f("ix_notice_delivery_id"), "notice", ["delivery_id"])
    op.create_index(
        "ix_notice_planned", "notice", ["slot_on"], sqlite_where=PLANNED, postgresql_where=PLANNED
    )


def _create_people() -> None:
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("stand_in", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index(op.f("ix_leave_address"), "leave", ["address"])
    op.create_table(
        "address_trouble",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("refused_on", sa.Date(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("address", "refused_on", name=op.f("pk_address_trouble")),
    )

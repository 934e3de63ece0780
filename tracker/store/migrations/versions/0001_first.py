"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NAMES = {"sqlite": "group_concat(name, char(31))", "postgresql": "string_agg(name, chr(31))"}

OBLIGATION_VIEW = """
CREATE VIEW obligation_view AS
SELECT
    obligation.id, obligation.task_id, obligation.label,
    task.plan_id, plan.number AS plan_number, plan.title AS plan_title,
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
"""


def upgrade() -> None:
    """Create every table and view."""
    _create_plan()
    _create_task()
    _create_party()
    _create_obligation()
    _create_problem()
    _create_delivery()
    _create_notice()
    _create_feed()
    _create_history()
    _create_state()
    op.execute(OBLIGATION_VIEW.format(names=NAMES[op.get_bind().dialect.name]))
    op.execute(STANDING_VIEW)


def _create_plan() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_read_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )


def _create_task() -> None:
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("ordinal", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("time_phrase", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_task_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_task_plan_id_number")),
    )


def _create_party() -> None:
    op.create_table(
        "party",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role IN ('lead', 'partner')", name=op.f("ck_party_role")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_party_position")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_party_task_id_task")),
        sa.PrimaryKeyConstraint("task_id", "role", "position", name=op.f("pk_party")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_party_unit_role_task_id", "party", ["unit", "role", "task_id"])


def _create_obligation() -> None:
    op.create_table(
        "obligation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("act_by", sa.Date(), nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("at_time", sa.Time(), nullable=True),
        sa.Column("bound", sa.String(), nullable=True),
        sa.Column("precision", sa.String(), nullable=True),
        sa.Column("tentative", sa.Boolean(), nullable=False),
        sa.Column("open_ended", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("due_version", sa.Integer(), nullable=False),
        sa.Column("watched_on", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_sequence", sa.Integer(), nullable=False),
        sa.Column("event_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("event_rendered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("event_fingerprint", sa.String(), nullable=False),
        sa.Column("event", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "NOT (status = 'done') OR (done_on IS NOT NULL)", name=op.f("ck_obligation_done_on")
        ),
        sa.CheckConstraint(
            "kind IN ('due', 'window', 'event', 'recurring')", name=op.f("ck_obligation_kind")
        ),
        sa.CheckConstraint(
            "status IN ('open', 'done', 'waived', 'withdrawn')", name=op.f("ck_obligation_status")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_obligation_task_id_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint("task_id", "label", name=op.f("uq_obligation_task_id_label")),
    )
    op.create_index("ix_obligation_standing", "obligation", ["task_id", "status", "deadline_on", "done_on"])
    op.create_index("ix_obligation_status_act_by", "obligation", ["status", "act_by", "id"])
    op.create_index("ix_obligation_status_done_on", "obligation", ["status", "done_on"])
    op.create_index("ix_obligation_status_next_on", "obligation", ["status", "next_on"])


def _create_problem() -> None:
    op.create_table(
        "problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_problem_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
    )
    op.create_index(op.f("ix_problem_plan_id"), "problem", ["plan_id"])


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
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_owner", sa.String(), nullable=False),
        sa.Column("lease_token", sa.String(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.Column("last_phase", sa.String(), nullable=False),
        sa.Column("last_code", sa.Integer(), nullable=False),
        sa.Column("last_text", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "NOT (state = 'sending') OR (lease_token <> '' AND lease_until IS NOT NULL)",
            name=op.f("ck_delivery_lease"),
        ),
        sa.CheckConstraint("NOT (state = 'sent') OR (sent_at IS NOT NULL)", name=op.f("ck_delivery_sent_at")),
        sa.CheckConstraint(
            "state IN ('ready', 'sending', 'sent', 'failed', 'cancelled')", name=op.f("ck_delivery_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("dedup_key", name=op.f("uq_delivery_dedup_key")),
        sa.UniqueConstraint("message_id", name=op.f("uq_delivery_message_id")),
    )
    op.create_index(op.f("ix_delivery_slot_on"), "delivery", ["slot_on"])
    op.create_index("ix_delivery_state_next_at", "delivery", ["state", "next_at"])


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


def _create_feed() -> None:
    op.create_table(
        "feed",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('office', 'unit')", name=op.f("ck_feed_kind")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_feed")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_feed_token_sha256")),
    )


def _create_history() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_subject"), "history", ["subject"])


def _create_state() -> None:
    op.create_table(
        "state",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_state")),
    )

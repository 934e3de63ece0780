"""Calendar entries are kept beside their obligations, with what selects them; feeds of more kinds."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
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

#: What people saw, and how often it had changed, goes on; the bytes are rendered anew.
KEEP_SEQUENCES = """
INSERT INTO event (obligation_id, sequence, changed_at, fingerprint, stage, turns_on, starts, octets)
SELECT id, event_sequence, COALESCE(event_changed_at, changed_at), event_fingerprint, 'gone', NULL, '', 0
FROM obligation WHERE event IS NOT NULL
"""
UNRENDERED = sa.text("event_rendered_at IS NULL OR event_rendered_at <> changed_at")
TAKE_FEEDS_OVER = """
INSERT INTO feed (
    slug, kind, subject, name, created_at, revoked_at, partners, tags, heads
)
SELECT slug, kind, unit, name, created_at, revoked_at, FALSE, '[]', '{}'
FROM former_feed
"""
TAKE_ADDRESSES_OVER = """
INSERT INTO feed_address (token_sha256, feed, version, issued_at, revoked_at)
SELECT token_sha256, slug, version, created_at, revoked_at FROM former_feed
"""


def upgrade() -> None:
    """Make the tables, take over what was seen, and let everything be rendered anew."""
    op.execute("DROP VIEW obligation_view")
    _create_event()
    op.execute(KEEP_SEQUENCES)
    for column in ("event", "event_sequence", "event_changed_at", "event_fingerprint"):
        op.execute(f"ALTER TABLE obligation DROP COLUMN {column}")
    op.execute("UPDATE obligation SET event_rendered_at = NULL")
    op.create_index(
        op.f("ix_obligation_unrendered"),
        "obligation",
        ["id"],
        sqlite_where=UNRENDERED,
        postgresql_where=UNRENDERED,
    )
    _widen_feed()
    _create_feed_tables()
    op.execute(OBLIGATION_VIEW.format(names=NAMES[op.get_bind().dialect.name]))


def _create_event() -> None:
    op.create_table(
        "event",
        sa.Column("obligation_id", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("turns_on", sa.Date(), nullable=True),
        sa.Column("starts", sa.String(), nullable=False),
        sa.Column("octets", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('open', 'overdue', 'done', 'off', 'gone')", name=op.f("ck_event_stage")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f("fk_event_obligation_id_obligation")
        ),
        sa.PrimaryKeyConstraint("obligation_id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_turns_on"), "event", ["turns_on"])
    op.create_index(op.f("ix_event_starts"), "event", ["starts", "octets"])
    _create_clustered(
        "event_block",
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("starts", sa.String(), nullable=False),
        sa.Column("obligation_id", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("span", sa.LargeBinary(), nullable=False),
        sa.Column("alarm", sa.String(), nullable=False),
        first="language",
    )
    _create_clustered(
        "event_tag",
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("starts", sa.String(), nullable=False),
        sa.Column("obligation_id", sa.String(), nullable=False),
        first="tag",
    )


def _create_clustered(table: str, *columns: sa.Column[object], first: str) -> None:
    op.create_table(
        table,
        *columns,
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligation.id"], name=op.f(f"fk_{table}_obligation_id_obligation")
        ),
        sa.PrimaryKeyConstraint(first, "starts", "obligation_id", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{table}_obligation_id"), table, ["obligation_id"])


def _widen_feed() -> None:
    op.execute("CREATE TABLE former_feed AS SELECT * FROM feed")
    op.execute("DROP TABLE feed")
    op.create_table(
        "feed",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partners", sa.Boolean(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('office', 'unit', 'person', 'plan', 'quarter', 'overdue')", name=op.f("ck_feed_kind")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_feed")),
    )
    op.execute(TAKE_FEEDS_OVER)
    op.create_table(
        "feed_address",
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["feed"], ["feed.slug"], name=op.f("fk_feed_address_feed_feed")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_feed_address")),
    )
    op.create_index(op.f("ix_feed_address_feed"), "feed_address", ["feed"])
    op.execute(TAKE_ADDRESSES_OVER)
    op.execute("DROP TABLE former_feed")


def _create_feed_tables() -> None:
    op.create_table(
        "feed_month",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("octets", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["feed"], ["feed.slug"], name=op.f("fk_feed_month_feed_feed")),
        sa.PrimaryKeyConstraint("feed", "month", name=op.f("pk_feed_month")),
    )
    op.create_table(
        "feed_fetch",
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["feed"], ["feed.slug"], name=op.f("fk_feed_fetch_feed_feed")),
        sa.PrimaryKeyConstraint("feed", "client", name=op.f("pk_feed_fetch")),
    )

"""The views that every answer is read from, in SQL for both databases."""

from collections.abc import Mapping

#: How names become one text, parted by U+001F, which no name holds; the only words the databases do not
#: share. (SQLite refuses its JSON aggregates in views while trusted_schema is off.)
_NAMES: Mapping[str, str] = {
    "sqlite": "group_concat(name, char(31))",
    "postgresql": "string_agg(name, chr(31))",
}

_OBLIGATION = """
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

#: What counting needs and nothing more: answered from two indexes, without the wide rows.
_STANDING = """
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


def statements(dialect: str) -> tuple[str, ...]:
    """Return the statements that create every view on one kind of database."""
    return tuple(text.format(names=_NAMES[dialect]) for text in (_OBLIGATION, _STANDING))

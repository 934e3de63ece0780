"""Rows as the values that core decides on."""

from tracker.core.ladders import from_facts
from tracker.core.obligation import Obligation
from tracker.core.phrases.reading import Step
from tracker.core.standing import Status
from tracker.core.workcalendar import Roll
from tracker.services.expanding import dates_of
from tracker.store.obligations import Duty


def obligation_from(duty: Duty) -> Obligation:
    """Turn an obligation's rows into the value that is decided on and written about."""
    row, task = duty.obligation, duty.task
    leads = [party for party in duty.parties if party.role == "lead"]
    return Obligation(
        id=row.id,
        plan_id=task.plan_id,
        task_number=task.number,
        label=row.label,
        title=task.title,
        phrase=row.phrase,
        dates=dates_of(row),
        rule=row.rule,
        steps=tuple(Step(str(step["key"]), dict(step["facts"])) for step in row.steps),  # type: ignore[call-overload]
        plan_number=duty.plan.number,
        section=task.section,
        ordinal=task.ordinal,
        lead=tuple(party.name for party in leads),
        owners=tuple(party.unit or party.name for party in leads if not party.is_group),
        partners=tuple(party.name for party in duty.parties if party.role == "partner"),
        status=Status(row.status),
        done_on=row.done_on,
        evidence=row.evidence,
        ladders=(from_facts(task.ladder), from_facts(duty.plan.ladder)),
        due_version=row.due_version,
        watched_on=row.watched_on,
        paused_until=row.paused_until,
        roll=Roll(row.roll or Roll.PREVIOUS),
    )

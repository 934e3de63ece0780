"""A ladder of one's own as it is kept beside a task, a plan, a person or a unit."""

from collections.abc import Mapping
from typing import Any

from tracker.core.policy import EscalationStep, Ladder, Level


def from_facts(facts: Mapping[str, Any] | None) -> Ladder:
    """Return a ladder from what is kept: {"lead": [5], "overdue": [1], "escalation": [[3, "head"]]}."""
    known = facts or {}
    lead, overdue, steps = (known.get(name) for name in ("lead", "overdue", "escalation"))
    return Ladder(
        lead=tuple(lead) if lead is not None else None,
        overdue=tuple(overdue) if overdue is not None else None,
        escalation=_steps(steps) if steps is not None else None,
    )


def _steps(steps: Any) -> tuple[EscalationStep, ...]:
    return tuple(EscalationStep(after, Level[to.upper()]) for after, to in steps)

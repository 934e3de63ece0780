"""Ladders of reminders: as facts to store, and what is wrong with one within the office's limits."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from tracker.core.policy import EscalationStep, Ladder, Level, Policy

PARTS = Ladder._fields
MOST_DAYS = 250  # working days, about a year of them


class Limits(NamedTuple):
    """What no ladder of an office may exceed, in working days."""

    longest_lead: int = 60
    latest_overdue: int = 5
    latest_escalation: int = 20


class Flaw(NamedTuple):
    """What is wrong with a ladder, in which part of it; ``facts`` fill the sentence of ``key``."""

    part: str
    key: str
    facts: Mapping[str, object] = {}


def to_facts(ladder: Ladder) -> dict[str, object] | None:
    """Return the parts that a ladder has of its own as JSON knows them; None for one without any."""
    facts: dict[str, object] = {
        part: list(days) for part in ("lead", "overdue") if (days := getattr(ladder, part)) is not None
    }
    if ladder.escalation is not None:
        facts["escalation"] = [[step.after, name_of(step.level)] for step in ladder.escalation]
    return facts or None


def from_facts(facts: Mapping[str, Any] | None) -> Ladder:
    """Read what ``to_facts`` wrote."""
    found = facts or {}
    steps = found.get("escalation")
    return Ladder(
        lead=tuple(found["lead"]) if "lead" in found else None,
        overdue=tuple(found["overdue"]) if "overdue" in found else None,
        escalation=None if steps is None else tuple(EscalationStep(days, level_of(to)) for days, to in steps),
    )


def name_of(level: Level) -> str:
    """Return the name of a level as it is written in settings and on the command line."""
    return level.name.lower()


def level_of(name: str) -> Level:
    """Return the level of a name; KeyError if there is none."""
    return Level[name.upper()]


def flaws(policy: Policy, limits: Limits) -> list[Flaw]:
    """Find what would leave a rung without its turn or outside the limits.

    The overdue steps cannot be switched off, the owner is told before any superior,
    and each superior once, the nearer one first.
    """
    return [*_lead(policy.lead, limits), *_overdue(policy.overdue, limits), *_escalation(policy, limits)]


def _lead(lead: tuple[int, ...], limits: Limits) -> Iterator[Flaw]:
    if len(set(lead)) < len(lead):
        yield Flaw("lead", "ladder.repeated")
    for days in lead:
        if not 1 <= days <= limits.longest_lead:
            yield Flaw("lead", "ladder.lead_too_long", {"days": days, "longest": limits.longest_lead})


def _overdue(overdue: tuple[int, ...], limits: Limits) -> Iterator[Flaw]:
    if not overdue:
        yield Flaw("overdue", "ladder.no_overdue")
        return
    if not _rises((0, *overdue)):
        yield Flaw("overdue", "ladder.not_rising")
    if max(overdue) > MOST_DAYS:
        yield Flaw("overdue", "ladder.overdue_too_far", {"days": max(overdue), "latest": MOST_DAYS})
    if min(overdue) > limits.latest_overdue:
        yield Flaw("overdue", "ladder.overdue_late", {"days": min(overdue), "latest": limits.latest_overdue})


def _escalation(policy: Policy, limits: Limits) -> Iterator[Flaw]:
    steps = policy.escalation
    days = [step.after for step in steps]
    if not (_rises((0, *days)) and _rises([Level.OWNER, *(step.level for step in steps)])):
        yield Flaw("escalation", "ladder.levels_not_rising")
    if not days:
        return
    first = min(policy.overdue, default=0)
    if first >= min(days):
        yield Flaw("escalation", "ladder.owner_not_first", {"overdue": first, "days": min(days)})
    if max(days) > limits.latest_escalation:
        facts = {"days": max(days), "latest": limits.latest_escalation}
        yield Flaw("escalation", "ladder.escalation_late", facts)


def _rises(numbers: "list[int] | tuple[int, ...] | list[Level]") -> bool:
    return all(before < after for before, after in pairwise(numbers))

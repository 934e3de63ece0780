"""Whose roll policy counts for a deadline: the narrower rule wins."""

from enum import StrEnum
from typing import NamedTuple

from tracker.core.workcalendar import Roll


class RolledBy(StrEnum):
    """Whose policy it is, from the widest to the narrowest."""

    OFFICE = "office"
    REGIME = "regime"
    PLAN = "plan"
    TASK = "task"


class RollRule(NamedTuple):
    """A policy and whose it is."""

    policy: Roll
    whose: RolledBy


USUAL = RollRule(Roll.PREVIOUS, RolledBy.OFFICE)


class Rolls(NamedTuple):
    """The policies that an office, a plan and a task have; None where they have none of their own."""

    office: Roll = Roll.PREVIOUS
    plan: Roll | None = None
    task: Roll | None = None

    def rule(self, regime: str = "") -> RollRule:
        """Return the policy for a deadline; ``regime`` is that of its reporting regime, empty for none."""
        if self.task:
            return RollRule(self.task, RolledBy.TASK)
        if self.plan:
            return RollRule(self.plan, RolledBy.PLAN)
        if regime:
            return RollRule(Roll(regime), RolledBy.REGIME)
        return RollRule(self.office, RolledBy.OFFICE)

"""When an office speaks: the rules behind the notices."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any, NamedTuple


class Level(IntEnum):
    """Who is spoken to: the owner, the head of the unit, the office's leaders."""

    OWNER = 0
    HEAD = 1
    LEADERS = 2


class EscalationStep(NamedTuple):
    """After so many working days overdue, tell this level."""

    after: int
    level: Level


class Policy(NamedTuple):
    """When to speak, in working days.

    ``lead`` counts back from act_by; ``overdue`` counts on from the deadline,
    and past its last step one notice follows every ``overdue_every`` days.
    """

    start: bool = True
    lead: tuple[int, ...] = (10, 5, 2)
    overdue: tuple[int, ...] = (1, 3, 7)
    overdue_every: int = 5
    escalation: tuple[EscalationStep, ...] = (EscalationStep(3, Level.HEAD), EscalationStep(7, Level.LEADERS))
    partners: bool = False

    def under(self, ladders: Iterable["Ladder"]) -> "Policy":
        """Return this policy with what the first of the ladders to say anything says, part by part."""
        policy = self
        for ladder in reversed(list(ladders)):
            policy = policy._replace(**ladder.own())
        return policy


class Ladder(NamedTuple):
    """What a task, a plan, a person or a unit has of its own; None is what the next wider one has."""

    lead: tuple[int, ...] | None = None
    overdue: tuple[int, ...] | None = None
    escalation: tuple[EscalationStep, ...] | None = None

    def own(self) -> dict[str, Any]:
        """Return the parts that it has, by name."""
        return {part: steps for part, steps in self._asdict().items() if steps is not None}

"""When an office speaks: the rules behind the notices."""

from enum import IntEnum
from typing import NamedTuple


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

"""Reading when people are reminded: the office's ladder, and those of units and people."""

from collections.abc import Callable
from typing import NamedTuple

from tracker.core.ladders import MOST_DAYS, Limits, flaws, level_of, name_of
from tracker.core.policy import EscalationStep, Ladder, Level, Policy
from tracker.core.settings import Table

SUPERIORS = tuple(name_of(level) for level in (Level.HEAD, Level.LEADERS))
_KEYS = {"lead": "lead_working_days", "overdue": "overdue_working_days", "escalation": "escalation"}


class Usual(NamedTuple):
    """What counts where a unit or a person says nothing: the language, the reminders and their limits."""

    language: str
    policy: Policy
    limits: Limits

    def under(self, ladder: Ladder) -> "Usual":
        """Return what counts for those who belong to the owner of a ladder."""
        return self._replace(policy=self.policy.under([ladder]))


def read_ladder(table: Table, usual: Usual) -> Ladder:
    """Read the parts that a unit has of its own; the others are None."""
    return _checked(
        table, usual, lambda: Ladder(_days(table, "lead"), _days(table, "overdue"), _steps(table))
    )


def read_lead(table: Table, usual: Usual) -> Ladder:
    """Read a person's own ladder, which has lead times only."""
    return _checked(table, usual, lambda: Ladder(_days(table, "lead")))


def check_policy(table: Table, policy: Policy, limits: Limits) -> None:
    """Note what is wrong with the office's own reminders."""
    for flaw in flaws(policy, limits):
        table.complain(_KEYS[flaw.part], flaw.key, **flaw.facts)


def _checked(table: Table, usual: Usual, read: Callable[[], Ladder]) -> Ladder:
    """Read a ladder and note what it would make wrong; what could not be read is not judged."""
    before = len(table.problems)
    ladder = read()
    written = list(ladder.own())
    if written and len(table.problems) == before:
        known = flaws(usual.policy, usual.limits)
        for flaw in flaws(usual.under(ladder).policy, usual.limits):
            if flaw not in known:
                key = flaw.part if flaw.part in written else written[0]
                table.complain(_KEYS[key], flaw.key, **flaw.facts)
    return ladder


def _days(table: Table, part: str) -> tuple[int, ...] | None:
    key = _KEYS[part]
    return table.wholes(key, (), lowest=1, highest=MOST_DAYS) if table.has(key) else None


def _steps(table: Table) -> tuple[EscalationStep, ...] | None:
    return read_steps(table) if table.has(_KEYS["escalation"]) else None


def read_steps(table: Table) -> tuple[EscalationStep, ...]:
    """Read after how many days overdue which superior is told."""
    return tuple(map(_step, table.tables(_KEYS["escalation"])))


def _step(table: Table) -> EscalationStep:
    for key in ("after_working_days", "to"):
        if not table.has(key):
            table.complain(key, "settings.required")
    after = table.whole("after_working_days", 1, lowest=1, highest=MOST_DAYS)
    return EscalationStep(after, level_of(table.one_of("to", SUPERIORS[0], SUPERIORS)))

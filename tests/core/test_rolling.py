"""Whose roll policy counts."""

import pytest

from tracker.core.rolling import RolledBy, Rolls
from tracker.core.workcalendar import Roll


@pytest.mark.parametrize(
    ("rolls", "regime", "expected"),
    [
        (Rolls(), "", (Roll.PREVIOUS, RolledBy.OFFICE)),
        (Rolls(Roll.NEXT), "", (Roll.NEXT, RolledBy.OFFICE)),
        (Rolls(Roll.NEXT), "keep", (Roll.KEEP, RolledBy.REGIME)),
        (Rolls(Roll.NEXT, plan=Roll.PREVIOUS), "keep", (Roll.PREVIOUS, RolledBy.PLAN)),
        (Rolls(Roll.NEXT, Roll.PREVIOUS, Roll.KEEP), "next", (Roll.KEEP, RolledBy.TASK)),
        (Rolls(Roll.NEXT, task=Roll.PREVIOUS), "", (Roll.PREVIOUS, RolledBy.TASK)),
    ],
)
def test_the_narrower_policy_wins(rolls, regime, expected):
    assert rolls.rule(regime) == expected

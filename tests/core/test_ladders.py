"""Ladders: stored and read again, and refused where a rung would have no turn."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.ladders import Limits, flaws, from_facts, to_facts
from tracker.core.policy import EscalationStep, Ladder, Level, Policy

LIMITS = Limits(longest_lead=60, latest_overdue=5, latest_escalation=20)
HEAD, LEADERS = Level.HEAD, Level.LEADERS


def steps(*pairs):
    return tuple(EscalationStep(*pair) for pair in pairs)


def told(**parts):
    return [(flaw.part, flaw.key) for flaw in flaws(Policy().under([Ladder(**parts)]), LIMITS)]


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"lead": ()},
        {"lead": (1, 60, 10)},
        {"overdue": (1,)},
        {"overdue": (2, 40)},
        {"escalation": ()},
        {"escalation": steps((2, LEADERS))},
        {"overdue": (5,), "escalation": steps((6, HEAD), (20, LEADERS))},
    ],
)
def test_what_is_in_order(parts):
    assert told(**parts) == []


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"lead": (5, 5)}, [("lead", "ladder.repeated")]),
        ({"lead": (61,)}, [("lead", "ladder.lead_too_long")]),
        ({"lead": (0,)}, [("lead", "ladder.lead_too_long")]),
        ({"overdue": ()}, [("overdue", "ladder.no_overdue")]),
        ({"overdue": (3, 1), "escalation": ()}, [("overdue", "ladder.not_rising")]),
        ({"overdue": (1, 1)}, [("overdue", "ladder.not_rising")]),
        ({"overdue": (0, 1)}, [("overdue", "ladder.not_rising")]),
        ({"overdue": (6,), "escalation": ()}, [("overdue", "ladder.overdue_late")]),
        ({"overdue": (1, 251)}, [("overdue", "ladder.overdue_too_far")]),
        ({"overdue": (3,)}, [("escalation", "ladder.owner_not_first")]),
        ({"escalation": steps((1, HEAD))}, [("escalation", "ladder.owner_not_first")]),
        ({"escalation": steps((3, LEADERS), (7, HEAD))}, [("escalation", "ladder.levels_not_rising")]),
        ({"escalation": steps((7, HEAD), (3, LEADERS))}, [("escalation", "ladder.levels_not_rising")]),
        ({"escalation": steps((3, HEAD), (7, HEAD))}, [("escalation", "ladder.levels_not_rising")]),
        ({"escalation": steps((3, HEAD), (3, LEADERS))}, [("escalation", "ladder.levels_not_rising")]),
        ({"escalation": steps((3, Level.OWNER))}, [("escalation", "ladder.levels_not_rising")]),
        ({"escalation": steps((3, HEAD), (21, LEADERS))}, [("escalation", "ladder.escalation_late")]),
    ],
)
def test_every_flaw_is_told(parts, expected):
    assert told(**parts) == expected


days = st.lists(st.integers(1, 90), unique=True, max_size=5).map(tuple)
escalations = st.lists(st.builds(EscalationStep, st.integers(1, 40), st.sampled_from(Level)), max_size=3).map(
    tuple
)
ladders = st.builds(Ladder, st.none() | days, st.none() | days, st.none() | escalations)


@given(ladders)
def test_what_is_stored_is_read_again(ladder):
    assert from_facts(json.loads(json.dumps(to_facts(ladder)))) == ladder


def test_stored_facts_are_plain():
    ladder = Ladder((10, 5), escalation=steps((3, HEAD), (7, LEADERS)))
    assert to_facts(ladder) == {"lead": [10, 5], "escalation": [[3, "head"], [7, "leaders"]]}
    assert to_facts(Ladder()) is None


@given(st.lists(ladders, max_size=3))
def test_without_flaws_the_owner_is_told_before_any_superior_and_each_once(own):
    policy = Policy().under(own)
    if not flaws(policy, LIMITS):
        told_at = [min(policy.overdue), *(step.after for step in policy.escalation)]
        levels = [step.level for step in policy.escalation]
        assert told_at == sorted(set(told_at))
        assert levels == sorted(set(levels) - {Level.OWNER})

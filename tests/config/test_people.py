"""Staff by day, and ladders of units and people."""

from datetime import date

import pytest

from tracker.config import load_config
from tracker.core.directory import Person
from tracker.core.policy import EscalationStep, Ladder, Level

UNIT = """
[[units]]
code = "a"
name = "Ban A"
"""
OLD, NEW = (
    '{ name = "An", address = "an@x.vn", until = 2025-06-30 }',
    '{ name = "Bình", address = "binh@x.vn", since = 2025-07-01 }',
)
AN = Person("An", "an@x.vn", until=date(2025, 6, 30))
BINH = Person("Bình", "binh@x.vn", since=date(2025, 7, 1))


def units(write, added):
    return load_config(write(added), environ={}).units


def test_people_and_heads_have_days(write):
    (unit,) = units(write, f"{UNIT}people = [{OLD}, {NEW}]\nheads = [{OLD}, {NEW}]\n")
    assert unit.people == unit.heads == (AN, BINH)
    for day, person in ((AN.until, AN), (BINH.since, BINH)):
        assert (unit.people_on(day), unit.head_on(day)) == ([person], person)


def test_a_single_head_may_have_days(write):
    (unit,) = units(write, f"{UNIT}head = {NEW}\n")
    assert (unit.head_on(AN.until), unit.head_on(BINH.since)) == (None, BINH)


def test_coordinators_and_leaders_have_days(write):
    alone = 'coordinator = { name = "Nguyễn Thị Lan", address = "lan@tanan.example.vn" }'
    both = f"coordinators = [{OLD}, {NEW}]\nleaders = [{NEW}]"
    config = load_config(write(**{alone: both}), environ={})
    office = config.directory()
    assert [office.as_of(day).coordinator for day in (AN.until, BINH.since)] == [AN, BINH]
    assert [office.as_of(day).leaders for day in (AN.until, BINH.since)] == [(), (BINH,)]
    assert office.as_of(AN.until).as_of(BINH.since).leaders == (BINH,)
    assert config.mail.reply_to == "binh@x.vn"


def test_units_and_people_have_ladders(write):
    added = """lead_working_days = [20, 10]
overdue_working_days = [1]
escalation = [{ after_working_days = 2, to = "head" }]
people = [{ name = "An", address = "an@x.vn", lead_working_days = [15] }]
"""
    (unit,) = units(write, UNIT + added)
    assert unit.ladder == Ladder((20, 10), (1,), (EscalationStep(2, Level.HEAD),))
    assert unit.people[0].ladder == Ladder((15,))


@pytest.mark.parametrize(
    ("added", "path", "key"),
    [
        (f"head = {OLD}\nheads = [{NEW}]", "heads", "config.one_or_several"),
        (f"heads = [{OLD}, {NEW.replace('07-01', '06-30')}]", "heads[1]", "config.two_at_once"),
        (f"people = [{OLD.replace('until', 'since = 2025-07-01, until')}]", "people[0].until", "config.validity_reversed"),
        ("overdue_working_days = []", "overdue_working_days", "ladder.no_overdue"),
        ("overdue_working_days = [3]", "overdue_working_days", "ladder.owner_not_first"),
        ("lead_working_days = [61]", "lead_working_days", "ladder.lead_too_long"),
        ("lead_working_days = [5, 5]", "lead_working_days", "settings.repeated"),
        ('escalation = [{ after_working_days = 21, to = "head" }]', "escalation", "ladder.escalation_late"),
        (f"people = [{OLD.replace('until', 'lead_working_days = [99], until')}]", "people[0].lead_working_days", "ladder.lead_too_long"),
        (f"people = [{OLD.replace('until', 'overdue_working_days = [1], until')}]", "people[0].overdue_working_days", "settings.unknown_key"),
    ],
)  # fmt: skip
def test_flaws_are_told_where_they_stand(flaws, added, path, key):
    assert flaws(f"{UNIT}{added}\n") == {f"units[0].{path}": key}


@pytest.mark.parametrize(
    ("added", "path", "key"),
    [
        ("overdue_working_days = []", "overdue_working_days", "ladder.no_overdue"),
        ("overdue_working_days = [4]", "escalation", "ladder.owner_not_first"),
        ("longest_lead_working_days = 5", "lead_working_days", "ladder.lead_too_long"),
        ("latest_escalation_working_days = 6", "escalation", "ladder.escalation_late"),
        ('escalation = [{ after_working_days = 3, to = "leaders" }, { after_working_days = 7, to = "head" }]', "escalation", "ladder.levels_not_rising"),
    ],
)  # fmt: skip
def test_the_office_keeps_to_its_own_limits(flaws, added, path, key):
    assert flaws(f"\n[reminders]\n{added}\n{UNIT}") == {f"reminders.{path}": key}


def test_a_flaw_of_the_office_is_told_once(flaws):
    own = "lead_working_days = [20]\n"
    assert flaws(f"\n[reminders]\noverdue_working_days = []\n{UNIT}{own}") == {
        "reminders.overdue_working_days": "ladder.no_overdue"
    }

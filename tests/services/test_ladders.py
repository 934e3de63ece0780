"""A plan's and a task's own ladder."""

from dataclasses import replace
from datetime import date

import pytest

from tests.offices import at, everything, open_office, row, rows
from tests.services.plans import changed, write_plan
from tracker.core.policy import EscalationStep, Ladder, Level
from tracker.errors import BusyError, UsageError
from tracker.services.importing import import_plan
from tracker.services.ladders import Wanted, Whose, ask_where_ladders_changed, ladders, set_ladder
from tracker.services.rows import obligation_from
from tracker.services.tracking import mark_done
from tracker.store.obligations import duties_of
from tracker.store.tables import HistoryRow, ObligationRow, PlanRow, TaskRow

PLAN = "12-2024"
BASIS = "Công văn 12/VP-TH"
LONG = Ladder(lead=(20, 10))
EAGER = Ladder(overdue=(1, 2), escalation=(EscalationStep(2, Level.HEAD), EscalationStep(4, Level.LEADERS)))
LATER = date(2024, 8, 1)


@pytest.fixture
def office(tmp_path, database_url):
    """An office with a plan whose duties have nothing to say for long, once on each database."""
    app = open_office(tmp_path, database=database_url)
    import_plan(app, write_plan(tmp_path))
    with app.store.write() as session:
        for duty in duties_of(session, PLAN):
            duty.obligation.next_on = LATER
    yield at(app, date(2024, 1, 8))
    app.close()


def own_ladders(app):
    with app.store.read() as session:
        return {duty.obligation.id: obligation_from(duty).ladders for duty in duties_of(session, PLAN)}


def next_on(app):
    return {found.id: found.next_on for found in rows(app, ObligationRow)}


def test_a_plan_and_a_task_have_their_own(office):
    set_ladder(office, Wanted(PLAN, LONG, basis=BASIS))
    set_ladder(office, Wanted(PLAN, EAGER, 2, "CV 13"))
    found = own_ladders(office)
    assert found["12-2024.01"] == (Ladder(), LONG)
    assert found["12-2024.02"] == (EAGER, LONG)
    plan, task = [own for own in ladders(office, PLAN).ladders if own.whose in {Whose.PLAN, Whose.TASK}]
    assert (plan.id, plan.ladder, plan.basis) == (PLAN, LONG, BASIS)
    assert (task.id, task.ladder, task.basis) == ("2", EAGER, "CV 13")


def test_the_report_says_what_counts_before_and_after_and_whose_it_is(office):
    set_ladder(office, Wanted(PLAN, LONG, basis=BASIS))
    report = set_ladder(office, Wanted(PLAN, EAGER, 2, BASIS), dry_run=True)
    assert (report.before.ladder.overdue, report.after.ladder) == ((1, 3, 7), EAGER._replace(lead=(20, 10)))
    assert report.after.whose == {"lead": Whose.PLAN, "overdue": Whose.TASK, "escalation": Whose.TASK}
    assert (report.task, report.open_duties, report.dry_run) == (2, 1, True)


def test_a_part_that_is_not_given_stays(office):
    set_ladder(office, Wanted(PLAN, LONG, basis=BASIS))
    set_ladder(office, Wanted(PLAN, EAGER, basis="CV 13"))
    assert row(office, PlanRow).ladder == {
        "lead": [20, 10],
        "overdue": [1, 2],
        "escalation": [[2, "head"], [4, "leaders"]],
    }


def test_none_of_its_own_again(office):
    set_ladder(office, Wanted(PLAN, LONG, basis=BASIS))
    set_ladder(office, Wanted(PLAN, Ladder(), inherits=True))
    assert (row(office, PlanRow).ladder, row(office, PlanRow).ladder_basis) == (None, None)
    assert [found.after["ladder"] for found in rows(office, HistoryRow, action="ladder")] == [
        {"lead": [20, 10]},
        None,
    ]


def test_what_is_open_is_asked_today_and_only_that(office):
    mark_done(office, "12-2024.05")
    set_ladder(office, Wanted(PLAN, LONG, 2, BASIS))
    asked = next_on(office)
    assert (asked.pop("12-2024.02"), asked.pop("12-2024.05")) == (office.today(), None)
    assert set(asked.values()) == {LATER}
    set_ladder(office, Wanted(PLAN, LONG, basis=BASIS))
    assert {on for on in next_on(office).values() if on} == {office.today()}


def test_it_survives_a_corrected_document(office, tmp_path):
    set_ladder(office, Wanted(PLAN, LONG, basis=BASIS))
    set_ladder(office, Wanted(PLAN, EAGER, 2, BASIS))
    import_plan(office, write_plan(tmp_path, changed(2, time="trước ngày 15/8")))
    assert row(office, PlanRow).ladder == {"lead": [20, 10]}
    assert row(office, TaskRow, number=2).ladder is not None
    assert row(office, ObligationRow, id="12-2024.02").due_on == date(2024, 8, 14)


def asked(app):
    with app.store.write() as session:
        return ask_where_ladders_changed(session, app)


def test_other_settings_and_other_people_ask_everything_again(office):
    assert (asked(office), asked(office)) == (True, False)
    assert set(next_on(office).values()) == {office.today()}
    units = office.directory.units
    following = units[0].people[0]._replace(since=date(2024, 1, 10), ladder=LONG)
    office.directory = replace(
        office.directory,
        units=(units[0]._replace(people=(*units[0].people, following)), *units[1:]),
        _index=None,
    )
    days = [date(2024, 1, day) for day in (9, 10, 11)]
    assert [asked(at(office, day)) for day in days] == [False, True, False]
    shorter = office.config.reminders._replace(lead_working_days=(3,))
    office.config = replace(office.config, reminders=shorter)
    assert asked(office)


@pytest.mark.parametrize(
    ("ladder", "key", "option"),
    [
        (Ladder(lead=(61,)), "ladder.lead_too_long", "--lead"),
        (Ladder(overdue=()), "ladder.no_overdue", "--overdue"),
        (Ladder(overdue=(3,)), "ladder.owner_not_first", "--overdue"),
        (Ladder(escalation=(EscalationStep(21, Level.HEAD),)), "ladder.escalation_late", "--escalation"),
    ],
)
def test_what_leaves_the_limits_is_refused(office, ladder, key, option):
    with pytest.raises(UsageError) as refused:
        set_ladder(office, Wanted(PLAN, ladder, basis=BASIS))
    assert refused.value.key == "ladder.refused"
    assert [(found.key, found.place.key) for found in refused.value.problems] == [(key, option)]
    assert row(office, PlanRow).ladder is None


def test_a_plan_may_not_break_the_ladder_of_a_task_or_of_a_unit(office):
    slow = Ladder(overdue=(3,), escalation=(EscalationStep(5, Level.HEAD),))
    set_ladder(office, Wanted(PLAN, Ladder(escalation=(EscalationStep(2, Level.HEAD),)), 2, BASIS))
    with pytest.raises(UsageError):
        set_ladder(office, Wanted(PLAN, slow, basis=BASIS))
    set_ladder(office, Wanted(PLAN, Ladder(), 2, inherits=True))
    set_ladder(office, Wanted(PLAN, Ladder(escalation=slow.escalation), basis=BASIS))
    units = tuple(unit._replace(ladder=Ladder(overdue=(1,))) for unit in office.directory.units)
    office.directory = replace(office.directory, units=units, _index=None)
    set_ladder(office, Wanted(PLAN, slow, basis=BASIS))


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (Wanted(PLAN, LONG), "ladder.no_basis"),
        (Wanted(PLAN, LONG, basis=" "), "ladder.no_basis"),
        (Wanted("12-2023", LONG, basis=BASIS), "unknown_plan"),
        (Wanted(PLAN, LONG, 99, BASIS), "review.unknown_task"),
    ],
)
def test_what_does_not_fit_is_refused(office, wanted, key):
    with pytest.raises(UsageError) as refused:
        set_ladder(office, wanted)
    assert refused.value.key == key


def test_a_look_changes_nothing_and_what_changed_meanwhile_is_refused(office):
    before = everything(office)
    shown = set_ladder(office, Wanted(PLAN, LONG, basis=BASIS), dry_run=True)
    assert everything(office) == before
    set_ladder(office, Wanted(PLAN, EAGER, basis=BASIS))
    with pytest.raises(BusyError):
        set_ladder(office, Wanted(PLAN, LONG, basis=BASIS), shown=shown)

"""What was overdue as it was stored and was left alone: it stays silent about that, whatever happens to it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.offices import PLAN, at, corrected, days, line_of, open_office, rows
from tests.services.test_reminding import spoken
from tracker.services.importing import commit, import_plan, read_in
from tracker.services.pausing import lift, pause
from tracker.services.reminding import remind
from tracker.services.renewing import renew
from tracker.services.tracking import mark_done, reopen
from tracker.store import codec
from tracker.store.state import forget_states, set_state
from tracker.store.tables import NoticeRow, ObligationRow, StateRow

DUTY = "249-2024.12"  # of May 2024, led by Lan and Nam
TODAY = date(2024, 6, 12)  # a Wednesday
THURSDAY, FRIDAY, MONDAY = date(2024, 6, 13), date(2024, 6, 14), date(2024, 6, 17)


def take_in(app, path=PLAN):
    commit(app, replace(read_in(app, path), leaves_past=True))


@pytest.fixture
def office(tmp_path, database_url):
    """An office that took its plan in amid the year, without what was past; once on each database."""
    app = at(open_office(tmp_path, database=database_url), TODAY)
    take_in(app)
    yield app
    app.close()


def done_and_reopened(app):
    mark_done(app, DUTY)
    reopen(app, DUTY)


def paused_and_lifted(app):
    pause(app, DUTY, max(app.today(), FRIDAY), "a")
    lift(app, DUTY)


def said(app, last):
    """What is said of the duty up to a day, and of what else was left alone."""
    for day in days(app.today(), last):
        remind(at(app, day))
    left = {duty.id for duty in rows(app, ObligationRow) if duty.deadline_on < TODAY}
    heard = [one for one in rows(app, NoticeRow) if one.recipient and one.obligation_id in left]
    assert {one.obligation_id for one in heard} <= {DUTY}
    return [(one.slot_on, one.kind, one.offset_days) for one in heard]


def test_left_alone_nothing_is_ever_said(office):
    assert said(office, date(2024, 6, 28)) == []


@pytest.mark.parametrize("wake", [done_and_reopened, paused_and_lifted])
def test_woken_on_that_day_it_speaks_from_its_next_step_on(office, wake):
    wake(office)
    assert set(said(office, TODAY)) == set()
    assert set(said(office, THURSDAY)) == {(THURSDAY, "overdue", 1)}


@pytest.mark.parametrize("wake", [done_and_reopened, paused_and_lifted])
def test_woken_later_it_speaks_of_its_newest_step_alone(office, wake):
    wake(at(office, MONDAY))
    assert set(said(office, MONDAY)) == {(MONDAY, "overdue", 3)}


def test_paused_it_speaks_after_the_pause_of_its_newest_step(office):
    pause(office, DUTY, FRIDAY, "a")
    assert set(said(office, MONDAY)) == {(MONDAY, "overdue", 3)}


def test_left_alone_as_it_comes_back_it_is_silent_about_what_passed_before(tmp_path, database_url):
    app = open_office(tmp_path, database=database_url)
    import_plan(at(app, date(2024, 5, 2)), PLAN)
    import_plan(app, corrected(tmp_path, (line_of(12), "")))
    take_in(at(app, TODAY))
    paused_and_lifted(app)
    remind(app)
    assert not [one for one in spoken(app, TODAY) if one[1] == DUTY]
    remind(at(app, THURSDAY))
    assert {one[1:3] for one in spoken(app, THURSDAY) if one[1] == DUTY} == {(DUTY, "overdue")}
    app.close()


def test_left_alone_before_a_trial_it_is_left_alone_after_it(office, monkeypatch):
    by_machine(office, monkeypatch)
    before = rows(office, ObligationRow)
    renew(at(office, date(2024, 5, 6)))  # the clocks of tests are set
    assert {duty.next_on for duty in rows(office, ObligationRow)} == {date(2024, 5, 6)}
    facts = {fact.name: fact.value for fact in rows(office, StateRow) if "before_trial" in fact.name}
    assert (set(facts), DUTY in facts["before_trial"]) == ({"before_trial", "before_trial.249-2024"}, False)
    by_machine(at(office, THURSDAY), monkeypatch)
    after = rows(office, ObligationRow)
    assert [duty.watched_on for duty in after] == [duty.watched_on for duty in before]
    assert [duty.next_on is None for duty in after] == [duty.next_on is None for duty in before]
    assert not [fact for fact in rows(office, StateRow) if "before_trial" in fact.name]


def test_a_trial_that_an_older_version_began_is_ended(office, monkeypatch):
    by_machine(office, monkeypatch)
    before = rows(office, ObligationRow)
    renew(at(office, date(2024, 5, 6)))  # the clocks of tests are set
    watched = {duty.id: duty.watched_on for duty in before}
    noted = {"last": [9999, 9999], "plans": {"249-2024": TODAY}, "watched": watched}
    with office.store.write() as session:
        forget_states(session, "before_trial.")
        set_state(session, "before_trial", codec.dumps(noted))
    by_machine(at(office, THURSDAY), monkeypatch)
    assert {duty.watched_on for duty in rows(office, ObligationRow)} == {TODAY}


def by_machine(app, monkeypatch):
    with monkeypatch.context() as real:
        real.setattr(type(app.clock), "is_set", False)
        renew(app)

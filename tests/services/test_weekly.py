"""The letter of the week: to heads and leaders, once a week, whatever happens."""

from collections import Counter
from datetime import date

import pytest

from tests.offices import HUNG, MINH, NAM, PLAN, at, days, open_office, row, rows, texts
from tests.services.test_reminding import quiet_until
from tracker.core.delivery import DeliveryState
from tracker.core.notices import NoticeReason
from tracker.core.outcome import Attempt
from tracker.core.staffing import Instead
from tracker.core.standing import Standing
from tracker.core.weekly import ONE_WEEK
from tracker.messages.plaintext import text_of
from tracker.services.clock_back import ONE_DAY
from tracker.services.delivering import deliver
from tracker.services.importing import import_plan
from tracker.services.people import Away, go_on_leave
from tracker.services.reminding import remind, rules_of
from tracker.services.repeating import repeat
from tracker.services.reporting import status
from tracker.services.tracking import mark_done
from tracker.services.weekly import digests_of
from tracker.store.outbox import end
from tracker.store.people import note_trouble
from tracker.store.tables import DeliveryRow, ObligationRow

MONDAY = date(2024, 5, 27)
NEXT_MONDAY = MONDAY + ONE_WEEK


@pytest.fixture
def office(tmp_path, database_url):
    """An office that has its plan, with the letter of the week."""
    app = open_office(tmp_path, database=database_url, weekly="true")
    import_plan(app, PLAN)
    quiet_until(app, MONDAY)
    yield app
    app.close()


def digests(session, app, day):
    return digests_of(session, app, day, rules_of(session, app, day))


def weeks(app, day):
    """What each person is told of the week on a day, by address."""
    with app.store.write() as session:
        return {one.person.address: one.week for one in digests(session, app, day)}


def letters(app, day):
    return {letter.recipient for letter in rows(app, DeliveryRow, slot_on=day)}


def told(app, monday, but=frozenset()):
    """How often each person was told of a week, by letters that left or wait, ``but`` for some."""
    found = (one for one in rows(app, DeliveryRow, has_week=True) if one.id not in but)
    within = (one for one in found if monday <= one.slot_on < monday + ONE_WEEK)
    return Counter(one.recipient for one in within if one.state in {"ready", "sent"})


def test_heads_and_leaders_are_told_on_the_first_working_day(office):
    remind(office)
    assert letters(office, MONDAY) >= {MINH, HUNG}
    assert told(office, MONDAY).keys() >= {MINH, HUNG}


def test_the_week_is_told_once_however_often_and_wherever_it_is_planned(office):
    for day, hour in ((27, 8), (27, 15), (28, 8), (29, 8)):
        remind(at(office, date(2024, 5, day), hour))
    remind(at(office, NEXT_MONDAY))
    for monday in (MONDAY, NEXT_MONDAY):
        assert told(office, monday)[HUNG] == 1
        assert set(told(office, monday).values()) == {1}


@pytest.mark.parametrize(("back_on", "is_told"), [(date(2024, 5, 29), True), (date(2024, 5, 30), False)])
def test_a_late_week_is_told_for_two_days_and_then_left_to_the_next(office, back_on, is_told):
    remind(at(office, back_on))
    assert (HUNG in letters(office, back_on)) is is_told


def test_the_counts_are_those_of_the_status(office):
    found = weeks(office, MONDAY)
    units = status(office, MONDAY, days=7, limit=1).units
    assert {unit.unit: unit.counts for unit in found[HUNG].units} == units
    assert {unit.unit for unit in found[MINH].units} < units.keys()
    assert sum(unit.counts[Standing.ON_TIME] for unit in found[HUNG].units) > 0


def test_it_counts_the_letters_of_seven_days(office):
    remind(office)
    deliver(office)
    left = len(rows(office, DeliveryRow, state="sent"))
    week = weeks(at(office, NEXT_MONDAY), NEXT_MONDAY)[HUNG]
    assert (week.sent, week.failed, week.waiting) == (left, 0, 0)


def test_a_head_with_duties_of_the_day_has_one_letter(office):
    """The head of a late duty is told of it and of the week at once."""
    for day in (3, 4, 5, 6, 7, 10):
        at(office, date(2024, 6, day))
        remind(office)
        deliver(office)
    assert len(rows(office, DeliveryRow, recipient=MINH, slot_on=date(2024, 6, 10))) == 1
    assert max(Counter((one.recipient, one.slot_on) for one in rows(office, DeliveryRow)).values()) == 1


def test_a_letter_that_is_repeated_still_tells_of_the_week(office):
    remind(office)
    (letter,) = rows(office, DeliveryRow, recipient=HUNG)
    with office.store.write() as session:
        end(session, [letter.id], Attempt(DeliveryState.FAILED, why=NoticeReason.REPLY), office.clock.now())
        again = repeat(session, office, letter.id)
    assert row(office, DeliveryRow, id=again).has_week


def test_what_has_no_duties_has_no_week(office):
    for duty in rows(office, ObligationRow, status="open"):
        mark_done(office, duty.id)
    remind(office)
    assert HUNG in letters(office, MONDAY)  # the duties that are done count as well


def refuse(app, address):
    with app.store.write() as session:
        for day in (20, 21, 22):
            note_trouble(session, address, date(2024, 5, day), 550, "no such user", app.clock.now())


def test_who_stands_in_is_told_of_the_week(office):
    go_on_leave(office, HUNG, Away(MONDAY, MONDAY, MINH))
    assert {unit.unit for unit in weeks(office, MONDAY)[MINH].units} > {"Ban TĐKT thành phố"}
    remind(office)
    assert letters(office, MONDAY) & {HUNG, MINH} == {MINH}


def test_who_comes_back_is_told_and_who_leaves_was_told(office):
    """Nobody is told in the place of somebody who knows it already."""
    tuesday = MONDAY + ONE_DAY
    go_on_leave(office, HUNG, Away(MONDAY, MONDAY))
    go_on_leave(office, MINH, Away(tuesday, tuesday, NAM))
    remind(office)
    remind(at(office, tuesday))
    assert told(office, MONDAY)[HUNG] == told(office, MONDAY)[MINH] == 1
    assert told(office, MONDAY)[NAM] == 0


def test_a_dead_address_has_no_week(office):
    refuse(office, HUNG)
    remind(office)
    assert HUNG not in letters(office, MONDAY)


@pytest.mark.parametrize("why", [Instead.UNREACHABLE, Instead.ON_LEAVE])
def test_without_a_leader_to_reach_the_coordinator_has_the_offices_week_and_reads_why(office, why):
    units = weeks(office, MONDAY)[HUNG].units
    if why is Instead.UNREACHABLE:
        refuse(office, HUNG)
    else:
        go_on_leave(office, HUNG, Away(MONDAY, MONDAY))
    coordinator = office.directory.coordinator.address
    week = weeks(office, MONDAY)[coordinator]
    assert (week.units, week.instead, week.on_behalf) == (units, why, office.directory.leaders[0].name)
    remind(office)
    assert office.directory.leaders[0].name in text_of(texts(office)[coordinator])


@pytest.mark.parametrize("sends", [True, False])
def test_a_week_that_a_wrong_clock_told_ahead_of_time_is_told_when_it_comes(office, sends):
    ahead = date(2024, 6, 17)  # a Monday
    remind(office)
    deliver(office)
    remind(at(office, ahead))
    if sends:
        deliver(office)
    early = {one.id for one in rows(office, DeliveryRow, slot_on=ahead)}
    for day in days(MONDAY, ahead + 2 * ONE_DAY):
        remind(at(office, day))
        deliver(office)
    for monday in (MONDAY, NEXT_MONDAY, date(2024, 6, 10), ahead):
        assert told(office, monday, but=early)[HUNG] == 1, monday
    of_the_week = [one for one in rows(office, DeliveryRow, recipient=HUNG) if one.id in early]
    assert [one.state for one in of_the_week] == ["sent" if sends else "cancelled"]

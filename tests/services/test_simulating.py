"""Days to come are told by the code that sends."""

from collections import Counter
from datetime import date

import pytest

from tests.offices import HUNG, LAN, MINH, PLAN, at, days, rows
from tracker.core.notices import NoticeKind
from tracker.errors import UsageError
from tracker.services.delivering import deliver
from tracker.services.importing import import_plan
from tracker.services.reminding import remind
from tracker.services.simulating import Assumption, simulate_plan
from tracker.services.tracking import mark_done
from tracker.store.tables import DeliveryRow, NoticeRow, ObligationRow

FIRST, LAST = date(2024, 1, 2), date(2024, 3, 29)


def simulated(simulation):
    """What is said: (day, recipient, obligation, kind, offset, level)."""
    return {
        (
            letter.day,
            letter.person.address,
            item.obligation.id,
            item.rung.kind,
            item.rung.offset,
            item.rung.level,
        )
        for letter in simulation.letters
        for item in letter.items
    }


def really_said(app):
    """The same, of the letters that were sent; of one obligation a letter shows the gravest notice."""
    letters = {letter.id: letter for letter in rows(app, DeliveryRow, state="sent")}
    gravest = {}
    for notice in rows(app, NoticeRow, state="sent"):
        key = (notice.delivery_id, notice.obligation_id)
        known = gravest.setdefault(key, notice)
        if (notice.level, notice.offset_days) > (known.level, known.offset_days):
            gravest[key] = notice
    return {
        (letters[letter].slot_on, letters[letter].recipient, duty, NoticeKind(n.kind), n.offset_days, n.level)
        for (letter, duty), n in gravest.items()
    }


@pytest.mark.parametrize("assumption", Assumption)
def test_quarter_goes_as_it_was_simulated(office, assumption):
    import_plan(at(office, FIRST), PLAN)
    told = simulated(simulate_plan(office, "249-2024", first=FIRST, last=LAST, assumption=assumption))
    for day in days(FIRST, LAST):
        remind(at(office, day))
        deliver(office)
        if assumption is Assumption.ON_TIME:
            for duty in rows(office, ObligationRow, deadline_on=day):
                mark_done(office, duty.id)
            for duty in rows(office, ObligationRow, status="open"):
                if duty.deadline_on < day:
                    mark_done(office, duty.id, on=duty.deadline_on)
    assert told == really_said(office)
    assert len({(day, who) for day, who, *_ in told}) == len(rows(office, DeliveryRow, state="sent")) > 20


def test_simulation_runs_from_the_day_of_issue_to_the_last_deadline(planned):
    simulation = simulate_plan(planned, "249-2024")
    assert (simulation.first, simulation.last) == (date(2023, 12, 21), date(2024, 12, 31))
    assert {letter.person.address for letter in simulation.letters} >= {LAN}


def test_work_done_on_time_is_never_overdue(planned):
    kinds = {kind for *_, kind, _, _ in simulated(simulate_plan(planned, "249-2024"))}
    assert kinds == {NoticeKind.START, NoticeKind.LEAD, NoticeKind.DAY}


def test_work_never_done_climbs_and_repeats(planned):
    said = simulated(simulate_plan(planned, "249-2024", assumption=Assumption.NEVER))
    of_one = [found for found in said if found[2] == "249-2024.01"]
    assert {who for _, who, *_, level in of_one if level == 1} == {MINH}
    assert {who for _, who, *_, level in of_one if level == 2} == {HUNG}
    offsets = {offset for _, who, _, kind, offset, _ in of_one if kind is NoticeKind.OVERDUE}
    assert offsets >= {1, 3, 7, 12, 17, 22}
    assert max(Counter(found[1:] for found in said).values()) == 1


def test_one_letter_a_person_and_day(planned):
    simulation = simulate_plan(planned, "249-2024", assumption=Assumption.NEVER)
    letters = Counter((letter.day, letter.person.address) for letter in simulation.letters)
    assert max(letters.values()) == 1
    assert all(planned.calendar.is_working_day(letter.day) for letter in simulation.letters)


def test_unit_sees_its_own_duties(planned):
    said = simulated(simulate_plan(planned, "249-2024", unit="ban-tuyen-giao"))
    assert {found[2] for found in said} == {"249-2024.14"}
    assert said == simulated(simulate_plan(planned, "249-2024", unit="Ban Tuyên giáo"))


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ({"plan_id": "294-2024"}, "unknown_plan"),
        ({"plan_id": "249-2024", "unit": "so-la"}, "unknown_unit"),
        ({"plan_id": "249-2024", "first": LAST, "last": FIRST}, "simulate.reversed"),
    ],
)
def test_wrong_question_is_refused(planned, wanted, key):
    with pytest.raises(UsageError) as caught:
        simulate_plan(planned, **wanted)
    assert caught.value.key == key


def test_simulation_tells_its_progress_and_stores_nothing(planned):
    told = []
    simulate_plan(planned, "249-2024", first=FIRST, last=LAST, progress=lambda *done: told.append(done))
    assert (told[0], told[-1]) == ((1, 88), (88, 88))
    assert rows(planned, NoticeRow) == []

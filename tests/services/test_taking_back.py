"""Letters that a copy holds and that never left: they do not leave beside those of the day it came back."""

from datetime import date, timedelta

import pytest

from tests.offices import at, open_office, rows
from tests.services.test_restoring import live, put_back, sent_to
from tests.store import samples
from tracker.services.backing_up import back_up
from tracker.services.delivering import deliver
from tracker.services.reminding import remind
from tracker.store.outbox import enqueue
from tracker.store.tables import DeliveryRow, NoticeRow

FRIDAY, MONDAY = date(2024, 5, 24), date(2024, 5, 27)


@pytest.mark.parametrize("turns_first", [False, True])
def test_letters_of_earlier_days_that_the_copy_holds_join_the_one_of_today(planned, tmp_path, turns_first):
    """Friday's letters wait in the copy, and never left: on Monday everybody has one letter."""
    app = at(planned, FRIDAY)
    remind(app)
    waited = {(n.obligation_id, n.recipient) for n in rows(app, NoticeRow, state="attached")}
    back_up(app, tmp_path / "copy.db")
    put_back(at(app, MONDAY, hour=10), tmp_path / "copy.db")
    assert {letter.state for letter in rows(app, DeliveryRow)} == {"cancelled"}
    if turns_first:
        deliver(app)
    assert app.watch.owes(MONDAY)
    live(app, MONDAY, MONDAY)
    people, _ = sent_to(app)
    assert set(people.values()) == {1}
    sent = rows(app, NoticeRow, state="sent")
    assert waited <= {(n.obligation_id, n.recipient) for n in sent}
    assert {n.slot_on for n in sent} == {MONDAY}


def test_what_is_out_of_date_by_then_is_not_said_late(planned, tmp_path):
    app = at(planned, FRIDAY)
    remind(app)
    before = rows(app, NoticeRow, state="attached")
    back_up(app, tmp_path / "copy.db")
    put_back(at(app, FRIDAY + timedelta(days=400)), tmp_path / "copy.db")
    found = {n.id: (n.state, n.delivery_id) for n in rows(app, NoticeRow)}
    stale = {n.id for n in before if n.kind in {"start", "lead", "day"}}
    assert {found[n.id] for n in before if n.id in stale} == {("superseded", None)}
    assert {found[n.id] for n in before if n.id not in stale} == {("planned", None)}


def test_letter_that_may_have_left_is_held_where_the_office_wants_it(tmp_path):
    app = at(open_office(tmp_path, on_ambiguous='"hold"'), MONDAY)
    lease = {"lease_owner": "x", "lease_token": "t", "lease_until": app.clock.now() + timedelta(minutes=25)}
    with app.store.write() as session:
        enqueue(session, samples.delivery(1, state="sending", **lease), samples.RAW)
    back_up(app, tmp_path / "copy.db")
    put_back(app, tmp_path / "copy.db")
    (letter,) = rows(app, DeliveryRow)
    assert (letter.state, letter.ambiguous) == ("failed", True)
    app.close()

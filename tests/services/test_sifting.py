"""Many obligations asked at once: the letters are the same as if they were planned as one."""

import pytest

from tests.offices import at, rows
from tests.services.test_reminding import MONDAY, quiet_until, spoken
from tracker.services import reminding, sifting
from tracker.services.asking import ask_all_again
from tracker.services.reminding import remind
from tracker.store.obligations import is_crowded
from tracker.store.tables import NoticeRow, ObligationRow


def ask_all(app):
    with app.store.write() as session:
        ask_all_again(session, app.today())


def asked_on(app):
    return {duty.id: duty.next_on for duty in rows(app, ObligationRow)}


@pytest.fixture
def crowd(any_office, monkeypatch):
    """An office in which a few are many, and everything is asked."""
    monkeypatch.setattr(reminding, "CROWD", 3)
    monkeypatch.setattr(sifting, "BATCH", 4)
    quiet_until(any_office, MONDAY)
    ask_all(any_office)
    return any_office


def test_what_is_silent_is_put_off_and_the_rest_is_said(crowd, tmp_path_factory):
    today = crowd.today()
    sifting.sift(crowd, today, crowd.rules)
    left = {name for name, on in asked_on(crowd).items() if on and on <= today}
    assert not rows(crowd, NoticeRow)
    report = remind(crowd)
    assert report.letters == 3
    assert {name for _, name, *_ in spoken(crowd, MONDAY)} <= left
    assert not {name for name, on in asked_on(crowd).items() if on and on <= today}


def test_sifted_or_not_the_same_is_said_and_asked_next(crowd, monkeypatch):
    with crowd.store.write() as session:
        assert is_crowded(session, crowd.today(), 3)
        assert not is_crowded(session, crowd.today(), 300)
    remind(crowd)
    sifted = spoken(crowd, MONDAY), asked_on(crowd)
    ask_all(crowd)
    monkeypatch.setattr(reminding, "CROWD", 300)
    assert remind(crowd).letters == 0
    assert (spoken(crowd, MONDAY), asked_on(crowd)) == sifted


@pytest.mark.parametrize("questions", range(6))
def test_told_to_stop_it_plans_nothing_and_the_next_turn_does(crowd, questions):
    answers = iter([False] * questions)
    report = remind(crowd, lambda: next(answers, True))
    assert (report.letters, report.is_slot) == (0, False)
    assert not rows(crowd, NoticeRow)
    assert remind(at(crowd, MONDAY)).letters == 3

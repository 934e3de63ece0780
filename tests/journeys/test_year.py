"""A whole year, day by day: every letter of it stands in ``year-2024.txt``, read and agreed to by a person.

What the year shows: ten working days before 29 February over Tết (15 February); nothing on the swapped Monday of
29 April, and Saturday 4 May worked; three days without the service (26 to 28 March) that nobody notices but for a
step that was passed over; who is told after 14 June; a date that moved; the head's letters while he is away.

    PYTHONPATH=. python -m tests.journeys.test_year     writes the table anew, to be read again
"""

import tempfile
from collections import Counter
from pathlib import Path

import pytest

from tests.journeys.year import AWAY, OUTAGE, ledger, lived
from tests.offices import HUNG, MINH, NAM, rows
from tracker.store.tables import DeliveryRow, NoticeRow

EXPECTED = Path(__file__).parent / "year-2024.txt"


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The office after its year."""
    app = lived(tmp_path_factory.mktemp("year"))
    yield app
    app.close()


def test_every_letter_of_the_year_is_the_expected_one(year):
    assert ledger(year).splitlines() == EXPECTED.read_text(encoding="utf-8").splitlines()


def test_nobody_gets_two_letters_for_one_slot_and_none_on_a_day_off(year):
    letters = rows(year, DeliveryRow)
    assert max(Counter((letter.recipient, letter.slot_on) for letter in letters).values()) == 1
    assert all(year.calendar.is_working_day(letter.slot_on) for letter in letters)
    assert not {letter.slot_on for letter in letters} & set(OUTAGE)


def test_everything_came_to_its_end(year):
    assert {letter.state for letter in rows(year, DeliveryRow)} == {"sent"}
    assert {notice.state for notice in rows(year, NoticeRow)} <= {"sent", "superseded", "cancelled"}


def test_people_are_those_of_the_day(year):
    last_of_nam = max(letter.slot_on for letter in rows(year, DeliveryRow, recipient=NAM))
    assert str(last_of_nam) == "2024-06-14"
    away = [
        found
        for found in rows(year, NoticeRow, recipient=MINH)
        if AWAY.first_on <= found.slot_on <= AWAY.last_on
    ]
    assert away == []
    assert rows(year, NoticeRow, recipient=HUNG, instead="on-leave")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        EXPECTED.write_text(ledger(lived(Path(name))), encoding="utf-8")

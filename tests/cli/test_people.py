"""tracker people, leave, back and reached: what they show and answer."""

import json
from datetime import date

import pytest

from tests.offices import LAN, NAM, open_office
from tracker.store.people import note_trouble

YEAR = date.today().year + 1  # noqa: DTZ011  (any leave that is not over)
FIRST, LAST = f"{YEAR}-06-03", f"{YEAR}-06-14"


@pytest.fixture
def away(planned):
    """The office with somebody whose leave is to come."""
    answer = planned("people", "leave", LAN, "--from", FIRST, "--until", LAST, "--stand-in", NAM)
    assert (answer.code, answer.err) == (0, "")
    assert f"Trần Thị Lan nghỉ từ 3/6/{YEAR} đến 14/6/{YEAR}, Võ Hoàng Nam nhận thư thay" in answer.out
    return planned


def line_of(answer, address):
    return next(line for line in answer.out.splitlines() if address in line)


def test_everybody_is_listed(planned):
    answer = planned("people")
    assert answer.code == 0
    assert "Ban TĐKT thành phố; người điều phối" in line_of(answer, LAN)
    assert "thủ trưởng Ban TĐKT thành phố" in line_of(answer, "minh.dv@tdkt")
    assert "coordinator" in line_of(planned("--lang", "en", "people"), LAN)


def test_leave_is_listed_and_taken_back(away):
    assert f"nghỉ 3/6/{YEAR}–14/6/{YEAR}, thay: {NAM}" in line_of(away("people"), LAN)
    answer = away("people", "back", LAN)
    assert answer.out == f"Đã bỏ kỳ nghỉ của Trần Thị Lan từ 3/6/{YEAR} đến 14/6/{YEAR}.\n"
    assert line_of(away("people"), LAN).endswith("-")
    again = away("people", "back", LAN)
    assert (again.code, again.out) == (1, "")


def test_people_answer_in_json(away):
    answer = json.loads(away("people", "--json").out)
    assert answer.keys() == {"as_of", "people"}
    (lan,) = [found for found in answer["people"] if found["address"] == LAN]
    assert lan.keys() == {"name", "address", "posts", "leaves", "refused", "dead"}
    assert lan["posts"][0] == {
        "role": "person", "unit": "ban-tdkt", "unit_name": "Ban TĐKT thành phố", "since": None, "until": None,
    }  # fmt: skip
    assert lan["leaves"] == [{"from": FIRST, "until": LAST, "stand_in": NAM, "reason": ""}]
    assert json.loads(away("people", "back", LAN, "--json").out)["ended"] == lan["leaves"]
    entered = json.loads(away("people", "leave", LAN, "--from", FIRST, "--until", FIRST, "--json").out)
    assert entered == {
        "name": "Trần Thị Lan",
        "address": LAN,
        "from": FIRST,
        "until": FIRST,
        "stand_in": "",
        "reason": "",
    }


def test_mistakes_are_told_with_what_to_do(away):
    overlapping = away("people", "leave", LAN, "--from", LAST, "--until", LAST)
    assert overlapping.code == 2
    assert f"tracker people back {LAN}" in overlapping.err
    unknown = away("people", "leave", "lan@tdkt.cantho.example.vn", "--from", LAST, "--until", LAST)
    assert unknown.code == 2
    assert LAN in unknown.err
    assert away("people", "leave", LAN, "--from", LAST).code == 2


def test_a_dead_address_is_told_until_it_is_reached(planned, office):
    app = open_office(office)
    with app.store.write() as session:
        for day in (1, 2, 3):
            note_trouble(session, LAN, date(2024, 5, day), 550, "no such user", app.clock.now())
    app.close()
    assert "không gửi được nữa: địa chỉ bị từ chối 3 ngày" in line_of(planned("people"), LAN)
    assert f"tracker people reached {LAN}" in planned("check").out + planned("check").err
    assert json.loads(planned("people", "reached", LAN, "--json").out) == {"address": LAN, "days": 3}
    assert line_of(planned("people"), LAN).endswith("-")
    assert planned("people", "reached", LAN).code == 1

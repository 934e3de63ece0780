"""tracker ack: pausing the reminders of a duty."""

import json

import pytest

DUTY = "249-2024.15"
TODAY = ("--as-of", "2024-05-27")
PAUSE = ("ack", DUTY, "--until", "2024-06-07", "--reason", "Chờ số liệu", *TODAY)


def test_a_pause_says_until_when_and_when_it_speaks_again(planned):
    answer = planned(*PAUSE)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(DUTY)
    assert "Tạm dừng nhắc đến hết thứ Sáu, 7/6/2024" in answer.out.replace("ngày ", "")
    assert "thứ Hai" in answer.out


def test_a_pause_is_lifted(planned):
    assert planned(*PAUSE).code == 0
    assert "Thôi tạm dừng" in planned("ack", DUTY, "--lift", *TODAY).out
    assert planned("ack", DUTY, "--lift", *TODAY).code == 1


def test_pauses_answer_in_json(planned):
    answer = json.loads(planned(*PAUSE, "--json").out)
    assert answer.pop("title")
    assert answer == {
        "id": DUTY,
        "paused_until": "2024-06-07",
        "reason": "Chờ số liệu",
        "next_on": "2024-06-10",
    }
    lifted = json.loads(planned("ack", DUTY, "--lift", "--json", *TODAY).out)
    assert (lifted["paused_until"], lifted["next_on"]) == (None, "2024-05-27")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--until", "2024-06-07"),
        ("--until", "2024-05-24", "--reason", "x"),
        ("--until", "2025-05-24", "--reason", "x"),
        ("--until", "2024-06-07", "--reason", "x", "--lift"),
    ],
)
def test_what_does_not_fit_is_told(planned, arguments):
    answer = planned("ack", DUTY, *arguments, *TODAY)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err

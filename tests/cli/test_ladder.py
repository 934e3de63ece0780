"""tracker ladder: what it shows, asks and answers."""

import json
from io import StringIO

import pytest

PLAN = "249-2024"
CHANGE = ("ladder", PLAN, "--task", "15", "--lead", "20,10,5", "--basis", "Công văn 12/VP-TH")
DEFAULT = {"lead": [10, 5, 2], "overdue": [1, 3, 7], "escalation": [[3, "head"], [7, "leaders"]]}


def ladders(run):
    return json.loads(run("ladder", PLAN, "--json").out)["ladders"]


def test_without_options_the_ladders_in_force_are_shown(planned):
    answer = planned("ladder", PLAN)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[1:] == [
        "  nhắc trước: 10, 5, 2 ngày làm việc",
        "  quá hạn: 1, 3, 7 ngày làm việc",
        "  báo cáo cấp trên: 3 ngày (thủ trưởng đơn vị), 7 ngày (lãnh đạo cơ quan)",
    ]
    (office,) = ladders(planned)
    assert office["whose"] == "office"
    assert {part: office[part] for part in DEFAULT} == DEFAULT


def test_a_change_is_shown_asked_and_done(planned, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("c\n"))
    answer = planned(*CHANGE)
    assert answer.code == 0
    assert "nhắc trước: 10, 5, 2 ngày làm việc (theo cơ quan hoặc đơn vị)" in answer.out
    assert "nhắc trước: 20, 10, 5 ngày làm việc (đặt riêng cho nhiệm vụ)" in answer.out
    assert answer.out.endswith("Đã đặt.\n")
    task = ladders(planned)[-1]
    assert (task["whose"], task["id"], task["lead"], task["overdue"]) == ("task", "15", [20, 10, 5], None)
    assert "căn cứ: Công văn 12/VP-TH" in planned("ladder", PLAN).out


@pytest.mark.parametrize(("said", "code"), [("k\n", 1), ("", 2)])
def test_without_a_yes_nothing_changes(planned, monkeypatch, said, code):
    monkeypatch.setattr("sys.stdin", StringIO(said))
    assert planned(*CHANGE).code == code
    assert len(ladders(planned)) == 1


def test_looking_changes_nothing_and_scripts_are_answered_in_json(planned):
    looked = json.loads(planned(*CHANGE, "--dry-run", "--json").out)
    assert looked.keys() == {"plan", "task", "before", "after", "basis", "open", "dry_run"}
    assert (looked["before"], looked["after"]) == (DEFAULT, DEFAULT | {"lead": [20, 10, 5]})
    assert len(ladders(planned)) == 1
    assert json.loads(planned(*CHANGE, "--yes", "--json").out) == looked | {"dry_run": False}
    assert len(ladders(planned)) == 2
    assert planned("ladder", PLAN, "--task", "15", "--inherit", "--yes").code == 0
    assert len(ladders(planned)) == 1


def test_the_whole_ladder_can_be_given(planned):
    given = ("--overdue", "1, 2", "--escalation", "2:head, 5:leaders")
    answer = json.loads(planned("ladder", PLAN, *given, "--basis", "x", "--yes", "--json").out)
    assert answer["after"] == {
        "lead": [10, 5, 2],
        "overdue": [1, 2],
        "escalation": [[2, "head"], [5, "leaders"]],
    }


def test_a_ladder_outside_the_limits_is_told_point_by_point(planned):
    answer = planned("ladder", PLAN, "--lead", "90", "--overdue", "3", "--basis", "x", "--yes")
    assert answer.code == 2
    assert "90 ngày làm việc" in answer.err
    assert "người làm được nhắc quá hạn lần đầu sau 3 ngày" in answer.err


@pytest.mark.parametrize(
    "wrong",
    [
        ("--lead", "ten"),
        ("--lead", ""),
        ("--escalation", "3"),
        ("--escalation", "3:mayor"),
        ("--lead", "5", "--inherit"),
        ("--lead", "5"),
    ],
)
def test_what_cannot_be_read_is_told(planned, wrong):
    answer = planned("ladder", PLAN, *wrong, "--yes")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err

"""Commands that move dates: calendar apply, roll, and the question of run."""

import json
import shutil
import signal
from io import StringIO

import pytest

from tests.offices import PLAN, ROOT, write_config

SWAP = ("calendar", "add-swap", "--off", "2024-06-28", "--work", "2024-06-22", "--basis", "CV 99", "--yes")
MOVED = [f"249-2024.{number}" for number in (15, 16, 17, 18)]
RULE = "Thông tư 80/2021/TT-BTC, Điều 86"


@pytest.fixture
def announced(run, office, monkeypatch):
    """An office with its plan and calendar to which a swap was added; commands get what is typed."""
    shutil.copytree(ROOT / "calendars", office / "calendars")
    write_config(office, calendars='"calendars"')
    assert run("import", PLAN, "--yes").code == 0
    assert run(*SWAP).code == 0

    def run_one(*arguments, typed=""):
        monkeypatch.setattr("sys.stdin", StringIO(typed))
        return run("--lang", "en", *arguments)

    return run_one


def act_by(run):
    listed = json.loads(run("list", "--json").out)["obligations"]
    return {line["id"]: line["act_by"] for line in listed if line["id"] in MOVED}


def test_moves_are_shown_asked_for_and_made_once(announced):
    before = act_by(announced)
    shown = announced("calendar", "apply", "--dry-run")
    assert shown.code == 0
    assert "28 June 2024: day off by exchange (CV 99)" in shown.out
    assert "249-2024.15: due 30 June 2024; act by 28 June 2024 → 27 June 2024" in shown.out
    assert announced("calendar", "apply", typed="n\n").code == 1
    assert announced("calendar", "apply").code == 2
    assert act_by(announced) == before == dict.fromkeys(MOVED, "2024-06-28")
    done = announced("calendar", "apply", typed="y\n")
    assert (done.code, done.out.splitlines()[-1]) == (0, "Done: 4 moved.")
    assert act_by(announced) == dict.fromkeys(MOVED, "2024-06-27")
    assert announced("calendar", "apply").out == "No date has to move.\n"


def test_moves_in_json(announced):
    answer = announced("calendar", "apply", "--yes", "--json")
    shape = json.loads(answer.out)
    assert (answer.code, answer.err, shape["moved"], shape["dry_run"]) == (0, "", 4, False)
    assert shape["days"][1] == {"on": "2024-06-28", "was": "", "now": "swapped-off", "basis": "CV 99"}
    assert [move["id"] for move in shape["plans"][0]["moved"]] == MOVED
    again = json.loads(announced("calendar", "apply", "--json").out)
    assert again == {"days": [], "plans": [], "moved": 0, "unread": [], "dry_run": False}


def test_other_deeds_wait_and_say_for_what(announced):
    for deed in (("undo", "--yes"), ("import", PLAN, "--yes"), ("roll", "249-2024", "keep", "--basis", "x")):
        answer = announced(*deed)
        assert (answer.code, answer.out) == (2, "")
        assert "tracker calendar apply" in answer.err
    assert "tracker calendar apply" in announced("check").out


def test_explain_tells_the_way_to_the_day_and_why_it_moved(announced):
    announced("calendar", "apply", "--yes")
    told = announced("explain", "249-2024.15").out
    assert "Due: Sunday, 30 June 2024" in told
    assert "the working day before, by the office's settings" in told
    assert "Friday, 28 June 2024: off in exchange for 22 June 2024 (CV 99)" in told
    assert "Act by: Thursday, 27 June 2024" in told
    assert "Reason: the working calendar changed: 28 June 2024: day off by exchange (CV 99)" in told


def test_a_policy_is_shown_asked_for_and_explained(announced):
    announced("calendar", "apply", "--yes")
    change = ("roll", "249-2024", "next", "--task", "15", "--basis", RULE)
    assert announced(*change, typed="n\n").code == 1
    done = announced(*change, typed="y\n")
    assert done.code == 0
    assert "act by 27 June 2024 → 1 July 2024" in done.out
    assert (
        f"the next working day, set for this task; basis: {RULE}" in announced("explain", "249-2024.15").out
    )
    shown = announced("roll", "249-2024").out.splitlines()
    assert shown[0] == "249-2024: the working day before, by the office's settings"
    assert shown[1].endswith(f"the next working day, set for this task; basis: {RULE}")
    back = json.loads(announced("roll", "249-2024", "inherit", "--task", "15", "--yes", "--json").out)
    assert (back["after"]["whose"], back["moved"][0]["act_by_to"]) == ("office", "2024-06-27")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("roll", "249-2024", "next", "--yes"), "--basis"),
        (("roll", "249-2024", "sideways"), "previous"),
        (("roll", "249-2024", "next", "--task", "99", "--basis", "x", "--yes"), "99"),
        (("roll", "nothing", "next", "--basis", "x", "--yes"), "249-2024"),
    ],
)
def test_wrong_usage_is_told_with_a_remedy(announced, arguments, words):
    announced("calendar", "apply", "--yes")
    answer = announced(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err


def test_a_service_without_a_terminal_waits_for_a_person(announced, program):
    with program("--lang", "en", "run", "--today", "2024-05-27") as service:
        service.wait_for("These dates have not moved")
        service.wait_for("Ctrl-C")
        assert service.stop(signal.SIGTERM)[0] == 0
    assert set(act_by(announced).values()) == {"2024-06-28"}
    with program("--lang", "en", "run", "--today", "2024-05-27", "--apply-calendar") as service:
        service.wait_for("Ctrl-C")
        assert service.stop(signal.SIGTERM)[0] == 0
    assert set(act_by(announced).values()) == {"2024-06-27"}

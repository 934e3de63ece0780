"""Import shows, asks, then stores: at a keyboard, in a pipe, with nobody there."""

import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.offices import PLAN, corrected, line_of
from tests.services.plans import TASKS, changed, without, write_plan

PROGRAM = (sys.executable, "-c", "from tracker.cli import program; program()", "--lang", "en")
MOVED = (line_of(12), line_of(12).replace("tháng 5", "tháng 7"))
RENAMED = ("Triển khai và thêu ché các", "Triển khai thực hiện các")


@pytest.fixture
def told(run, monkeypatch):
    """Run a command with what is typed at its questions."""

    def run_one(typed, *arguments):
        monkeypatch.setattr(sys, "stdin", None if typed is None else io.StringIO(typed))
        return run("--lang", "en", *arguments)

    return run_one


def plans(run):
    found = run("list", "--json")
    return json.loads(found.out)["obligations"] if found.code == 0 else []


@pytest.mark.parametrize("typed", ["y\n", "Y\n", "yes\n", "c\n", "có\n", "what?\n\ny\n"])
def test_what_is_shown_is_stored_after_a_yes(told, run, typed):
    answer = told(typed, "import", PLAN)
    assert answer.code == 0
    assert "Store this?" in answer.err
    assert "Store this?" not in answer.out
    assert "35 added" in answer.out
    assert "tracker undo 249-2024" in answer.out
    assert len(plans(run)) == 35


@pytest.mark.parametrize("typed", ["n\n", "no\n", "k\n", "không\n"])
def test_nothing_is_stored_after_a_no(told, run, typed):
    answer = told(typed, "import", PLAN)
    assert (answer.code, plans(run)) == (1, [])
    assert "Nothing was stored" in answer.err


@pytest.mark.parametrize(
    "typed", [None, "", "?\n" * 9, "x" * 100_000], ids=["closed", "ended", "unclear", "endless"]
)
def test_without_an_answer_nothing_is_stored_and_the_way_on_is_named(told, run, typed):
    answer = told(typed, "import", PLAN)
    assert (answer.code, plans(run)) == (2, [])
    assert "--yes" in answer.err


def test_the_preview_counts_only_the_turns_that_will_be_stored(run, office):
    monthly = write_plan(office, [("Giao ban", "Sở Nội vụ", "hằng tháng")], issued="15 tháng 10 năm 2024")
    answer = run("--lang", "en", "import", monthly, "--dry-run")
    assert "3 turns, 31 October 2024 to 31 December 2024" in answer.out
    assert "3 added" in answer.out


def test_the_preview_is_a_table_of_what_was_understood(told, office):
    unsure = changed(4, title="Xây dựng quy chế")
    answer = told(None, "import", write_plan(office, unsure), "--dry-run")
    assert answer.code == 1
    lines = answer.out.splitlines()
    first = next(line for line in lines if TASKS[0][0] in line)
    assert first.split()[0] == "1"
    assert all(words in first for words in ("tháng 5", "31 May 2024", "Sở Nội vụ"))
    third = next(line for line in lines if TASKS[2][0] in line)
    assert "4 turns, 31 March 2024 to 31 December 2024" in third
    assert "4 turns, 29 March 2024 to 31 December 2024" in third  # to act by
    fourth = next(line for line in lines if "quy chế" in line)
    assert fourth.split()[:2] == ["4", "?"]
    assert "Number and symbol: 12/KH-UBND" in answer.out or "12/KH-UBND" in lines[0]
    assert "tracker review 12-2024" in answer.out


def test_a_known_plan_is_shown_with_what_changes(told, run, office):
    assert run("import", PLAN, "--yes").code == 0
    answer = told(None, "import", corrected(office, MOVED, RENAMED, (line_of(14), "")), "--dry-run")
    assert "249-2024.12: due 31 May 2024 → 31 July 2024; act by 31 May 2024 → 31 July 2024 (" in answer.out
    assert "time: tháng 5 → tháng 7" in answer.out
    assert "Triển khai thực hiện các văn bản" in answer.out
    assert "task 14 is gone" in answer.out
    assert "nothing is stored" in answer.out
    assert len(plans(run)) == 35


def test_looking_first_wins_over_not_asking(told, run):
    assert told(None, "import", PLAN, "--dry-run", "--yes").code == 0
    assert plans(run) == []


def test_json_asks_on_stderr_and_answers_on_stdout(told):
    answer = told("y\n", "import", PLAN, "--json")
    assert "Store this?" in answer.err
    assert "35 added" in answer.err
    assert (json.loads(answer.out)["plan"], json.loads(answer.out)["dry_run"]) == ("249-2024", False)
    refused = told("n\n", "import", PLAN, "--json")
    assert (refused.code, refused.out) == (1, "")


def test_an_amended_plan_is_explained_and_taken_back(told, run, office):
    run("import", write_plan(office), "--yes")
    amendment = write_plan(office, changed(1, time="tháng 6"), name="a.txt", number="30/KH-UBND")
    assert told("y\n", "import", amendment, "--amends", "12-2024").code == 1  # one task has no date
    for question in ("show", "explain"):
        said = run("--lang", "en", question, "12-2024.01").out
        assert (
            "due 31 May 2024 → 30 June 2024; act by 31 May 2024 → 28 June 2024. Reason: plan amended: 30/KH-UBND"
            in said
        )
    assert "Amended by: 30/KH-UBND, 21 December 2023" in run("--lang", "en", "show", "12-2024.01").out
    looked = told(None, "undo", "--dry-run")
    assert "due 30 June 2024 → 31 May 2024; act by 28 June 2024 → 31 May 2024 (" in looked.out
    assert told("n\n", "undo").code == 1
    assert told("", "undo").code == 2
    assert told("y\n", "undo").code == 0
    assert "Reason: import undone: 30/KH-UBND" in run("--lang", "en", "show", "12-2024.01").out
    assert json.loads(told(None, "undo", "--yes", "--json").out)["back_to"] is None
    nothing = told(None, "undo", "--yes")
    assert (nothing.code, nothing.out) == (1, "")
    assert "nothing to undo" in nothing.err


def piped(arguments, **how):
    return subprocess.run(
        [*PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False, encoding="utf-8", **how
    )


def test_a_pipe_may_answer(office):
    answer = piped(("import", PLAN), input="y\n")
    assert (answer.returncode, "35 added" in answer.stdout) == (0, True)
    assert "\x1b" not in answer.stdout + answer.stderr


def test_a_pipe_may_answer_many_questions_in_any_bytes(office, run):
    assert run("import", write_plan(office), "--yes").code == 1
    answer = subprocess.run(
        [*PROGRAM, "review"],
        input=b"?\xff\nd\n14/6/2024\nC\xc3\xb4ng v\xc4\x83n 15\n",
        capture_output=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert "Công văn 15" in run("explain", "12-2024.04").out


def test_an_input_that_is_closed_is_no_defect(office):
    answer = subprocess.run(
        ["bash", "-c", " ".join(f"'{part}'" for part in (*PROGRAM, "import", PLAN)) + " <&-"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


def test_nobody_is_kept_waiting_and_an_interruption_stores_nothing(office, run):
    assert run("import", PLAN, "--yes").code == 0
    moved = corrected(office, MOVED)
    command = [*PROGRAM, "import", str(moved)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as asking:
        assert "Store this?" in _until(asking.stderr, b"?")
        assert run("done", "249-2024.13").code == 0  # while the person thinks, others go on
        asking.send_signal(signal.SIGINT)
        assert asking.wait(10) == 130
    (found,) = [line for line in plans(run) if line["id"] == "249-2024.12"]
    assert found["due_on"] == "2024-05-31"


def _until(stream, mark):
    said, until = b"", time.monotonic() + 20
    while mark not in said and time.monotonic() < until:
        said += os.read(stream.fileno(), 4096)
    return said.decode()


def test_what_changed_while_the_question_waited_is_not_stored(office, run):
    assert run("import", write_plan(office), "--yes").code == 1
    command = [*PROGRAM, "import", str(write_plan(office, without(1)))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as asking:
        _until(asking.stderr, b"[y/n]")
        write_plan(office, without(2))
        asking.stdin.write(b"y\n")
        asking.stdin.flush()
        assert asking.wait(20) == 75
    assert {"12-2024.01", "12-2024.02"} <= {line["id"] for line in plans(run)}

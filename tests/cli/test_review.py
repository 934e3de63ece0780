"""Review walks through what is unsure, or answers one question at a time."""

import io
import json
import sys

import pytest

from tests.services.plans import TASKS, write_plan

TASK = ("review", "12-2024", "--task", "4")


@pytest.fixture
def unsure(run, office, monkeypatch):
    """An office whose plan leaves two tasks unsure; commands get what is typed."""
    tasks = (TASKS[0], ("Họp sơ kết", "Sở Tài chính", "lúc 08 giờ, ngày 28/7/2024 (thứ Sáu)"), *TASKS[2:])
    assert run("import", write_plan(office, tasks), "--yes").code == 1

    def run_one(typed, *arguments):
        monkeypatch.setattr(sys, "stdin", None if typed is None else io.StringIO(typed))
        return run("--lang", "en", *arguments)

    return run_one


def questions(run):
    return {found["task"]: found for found in json.loads(run("review", "--json").out)["questions"]}


def test_questions_are_listed_with_reading_and_doubt(unsure, run):
    listed = unsure(None, "review", "12-2024", "--json")
    found = {one["task"]: one for one in json.loads(listed.out)["questions"]}
    assert (listed.code, listed.err, list(found)) == (1, "", [2, 4])
    assert found[2]["readings"][0]["due_on"] == "2024-07-28"
    assert [problem["key"] for problem in found[2]["problems"]] == ["phrase.weekday_mismatch"]
    assert (found[4]["words"], found[4]["readings"]) == ("khi có điều kiện", [])


@pytest.mark.parametrize("typed", ["a\nd\n14/6/2024\nLetter 15\n", "c\nn\n2024-06-14\nCông văn 15\n"])
def test_a_walk_answers_every_question(unsure, run, typed):
    walked = unsure(typed, "review")
    assert (walked.code, questions(run)) == (0, {})
    assert "due Sunday, 28 July 2024; act by Friday, 26 July 2024" in walked.out
    assert "task 4: due Friday, 14 June 2024; act by Friday, 14 June 2024 (" in walked.out
    shown = run("--lang", "en", "explain", "12-2024.04").out
    assert "14 June 2024" in shown
    assert "A date set by a person" in shown
    assert unsure(None, "check").out.count("12-2024") == 0


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("s\ns\n", {2, 4}),
        ("\n\n", {2, 4}),
        ("q\n", {2, 4}),
        ("", {2, 4}),
        ("a\nq\n", {4}),
        ("a\nd\nsome day\n", {4}),
        ("a\nd\n31/2/2024\n", {4}),
        ("s\nd\n14/6/2024\n\n", {2, 4}),
        ("u\n\nu\nnever mind\n", set()),
    ],
)
def test_what_is_not_answered_is_asked_again(unsure, run, typed, left):
    walked = unsure(typed, "review")
    assert questions(run).keys() == left
    assert walked.code == (1 if left else 0)


def test_one_answer_needs_no_keyboard(unsure, run):
    answer = unsure(None, *TASK, "--date", "2024-06-14", "--reason", "Letter 15", "--json")
    assert (answer.code, json.loads(answer.out)["added"]) == (0, ["12-2024.04"])
    assert unsure(None, "review", "12-2024", "--task", "2", "--accept").code == 0
    assert unsure("", "review").out.strip() == "No time waits for an answer."


@pytest.mark.parametrize(
    "arguments",
    [
        ("review", "--task", "4", "--accept"),
        ("review", "12-2024", "--accept"),
        (*TASK,),
        (*TASK, "--accept", "--undated"),
        (*TASK, "--date", "2024-06-14"),
        (*TASK, "--date", "14/6/2024", "--reason", "x"),
        ("review", "12-2024", "--task", "44", "--accept"),
        ("review", "99-2024"),
        ("review", "99-2024", "--task", "1", "--accept"),
    ],
)
def test_what_does_not_fit_is_refused(unsure, run, arguments):
    answer = unsure(None, *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert questions(run).keys() == {2, 4}

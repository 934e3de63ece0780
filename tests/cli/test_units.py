"""tracker units: what it shows, asks and answers."""

import json
from io import StringIO

import pytest

from tests.offices import PLAN

NAME = "Sở Công Thương"
PERSON = "Trần An <an.t@soct.example.vn>"


@pytest.fixture
def strange(run, office):
    """The office with a plan that names a unit which it does not know."""
    text = PLAN.read_text(encoding="utf-8").replace("Sở Giáo dục và Đào tạo chủ trì", f"{NAME} chủ trì")
    (office / "plan.txt").write_text(text, encoding="utf-8")
    assert run("import", "plan.txt", "--yes").code == 0
    return run


def test_with_every_name_known_all_is_well(planned):
    answer = planned("units")
    assert (answer.code, answer.err) == (0, "")
    assert "so-noi-vu" in answer.out


def test_unknown_names_are_listed(strange):
    answer = strange("units")
    assert answer.code == 1
    assert NAME in answer.out
    assert "tracker units add" in answer.out


def test_units_answer_in_json(strange):
    answer = json.loads(strange("units", "--json").out)
    assert answer.keys() == {"units", "unknown"}
    assert {frozenset(unit) for unit in answer["units"]} == {
        frozenset({
            "code", "name", "aliases", "former", "people", "since", "until", "successor", "tasks", "open",
        })
    }  # fmt: skip
    (unknown,) = answer["unknown"]
    assert (unknown["name"], unknown["tasks"], unknown["open"]) == (NAME, 1, 1)
    assert all(found.keys() == {"code", "name"} for found in unknown["suggestions"])


@pytest.mark.parametrize("said", [StringIO(""), StringIO("n\n"), None])
def test_the_change_is_shown_and_nothing_is_done_without_a_yes(strange, office, monkeypatch, said):
    before = (office / "config.toml").read_bytes()
    monkeypatch.setattr("sys.stdin", said)
    answer = strange("units", "add", NAME, "--person", PERSON)
    assert answer.code == 1
    assert '+name = "Sở Công Thương"' in answer.out
    assert (office / "config.toml").read_bytes() == before


def test_a_yes_at_the_question_is_enough(strange, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO("y\n"))
    assert strange("units", "add", NAME).code == 0
    assert strange("units").code == 0


def test_a_name_is_taken_in(strange):
    answer = strange("--lang", "en", "units", "add", NAME, "--code", "so-ct", "--person", PERSON, "--yes")
    assert (answer.code, answer.err) == (0, "")
    assert "1 task is linked" in answer.out
    assert strange("units").code == 0
    assert strange("list", "--unit", "so-ct", "--as-of", "2024-05-27").code == 0


def test_adding_answers_in_json(strange):
    keys = {"name", "code", "new", "file", "diff", "applied", "linked"}
    asked = strange("units", "add", NAME, "--json")
    assert (asked.code, json.loads(asked.out)["applied"]) == (1, False)
    done = strange("units", "add", NAME, "--alias-of", "so-gd-dt", "--yes", "--json")
    answer = json.loads(done.out)
    assert (done.code, done.err, answer.keys()) == (0, "", keys)
    assert (answer["new"], answer["code"], answer["linked"]) == (False, "so-gd-dt", {"tasks": 1, "open": 1})


@pytest.mark.parametrize(
    "arguments",
    [
        ("Sở Nội vụ",),
        (NAME, "--code", "so-noi-vu"),
        (NAME, "--alias-of", "nobody"),
        (NAME, "--person", "an@x.vn"),
        (),
    ],
)
def test_wrong_calls_have_a_reason_and_a_remedy(run, arguments):
    answer = run("units", "add", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") >= 2


def test_the_example_settings_are_never_written(run, office):
    (office / "config.toml").unlink()
    answer = run("units", "add", NAME, "--yes")
    assert answer.code == 10
    assert answer.err.count("\n") == 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_names_the_subcommand(run, language):
    page = run("--lang", language, "units", "--help").out
    assert "add " in page
    assert "cli." not in page
    assert "cli." not in run("--lang", language, "units", "add", "--help").out
    assert run("units", "ad").code == 2

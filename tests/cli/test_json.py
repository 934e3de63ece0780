"""JSON answers: one document on stdout, nothing else there, with the promised keys."""

import json

import pytest

from tests.offices import PLAN

READING = {
    "phrase", "kind", "start", "due_on", "act_by", "time", "bound", "precision", "stated", "tentative",
    "open_ended", "occurrences", "data_windows", "rule", "steps", "turns", "provisional",
}  # fmt: skip
PROBLEM = {"key", "severity", "where", "words", "message", "remedy"}
LINE = {
    "id", "plan", "section", "ordinal", "title", "phrase", "kind", "start", "due_on", "act_by", "stated", "time",
    "tentative", "lead", "partners", "status", "standing", "days_left", "done_on", "evidence",
    "provisional", "data_from", "data_to",
}  # fmt: skip
DETAIL = LINE | {"plan_number", "rule", "due_version", "source", "history"}
IMPORT = {
    "plan", "number", "title", "year", "revision", "tasks", "added", "moved", "reworded", "withdrawn", "kept",
    "undated", "last_deadline", "past", "dry_run", "problems", "amended_by", "amended_on", "restored", "changes",
}  # fmt: skip
UNDO = {
    "plan", "number", "source", "imported_at", "imported_by", "revision", "back_to", "added", "restored", "moved",
    "reworded", "withdrawn", "kept", "changes", "dry_run",
}  # fmt: skip
STATUS = {
    "as_of", "until", "counts", "total", "units", "overdue", "coming", "undated", "problems", "letters",
}  # fmt: skip
EXPLAIN = {
    "history", "id", "words", "where", "rule", "rule_text", "rule_source", "steps", "due_on", "act_by", "calendar", "notices",
    "coming", "counted", "data", "provisional", "roll", "pause", "ladders",
}  # fmt: skip
LOAD = {
    "plan", "unit", "year", "over", "working_days", "provisional", "duties", "done", "per_working_day", "units", "weeks",
    "months", "elsewhere", "undated",
}  # fmt: skip
DAY = ("--as-of", "2024-05-27")
ANSWERS = [
    (("import", PLAN, "--yes"), IMPORT),
    (("status", *DAY), STATUS),
    (("list", *DAY), {"as_of", "obligations", "undated"}),
    (("show", "249-2024.15", *DAY), DETAIL),
    (("explain", "249-2024.15", *DAY), EXPLAIN),
    (("done", "249-2024.14", "--on", "2024-05-24"), {"id", "title", "status", "standing", "done_on", "evidence", "changed"}),
    (("load", "249-2024"), LOAD),
    (("simulate", "249-2024"), {"from", "to", "assume", "letters", "total", "by_recipient"}),
    (("outbox",), {"letters"}),
    (("feeds",), {"feeds"}),
    (("feeds", "create", "office"), {"feed"}),
    (("feeds", "create", "unit", "--all"), {"feeds"}),
    (("feeds", "export", "out"), {"written", "unchanged", "removed", "lost"}),
    (("review",), {"questions", "unread"}),
    (("undo", "--dry-run"), UNDO),
    (("regimes",), {"year", "provisional", "regimes"}),
    (("check",), {"day", "config", "channel", "problems"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "keys"), ANSWERS, ids=lambda part: part[0] if isinstance(part, tuple) else ""
)
def test_an_answer_is_one_document_with_its_keys(planned, arguments, keys):
    answer = planned(*arguments, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out).keys() == keys


def test_phrase_answers_as_promised(run):
    answer = json.loads(run("phrase", "báo cáo trước 31/5", "--year", "2024", "--json").out)
    (reading,) = answer["readings"]
    assert answer.keys() == {"text", "year", "readings", "masked", "problems"}
    assert reading.keys() == READING
    assert (reading["due_on"], reading["stated"], reading["bound"]) == ("2024-05-30", "2024-05-31", "before")


def test_a_time_is_written_with_hours_and_minutes(run):
    answer = json.loads(run("phrase", "lúc 08 giờ, ngày 28/7/2023 (thứ Hai)", "--json").out)
    assert answer["readings"][0]["time"] == "08:00"
    assert {frozenset(problem) for problem in answer["problems"]} == {frozenset(PROBLEM)}


def test_read_answers_as_promised(run):
    answer = json.loads(run("read", PLAN, "--json").out)
    assert answer["document"].keys() == {
        "number", "issued_on", "place", "type", "title", "issuer", "signer", "year",
    }  # fmt: skip
    assert len(answer["tasks"]) == 35
    assert answer["tasks"][0].keys() == {
        "section", "ordinal", "title", "lead", "partners", "time_phrase", "readings", "source",
    }  # fmt: skip
    assert answer["tasks"][0]["source"]["where"].startswith("line ")


def test_places_of_problems_need_no_file_and_have_a_remedy(run, office):
    (office / "draft.txt").write_text(
        "KẾ HOẠCH\nThử\n1. Sở Nội vụ báo cáo trước ngày 31/5/2024.\n", encoding="utf-8"
    )
    answer = run("--lang", "en", "read", "draft.txt", "--json")
    problems = json.loads(answer.out)["problems"]
    assert answer.code == 1
    assert all(problem.keys() == PROBLEM and problem["message"] and problem["remedy"] for problem in problems)
    assert not [problem for problem in problems if "draft.txt" in problem["where"]]

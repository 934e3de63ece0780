"""Rollover at the command line: it shows first, writes on demand, and stores nothing."""

import json

import pytest

YEAR = ("--year", "2025")


def test_the_preview_says_old_and_new_and_why(planned, office):
    answer = planned("--lang", "en", "rollover", "249-2024", *YEAR)
    assert (answer.code, answer.err) == (0, "")
    assert "Title: Triển khai công tác thi đua, khen thưởng năm 2025" in answer.out
    lines = {line.split()[0]: line for line in answer.out.splitlines() if "  " in line}
    assert all(words in lines["1"] for words in ("yearly", "31 January 2025", "24 January 2025"))
    assert "may be done once only" in lines["35"]
    assert "35 tasks: 0 recurring, 28 yearly, 7 to review." in answer.out
    assert "no file was written" in answer.out
    assert not list(office.glob("*.docx"))


def test_json_tells_everything(planned, office):
    answer = planned("rollover", "249-2024", *YEAR, "-o", "a.xlsx", "--json")
    told = json.loads(answer.out)
    assert (told["plan"], told["from_year"], told["year"], told["to_review"]) == ("249-2024", 2024, 2025, 7)
    assert (told["file"], told["provisional"], told["problems"]) == ("a.xlsx", False, [])
    first, last = told["tasks"][0], told["tasks"][-1]
    assert first["dates_before"] == [{"due_on": "2024-01-31", "act_by": "2024-01-31", "provisional": False}]
    assert first["dates"] == [{"due_on": "2025-01-31", "act_by": "2025-01-24", "provisional": False}]
    assert (first["time_before"], first["time"], first["reasons"]) == ("tháng 01", "tháng 01", [])
    assert last["fate"] == "review"
    assert last["reasons"][0]["key"] == "one-off"
    assert (office / "a.xlsx").stat().st_size > 0


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.xlsx"])
def test_a_draft_is_written_and_then_imported(planned, name):
    written = planned("--lang", "en", "rollover", "249-2024", "-o", name)
    assert (written.code, f"Draft written: {name}" in written.out) == (0, True)
    assert planned("read", name).code == 1  # number and date are still blank
    taken = planned("import", name, "--number", "301/KH-UBND", "--issued", "2024-12-20", "--yes", "--json")
    told = json.loads(taken.out)
    assert (told["plan"], told["tasks"], len(told["added"])) == ("301-2025", 35, 35)
    assert "document.is_draft" in {problem["key"] for problem in told["problems"]}


def test_a_file_that_stands_is_kept_without_yes(planned, office):
    (office / "a.txt").write_text("cũ")
    refused = planned("rollover", "249-2024", "-o", "a.txt")
    assert (refused.code, refused.out) == (2, "")
    assert "--yes" in refused.err
    assert (office / "a.txt").read_text() == "cũ"
    assert planned("rollover", "249-2024", "-o", "a.txt", "--yes").code == 0
    assert "DỰ THẢO" in (office / "a.txt").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    "wrong",
    [
        ("nothing",),
        ("249-2024", "--year", "2024"),
        ("249-2024", "--year", "soon"),
        ("249-2024", "-o", "a.pdf"),
        ("249-2024", "-o", "nowhere/a.txt"),
        ("249-2024", "-o", "."),
    ],
)
def test_what_does_not_fit_is_refused(planned, wrong):
    answer = planned("rollover", *wrong)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err

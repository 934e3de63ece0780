"""Wherever a date is shown both are, and one that rests on days off not announced says so."""

import json
import shutil

import pytest

from tests.offices import PLAN, ROOT, write_config

MARK = "(provisional)"
JUNE = "249-2024.15"
COUNTED = "trong 10 ngày làm việc kể từ ngày ban hành"
HEADS = ("Due", "Act by")


@pytest.fixture
def unannounced(planned, office):
    """An office to which the days off of the plan's year are known, but not announced."""
    shutil.copytree(ROOT / "calendars" / "days", office / "own" / "days")
    year = office / "own" / "days" / "vn-2024.toml"
    announced = year.read_text(encoding="utf-8")
    year.write_text(announced.replace('status = "confirmed"', 'status = "provisional"'), encoding="utf-8")
    write_config(office, calendars='"own"')
    return planned


def row(shown, duty=JUNE):
    """Return the line of a duty, its columns a blank apart."""
    return next(" ".join(line.split()) for line in shown.out.splitlines() if line.startswith(duty))


@pytest.mark.parametrize("question", [("status", "--as-of", "2024-05-27", "--days", "60"), ("list",)])
def test_lists_have_both_days_and_the_mark(planned, unannounced, question):
    shown = unannounced("--lang", "en", *question)
    assert all(head in shown.out for head in HEADS)
    assert f"30 June 2024 28 June 2024 {MARK}" in row(shown)


def test_nothing_is_marked_in_a_year_that_is_announced(planned):
    for question in (("list",), ("read", PLAN), ("simulate", "249-2024")):
        assert MARK not in planned("--lang", "en", *question).out
    assert not any(line["provisional"] for line in json.loads(planned("list", "--json").out)["obligations"])


def test_documents_and_previews_have_both_days_and_the_mark(unannounced):
    assert unannounced("calendar", "apply", "--yes").code == 0
    for shown in (
        unannounced("--lang", "en", "read", PLAN),
        unannounced("--lang", "en", "import", PLAN, "--dry-run"),
    ):
        assert all(head in shown.out for head in HEADS)
        assert f"30 June 2024 28 June 2024 {MARK}" in row(shown, "15 ")


def test_words_have_both_days_and_the_mark_for_what_was_counted(planned):
    known = planned("--lang", "en", "phrase", COUNTED, "--issued", "2024-06-03").out
    assert all(line in known for line in ("  Due: 17 June 2024\n", "  Act by: 17 June 2024\n"))
    unknown = planned("--lang", "en", "phrase", COUNTED, "--issued", "2028-06-05").out
    assert all(
        line in unknown for line in (f"  Due: 19 June 2028 {MARK}\n", f"  Act by: 19 June 2028 {MARK}\n")
    )
    turns = planned("--lang", "en", "phrase", "hằng quý", "--year", "2028").out
    assert f"due Friday, 30 June 2028; act by Friday, 30 June 2028 {MARK}" in turns
    assert f"due Sunday, 31 December 2028; act by Friday, 29 December 2028 {MARK}" in turns


def test_programs_get_both_days_and_the_mark(unannounced):
    def answer(*arguments):
        return json.loads(unannounced(*arguments, "--json").out)

    both = {"due_on": "2024-06-30", "act_by": "2024-06-28", "provisional": True}
    listed = next(line for line in answer("list")["obligations"] if line["id"] == JUNE)
    letters = answer("simulate", "249-2024", "--from", "2024-06-01", "--to", "2024-06-30")["letters"]
    written = next(item for letter in letters for item in letter["items"] if item["id"] == JUNE)
    (turn, *_) = answer("phrase", "báo cáo hằng quý", "--year", "2028")["readings"][0]["turns"]
    for found in (listed, written, answer("show", JUNE)):
        assert {key: found[key] for key in both} == both
    assert turn == {"due_on": "2028-03-31", "act_by": "2028-03-31", "provisional": True}


def test_letters_of_a_year_that_is_not_announced_have_the_mark(unannounced):
    span = ("--from", "2024-06-01", "--to", "2024-06-30")
    shown = unannounced("--lang", "en", "simulate", "249-2024", *span).out.splitlines()
    letters = [line for line in shown if "249-2024." in line]
    assert letters
    assert all(MARK in line for line in letters)
    told = json.loads(unannounced("simulate", "249-2024", *span, "--json").out)["letters"]
    assert all(letter["provisional"] for letter in told)


def test_every_line_of_a_draft_and_of_a_regime_has_the_mark(planned):
    drafted = planned("--lang", "en", "rollover", "249-2024", "--year", "2040").out
    assert f"31 January 2040 31 January 2040 {MARK}" in " ".join(drafted.split())
    regimes = planned("--lang", "en", "regimes", "--year", "2040").out
    assert f"25 May 2040 25 May 2040 {MARK}" in " ".join(regimes.split())
    dated = json.loads(planned("rollover", "249-2024", "--year", "2040", "--json").out)["tasks"]
    assert all(days["provisional"] for task in dated for days in task["dates"])
    (regime, *_) = json.loads(planned("regimes", "--year", "2040", "--json").out)["regimes"]
    assert all(report["provisional"] for report in regime["reports"])

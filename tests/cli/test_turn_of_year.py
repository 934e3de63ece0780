"""A date that rests on a year not announced says so, on whichever side of the New Year it falls."""

import json

import pytest

from tests.services.plans import write_plan

MARK = "(provisional)"
TASKS = (
    ("Nộp báo cáo", "Sở Nội vụ", "chậm nhất ngày 03/01/2028"),  # made up for by law, announced by nobody
    ("Gửi hồ sơ", "Sở Y tế", "chậm nhất 05 ngày làm việc trước ngày 06/01/2028"),
    ("Sơ kết", "Sở Tài chính", "chậm nhất ngày 30/12/2027"),
)
ROLLED, COUNTED, FIRM = "12-2027.01", "12-2027.02", "12-2027.03"


@pytest.fixture
def stored(run, office):
    plan = write_plan(office, TASKS, title="Công tác năm 2027", issued="21 tháng 12 năm 2026")
    run("import", plan, "--yes")
    return run


def lines(stored):
    shown = json.loads(stored("list", "--json").out)["obligations"]
    return {line["id"]: (line["due_on"], line["act_by"], line["provisional"]) for line in shown}


def test_both_ends_of_the_way_to_a_working_day_and_the_years_counted_through_are_asked(stored):
    assert lines(stored) == {
        ROLLED: ("2028-01-03", "2027-12-31", True),
        COUNTED: ("2027-12-29", "2027-12-29", True),
        FIRM: ("2027-12-30", "2027-12-30", False),
    }


@pytest.mark.parametrize(
    ("duty", "due_on"), [(ROLLED, "3 January 2028"), (COUNTED, f"29 December 2027 {MARK}")]
)
def test_the_mark_names_the_year_that_is_awaited(stored, duty, due_on):
    shown = stored("--lang", "en", "show", duty).out
    assert f"{due_on}\n" in shown
    assert "days off of 2028" in shown


def test_a_day_that_is_kept_asks_no_calendar(stored):
    assert stored("roll", "12-2027", "keep", "--basis", "Quy chế", "--yes").code == 0
    assert lines(stored) == {
        ROLLED: ("2028-01-03", "2028-01-03", False),
        COUNTED: ("2027-12-29", "2027-12-29", True),  # the days counted are still not known
        FIRM: ("2027-12-30", "2027-12-30", False),
    }


def test_check_counts_what_rests_on_the_year_that_is_awaited(stored):
    assert "2 duties have provisional dates: the days off of 2028" in stored("--lang", "en", "check").out


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("chậm nhất ngày 03/01/2028", {"due_on": "2028-01-03", "act_by": "2027-12-31", "provisional": True}),
        ("ngày làm việc đầu tiên của tháng 01/2028", {"due_on": "2028-01-04", "provisional": True}),
    ],
)
def test_words_say_so_before_anything_is_stored(run, words, days):
    (reading,) = json.loads(run("phrase", words, "--year", "2027", "--json").out)["readings"]
    assert {name: reading[name] for name in days} == days


def test_a_move_says_which_of_its_new_days_may_still_move(stored):
    stored("roll", "12-2027", "keep", "--basis", "Quy chế", "--yes")
    shown = stored("--lang", "en", "roll", "12-2027", "inherit", "--dry-run").out
    assert f"31 December 2027 {MARK}" in shown

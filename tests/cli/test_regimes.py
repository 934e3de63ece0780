"""tracker regimes, and what phrase and read say of periodic reports."""

import json

import pytest

from tests.offices import write_config
from tests.services.plans import write_plan
from tests.services.test_regimes import TASKS

WORDS = "báo cáo định kỳ hằng quý theo Nghị định 09/2019"
WINDOWS = [
    {"label": "2024-Q1", "from": "2023-12-15", "to": "2024-03-14"},
    {"label": "2024-Q2", "from": "2024-03-15", "to": "2024-06-14"},
    {"label": "2024-Q3", "from": "2024-06-15", "to": "2024-09-14"},
    {"label": "2024-Q4", "from": "2024-09-15", "to": "2024-12-14"},
]
DEADLINES = ["2024-03-25", "2024-06-25", "2024-09-25", "2024-12-25"]


def test_phrase_tells_the_data_and_the_deadline_of_every_period(run):
    (reading,) = json.loads(run("phrase", WORDS, "--year", "2024", "--json").out)["readings"]
    assert reading["data_windows"] == WINDOWS
    assert reading["occurrences"] == DEADLINES
    told = run("phrase", WORDS, "--year", "2024").out
    assert all(day in told for day in ("25/3/2024", "15/12/2023", "14/3/2024", "Điều 12", "Điều 13"))


def test_other_readings_have_no_data(run):
    (reading,) = json.loads(run("phrase", "trước ngày 31/5", "--year", "2024", "--json").out)["readings"]
    assert reading["data_windows"] == []


def test_read_finds_the_regime_in_the_words_of_the_task(run, office):
    answer = run("read", write_plan(office, TASKS), "--json")
    first, second, third, fourth = (task["readings"][0] for task in json.loads(answer.out)["tasks"])
    assert first["data_windows"] == second["data_windows"] == WINDOWS
    assert third["data_windows"] == fourth["data_windows"] == []
    assert first["occurrences"] == DEADLINES


def test_regimes_lists_every_report_of_the_year(run):
    answer = run("regimes", "--year", "2024")
    assert (answer.code, answer.err) == (0, "")
    assert all(
        words in answer.out for words in ("nd-09-2019.toml", "2024-Q1", "15/12/2023 - 14/3/2024", "Khánh Hòa")
    )
    found = json.loads(run("regimes", "--year", "2024", "--json").out)
    (regime,) = found["regimes"]
    assert (found["year"], found["provisional"], regime["id"], len(regime["reports"])) == (
        2024,
        False,
        "nd-09-2019",
        20,
    )
    may = next(report for report in regime["reports"] if report["label"] == "2024-05")
    assert (may["due_on"], may["act_by"]) == ("2024-05-25", "2024-05-24")


def test_a_year_that_is_not_announced_is_provisional(run):
    assert "2040" in run("--lang", "en", "regimes", "--year", "2040").out.splitlines()[-1]
    assert json.loads(run("regimes", "--year", "2040", "--json").out)["provisional"]


@pytest.fixture
def own(office):
    """The folder of regimes of an office that keeps calendars of its own."""
    days, folder = office / "calendars" / "days", office / "calendars" / "regimes"
    days.mkdir(parents=True)
    (days / "own.toml").write_text("# none", encoding="utf-8")
    folder.mkdir()
    write_config(office, calendars='"calendars"')
    return folder


@pytest.mark.parametrize("command", [("regimes",), ("phrase", WORDS)])
def test_a_broken_regime_stops_with_every_problem(run, own, command):
    (own / "own.toml").write_text('id = "own"\nextends = "none"\n', encoding="utf-8")
    answer = run("--lang", "en", *command)
    assert answer.code == 11
    assert all(words in answer.err for words in ("own.toml", "basis", "extends"))


def test_without_regimes_it_says_so(run, own):
    answer = run("--lang", "en", "regimes")
    assert answer.code == 0
    assert "no regimes" in answer.out


def test_lists_and_show_tell_the_data_of_a_report(run, office):
    assert run("import", write_plan(office, TASKS), "--yes").code == 1  # not every task is dated
    listed = json.loads(run("list", "--json", "--as-of", "2024-03-01").out)["obligations"]
    coming = json.loads(run("status", "--json", "--as-of", "2024-06-01", "--days", "60").out)["coming"]
    shown = json.loads(run("show", "12-2024.01.2024-Q2", "--json").out)
    same = [found for found in (*listed, *coming, shown) if found["id"] == "12-2024.01.2024-Q2"]
    assert [(one["data_from"], one["data_to"]) for one in same] == [("2024-03-15", "2024-06-14")] * 3
    assert {one["data_from"] for one in listed if one["id"].startswith("12-2024.03")} == {None}

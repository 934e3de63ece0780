"""tracker calendar: what it shows, explains, checks and writes."""

import json
from io import StringIO
from shutil import copytree

import pytest

from tests.offices import ROOT, write_config

SWAP = ("calendar", "add-swap", "--off", "2027-09-06", "--work", "2027-08-28", "--basis", "Công văn 12")


@pytest.fixture
def files(office):
    """The folder of the office's own calendar files."""
    copytree(ROOT / "calendars", office / "calendars")
    write_config(office, calendars='"calendars"')
    return office / "calendars" / "days"


def test_a_year_fits_eighty_columns_and_marks_its_days_without_colour(run):
    answer = run("calendar", "show", 2026)
    assert answer.code == 0
    grid, reasons = answer.out.split("Lý do\n", 1)
    assert max(map(len, grid.splitlines())) <= 80
    assert "\x1b" not in answer.out
    assert not any(line.endswith(" ") for line in answer.out.splitlines())
    assert " 5  6  7  8  9 10+11     2  3" in grid
    assert "26*" in grid
    assert "Tháng 2 (15)" in grid
    assert "12729/VPCP-KGVX" in reasons
    assert "16–20/2 " in reasons


@pytest.mark.parametrize(("columns", "across"), [("40", 1), ("60", 2), ("80", 3), ("120", 4)])
def test_as_many_months_stand_side_by_side_as_fit(run, monkeypatch, columns, across):
    monkeypatch.setenv("COLUMNS", columns)
    lines = run("--lang", "en", "calendar", "show", 2026).out.splitlines()
    assert next(line.count("(") for line in lines if "January" in line) == across


def test_a_year_that_is_not_announced_says_so_loudly(run):
    answer = run("calendar", "show", 2028)
    assert "TẠM TÍNH" in answer.out
    assert "24?25?26?27?28?" in answer.out
    assert "*" not in answer.out


def test_a_year_in_json(run):
    answer = json.loads(run("calendar", "show", 2026, "--json").out)
    assert answer.keys() == {"year", "provisional", "working_days", "months", "days"}
    assert (answer["working_days"], sum(answer["months"])) == (249, 249)
    (worked,) = [day for day in answer["days"] if day["on"] == "2026-01-10"]
    assert worked == {
        "on": "2026-01-10", "kind": "swapped-work", "working": True, "names": {}, "counterpart": "2026-01-02",
        "basis": "Văn bản 12729/VPCP-KGVX ngày 25/12/2025", "decided_on": "2025-12-25",
        "source": "vn-2026.toml: swap[0]", "proposed": False,
    }  # fmt: skip


def test_a_day_is_explained(run):
    answer = run("calendar", "explain", "2026-01-10")
    assert answer.code == 0
    for words in (
        "ngày làm bù",
        "2/1/2026",
        "12729/VPCP-KGVX",
        "25/12/2025",
        "vn-2026.toml: swap[0]",
        "22/11",
    ):
        assert words in answer.out
    shape = json.loads(run("calendar", "explain", "2026-02-16", "--json").out)
    assert shape["overrides"] == ["vn.toml: lunar[0]"]
    assert shape["lunar"] == {"day": 29, "month": 12, "year": 2025, "is_leap": False}
    assert run("calendar", "explain", "2026-02-30").code == 2


def test_sound_files_are_listed(run):
    answer = run("calendar", "check")
    assert answer.code == 0
    assert "vn-2027.toml" in answer.out
    assert json.loads(run("calendar", "check", "--json").out)["next_provisional_year"] == 2028


def test_a_year_that_is_no_number_is_told_in_words(run):
    answer = run("--lang", "vi", "calendar", "show", "hai nghìn")
    assert answer.code == 2
    assert "không phải là số nguyên" in answer.err
    assert "integer" not in answer.err


def test_nothing_is_said_to_be_by_law_where_no_file_holds_the_law(run, files):
    assert "2028: tạm tính theo luật" in run("calendar", "check").out
    (files / "vn.toml").unlink()
    for file in files.glob("*.toml"):
        file.write_text(file.read_text("utf-8").replace('extends = "vn"\n', ""), "utf-8")
    told = run("calendar", "check").out
    assert "theo luật," not in told
    assert "2028: tạm tính, chưa biết ngày lễ nào" in told


def test_flaws_are_told_at_once_with_file_and_key(run, files):
    (files / "office.toml").write_text('[calendar]\nextends = "none"\n[[swap]]\noff = 2026-02-16', "utf-8")
    answer = run("calendar", "check")
    assert answer.code == 11
    for words in ("office.toml", "calendar.extends", "swap[0].work", "swap[0].basis"):
        assert words in answer.err
    told = run("calendar", "check", "--json")
    assert told.code == 11
    assert {problem["where"] for problem in json.loads(told.out)["problems"]} >= {"calendar.extends"}


def test_a_swap_is_shown_asked_for_and_written(run, files, monkeypatch):
    before = (files / "vn-2027.toml").read_bytes()
    assert run(*SWAP, "--dry-run").code == 0
    monkeypatch.setattr("sys.stdin", StringIO("k\n"))
    refused = run(*SWAP)
    assert (refused.code, (files / "vn-2027.toml").read_bytes()) == (1, before)
    assert "+off = 2027-09-06" in refused.out
    monkeypatch.setattr("sys.stdin", StringIO(""))
    assert run(*SWAP).code == 2
    assert (files / "vn-2027.toml").read_bytes() == before
    done = run(*SWAP, "--yes")
    assert done.code == 0
    assert "tracker calendar apply" in done.out
    assert (files / "vn-2027.toml").read_bytes().startswith(before)
    assert run(*SWAP, "--yes").code == 11


def test_a_swap_in_json_writes_only_with_yes(run, files):
    shape = json.loads(run(*SWAP, "--json").out)
    assert (shape["applied"], shape["new"], shape["provisional_years"]) == (False, False, [])
    assert json.loads(run(*SWAP, "--json", "--yes").out)["applied"]
    assert b"2027-09-06" in (files / "vn-2027.toml").read_bytes()


def test_a_swap_without_a_basis_is_wrong_usage(run):
    assert run(*SWAP[:-2]).code == 2
    assert run(*SWAP[:-1], " ", "--yes").code == 2


def test_the_files_of_the_program_itself_are_left_alone(run, office):
    (office / "config.toml").unlink()
    answer = run(*SWAP, "--dry-run")
    assert answer.code == 11
    assert "calendars" in answer.err


def test_a_year_is_proposed_on_stdout_or_into_a_new_file(run, files):
    printed = run("calendar", "propose", 2028)
    assert printed.code == 0
    assert printed.out.startswith("# DỰ KIẾN")
    assert 'status = "provisional"' in printed.out
    target = files / "vn-2028.toml"
    assert run("calendar", "propose", 2028, "-o", target).code == 0
    assert target.read_text("utf-8") == printed.out
    assert run("calendar", "propose", 2028, "-o", target).code == 2
    assert run("calendar", "check").code == 0
    assert run("calendar", "propose", 2026).code == 2

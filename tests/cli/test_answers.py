"""What a person reads: days, places and counts in words, nothing raw."""

import json
import re

import pytest

from tests.offices import LAN, PLAN, open_office
from tests.store import samples
from tracker.store.notices import insert_notices

DAY = ("--as-of", "2024-05-27")
RAW_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
KEY = re.compile(r"\b(?:cli|step|rule|notice|standing|problem|error|place|kind)\.[a-z]")


def test_status_counts_four_ways_and_names_what_is_late(planned):
    shown = planned("--lang", "en", "status", *DAY)
    assert shown.code == 0
    assert "In term 24 · Overdue 11 · Total 35" in shown.out
    assert "Overdue (11)" in shown.out


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("status", *DAY),
        ("show", "249-2024.15", *DAY),
        ("explain", "249-2024.15", *DAY),
        ("phrase", "trước ngày 31/5", "--year", "2024"),
        ("phrase", "ngày 20 hằng tháng", "--year", "2024"),
        ("read", PLAN),
    ],
    ids=lambda part: part[0],
)
def test_people_read_no_raw_days_and_no_keys(planned, arguments, language):
    shown = planned("--lang", language, *arguments)
    assert not RAW_DAY.search(shown.out)
    assert not KEY.search(shown.out)


def test_explain_names_for_which_unit_and_in_whose_place_somebody_was_told(planned, office):
    app = open_office(office)
    with app.store.write() as session:
        told = {"recipient": LAN, "unit": "Ban Tuyên giáo Thành ủy", "instead": "on-leave"}
        insert_notices(session, [samples.notice("249-2024.14", **told)])
    app.close()
    shown = planned("--lang", "en", "explain", "249-2024.14").out
    assert f"{LAN} (Ban Tuyên giáo Thành ủy; in place: away)" in shown
    notices = json.loads(planned("explain", "249-2024.14", "--json").out)["notices"]
    assert ("Ban Tuyên giáo Thành ủy", "on-leave") in {(one["unit"], one["instead"]) for one in notices}


def test_a_place_is_said_in_the_readers_language(planned):
    assert "dòng 3" in planned("--lang", "vi", "show", "249-2024.15", *DAY).out
    assert "line 3" in planned("--lang", "en", "show", "249-2024.15", *DAY).out


def test_search_needs_no_marks_and_nothing_found_is_said(planned):
    assert "249-2024.15" in planned("list", "--search", "bao cao so ket").out
    nothing = planned("--lang", "en", "list", "--search", "zzz")
    assert nothing.out == "0 duties\n"


def test_done_is_told_once_and_taken_back(planned):
    done = ("--lang", "en", "done", "249-2024.14", "--on", "2024-05-24")
    assert "Recorded as done on Friday, 24 May 2024: On time." in planned(*done).out
    assert "Nothing changed" in planned(*done).out
    assert "open" in planned("--lang", "en", "reopen", "249-2024.14").out


def test_an_import_that_changes_nothing_says_so_and_a_past_plan_names_the_way_on(run):
    assert "35 added" in run("--lang", "en", "import", PLAN, "--yes").out
    again = run("--lang", "en", "import", PLAN, "--yes").out
    assert "nothing changed" in again
    assert "tracker simulate 249-2024" in again


def test_progress_is_not_drawn_into_a_pipe(planned):
    assert planned("simulate", "249-2024").err == ""

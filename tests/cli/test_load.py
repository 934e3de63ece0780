"""The load on a screen: a table, bars, and what is too much said without colours too."""

import json

import pytest

from tests.cli.conftest import COLOUR
from tracker.cli.bars import bar

PARTS = ("unit", "week", "month")


@pytest.mark.parametrize(
    ("size", "most", "cells", "drawn"),
    [
        (0, 0, 8, ""),
        (0, 5, 8, ""),
        (3, 5, 8, "███"),
        (8, 8, 8, "████████"),
        (1, 16, 8, "▌"),
        (3, 16, 8, "█▌"),
        (1, 1000, 8, "▌"),
        (1000, 1000, 8, "████████"),
    ],
)
def test_a_bar_is_as_long_as_its_number_and_never_nothing_for_some(size, most, cells, drawn):
    assert bar(size, most, cells) == drawn


def test_whom_and_when_are_shown_at_once(planned):
    shown = planned("load", "249-2024")
    lines = shown.out.splitlines()
    assert (shown.code, shown.err) == (0, "")
    assert lines[1] == "35 việc: 35 chưa xong, 0 đã xong. Số ngày làm việc trong năm: 251."
    assert any(line.startswith("Ban Tuyên giáo") and line.endswith("▌") for line in lines)
    (december,) = (line for line in lines if line.startswith("12 "))
    assert december.split() == ["12", "22", "8", "0", "0,36", "1", "(2025)", "!", "████████"]


def test_weeks_have_their_days_and_a_sign_where_they_are_too_full(planned):
    lines = planned("--lang", "en", "load", "249-2024", "--by", "week", "--over", "3").out.splitlines()
    (february,) = (line for line in lines if line.startswith("9 "))
    assert february.split() == ["9", "26", "February", "2024", "5", "5", "0", "1.00", "!", "█████"]
    (tet,) = (line for line in lines if line.startswith("7 "))
    assert tet.split() == ["7", "12", "February", "2024", "2", "0", "0", "0.00"]
    assert sum(" ! " in line for line in lines) == 4


def test_a_year_without_announced_days_off_is_said_to_be_provisional(planned):
    assert "tạm tính" in planned("load", "--year", "2028").out
    assert "tạm tính" not in planned("load", "--year", "2024").out.lower()


def test_an_empty_year_names_where_the_duties_are(planned):
    shown = planned("--lang", "en", "load", "--year", "2023").out
    assert "0 duties" in shown
    assert "35 more duties in 2024. See them with --year 2024." in shown


def test_programs_get_every_part(planned):
    answer = json.loads(planned("load", "249-2024", "--json").out)
    assert (answer["plan"], answer["year"], answer["over"], answer["duties"]) == ("249-2024", 2024, 5, 35)
    assert answer["weeks"][-1] == {
        "week": "2025-W01", "first": "2024-12-30", "last": "2025-01-05", "working_days": 4, "provisional": False,
        "duties": 8, "done": 0, "per_working_day": 2.0, "over": True,
    }  # fmt: skip
    assert answer["months"][11]["overloaded"] == ["2025-W01"]


def test_an_unknown_plan_names_those_that_are(planned):
    shown = planned("--lang", "en", "load", "294-2024")
    assert (shown.code, shown.out) == (2, "")
    assert "249-2024" in shown.err


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_eighty_columns_are_enough_and_what_is_too_much_is_red(screen, part, language):
    shown = screen(80, "--lang", language, "load", "249-2024", "--by", part)
    assert "\x1b[31m" in shown
    assert max(map(len, COLOUR.sub("", shown).splitlines())) <= 80

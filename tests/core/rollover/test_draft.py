"""The head of a draft: its title, its blank number, and the year that it may print."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.core.plan import Head
from tracker.core.rollover.draft import draft_of
from tracker.core.rollover.reasons import Why

HEAD = Head(
    "249/KH-UBND", date(2023, 12, 21), "Cần Thơ", "Kế hoạch", "Công tác năm 2024", "UBND xã", year=2024
)


@pytest.mark.parametrize(
    ("number", "symbol"),
    [
        ("249/KH-UBND", "/KH-UBND"),
        ("12/2024/QĐ-UBND", "/QĐ-UBND"),
        ("15-KH/TU", "-KH/TU"),
        ("08a/CTr-PNV", "/CTr-PNV"),
        ("", ""),
    ],
)
def test_the_number_is_left_blank_before_its_symbol(over, number, symbol):
    assert draft_of(replace(HEAD, number=number), (), over).symbol == symbol


@pytest.mark.parametrize(
    ("title", "after", "dated"),
    [
        ("Công tác năm 2024", "Công tác năm 2025", 2024),
        ("Công tác quý I năm 2024", "Công tác quý I năm 2025", 2024),
        ("Phát triển giai đoạn 2021 - 2025", "Phát triển giai đoạn 2021 - 2025", None),
        ("Chuyển đổi số đến năm 2025", "Chuyển đổi số đến năm 2025", None),
        ("Phòng, chống thiên tai", "Phòng, chống thiên tai", None),
    ],
)
def test_the_year_is_printed_where_no_reader_takes_it_for_the_plans(over, title, after, dated):
    draft = draft_of(replace(HEAD, title=title), (), over)
    assert (draft.title, draft.dated) == (after, dated)
    assert (Why.NO_YEAR in {one.why for one in draft.reasons}) == (dated is None)


def test_ordinals_of_a_table_stay_and_others_are_counted(over, carried):
    tasks = [replace(carried(), task=replace(carried().task, ordinal=mark)) for mark in ("1", "3", "IV.1.a")]
    assert draft_of(HEAD, tasks[:2], over).ordinals == ("1", "3")
    assert draft_of(HEAD, tasks, over).ordinals == ("1", "2", "3")

"""Which entries a feed shows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.directory import Directory, Person, Unit
from tracker.core.selection import (
    ALL,
    ALWAYS,
    FeedKind,
    Range,
    Selection,
    entry_tags,
    feed_range,
    feed_tags,
    month_of,
    month_on,
    quarter_of,
    range_of,
)

LAN, MINH = Person("Lan", "Lan@example.vn"), Person("Minh", "minh@example.vn")
DIRECTORY = Directory(
    (
        Unit("so-noi-vu", "Sở Nội vụ", people=(LAN,), heads=(MINH,)),
        Unit("so-y-te", "Sở Y tế", people=(LAN,)),
        Unit("cong-an", "Công an"),
    ),
    coordinator=Person("Nam", "nam@example.vn"),
)


@pytest.mark.parametrize(
    ("kind", "subject", "partners", "tags"),
    [
        ("office", "", False, {ALL}),
        ("quarter", "2024-Q1", False, {ALL}),
        ("unit", "so-y-te", False, {"lead:so-y-te"}),
        ("unit", "so-y-te", True, {"lead:so-y-te", "partner:so-y-te"}),
        ("person", "lan@example.vn", False, {"lead:so-noi-vu", "lead:so-y-te"}),
        ("person", "minh@example.vn", True, {"lead:so-noi-vu", "partner:so-noi-vu"}),
        ("person", "gone@example.vn", False, set()),
        ("plan", "249-2024", False, {"plan:249-2024"}),
        ("overdue", "", False, {"overdue"}),
        ("overdue", "so-y-te", False, {"overdue:so-y-te"}),
    ],
)
def test_a_feed_asks_for_tags(kind, subject, partners, tags):
    assert set(feed_tags(FeedKind(kind), subject, DIRECTORY, partners=partners)) == tags


def test_an_entry_carries_its_plan_its_units_and_whether_it_is_late():
    assert entry_tags("249-2024", {"a", "b"}, {"c"}, overdue=False) == {
        "plan:249-2024",
        "lead:a",
        "lead:b",
        "partner:c",
    }
    assert entry_tags("249-2024", {"a"}, (), overdue=True) == {
        "plan:249-2024",
        "lead:a",
        "overdue",
        "overdue:a",
    }


def test_nobody_carries_the_mark_of_all():
    assert ALL not in entry_tags("p", {"a"}, {"b"}, overdue=True)


@pytest.mark.parametrize(
    ("kind", "today", "first", "end"),
    [
        ("office", date(2024, 5, 27), "20240101", "20250828"),
        ("unit", date(2024, 2, 29), "20231129", "20250530"),
        ("person", date(2024, 12, 31), "20240101", "20260401"),
        ("overdue", date(2024, 5, 27), *ALWAYS),
        ("plan", date(2024, 5, 27), *ALWAYS),
    ],
)
def test_calendars_show_the_days_around_today(kind, today, first, end):
    assert feed_range(FeedKind(kind), "x", today) == Range(first, end)


def test_a_quarter_shows_its_own_days():
    assert feed_range(FeedKind.QUARTER, "2023-Q4", date(2026, 1, 1)) == Range("20231001", "20240101")


@pytest.mark.parametrize(
    ("period", "first", "end"),
    [
        ("2024-Q1", "20240101", "20240401"),
        ("2024-Q4", "20241001", "20250101"),
        ("2024-05", "20240501", "20240601"),
        ("2024-12", "20241201", "20250101"),
        ("2024", "20240101", "20250101"),
    ],
)
def test_periods_have_bounds(period, first, end):
    assert range_of(period) == Range(first, end)


@given(st.dates(date(1900, 1, 1), date(9000, 1, 1)), st.sampled_from(["", "T073000"]))
def test_every_start_lies_in_its_month_and_quarter(day, hour):
    starts = f"{day:%Y%m%d}{hour}"
    month, quarter = range_of(month_of(starts)), range_of(quarter_of(month_of(starts)))
    assert month.first <= starts < month.end
    assert quarter.holds(month)
    assert month_of(starts) == month_on(day)


def test_a_selection_meets_what_it_may_hold():
    selection = Selection(("lead:a",), Range("20240201", "20240630"))
    assert selection.meets({"lead:a", "plan:p"}, "2024-02")
    assert selection.meets({"lead:a"}, "2024-06")
    assert not selection.meets({"lead:a"}, "2024-07")
    assert not selection.meets({"lead:b"}, "2024-02")
    assert Selection((ALL,), ALWAYS).meets(set(), "1999-12")

"""Which letter leaves first, and until when it is worth sending."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tracker.core.delivery import Item, Letter
from tracker.core.directory import Person
from tracker.core.expiry import Patience, expires_at, priority_of
from tracker.core.notices import NoticeKind, NoticeReason, Rung
from tracker.core.obligation import Dates, Obligation
from tracker.core.phrases.reading import Kind
from tracker.core.weekly import Week

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PATIENCE = Patience(time(7, 30), ZONE, give_up=timedelta(days=5), weekly=timedelta(days=2))
DAY = date(2024, 5, 27)
NOW = datetime(2024, 5, 27, 7, 31, tzinfo=ZONE)
START, LEAD, LAST, OVERDUE, ESCALATION, MOVED, CLOSED = NoticeKind


def item(kind, due_on=date(2024, 5, 31), name="p.01", level=0):
    dates = Dates(Kind.DUE, due_on, due_on)
    duty = Obligation(name, "p", 1, "", "t", "w", dates, "r")
    return Item(duty, Rung(kind, 0, level, DAY), NoticeReason.SLOT, "A")


def letter(*items):
    return Letter(Person("lan", "lan@x.vn"), DAY, items)


@pytest.mark.parametrize(
    ("one", "next_on", "expected"),
    [
        (item(LEAD), date(2024, 5, 29), datetime(2024, 5, 29, 7, 30, tzinfo=ZONE)),
        (item(START), date(2024, 6, 20), datetime(2024, 6, 1, tzinfo=ZONE)),
        (item(LEAD), None, datetime(2024, 6, 1, tzinfo=ZONE)),
        (item(LAST, DAY), date(2024, 5, 28), datetime(2024, 5, 28, tzinfo=ZONE)),
        (item(LAST, date(2024, 5, 24)), date(2024, 5, 28), NOW + timedelta(days=5)),  # caught up with, late
        (item(OVERDUE, date(2024, 5, 24)), date(2024, 5, 28), NOW + timedelta(days=5)),
        (item(ESCALATION, date(2024, 5, 24), level=1), None, NOW + timedelta(days=5)),
        (item(MOVED), None, NOW + timedelta(days=5)),
        (item(CLOSED), None, NOW + timedelta(days=5)),
    ],
)
def test_a_letter_ends_when_nobody_needs_to_hear_it(one, next_on, expected):
    assert expires_at(letter(one), {"p.01": next_on}, NOW, PATIENCE) == expected


def test_the_line_that_lasts_longest_counts():
    both = letter(item(LEAD), item(OVERDUE, date(2024, 5, 24), "p.02"))
    assert expires_at(both, {"p.01": date(2024, 5, 29)}, NOW, PATIENCE) == NOW + timedelta(days=5)


def test_the_week_alone_ends_sooner():
    week = Week(DAY, (), 0, 0, 0)
    assert expires_at(replace(letter(), week=week), {}, NOW, PATIENCE) == NOW + timedelta(days=2)


def test_the_week_outlasts_a_reminder_beside_it():
    both = replace(letter(item(LAST, DAY)), week=Week(DAY, (), 0, 0, 0))
    assert expires_at(both, {}, NOW, PATIENCE) == NOW + timedelta(days=2)


@pytest.mark.parametrize(
    ("items", "priority"),
    [
        ([item(LEAD), item(MOVED)], 1),
        ([], 1),
        ([item(LEAD), item(LAST, DAY, "p.02")], 0),
        ([item(OVERDUE, date(2024, 5, 24))], 0),
        ([item(CLOSED, date(2024, 5, 24))], 1),
        ([item(ESCALATION, date(2024, 5, 24), level=1)], 0),
    ],
)
def test_what_is_pressing_leaves_first(items, priority):
    assert priority_of(letter(*items)) == priority

"""A date keeps its label when dates beside it come or go."""

from datetime import date

import pytest

from tracker.core.expansion import Draft
from tracker.core.labels import keep_labels
from tracker.core.obligation import Dates
from tracker.core.phrases.reading import Kind

JUNE, JULY, DECEMBER = date(2024, 6, 14), date(2024, 7, 14), date(2024, 12, 14)


def drafts(*days):
    return [
        Draft("" if n == 1 else str(n), "w", "B1", (), Dates(Kind.DUE, day, day))
        for n, day in enumerate(days, 1)
    ]


@pytest.mark.parametrize(
    ("live", "days", "labels"),
    [
        ({"": JUNE, "2": DECEMBER}, (DECEMBER,), ["2"]),  # the first was dropped
        (
            {"": JUNE, "2": DECEMBER},
            (date(2024, 5, 31), JUNE, DECEMBER),
            ["3", "", "2"],
        ),  # one was put before
        ({"": JUNE}, (JULY,), [""]),  # moved
        ({"": JUNE, "2": DECEMBER}, (JULY, DECEMBER), ["", "2"]),  # the first was moved
        ({"": JUNE, "2": JULY}, (DECEMBER,), ["3"]),  # who knows which: neither
        ({}, (JUNE, DECEMBER), ["", "2"]),
    ],
)
def test_days_keep_their_labels(live, days, labels):
    assert [draft.label for draft in keep_labels(drafts(*days), live, {})] == labels


def test_a_day_that_comes_back_takes_its_label_again():
    assert [draft.label for draft in keep_labels(drafts(JUNE, DECEMBER), {"2": DECEMBER}, {"": JUNE})] == [
        "",
        "2",
    ]


def test_periods_stay_as_they_are():
    turn = Draft("2024-06", "w", "R1", (), Dates(Kind.RECURRING, JUNE, JUNE))
    assert keep_labels([turn], {"2024-05": JULY}, {}) == [turn]


@pytest.mark.parametrize(
    ("days", "labels"),
    [((date(2024, 5, 31),), [""]), ((JULY, date(2024, 5, 31)), ["2", ""]), ((DECEMBER,) * 3, ["", "2", "3"])],
)
def test_dates_of_a_task_that_had_none_left_are_those_that_it_lost(days, labels):
    kept = keep_labels(drafts(*days), {}, {"": JUNE, "2": JULY})
    assert [draft.label for draft in kept] == labels

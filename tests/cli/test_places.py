"""A place that was stored as text is read back, and said in the reader's language."""

import pytest

from tracker.errors import Place
from tracker.i18n import translator
from tracker.i18n.places import place_text


@pytest.mark.parametrize(
    "place",
    [
        Place(),
        Place(line=34),
        Place(table=2, row=11),
        Place(file="a, line b.txt", line=3),
        Place(file="plan.xlsx", sheet="Q1, Q2", row=4),
        Place(file="config.toml", key="office.name"),
    ],
    ids=str,
)
def test_a_place_survives_its_text(place):
    assert Place.parse(str(place)) == place


def test_what_is_no_place_is_none():
    assert Place.parse("somewhere") == Place()


def test_a_stored_place_is_said_in_words():
    assert place_text(Place.parse("table 2, row 11"), translator("vi")) == "bảng 2, hàng 11"

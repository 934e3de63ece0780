"""Places in words."""

from tracker.errors import Place
from tracker.i18n import translator
from tracker.i18n.places import place_text


def test_place_runs_from_wide_to_narrow():
    place = Place(file="plan.xlsx", sheet="Q1", row=14)
    assert place_text(place, translator("vi")) == "tệp plan.xlsx, trang tính Q1, hàng 14"
    assert place_text(place, translator("en")) == "file plan.xlsx, sheet Q1, row 14"


def test_unknown_place_has_no_words():
    assert place_text(Place(), translator("vi")) == ""


def test_braces_in_a_file_name_are_only_letters():
    assert place_text(Place(file="{value}{0}"), translator("en")) == "file {value}{0}"

"""A solar day beside a lunar one falls where the moon puts it, in any year."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.rollover.test_years import turned
from tracker.core.lunar import solar_day
from tracker.core.rollover.moons import lunar_of
from tracker.core.rollover.reasons import Why

#: A cell of 2024 → of 2025: Tết is 10/02/2024 and 29/01/2025, Giỗ Tổ 18/4/2024 and 07/4/2025.
CASES = {
    "10/3 âm lịch (18/4/2024)": "10/3 âm lịch (07/4/2025)",
    "ngày 18/4/2024 (nhằm ngày 10/3 âm lịch)": "ngày 07/4/2025 (nhằm ngày 10/3 âm lịch)",
    "Giỗ Tổ Hùng Vương (10/3 âm lịch, tức ngày 18/4/2024)": (
        "Giỗ Tổ Hùng Vương (10/3 âm lịch, tức ngày 07/4/2025)"
    ),
    "trước ngày 10/3 âm lịch (18/4)": "trước ngày 10/3 âm lịch (07/4)",
    "Rằm tháng Giêng (24/02/2024)": "Rằm tháng Giêng (12/02/2025)",
    "mùng 6 Tết (15/02/2024)": "mùng 6 Tết (03/02/2025)",
    "10 tháng 3 âm lịch (ngày 18 tháng 4 năm 2024)": "10 tháng 3 âm lịch (ngày 07 tháng 4 năm 2025)",
}


@pytest.mark.parametrize(("text", "after"), CASES.items())
def test_the_solar_day_is_computed_anew_and_told(text, after):
    found = turned(text, in_cell=True)
    assert (found.text, [one.why for one in found.reasons]) == (after, [Why.LUNAR])


@pytest.mark.parametrize("text", ["10/3 âm lịch", "trước Tết Nguyên đán", "Rằm tháng Giêng"])
def test_lunar_words_alone_stay(text):
    assert turned(text, in_cell=True) == (text, ())


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 50 * 365))
def test_every_solar_day_has_the_lunar_one_that_falls_on_it(days):
    day = date(2000, 1, 1) + timedelta(days=days)
    found = lunar_of(day)
    assert found is not None
    assert solar_day(found) == day

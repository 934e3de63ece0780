"""By what names texts know a regime, and how its days are counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.names import key
from tracker.core.periods import Period, label_of
from tracker.core.regimes import DayRule, DaysAfter, Regime, Rule, is_vague, report_of
from tracker.core.workcalendar import Holiday, WorkCalendar

NAMES = ("Nghị định 09/2019/NĐ-CP", "Quy chế báo cáo của Sở")
REGIME = Regime("base", NAMES[0], NAMES, "Điều 1", {})


@pytest.mark.parametrize(
    "words",
    [
        "theo Nghị định 09/2019",
        "theo Nghị định số 09/2019/NĐ-CP ngày 24/01/2019 của Chính phủ",
        "NGHỊ ĐỊNH SỐ: 09/2019/NĐ-CP",
        "nghị định 9 / 2019 / NĐ – CP",
        "Nghị định\n09/2019/NĐCP",
        "NĐ 09/2019",
        "NĐ số 09/2019, gửi Sở Nội vụ",
        "các Nghị định số 61/2018/NĐ-CP, 09/2019/NĐ-CP",
        "theo quy chế báo cáo của sở.",
    ],
)
def test_a_text_names_a_regime_in_any_spelling(words):
    assert REGIME.is_named_in(key(words))


@pytest.mark.parametrize(
    "words",
    [
        "theo 09/2019",
        "tháng 09/2019",
        "ngày 25/09/2019",
        "Quyết định 09/2019",
        "Nghị định 109/2019/NĐ-CP",
        "Nghị định 09/20190",
        "Nghị định 09/2019/QH14",
        "Nghị định 09/2018/NĐ-CP",
        "quy chế báo cáo của sởi",
    ],
)
def test_another_text_is_not_taken_for_it(words):
    assert not REGIME.is_named_in(key(words))


@given(st.text(alphabet="Nghị định số 09/2019/NĐ-CP \n"))
def test_any_words_can_be_searched(words):
    assert REGIME.is_named_in(key(words)) in {True, False}


def test_a_name_that_would_be_found_everywhere_is_vague():
    assert [name for name in ("báo cáo", "09/2019", "", *NAMES) if is_vague(name)] == [
        "báo cáo",
        "09/2019",
        "",
    ]


@pytest.mark.parametrize(
    ("rule", "year", "last", "expected"),
    [
        (DayRule(25), 2024, 3, date(2024, 3, 25)),
        (DayRule(15, -3), 2024, 3, date(2023, 12, 15)),
        (DayRule(5, 1), 2024, 12, date(2025, 1, 5)),
        (DayRule(31), 2024, 2, date(2024, 2, 29)),  # Civil Code, article 148(3)
        (DayRule(31, -12), 2023, 2, date(2022, 2, 28)),
        (DayRule(31), 2024, 12, date(2024, 12, 31)),
    ],
)
def test_a_day_is_placed_from_the_last_month_of_the_period(rule, year, last, expected):
    assert rule.on(year, last) == expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (DaysAfter(2, is_working=False), date(2024, 3, 16)),
        (DaysAfter(1, is_working=True), date(2024, 3, 18)),  # Friday the 15th is off
        (DaysAfter(2, is_working=True), date(2024, 3, 19)),
        (DayRule(20), date(2024, 3, 20)),
    ],
)
def test_days_after_the_cut_off_do_not_count_it(due, expected):
    calendar = WorkCalendar((Holiday(date(2024, 3, 15), {}, "TB 1"),))
    rule = Rule(DayRule(15, -3), DayRule(14), due, "", "")
    assert report_of(rule, 3, 2024, 3, calendar).due_on == expected


def test_a_period_is_found_by_its_length_and_its_end():
    rules = {period: Rule(DayRule(1), DayRule(2), DayRule(9), period.value, "") for period in Period}
    regime = Regime("all", "", (), "", rules)
    for period in Period:
        for last in period.last_months():
            assert regime.rule_for(period.months, last).data_basis == period.value
    assert regime.rule_for(2, 4) is None
    assert regime.rule_for(9, 12) is None


def test_periods_are_called_by_what_they_are():
    labels = {label_of(period.months, 2024, last) for period in Period for last in period.last_months()}
    assert {"2024-01", "2024-12", "2024-Q1", "2024-Q4", "2024-H1", "2024-H2", "2024-9M", "2024"} <= labels
    assert len(labels) == 12 + 4 + 2 + 1 + 1

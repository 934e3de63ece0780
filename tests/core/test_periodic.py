"""Periodic reports: which turns follow the regime that their words name, and which do not."""

from datetime import date

import pytest

from tests.offices import ROOT
from tracker.calendars import load_calendar
from tracker.core.expansion import expand
from tracker.core.periodic import under_regime
from tracker.core.periods import Period
from tracker.core.phrases import read_phrases
from tracker.core.phrases.reading import Bound, PhraseContext, Precision
from tracker.core.plan import Task
from tracker.core.regimes import DayRule, DaysAfter, Regime, Rule
from tracker.core.rolling import Rolls
from tracker.core.workcalendar import Roll
from tracker.regimes import load_regimes

CALENDAR = load_calendar(ROOT / "calendars" / "days")
(ND_09,) = load_regimes(ROOT / "calendars" / "regimes")
BY_ND_09 = "theo Nghị định 09/2019"
SOON = Rule(DayRule(15, -3), DayRule(14), DaysAfter(2, is_working=True), "Điều 3", "Điều 4")
OWN = "Quyết định 05/2024/QĐ-UBND"


def own(**changes):
    facts = {"rules": {**ND_09.rules, Period.QUARTER: SOON}, "extends": "nd-09-2019", **changes}
    return Regime("own", OWN, (OWN,), "Điều 1", **facts)


def read(words, year=2024, regimes=(ND_09,), calendar=CALENDAR):
    report = read_phrases(words, PhraseContext(year), calendar)
    return under_regime(report, words, regimes, calendar)


def turns(words, year=2024, regimes=(ND_09,)):
    """The turns of the only reading: label, data window, deadline."""
    (reading,) = read(words, year, regimes).readings
    return [(turn.label, turn.data_from, turn.data_to, turn.due_on) for turn in reading.occurrences]


def test_a_quarterly_report_has_the_data_and_the_deadline_of_the_decree():
    assert turns(f"báo cáo định kỳ hằng quý {BY_ND_09}") == [
        ("2024-Q1", date(2023, 12, 15), date(2024, 3, 14), date(2024, 3, 25)),
        ("2024-Q2", date(2024, 3, 15), date(2024, 6, 14), date(2024, 6, 25)),
        ("2024-Q3", date(2024, 6, 15), date(2024, 9, 14), date(2024, 9, 25)),
        ("2024-Q4", date(2024, 9, 15), date(2024, 12, 14), date(2024, 12, 25)),
    ]


@pytest.mark.parametrize(
    ("rhythm", "labels"),
    [
        ("hằng tháng", [f"2024-{month:02d}" for month in range(1, 13)]),
        ("định kỳ 6 tháng", ["2024-H1", "2024-H2"]),
        ("định kỳ 6 tháng, năm", ["2024-H1", "2024"]),
        ("định kỳ 9 tháng", ["2024-9M"]),
        ("hằng năm", ["2024"]),
        (
            "hằng quý, 6 tháng, 9 tháng, năm",
            ["2024-Q1", "2024-H1", "2024-Q2", "2024-9M", "2024-Q3", "2024", "2024-Q4"],
        ),
    ],
)
def test_every_rhythm_of_whole_periods_follows_it_and_keeps_its_labels(rhythm, labels):
    found = turns(f"Báo cáo {rhythm} {BY_ND_09}")
    assert [label for label, *_ in found] == labels
    assert {due.day for *_, due in found} == {25}
    assert {(first.day, last.day) for _, first, last, _ in found} == {(15, 14)}


def test_the_words_state_no_period_any_more_but_a_day():
    (reading,) = read(f"báo cáo định kỳ hằng quý {BY_ND_09}").readings
    assert (reading.bound, reading.precision, reading.rule, reading.roll) == (
        Bound.BY,
        Precision.DAY,
        "R4",
        "",
    )
    assert [step.key for step in reading.steps] == ["words", "turns", "regime"]
    assert [step.key for step in reading.occurrences[0].steps] == ["report"]


@pytest.mark.parametrize(
    "words",
    [
        f"báo cáo định kỳ hằng quý trước ngày 20 của tháng cuối quý {BY_ND_09}",
        f"báo cáo định kỳ hằng quý (ngày cuối quý) {BY_ND_09}",
        f"báo cáo vào tháng 6 hằng năm {BY_ND_09}",
        f"báo cáo trước ngày 20/3 {BY_ND_09}",
        f"định kỳ hằng quý tập huấn {BY_ND_09}",  # no report
        "báo cáo định kỳ hằng quý",  # no regime
        "báo cáo định kỳ hằng quý theo Nghị định 10/2019",
        f"báo cáo định kỳ 04 tháng/lần {BY_ND_09}",  # a period it says nothing of
        f"báo cáo hằng tuần {BY_ND_09}",
        f"báo cáo {BY_ND_09}",
    ],
)
def test_a_written_day_and_other_rhythms_stay_as_they_are(words):
    assert read(words) == read(words, regimes=())


def test_only_the_rhythm_without_a_day_of_its_own_follows():
    found = turns(f"báo cáo 6 tháng (trước ngày 20/6) và năm, {BY_ND_09}")
    assert found == [
        ("2024-H1", None, None, date(2024, 6, 19)),
        ("2024", date(2023, 12, 15), date(2024, 12, 14), date(2024, 12, 25)),
    ]


@pytest.mark.parametrize(
    ("rhythm", "day", "dates"),
    [
        ("hằng quý", "trước ngày 20 tháng cuối quý", [(3, 19), (6, 19), (9, 19), (12, 19)]),
        ("hằng tháng", "chậm nhất ngày 18 hằng tháng", [(month, 18) for month in range(1, 13)]),
    ],
)
def test_a_day_written_after_the_name_of_the_regime_wins_over_it(rhythm, day, dates):
    found = turns(f"báo cáo định kỳ {rhythm} {BY_ND_09} {day}")
    assert [due for *_, due in found] == [date(2024, *each) for each in dates]


def test_only_the_periods_with_a_written_day_leave_the_regime():
    report = read(f"báo cáo định kỳ hằng quý, hằng năm {BY_ND_09}, trước ngày 20 tháng cuối quý")
    days = sorted((turn.label, turn.due_on) for reading in report.readings for turn in reading.occurrences)
    assert days == [
        ("2024", date(2024, 12, 25)),
        *((f"2024-Q{number}", date(2024, 3 * number, 19)) for number in range(1, 5)),
    ]


def test_a_rhythm_that_begins_late_begins_late():
    found = turns(f"Báo cáo hằng quý từ tháng 4 đến tháng 12 {BY_ND_09}")
    assert [label for label, *_ in found] == ["2024-Q2", "2024-Q3", "2024-Q4"]


def test_the_regime_of_the_office_is_found_by_its_own_name_or_in_place_of_another():
    by_own, by_nd = f"báo cáo định kỳ hằng quý theo {OWN}", f"báo cáo định kỳ hằng quý {BY_ND_09}"
    beside, instead = (ND_09, own()), (ND_09, own(replaces=True))
    assert [due.day for *_, due in turns(by_own, regimes=beside)] == [18, 18, 17, 17]
    assert [due.day for *_, due in turns(by_nd, regimes=beside)] == [25] * 4
    assert turns(by_nd, regimes=instead) == turns(by_own, regimes=beside)


def test_of_two_regimes_the_one_that_extends_the_other_counts():
    both = f"báo cáo định kỳ hằng quý {BY_ND_09} và {OWN}"
    assert [due.day for *_, due in turns(both, regimes=(ND_09, own()))] == [18, 18, 17, 17]


def test_two_regimes_that_do_not_know_each_other_change_nothing_and_are_told():
    both = f"báo cáo định kỳ hằng quý {BY_ND_09} và {OWN}"
    report = read(both, regimes=(ND_09, own(extends="")))
    assert report.readings == read(both, regimes=()).readings
    assert [problem.key for problem in report.problems] == ["phrase.several_regimes"]


def test_working_days_of_a_year_that_is_not_announced_are_provisional():
    def steps(year):
        (reading,) = read(f"báo cáo định kỳ hằng quý theo {OWN}", year, (ND_09, own())).readings
        return {step.key for turn in reading.occurrences for step in turn.steps}

    assert steps(2024) == {"report"}
    assert steps(max(CALENDAR.confirmed_years) + 1) == {"report", "provisional"}


def test_the_roll_of_the_regime_goes_with_the_reading():
    (reading,) = read(f"báo cáo định kỳ hằng quý theo {OWN}", regimes=(ND_09, own(roll=Roll.NEXT))).readings
    assert reading.roll == "next"


def test_obligations_carry_the_data_and_turns_before_the_day_of_issue_are_left_out():
    report = read(f"Báo cáo hằng tháng {BY_ND_09}")
    task = Task("1", "Báo cáo", readings=report.readings)
    drafts = expand(task, CALENDAR, Rolls(), since=date(2024, 2, 26))
    assert (len(drafts), drafts[0].label) == (10, "2024-03")
    first = drafts[0].dates
    assert (first.data_from, first.data_to, first.due_on) == (
        date(2024, 2, 15),
        date(2024, 3, 14),
        date(2024, 3, 25),
    )
    assert [step.key for step in drafts[0].steps][-1] == "report"

"""Why a duty has its dates, in words."""

from dataclasses import replace
from datetime import date

import pytest

from tests.web.shown import DUTY
from tracker.core.provisional import FIRM
from tracker.core.reasons import RollReason
from tracker.core.workcalendar import Day, DayKind
from tracker.i18n import LANGUAGES, translator
from tracker.i18n.reasons import reason_sentences, reservations, roll_words

WHY = DUTY.reasons
SAY = translator("en")


def told(**changes):
    """The explanation in English after some changes."""
    return list(reason_sentences(replace(WHY, **changes), SAY))


def test_the_way_is_told_from_the_words_to_the_day_to_act_by():
    assert [sentence.text.partition(":")[0] for sentence in told()] == [
        "The words",
        "Rule B1",
        "Source",
        "Due",
        "Where a deadline falls on a day off",
        "Act by",
        "Provisional",
        "Data",
    ]
    assert told()[0].text == "The words: “trước ngày 02/6” (line 34)"
    assert told()[4].details == ("Saturday, 1 June 2024: weekend",)


def test_days_off_stand_under_the_deadline_where_no_policy_is_known():
    due = next(sentence for sentence in told(roll=None) if sentence.text.startswith("Due"))
    assert due.details == ("Saturday, 1 June 2024: weekend",)


def test_special_days_of_a_count_are_listed():
    holiday = Day(
        date(2024, 4, 30), DayKind.HOLIDAY, {"vi": "Ngày Chiến thắng", "en": "Reunification Day"}, "Law"
    )
    (counted,) = [sentence for sentence in told(counted=(holiday,)) if "counting" in sentence.text]
    (detail,) = counted.details
    assert "Tuesday, 30 April 2024" in detail
    assert "Reunification Day" in detail


def test_what_is_certain_has_no_reservation():
    assert len(list(reservations(WHY, SAY))) == 2
    assert not list(reservations(replace(WHY, provisional=FIRM, data=None), SAY))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("whose", ["task", "plan", "regime", "office"])
@pytest.mark.parametrize("policy", ["previous", "next", "keep"])
def test_every_policy_has_its_words(language, policy, whose):
    say = translator(language)
    assert (
        roll_words(RollReason(policy, whose, ""), say)
        == f"{say(f'roll.{policy}')}, {say(f'roll.by.{whose}')}"
    )
    assert roll_words(RollReason(policy, whose, "Điều 148"), say).endswith("Điều 148")

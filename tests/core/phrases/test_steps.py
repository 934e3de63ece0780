"""The way from words to date can be told, in both languages."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tracker.core.phrases import read_phrases
from tracker.core.phrases.mask import _REASONS
from tracker.core.phrases.reading import Genre, PhraseContext
from tracker.core.workcalendar import WorkCalendar
from tracker.i18n import LANGUAGES, translator

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


def read(text, year=2024, **context):
    return read_phrases(text, PhraseContext(year, **context), WorkCalendar())


def reports():
    for case in CASES:
        genre = Genre(case.get("genre", "plan"))
        yield read(
            case["phrase"],
            case["year"],
            issued_on=case.get("issued_on"),
            genre=genre,
            in_time_cell=case.get("in_time_cell", False),
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_rule_reason_and_problem_has_its_sentence(language):
    say = translator(language)
    for report in reports():
        for reading in report.readings:
            assert say.has(f"rule.{reading.rule}")
            assert say.has(f"rule.{reading.rule}.source")
            assert all(say(f"step.{step.key}", **step.facts) != f"step.{step.key}" for step in reading.steps)
        for problem in report.problems:
            key = f"problem.{problem.key}"
            assert say(key, **problem.facts) != key
            assert say.has(f"{key}.remedy")
        assert all(say.has(f"masked.{one.reason}") for one in report.masked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_a_mask_has_its_sentence(language):
    assert all(translator(language).has(f"masked.{reason}") for reason in (*_REASONS, "place-line"))


def test_steps_lead_from_the_words_to_the_day():
    reading = read("báo cáo trước 31/5").readings[0]
    steps = [(step.key, dict(step.facts)) for step in reading.steps]
    assert steps == [
        ("words", {"words": "trước 31/5"}),
        ("plan_year", {"year": 2024}),
        ("stated", {"day": date(2024, 5, 31)}),
        ("before", {"stated": date(2024, 5, 31), "due": date(2024, 5, 30)}),
    ]


def test_turn_of_a_list_is_told():
    first, second = read("tháng 3 và tháng 9").readings
    assert first.steps[1].facts == {"turn": 1, "turns": 2}
    assert second.steps[1].facts == {"turn": 2, "turns": 2}


def test_unconfirmed_calendar_is_told():
    reading = read("ngày làm việc cuối cùng của tháng 6").readings[0]
    assert "provisional" in [step.key for step in reading.steps]

"""Answers about the time of a task, as a function of values."""

from datetime import date

import pytest

from tracker.core.phrases.reading import Kind, Reading
from tracker.core.plan import Task
from tracker.core.ruling import Decision, Ruling, doubts_of, is_about_time, ruled, words_of_time
from tracker.errors import Place, Problem, Severity

DAY = date(2024, 6, 14)
READ = Reading("tháng 5", Kind.DUE, "P1", due_on=date(2024, 5, 31))
TASK = Task("1", "Báo cáo", time_phrase="tháng 5", readings=(READ,), place=Place(line=3))


def ruling(decision, due_on=None):
    return Ruling("tháng 5", decision, due_on, "Công văn 15", "clerk", DAY)


@pytest.mark.parametrize(
    ("given", "readings"),
    [
        (None, [("P1", date(2024, 5, 31))]),
        (ruling(Decision.ACCEPTED), [("P1", date(2024, 5, 31))]),
        (ruling(Decision.UNDATED), []),
        (ruling(Decision.DATED, DAY), [("M1", DAY)]),
    ],
)
def test_decision_makes_the_reading(given, readings):
    assert [(reading.rule, reading.due_on) for reading in ruled(TASK, given).readings] == readings


def test_day_that_was_set_says_who_when_and_why():
    (reading,) = ruled(TASK, ruling(Decision.DATED, DAY)).readings
    (step,) = reading.steps
    assert step.facts == {"day": DAY, "actor": "clerk", "on": DAY, "reason": "Công văn 15"}
    assert (reading.kind, reading.phrase) == (Kind.DUE, "tháng 5")


@pytest.mark.parametrize(
    ("key", "severity", "is_time"),
    [
        ("phrase.unread", Severity.WARNING, True),
        ("task.no_time", Severity.WARNING, True),
        ("task.no_lead", Severity.WARNING, False),
        ("task.early_turns", Severity.NOTICE, False),
        ("phrase.letter_for_digit", Severity.NOTICE, False),
        ("document.no_title", Severity.WARNING, False),
    ],
)
def test_only_what_doubts_a_date_is_about_time(key, severity, is_time):
    assert is_about_time(Problem(key, severity)) is is_time


def test_doubts_are_those_at_the_place_of_the_task_that_name_no_other():
    here, there = Place(file="plan.txt", line=3), Place(file="plan.txt", line=4)
    mine, owner = Problem("phrase.unread", place=here, words="x"), Problem("task.no_lead", place=here)
    other = Problem("task.no_time", place=here, facts={"ordinal": "2"})
    problems = (mine, owner, other, Problem("phrase.unread", place=there), Problem("document.no_title"))
    assert doubts_of([TASK], problems) == [(mine, owner)]


def test_words_of_time_are_those_read_else_those_that_could_not_be():
    silent = Task("1", "Báo cáo")
    doubts = (Problem("task.no_time", words="khi cần"), Problem("task.no_lead", words="Báo cáo"))
    assert words_of_time(TASK, doubts) == "tháng 5"
    assert words_of_time(silent, doubts) == "khi cần"
    assert words_of_time(silent, ()) == ""

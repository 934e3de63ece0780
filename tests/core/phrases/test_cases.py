"""Every row of the table of phrases is read as the table says."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tracker.core.phrases import read_phrases
from tracker.core.phrases.reading import Genre, PhraseContext, Reading
from tracker.core.workcalendar import Holiday, WorkCalendar

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]
DAYS_OFF_2024 = (
    (1, 1), (2, 8), (2, 9), (2, 12), (2, 13), (2, 14), (4, 18), (4, 29), (4, 30), (5, 1), (9, 2), (9, 3),
)  # fmt: skip
CALENDAR = WorkCalendar(
    tuple(Holiday(date(2024, month, day), {}, "") for month, day in DAYS_OFF_2024),
    confirmed_years=frozenset({2023, 2024}),
)
MOST_TURNS = 17  # longer lists are given by their number, first and last turn


def read(case):
    context = PhraseContext(
        case["year"],
        case.get("issued_on"),
        Genre(case.get("genre", "plan")),
        case.get("in_time_cell", False),
        case.get("school_year", False),
    )
    return read_phrases(case["phrase"], context, CALENDAR)


def facts(reading: Reading, phrase: str) -> dict[str, object]:
    found = {
        "words": reading.phrase if reading.phrase != phrase else None,
        "kind": reading.kind.value,
        "rule": reading.rule,
        "start": reading.start,
        "due_on": reading.due_on,
        "stated": reading.stated,
        "time": reading.time,
        "bound": reading.bound and reading.bound.value,
        "precision": reading.precision and reading.precision.value,
        "tentative": reading.tentative,
        "open_ended": reading.open_ended,
    }
    turns = [f"{turn.label} {turn.due_on}" for turn in reading.occurrences]
    if turns:
        found["turns"] = len(turns)
        found["occurrences"] = turns if len(turns) <= MOST_TURNS else [turns[0], turns[-1]]
    return {name: fact for name, fact in found.items() if fact not in (None, False)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["phrase"][:60])
def test_phrase_is_read_as_the_table_says(case):
    report = read(case)
    assert [facts(reading, case["phrase"]) for reading in report.readings] == case["readings"]
    assert [{"words": one.words, "reason": one.reason} for one in report.masked] == case.get("masked", [])
    assert [problem.key for problem in report.problems] == case.get("problems", [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["phrase"][:60])
def test_places_point_at_the_words(case):
    report = read(case)
    for found in (*report.readings, *report.masked):
        words = found.phrase if isinstance(found, Reading) else found.words
        assert case["phrase"][found.begin : found.end] == words


def test_table_is_without_repetition():
    keys = [
        (
            case["phrase"],
            *(case.get(name) for name in ("year", "issued_on", "genre", "in_time_cell", "school_year")),
        )
        for case in CASES
    ]
    assert len(keys) == len(set(keys))
    assert all(case["why"] for case in CASES)

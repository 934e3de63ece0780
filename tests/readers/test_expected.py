"""Samples read as a clerk would read them: ``<name>.expected.json`` holds for every format of ``<name>``."""

import json
from itertools import zip_longest

import pytest

from tests.readers.conftest import SAMPLES
from tracker.cli.shapes import document_shape
from tracker.cli.show import plain
from tracker.core.rolling import Rolls
from tracker.i18n import translator

EXPECTATIONS = sorted(SAMPLES.glob("*.expected.json"))


def _documents(expectation):
    stem = expectation.name.removesuffix(".expected.json")
    return sorted(path for path in SAMPLES.glob(f"{stem}.*") if path.suffix != ".json")


CASES = [
    pytest.param(path, expectation, id=path.name)
    for expectation in EXPECTATIONS
    for path in _documents(expectation)
]


def test_every_expectation_has_a_document_and_every_document_an_expectation():
    documents = {path for path in SAMPLES.iterdir() if path.suffix not in {".json", ".md"}}
    assert all(_documents(expectation) for expectation in EXPECTATIONS)
    assert documents == {case.values[0] for case in CASES}


@pytest.mark.parametrize(("path", "expectation"), CASES)
def test_a_sample_is_read_as_expected(path, expectation, sample, calendar):
    expected = json.loads(expectation.read_text())
    read = plain(document_shape(sample(path.name), calendar, Rolls(), translator("vi")))
    assert _part(expected["document"], read["document"]) == expected["document"]
    if "tasks" in expected:
        _compare(expected["tasks"], read["tasks"])
    if "dated_tasks" in expected:
        _compare(expected["dated_tasks"], [task for task in read["tasks"] if _is_dated(task)])
    assert set(expected.get("problems", ())) <= {problem["key"] for problem in read["problems"]}


def _compare(expected, tasks):
    """Hold every task, in order, to the keys its expectation names."""
    pairs = list(zip_longest(expected, tasks, fillvalue={}))
    assert [_title(*pair) for pair in pairs] == [_words(want) for want, _ in pairs]
    for want, task in pairs:
        facts = {key: value for key, value in want.items() if key not in {"title_has", "readings"}}
        assert _part(facts, task) == facts
        if "readings" in want:
            both = zip_longest(want["readings"], task["readings"], fillvalue={})
            assert [_part(*pair) for pair in both] == want["readings"]


def _words(want):
    return want.get("title", want.get("title_has"))


def _title(want, task):
    """Return the expected words where the title holds them, else the title itself."""
    title = task.get("title")
    return want["title_has"] if title and want.get("title_has", "\0") in title else title


def _is_dated(task):
    return any(
        reading["due_on"] or reading["start"] or reading["occurrences"] for reading in task["readings"]
    )


def _part(wanted, found):
    """Return what was found under the wanted keys."""
    return {key: found.get(key) for key in wanted}

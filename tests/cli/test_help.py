"""Help teaches in both languages, on narrow screens too, and no key leaks through."""

import re

import pytest

from tracker.cli import COMMANDS

LEAK = re.compile(r"\bcli\.[a-z_]+")
ENGLISH = re.compile(r"\b(Usage|Options|Commands|OPTIONS|ARGS|DOCUMENT|TEXT|INTEGER)\b")
PAGES = [(), *((name,) for name in COMMANDS)]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0] if page else "tracker")
def test_every_page_is_written_in_both_languages(run, page, language):
    shown = run("--lang", language, *page, "--help")
    assert (shown.code, shown.err) == (0, "")
    assert not LEAK.search(shown.out)
    assert language == "en" or not ENGLISH.search(shown.out)


def test_every_option_is_explained(run):
    for name in COMMANDS:
        options = run("--lang", "en", name, "--help").out.partition("Options:\n")[2]
        bare = [line for line in options.splitlines() if re.fullmatch(r"  --?[a-z-]+( \S+)?", line)]
        assert not [line for line in bare if len(line) < 30]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_help_fits_the_screen(run, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    prose = [line for line in run("--help").out.splitlines() if not line.startswith("    tracker")]
    assert max(map(len, prose)) <= width


def test_words_name_the_language(run, monkeypatch):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert run("--help").out.startswith("Usage:")
    monkeypatch.setenv("TRACKER_LANG", "vi")
    assert run("--help").out.startswith("Cách dùng:")
    assert run("--lang=en", "--help").out.startswith("Usage:")


def test_a_mistyped_command_is_answered_with_the_nearest(run):
    answer = run("--lang", "en", "statsu")
    assert answer.code == 2
    assert "'status'" in answer.err


def test_without_a_command_help_is_shown_and_the_code_says_so(run):
    answer = run()
    assert answer.code == 2
    assert "tracker import" in answer.err

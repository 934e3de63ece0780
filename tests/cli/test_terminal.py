"""On a terminal tables fit the screen, colours are there, and nothing foreign moves the cursor."""

import pytest

from tests.cli.conftest import COLOUR


@pytest.mark.parametrize("columns", [80, 100, 140])
def test_a_row_is_one_line_that_fits(screen, columns):
    lines = COLOUR.sub("", screen(columns, "status", "--as-of", "2024-05-27")).splitlines()
    rows = [line for line in lines if line.startswith("249-2024.")]
    assert len(rows) == 14
    assert max(map(len, lines)) <= columns
    assert rows[0].split()[1:5] == ["31/1/2024", "31/1/2024", "quá", "75"]


def test_progress_is_shown_to_a_person(screen):
    assert "100%" in screen(100, "--lang", "en", "simulate", "249-2024", "--to", "2024-02-01")


def test_colours_can_be_turned_off(screen, monkeypatch):
    assert COLOUR.search(screen(100, "status"))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[31m" not in screen(100, "show", "nothing")


def test_the_name_of_a_file_cannot_speak_to_the_terminal(screen):
    assert "\x1b]0;" not in screen(100, "read", "a\x1b]0;title\x07b.txt")

"""What is no regime at all is told by file and costs nothing: the folder is read within limits."""

import os

import pytest

from tests.regimes.conftest import regime
from tests.regimes.test_loading import flaws
from tracker.folder import LARGEST_FILE, MOST_FILES
from tracker.regimes.checks import MOST_NAMES
from tracker.regimes.sheets import LONGEST_NAME


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("#" * (LARGEST_FILE + 1), "calendar.too_large"),
        (f"a = {'[' * 20_000}", "calendar.too_deep"),
        (f"a = {'1' * 20_000}", "settings.syntax"),
    ],
    ids=["huge", "deep", "long number"],
)
def test_a_file_beyond_all_measure_is_told(write, text, flaw):
    assert flaws(write(base=regime(), other=text)) == [(flaw, "other.toml", "")]


def test_a_pipe_and_a_device_are_not_waited_for(write):
    folder = write(base=regime())
    os.mkfifo(folder / "pipe.toml")
    (folder / "zero.toml").symlink_to("/dev/zero")
    assert flaws(folder) == [("calendar.no_file", "pipe.toml", ""), ("calendar.no_file", "zero.toml", "")]


def test_a_link_that_leads_nowhere_is_told(write):
    folder = write(base=regime())
    (folder / "gone.toml").symlink_to(folder / "none")
    assert flaws(folder) == [("calendar.unreadable", "gone.toml", "")]


def test_more_files_than_anybody_keeps_are_not_read(write):
    files = {f"f{number:03}": "" for number in range(MOST_FILES + 1)}
    assert flaws(write(**files)) == [("calendar.too_many_files", f"f{MOST_FILES:03}.toml", "")]


def test_more_names_than_anybody_gives_are_not_compared(write):
    names = [f"Nghị định {number}/2020/NĐ-CP" for number in range(1, MOST_NAMES + 1)]
    many = regime("many", names=str(names).replace("'", '"'))
    assert flaws(write(many=many, more=regime())) == [("regime.too_many_names", "more.toml", "names")]


def test_a_name_as_long_as_a_page_is_told(write):
    long = regime(names=f'["{"dài " * LONGEST_NAME}"]')
    assert flaws(write(base=long)) == [("regime.long_name", "base.toml", "names[0]")]

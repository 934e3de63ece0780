"""The README's commands exist, and every command teaches."""

import re
import subprocess
import sys
from functools import cache

import click
import pytest

from tests.house.tree import ROOT, none_of
from tracker.cli import COMMANDS

README = ROOT / "README.md"
COMMAND = re.compile(r"(?:^|[`\s/])tracker((?: [^`\n|#]+)?)")
LANGUAGES = ("vi", "en")

needs_readme = pytest.mark.skipif(not README.exists(), reason="there is no README yet")


@cache
def help_of(*arguments, language="vi"):
    program = [sys.executable, "-m", "tracker", "--lang", language, *arguments, "--help"]
    finished = subprocess.run(program, cwd=ROOT, capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr.decode()
    return finished.stdout.decode("utf-8")


def told():
    """Every call of the program in the README's code: its words after ``tracker``."""
    text = README.read_text(encoding="utf-8")
    code = re.findall(r"^```(?:sh|bash|console)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    quoted = re.findall(r"`(tracker[^`]*)`", text)
    return [found.split() for block in (*code, *quoted) for found in COMMAND.findall(block)]


def command_of(words):
    return next((word for word in words if word in COMMANDS), "")


def pages_of(words):
    """The help that a call may draw its options from: the first page, its command's, its subcommand's."""
    command = command_of(words)
    if not command:
        return help_of()
    page, following = help_of(command), words[words.index(command) + 1 :][:1]
    under = [word for word in following if re.search(rf"^  {re.escape(word)}  ", page, re.MULTILINE)]
    return help_of() + page + (help_of(command, *under) if under else "")


@needs_readme
def test_every_command_of_the_readme_exists_with_its_options():
    for words in told():
        command = command_of(words)
        options = [word.partition("=")[0] for word in words if word.startswith("--")]
        page = pages_of(words)
        assert command or not words or words[0].startswith("-"), words
        assert not [option for option in options if option not in page], words


@needs_readme
def test_readme_names_every_command_and_is_short():
    assert not COMMANDS.keys() - {command_of(words) for words in told()}
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_in_both_languages(command, language):
    page = help_of(command, language=language)
    assert "cli." not in page
    assert f"tracker {command}" in page.partition("\n\n")[2], "an example"


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_page_lists_every_command_with_a_line(language):
    listed = dict(re.findall(r"^  ([a-z-]+)  +(\S.*)$", help_of(language=language), re.MULTILINE))
    assert COMMANDS.keys() <= listed.keys()
    none_of([line for line in listed.values() if line.startswith("cli.")])


def test_commands_are_click_commands_under_their_own_names():
    from tracker.cli import tracker

    context = click.Context(tracker)
    assert [tracker.get_command(context, name).name for name in COMMANDS] == list(COMMANDS)

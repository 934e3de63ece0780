"""On a terminal tables fit the screen, colours are there, and nothing foreign moves the cursor."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest

COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def screen(planned, monkeypatch):
    """Run a command on a terminal of so many columns and return what it shows."""
    monkeypatch.setenv("TERM", "xterm-256color")

    def show(columns, *arguments):
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        command = [sys.executable, "-c", "from tracker.cli import program; program()", *arguments]
        with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs):
            os.close(theirs)
            said = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        return said.decode().replace("\r\n", "\n")

    return show


def _read(descriptor):
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


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

"""Questions to the person at the keyboard: asked on stderr, answered on stdin."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import click

from tracker.core.text import clean, fold
from tracker.errors import UsageError
from tracker.i18n import Translator

T = TypeVar("T")

LONGEST_ANSWER = 1000  # letters of one line
ATTEMPTS = 5  # at an answer that is understood

YES_OR_NO = {
    "y": True,
    "yes": True,
    "c": True,
    "co": True,
    "n": False,
    "no": False,
    "k": False,
    "khong": False,
}


def confirm(question: str, say: Translator) -> bool:
    """Ask whether to go on; UsageError where nobody answers."""
    answer = choose(question, YES_OR_NO, say)
    if answer is None:
        raise UsageError("unanswered")
    return answer


def choose(question: str, answers: Mapping[str, T], say: Translator) -> T | None:
    """Ask until one of the answers is given, with or without marks; None if nobody answers."""
    for _ in range(ATTEMPTS):
        line = ask(question)
        if line is None:
            return None
        if (found := fold(line)) in answers:
            return answers[found]
        click.echo(say("cli.ask.unclear"), err=True)
    return None


def ask(question: str) -> str | None:
    """Return the line that is typed after a question, blanks around it removed; None if there is none."""
    click.echo(f"{question} ", nl=False, err=True)
    line = _typed()
    if not (line and sys.stdin.isatty()):
        click.echo(err=True)  # nobody pressed Enter on this screen
    return line.strip() if line else None


def _typed() -> str:
    """Read a line; nothing where input is closed, or is a terminal that we may not read."""
    try:
        return sys.stdin.readline(LONGEST_ANSWER) if sys.stdin else ""
    except OSError:
        return ""


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """Show on a terminal that something takes its time; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(clean(text))):
        yield

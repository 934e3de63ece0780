"""The one place where errors become words and exit codes."""

import errno
import os
import sys
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path
from typing import TextIO

import click

from tracker.core.text import clean, harmless
from tracker.errors import Problem, StoreError, TrackerError
from tracker.i18n import Translator
from tracker.i18n.places import place_text

DEFECT = 70
INTERRUPTED = 130  # as shells report SIGINT
UNUSABLE = 13  # what must be written to, and cannot be

#: What a disk or a path may refuse; everything else that a system call says is a defect of ours.
REFUSALS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "forbidden",
    errno.EEXIST: "path",
    errno.ENOTDIR: "path",
    errno.EISDIR: "path",
    errno.ENAMETOOLONG: "path",
}


def prepare_streams() -> None:
    """Speak UTF-8 whatever the locale; a stream that was closed before we came swallows what is said."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _nowhere())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")


def run_guarded(command: Callable[[], object], say: Translator) -> int:
    """Run a command and return the exit code; what stops it is said on stderr."""
    try:
        result = command()
        sys.stdout.flush()
    except click.ClickException as error:
        shown = StringIO()  # it quotes what was typed
        error.show(shown)
        click.echo(harmless(shown.getvalue()), nl=False, err=True)
        return error.exit_code
    except TrackerError as error:
        tell(error, say)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("cli.interrupted"), err=True)
        return INTERRUPTED
    except OSError as error:
        return _refused(error, say)
    except Exception:  # noqa: BLE001  (the boundary: a defect must not look like an answer)
        return _defect(say)
    return result if isinstance(result, int) else 0


def tell(error: TrackerError, say: Translator) -> None:
    """Say what happened, where, and what to do next; names of files may hold anything, and are cleaned."""
    tell_briefly(error, say)
    tell_problems(error.problems, say)
    remedy = f"error.{error.key}.remedy"
    if say.has(remedy):
        click.echo(clean(say(remedy, **error.facts)), err=True)


def tell_briefly(error: TrackerError, say: Translator) -> None:
    """Say what happened, and no more."""
    click.echo(_red(clean(say(f"error.{error.key}", **error.facts))), err=True)


def colour() -> bool | None:
    """Return False where colours are unwanted (https://no-color.org), else None: as the terminal can."""
    return False if os.environ.get("NO_COLOR") else None


def _red(text: str) -> str:
    return text if colour() is False else click.style(text, fg="red")


def tell_problems(problems: Iterable[Problem], say: Translator, *, err: bool = True) -> None:
    """Say every problem with its place and remedy; on stderr, unless they are the answer itself."""
    for problem in problems:
        place = place_text(problem.place, say)
        text = " ".join(filter(None, problem_words(problem, say)))
        click.echo(clean(f"- {place}: {text}" if place else f"- {text}"), err=err)


def problem_words(problem: Problem, say: Translator) -> tuple[str, str]:
    """Say what is wrong and what to do; a problem may also be an error that was only noted."""
    key = f"problem.{problem.key}" if say.has(f"problem.{problem.key}") else f"error.{problem.key}"
    facts = {"words": problem.words, **problem.facts}
    remedy = f"{key}.remedy"
    return say(key, **facts), say(remedy, **facts) if say.has(remedy) else ""


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  (lives as long as the process)


def _refused(error: OSError, say: Translator) -> int:
    """Say which file or folder could not be used; without a name it was our own output."""
    if error.filename is None:
        sys.stdout = _nowhere()  # or the interpreter's last flush would fail again
    if isinstance(error, BrokenPipeError):
        return 0  # the reader of our output went away: not an error, but nothing more can be said
    if error.errno not in REFUSALS:
        return _defect(say)
    place = str(error.filename or say("cli.output"))
    tell(StoreError(f"file.{REFUSALS[error.errno]}", place=place), say)
    return UNUSABLE


def _defect(say: Translator) -> int:
    """Keep the traceback in a file of its own; the user reads one calm line."""
    import secrets
    import tempfile
    import traceback

    reference = secrets.token_hex(2).upper()
    path = Path(tempfile.gettempdir()) / f"tracker-{reference}.txt"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(traceback.format_exc())
    click.echo(_red(say("error.defect", reference=reference, file=str(path))), err=True)
    return DEFECT

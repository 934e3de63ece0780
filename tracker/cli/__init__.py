"""The command line: translates in and out, decides nothing.

Commands live in their own modules and are imported when they are called, so
that ``--help`` stays quick; the table below says where.
"""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click

from tracker.cli.boundary import colour, prepare_streams, run_guarded
from tracker.cli.teaching import Call, TeachingGroup, language_asked
from tracker.i18n import choose_language, speak

#: Command → module of this package. The order is that of the help page.
COMMANDS = {
    "run": "running",
    "import": "importing",
    "review": "review",
    "undo": "importing",
    "roll": "roll",
    "ladder": "ladder",
    "rollover": "rollover",
    "read": "documents",
    "phrase": "documents",
    "status": "answers",
    "list": "answers",
    "load": "load",
    "show": "details",
    "explain": "details",
    "done": "changes",
    "reopen": "changes",
    "ack": "pausing",
    "units": "units",
    "people": "people",
    "calendar": "calendar",
    "simulate": "letters",
    "letter": "previewing",
    "outbox": "outbox",
    "bounce": "outbox",
    "feeds": "feeds",
    "serve": "running",
    "regimes": "regimes",
    "test-email": "testing_mail",
    "backup": "backup",
    "restore": "backup",
    "check": "checking",
}


#: What a command imports makes many objects and no garbage; looking for it takes a tenth of a cold import.
OBJECTS_BEFORE_COLLECTING = 50_000


def program() -> NoReturn:
    """Run as a program and leave at once: to take the interpreter apart costs a fifth of a cold import.

    What must be closed is closed by the command's context; a thread that still
    talks to a mail server does not hold the program up.
    """
    try:
        main()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # closed, full or gone: said already where it matters
            stream.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and raise SystemExit with its exit code."""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    given = list(sys.argv[1:] if arguments is None else arguments)
    say = speak(choose_language(language_asked(given), os.environ))
    prepare_streams()
    sys.exit(run_guarded(lambda: _command(given), say))


def _command(given: list[str]) -> object:
    try:
        return tracker.main(given, prog_name="tracker", standalone_mode=False, color=colour())
    except SystemExit as leaving:
        if leaving.code != 1:
            raise
        # what click makes of a reader that has gone, even here; the boundary knows that it is no error
        raise BrokenPipeError from leaving


@click.group(cls=TeachingGroup, commands_in=COMMANDS, help="cli.tracker")
@click.option(
    "--config", "config_path", type=click.Path(dir_okay=False), metavar="FILE", help="cli.option.config"
)
@click.option("--lang", type=click.Choice(["vi", "en"]), help="cli.option.lang")
@click.version_option(package_name="tracker", message="%(prog)s %(version)s", help="cli.option.version")
@click.pass_context
def tracker(context: click.Context, config_path: str | None, lang: str | None) -> None:
    """See the catalogue entry ``cli.tracker``."""
    context.obj = Call(config_path, choose_language(lang, os.environ))

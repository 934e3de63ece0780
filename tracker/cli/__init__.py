"""The command line: translates in and out, decides nothing.

Commands live in their own modules and are imported when they are called, so
that ``--help`` stays quick; the table below says where.
"""

import os
import sys
from collections.abc import Sequence

import click

from tracker.cli.boundary import colour, prepare_streams, run_guarded
from tracker.cli.teaching import Call, TeachingGroup, language_asked
from tracker.i18n import choose_language, speak

#: Command → module of this package. The order is that of the help page.
COMMANDS = {
    "run": "system",
    "import": "documents",
    "read": "documents",
    "phrase": "documents",
    "status": "answers",
    "list": "answers",
    "show": "details",
    "explain": "details",
    "done": "changes",
    "reopen": "changes",
    "simulate": "letters",
    "outbox": "letters",
    "feeds": "system",
    "serve": "system",
    "check": "system",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    say = speak(choose_language(language_asked(given), os.environ))
    prepare_streams()
    sys.exit(run_guarded(lambda: _command(given), say))


def _command(given: list[str]) -> object:
    return tracker.main(given, prog_name="tracker", standalone_mode=False, color=colour())


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

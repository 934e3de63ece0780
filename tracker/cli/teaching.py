"""Commands whose help comes from the catalogue, and what every command is handed."""

import importlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import date
from gettext import gettext
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from tracker.errors import StoreError
from tracker.i18n import Translator, translator

if TYPE_CHECKING:
    from tracker.app import App

DAMAGED = "store.damaged"
FIRST_YEAR, LAST_YEAR = 1900, 2200  # of the days that can be asked for, as in phrases

Function = TypeVar("Function", bound=Callable[..., Any])


class Call(NamedTuple):
    """What was said before the command's name: which configuration, which language."""

    config_path: str | None
    language: str

    @property
    def say(self) -> Translator:
        """The speaker of the user's language."""
        return translator(self.language)

    def app(self, today: date | None = None, *, misses_service: bool = True) -> "App":
        """Open the application until the command ends; ``today`` sets its clock to 08:00 of that day.

        At the end it is said if a service should run and does not, unless the command itself is about that.
        """
        from tracker.app import open_app
        from tracker.cli.afterwards import tell_if_stopped

        app = open_app(Path(self.config_path) if self.config_path else None, os.environ, today=today)
        context = click.get_current_context()
        context.call_on_close(app.close)
        context.with_resource(_naming_the_copy(app))
        if misses_service:
            context.call_on_close(lambda: tell_if_stopped(app, self.say))
        return app


@contextmanager
def _naming_the_copy(app: "App") -> Iterator[None]:
    """Let an error that says "restore" say which copy; the settings know where copies are."""
    try:
        yield
    except StoreError as error:
        if error.key != DAMAGED:
            raise
        from tracker.services.backing_up import newest_copy

        copy = newest_copy(app.config)
        if copy is None:
            raise
        raise StoreError("store.damaged_restore", copy=copy, place=error.facts["place"]) from error


def language_asked(arguments: Sequence[str]) -> str | None:
    """Find ``--lang`` before click does, so that even its errors and help speak that language."""
    for argument, following in pairwise((*arguments, "")):
        if argument == "--lang":
            return following
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None


class TeachingCommand(click.Command):
    """A command whose ``help`` is a catalogue key: ``<key>`` the page, ``<key>.short`` its line."""

    def format_help_text(
        self,
        ctx: click.Context,  # noqa: ARG002  (click's own signature)
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the page, examples included, as it stands in the catalogue."""
        for paragraph in gettext(self.help or "").split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                _write(paragraph, formatter)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters, their help and the names of their values in the user's language."""
        return [_translated(param) for param in super().get_params(ctx)]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line in the user's language."""
        return [_spoken(piece) for piece in super().collect_usage_pieces(ctx)]


def _translated(param: click.Parameter) -> click.Parameter:
    chosen = copy(param)
    if chosen.metavar:
        chosen.metavar = _spoken(chosen.metavar)
    if isinstance(chosen, click.Option) and chosen.help:
        chosen.help = gettext(chosen.help)
    return chosen


def _spoken(metavar: str) -> str:
    """Put names of values ("[OPTIONS]") into the user's language; those we have no word for stay."""
    return re.sub(r"[A-Z]{2,}", lambda found: _name(found[0]), metavar)


def _name(word: str) -> str:
    key = f"cli.metavar.{word.lower()}"
    name = gettext(key)
    return word if name == key else name


def _write(paragraph: str, formatter: click.HelpFormatter) -> None:
    """Wrap prose; leave lines that begin with a blank (examples) as they are."""
    if paragraph.startswith(" "):
        formatter.write(
            "".join(f"{' ' * formatter.current_indent}{line}\n" for line in paragraph.splitlines())
        )
    else:
        formatter.write_text(paragraph)


class TeachingGroup(TeachingCommand, click.Group):
    """A group that imports a command only when it is called; ``under`` is its own name below the root."""

    def __init__(self, *args: Any, commands_in: Mapping[str, str], under: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = commands_in
        self._under = under

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the help page."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command's module and return the command."""
        if cmd_name not in self._modules:
            return None
        module = importlib.import_module(f"tracker.cli.{self._modules[cmd_name]}")
        name = cmd_name.replace("-", "_").replace("import", "import_").replace("list", "list_")
        command = getattr(module, name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for a name that is none, name those that come close."""
        if args[0] not in self._modules and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=self._modules, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their lines, importing none of them."""
        with formatter.section(gettext("Commands")):
            keys = {name: self._line_of(name) for name in self.list_commands(ctx)}
            formatter.write_dl([(name, gettext(key)) for name, key in keys.items()])

    def _line_of(self, name: str) -> str:
        return f"cli.{self._under}.{name}.short" if self._under else f"cli.{name}.short"


def command(name: str, *, key: str = "") -> Callable[[Function], click.Command]:
    """Make a function a command; its help stands under ``cli.<name>``, or under ``key``."""
    return click.command(name, cls=TeachingCommand, help=key or f"cli.{name}")


def day_option(name: str, *, key: str | None = None) -> Callable[[Function], Function]:
    """Add an option that takes a day, YYYY-MM-DD."""
    return click.option(name, type=DAY, metavar="YYYY-MM-DD", help=key or f"cli.option.{name.lstrip('-')}")


def json_option(function: Function) -> Function:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="cli.option.json")(function)


def yes_option(function: Function) -> Function:
    """Add ``--yes``: do it without asking."""
    return click.option("--yes", is_flag=True, help="cli.option.yes")(function)


def dry_run_option(function: Function) -> Function:
    """Add ``--dry-run``: show what would be done."""
    return click.option("--dry-run", is_flag=True, help="cli.option.dry_run")(function)


class _Day(click.ParamType[date]):
    """A day in ISO 8601."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read YYYY-MM-DD, and nothing else."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return self.fail(gettext("cli.bad_day").format(value=value), param, ctx)
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        facts = {"value": value, "first": FIRST_YEAR, "last": LAST_YEAR}
        return self.fail(gettext("cli.day_out_of_range").format(**facts), param, ctx)


DAY = _Day()

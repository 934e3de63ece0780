"""The database copied, and put back."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.afterwards import bring_feeds_up, lock_of
from tracker.cli.asking import confirm
from tracker.cli.show import in_columns, show_json
from tracker.cli.teaching import Call, command, json_option, yes_option
from tracker.core.text import clean
from tracker.i18n import Translator
from tracker.i18n.dates import moment

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.services.backing_up import Contents
    from tracker.services.restoring import RestoreOffer, RestoreReport

NOT_DONE = 1
MOST_PLACES = 5  # of lines that cannot be read, that are named
UNKNOWN = "?"
LINES = ("plans", "obligations", "letters", "notices")

file_type = click.Path(dir_okay=False, path_type=Path)


@command("backup")
@click.argument("file", metavar="FILE", type=file_type, required=False)
@yes_option
@json_option
@click.pass_obj
def backup(call: Call, file: Path | None, yes: bool, as_json: bool) -> None:
    """See the catalogue entry ``cli.backup``."""
    from tracker.services.backing_up import back_up

    app, say = call.app(), call.say
    with _progress(say("cli.backup.copying")) as progress:
        report = back_up(app, file, replaces=yes, progress=progress)
    if as_json:
        show_json(report)
        return
    click.echo(clean(say("cli.backup.done", file=report.path)))
    click.echo(say("cli.backup.holds", **_counts(report.contents)))


@command("restore")
@click.argument("file", metavar="FILE", type=file_type)
@yes_option
@json_option
@click.pass_obj
def restore(call: Call, file: Path, yes: bool, as_json: bool) -> int:
    """See the catalogue entry ``cli.restore``."""
    from tracker.instance import only_one
    from tracker.services.restoring import offer
    from tracker.services.restoring import restore as put_back

    app, say = call.app(), call.say
    with only_one(lock_of(app)):
        offered = offer(app, file)
        _show_offer(offered, app, say)
        if not (yes or confirm(say("cli.restore.question"), say)):
            click.echo(say("cli.restore.kept"), err=True)
            return NOT_DONE
        with _progress(say("cli.restore.copying")) as progress:
            report = put_back(app, file, progress)
    if as_json:
        show_json(report)
    else:
        _show_restored(report, say)
    bring_feeds_up(app, say)
    return 0


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal; nothing in a pipe."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield show


def _show_offer(offered: "RestoreOffer", app: "App", say: Translator) -> None:
    """Say on stderr what there is and what would be put back."""
    columns = [_column(contents, app, say) for contents in (offered.present, offered.copy)]
    heads = ("", say("cli.restore.present"), say("cli.restore.copy"))
    names = [say(f"cli.restore.{name}") for name in (*LINES, "changed_at")]
    for line in in_columns([heads, *zip(names, *columns, strict=True)]):
        click.echo(line, err=True)


def _column(contents: "Contents | None", app: "App", say: Translator) -> list[str]:
    if contents is None:
        return [UNKNOWN] * (len(LINES) + 1)
    at = contents.changed_at
    counts = [str(getattr(contents, name)) for name in LINES]
    return [*counts, moment(at, app.zone, say) if at else UNKNOWN]


def _show_restored(report: "RestoreReport", say: Translator) -> None:
    click.echo(say("cli.backup.holds", **_counts(report.contents)))
    if report.aside:
        click.echo(clean(say("cli.restore.aside", file=report.aside)))
    found = report.reconciled
    click.echo(say("cli.restore.reconciled", count=found.letters, notices=found.notices))
    if found.unreadable:
        places = ", ".join(found.unreadable[:MOST_PLACES])
        click.echo(clean(say("cli.restore.unreadable", count=len(found.unreadable), places=places)), err=True)


def _counts(contents: "Contents") -> dict[str, int]:
    return {name: getattr(contents, name) for name in LINES}

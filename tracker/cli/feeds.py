"""The published calendars: feeds, feeds list, feeds export."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.issuing import subject_words
from tracker.cli.show import show_json
from tracker.cli.teaching import Call, TeachingGroup, command, day_option, json_option
from tracker.core.selection import FeedKind
from tracker.i18n import Translator
from tracker.i18n.dates import moment

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.services.listing import ListedFeed

#: Command → module of this package.
COMMANDS = {
    "list": "feeds",
    "create": "issuing",
    "rename": "issuing",
    "rotate": "issuing",
    "revoke": "issuing",
    "export": "feeds",
}

KILOBYTE = 1000
AROUND_TODAY = {FeedKind.OFFICE, FeedKind.UNIT, FeedKind.PERSON}  # show the time around today
COLOURS = {"never": "yellow", "stale": "yellow", "revoked": "red"}

_PATH = click.Path(path_type=Path)
all_option = click.option("--all", "with_revoked", is_flag=True, help="cli.option.feeds_all")


@click.group(
    "feeds",
    cls=TeachingGroup,
    commands_in=COMMANDS,
    under="feeds",
    invoke_without_command=True,
    help="cli.feeds",
)
@all_option
@json_option
@click.pass_context
def feeds(context: click.Context, with_revoked: bool, as_json: bool) -> None:
    """See the catalogue entry ``cli.feeds``."""
    if not context.invoked_subcommand:
        _list(context.obj, with_revoked=with_revoked, as_json=as_json)


@command("list", key="cli.feeds.list")
@all_option
@json_option
@click.pass_obj
def list_(call: Call, with_revoked: bool, as_json: bool) -> None:
    """See the catalogue entry ``cli.feeds.list``."""
    _list(call, with_revoked=with_revoked, as_json=as_json)


def _list(call: Call, *, with_revoked: bool, as_json: bool) -> None:
    from tracker.services.listing import list_feeds

    app = call.app()
    found = list_feeds(app, with_revoked=with_revoked)
    if as_json:
        show_json({"feeds": [_shape(feed) for feed in found]})
        return
    for feed in found:
        _show(feed, app, call.say)
    _show_total(found, call.say)


def _show(feed: "ListedFeed", app: "App", say: Translator) -> None:
    line = feed.line
    size = say("cli.feeds.size", count=line.events, kilobytes=-(-line.octets // KILOBYTE))
    about = subject_words(line.kind, line.subject, say, partners=line.partners)
    click.secho(line.name, bold=True)
    click.echo(f"  {line.slug} · {about} · {size}")
    for text in _use(feed, app, say):
        click.secho(f"  {text}", fg=COLOURS.get(feed.state))
    for text in _split(feed, say):
        click.secho(f"  {text}", fg="yellow")


def _use(feed: "ListedFeed", app: "App", say: Translator) -> Iterator[str]:
    """Say who fetched a feed, the latest first, or that nobody does."""
    if not feed.is_known and not feed.line.revoked_at:
        yield say("cli.feeds.unknown_subject", slug=feed.line.slug)
    elif feed.line.kind in AROUND_TODAY and not feed.line.events:
        yield say("cli.feeds.empty")
    if feed.line.revoked_at:
        yield say("cli.feeds.revoked_at", moment=moment(feed.line.revoked_at, app.zone, say))
    elif feed.state in {"never", "stale"}:
        yield say(f"cli.feeds.{feed.state}")
    for fetch in feed.fetches:
        facts = {"client": _client(fetch.client, say), "address": fetch.address, "count": fetch.times}
        yield say("cli.feeds.fetch", moment=moment(fetch.last_at, app.zone, say), **facts)


def _client(name: str, say: Translator) -> str:
    """Name a program: most have a name of their own, others only a word for what they are."""
    key = f"cli.feeds.client.{name}"
    return say(key) if say.has(key) else name


def _split(feed: "ListedFeed", say: Translator) -> Iterator[str]:
    """Say what becomes of a feed that is too large to be handed out whole."""
    if len(feed.parts) > 1:
        periods = ", ".join(part.name for part in feed.parts)
        yield say("cli.feeds.split", periods=periods, first=feed.parts[0].name)
    if feed.too_large:
        periods = ", ".join(part.name for part in feed.too_large)
        yield say("cli.feeds.too_large", periods=periods)


def _show_total(found: Sequence["ListedFeed"], say: Translator) -> None:
    click.echo()
    if not found:
        click.echo(say("cli.feeds.none"))
        return
    states = Counter(str(feed.state) for feed in found)
    living = len(found) - states["revoked"]
    click.echo(say("cli.feeds.total", count=living, never=states["never"], stale=states["stale"]))
    click.echo(say("cli.feeds.hint"))


def _shape(feed: "ListedFeed") -> dict[str, Any]:
    """Return a feed; its address is shown only when it is issued."""
    line = feed.line
    return {
        "slug": line.slug,
        "name": line.name,
        "kind": line.kind,
        "unit": line.subject if line.kind == FeedKind.UNIT else "",
        "address": "",
        "file": feed.file,
        "subject": line.subject,
        "partners": line.partners,
        "events": line.events,
        "bytes": line.octets,
        "state": feed.state,
        "created_at": line.created_at,
        "revoked_at": line.revoked_at,
        "parts": [{"period": part.name, "events": part.events, "bytes": part.octets} for part in feed.parts],
        "clients": [
            {
                "client": fetch.client,
                "address": fetch.address,
                "first_at": fetch.first_at,
                "last_at": fetch.last_at,
                "times": fetch.times,
            }
            for fetch in feed.fetches
        ],
    }


@command("export", key="cli.feeds.export")
@click.argument("folder", type=_PATH, metavar="FOLDER")
@click.option("--map", "map_file", type=_PATH, metavar="FILE", help="cli.option.feeds_map")
@day_option("--today")
@json_option
@click.pass_obj
def export(call: Call, folder: Path, map_file: Path | None, today: date | None, as_json: bool) -> None:
    """See the catalogue entry ``cli.feeds.export``."""
    from tracker.services.exporting import export as lay_down

    report = lay_down(call.app(today), folder, map_file)
    if as_json:
        show_json(report._asdict())
        return
    facts = {name: len(found) for name, found in report._asdict().items() if name != "lost"}
    click.echo(call.say("cli.feeds.exported", folder=folder, **facts))
    if report.lost:
        click.secho(call.say("cli.feeds.map_lost", count=report.lost), fg="yellow", err=True)

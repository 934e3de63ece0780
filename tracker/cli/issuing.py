"""Feeds made, named and given other addresses: feeds create, feeds rename, feeds rotate, feeds revoke."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.afterwards import fill_feeds
from tracker.cli.asking import confirm
from tracker.cli.show import show_json
from tracker.cli.teaching import Call, command, json_option, yes_option
from tracker.core.selection import FeedKind
from tracker.errors import UsageError
from tracker.i18n import Translator

if TYPE_CHECKING:
    from tracker.app import App
    from tracker.services.feeds import IssuedFeed, Wanted

REFUSED = 1
OF_SOMETHING = {FeedKind.UNIT, FeedKind.PERSON, FeedKind.PLAN, FeedKind.QUARTER}


@command("create", key="cli.feeds.create")
@click.argument("kind", type=click.Choice([kind.value for kind in FeedKind]), metavar="KIND")
@click.argument("subject", default="", metavar="[OF]")
@click.option("--name", default="", metavar="NAME", help="cli.option.feed_name")
@click.option("--partners", is_flag=True, help="cli.option.feed_partners")
@click.option("--all", "for_all", is_flag=True, help="cli.option.feed_for_all")
@json_option
@click.pass_obj
def create(
    call: Call,
    kind: str,
    subject: str,
    name: str,
    partners: bool,
    for_all: bool,
    as_json: bool,
) -> None:
    """See the catalogue entry ``cli.feeds.create``."""
    from tracker.services.feeds import create as issue
    from tracker.services.feeds import wanted

    app = call.app()
    if for_all:
        wishes = _for_all(app, kind, subject or name, partners=partners)
    elif kind in OF_SOMETHING and not subject.strip():
        raise UsageError("feed.of_what", kind=kind)
    else:
        wishes = [wanted(app, FeedKind(kind), subject, name, partners=partners)]
    issued = issue(app, wishes)
    if as_json:
        shapes = [_issued_shape(feed) for feed in issued]
        show_json({"feeds": shapes} if for_all else {"feed": shapes[0]})
    else:
        show_issued(issued, call.say)
    fill_feeds(app, call.say)  # after the addresses, which are shown only now, whatever goes wrong


def _for_all(app: "App", kind: str, given: str, *, partners: bool) -> "list[Wanted]":
    from tracker.services.feeds import wanted
    from tracker.services.listing import units_without_feed

    if kind != FeedKind.UNIT or given:
        raise UsageError("feed.all_units")
    return [wanted(app, FeedKind.UNIT, code, partners=partners) for code in units_without_feed(app)]


def show_issued(issued: "Sequence[IssuedFeed]", say: Translator) -> None:
    """Show addresses, this once, and what to do with them."""
    for feed in issued:
        click.secho(say("cli.feeds.issued", name=feed.name, slug=feed.slug), bold=True)
        click.echo(f"  {say('cli.feeds.address', address=feed.address)}")
        click.echo(f"  {say('cli.feeds.page', address=feed.page)}")
    if not issued:
        click.echo(say("cli.feeds.nothing_to_create"))
        return
    click.secho(say("cli.feeds.only_now"), fg="yellow")
    _say_reach(issued[0].address, say)


def _say_reach(address: str, say: Translator) -> None:
    from tracker.services.addresses import reach
    from tracker.services.sources import Reach

    if (found := reach(address)) is not Reach.PUBLIC:
        click.echo(say(f"cli.feeds.reach.{found}"))


@command("rename", key="cli.feeds.rename")
@click.argument("feed", metavar="FEED")
@click.argument("name", metavar="NAME")
@json_option
@click.pass_obj
def rename(call: Call, feed: str, name: str, as_json: bool) -> None:
    """See the catalogue entry ``cli.feeds.rename``."""
    from tracker.services.feeds import rename as rename_feed

    app = call.app()
    row = rename_feed(app, feed, name)
    fill_feeds(app, call.say)
    if as_json:
        show_json({"feed": _shape(row)})
    else:
        click.echo(call.say("cli.feeds.renamed", slug=row.slug, name=row.name))


@command("rotate", key="cli.feeds.rotate")
@click.argument("feed", metavar="FEED")
@yes_option
@json_option
@click.pass_obj
def rotate(call: Call, feed: str, yes: bool, as_json: bool) -> int:
    """See the catalogue entry ``cli.feeds.rotate``."""
    from tracker.services.feeds import feed_named
    from tracker.services.feeds import rotate as issue_anew

    app = call.app()
    slug = feed_named(app, feed).slug
    if not (yes or _agrees("rotate", slug, call.say)):
        return REFUSED
    issued = issue_anew(app, slug)
    if as_json:
        show_json({"feed": _issued_shape(issued)})
    else:
        show_issued([issued], call.say)
    return 0


@command("revoke", key="cli.feeds.revoke")
@click.argument("feed", metavar="FEED")
@yes_option
@json_option
@click.pass_obj
def revoke(call: Call, feed: str, yes: bool, as_json: bool) -> int:
    """See the catalogue entry ``cli.feeds.revoke``."""
    from tracker.services.feeds import feed_named
    from tracker.services.feeds import revoke as end

    app = call.app()
    slug = feed_named(app, feed).slug
    if not (yes or _agrees("revoke", slug, call.say)):
        return REFUSED
    row = end(app, slug)
    if as_json:
        show_json({"feed": {**_shape(row), "revoked_at": row.revoked_at}})
    else:
        click.echo(call.say("cli.feeds.revoked", slug=row.slug, name=row.name))
    return 0


def _agrees(deed: str, slug: str, say: Translator) -> bool:
    """Say what subscribers will see, and ask whether to go on."""
    click.echo(say(f"cli.feeds.{deed}.what", slug=slug), err=True)
    if confirm(say(f"cli.feeds.{deed}.question"), say):
        return True
    click.echo(say("cli.feeds.left"), err=True)
    return False


def subject_words(kind: str, subject: str, say: Translator, *, partners: bool) -> str:
    """Say what a feed is about: "unit so-y-te, with what it helps with"."""
    words = f"{say(f'cli.feeds.kind.{kind}')} {subject}".rstrip()
    return say("cli.feeds.with_partners", subject=words) if partners else words


def _issued_shape(feed: "IssuedFeed") -> dict[str, Any]:
    """Return a feed with its addresses: the only time that they are shown."""
    return {**_shape(feed), "address": feed.address, "page": feed.page}


def _shape(feed: Any) -> dict[str, Any]:
    return {
        "slug": feed.slug,
        "kind": feed.kind,
        "subject": feed.subject,
        "name": feed.name,
        "partners": feed.partners,
        "address": "",
    }

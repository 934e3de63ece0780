"""Feeds as files: the same bytes as the server's, for programs and web servers that need no tracker."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.app import App
from tracker.errors import StoreError
from tracker.feeds.files import write_changed
from tracker.feeds.folder import CalendarFolder, file_name
from tracker.feeds.tokens import is_same_token, load_key, token_for
from tracker.services.publishing import publish
from tracker.services.serving import ServedFeeds, joined, parts_of
from tracker.services.sources import PLAIN, Look
from tracker.store.answers import Answers
from tracker.store.shelf import FeedFacts

GONE = "gone"  # what the map of addresses says of one that holds no longer


class ExportReport(NamedTuple):
    """The calendars that were written, found unchanged and removed, by file name.

    ``lost`` counts the addresses that cannot be made again, because the key has changed since.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    lost: int = 0


def export(app: App, folder: Path, map_file: Path | None = None) -> ExportReport:
    """Publish, and lay every feed down in a folder; ``map_file`` leads from tokens to feeds."""
    publish(app)
    report = Exporter(app, folder).bring_up()
    return report._replace(lost=write_map(app, map_file)) if map_file else report


class Exporter:
    """Keeps a folder as the feeds are: what it wrote and nobody changed since is not even read again."""

    def __init__(self, app: App, folder: Path) -> None:
        self._app = app
        self._served = ServedFeeds(app)
        self._folder = CalendarFolder(folder)
        self._etags: dict[str, str] = {}

    def bring_up(self) -> ExportReport:
        """Write what is new or was lost, and remove the calendars of revoked feeds."""
        with self._app.answers() as answers:
            files = {
                name: (feed, look) for feed in answers.shelf.living() for name, look in _files(answers, feed)
            }
            self._folder.claim(files)
            written = [name for name, (feed, look) in files.items() if self._write(answers, name, feed, look)]
        removed = self._folder.keep_only(files)
        unchanged = files.keys() - set(written)
        return ExportReport(tuple(written), tuple(sorted(unchanged)), tuple(removed))

    def _write(self, answers: Answers, name: str, feed: FeedFacts, look: Look) -> bool:
        issue = self._served.issue(answers, feed, look)
        if issue is None or (self._etags.get(name) == issue.etag and self._folder.has(name)):
            return False
        is_new = self._folder.put(name, joined(answers, feed, look, issue), issue.last_modified)
        self._etags[name] = issue.etag
        return is_new


def _files(answers: Answers, feed: FeedFacts) -> Iterator[tuple[str, Look]]:
    """Yield the files of a feed: the one that its address leads to, and one for each part."""
    yield file_name(feed.slug), PLAIN
    for part in parts_of(answers.shelf.months(feed.slug)):
        yield file_name(feed.slug, part.name), Look(period=part.name)


def write_map(app: App, path: Path) -> int:
    """Write which feed each token opens, as nginx's ``map`` reads it; return how many tokens are lost.

    The file is as secret as the addresses: only its owner may read it.
    """
    lines, lost = [], 0
    key = load_key(app.config.feeds.key_file)
    with app.answers() as answers:
        for address in answers.shelf.addresses():
            token = token_for(key, address.feed, address.version)
            if is_same_token(token, address.token_sha256):
                lines.append(f'"{token}" {GONE if address.revoked_at else address.feed};\n')
            else:
                lost += 1
    try:
        write_changed(path, "".join(lines).encode())
    except OSError as error:
        raise StoreError("feed.unwritable", path=path, reason=error.strerror) from error
    return lost

"""Published calendars as the feed server reads them: plain values, without the weight of an ORM."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from tracker.core.selection import ALL, Selection
from tracker.core.standing import Status
from tracker.store.lines import Facts
from tracker.store.reading import Reader

#: The events of a language in their order, from the table that is clustered so.
_EVERY_EVENT = """
    SELECT {wanted} FROM event_block
    WHERE language = :language AND starts >= :first AND starts < :end
    ORDER BY starts, obligation_id
"""
_TAGGED_EVENTS = """
    SELECT {wanted} FROM (
        SELECT DISTINCT starts AS begins, obligation_id AS id FROM event_tag
        WHERE tag IN ({tags}) AND starts >= :first AND starts < :end
    ) AS tagged
    JOIN event_block ON language = :language AND starts = begins AND obligation_id = id
    ORDER BY starts, obligation_id
"""
_COMING = """
    SELECT {columns} FROM event JOIN obligation_view ON obligation_view.id = event.obligation_id
    WHERE stage = :stage AND starts >= :first AND starts < :end {tagged}
    ORDER BY starts, event.obligation_id LIMIT :most
"""
_OVERDUE = """
    SELECT count(*) FROM event WHERE stage = 'overdue' AND starts >= :first AND starts < :end {tagged}
"""

_FEEDS = """
    SELECT {columns} FROM (
        SELECT feed.slug, kind, subject, name, token_sha256, tags, heads, feed_address.revoked_at
        FROM feed_address JOIN feed ON feed.slug = feed_address.feed
    ) AS found
"""


class FeedFacts(NamedTuple):
    """One feed; ``tags`` select its entries, ``heads`` are the heads of its calendar by language."""

    slug: str
    kind: str
    subject: str
    name: str
    token_sha256: str
    tags: tuple[Facts, ...]
    heads: Facts
    revoked_at: datetime | None


class MonthFacts(NamedTuple):
    """What a feed shows of one month."""

    month: str
    revision: str
    changed_at: datetime
    events: int
    octets: int


class AddressFacts(NamedTuple):
    """One address that a feed has or had; its token is derived from feed and version."""

    feed: str
    version: str
    token_sha256: str
    revoked_at: datetime | None


class ComingFacts(NamedTuple):
    """One open duty of a feed; ``unit`` and ``lead`` are the first lead's code and name."""

    title: str
    unit: str
    lead: str
    act_by: date
    due_on: date
    at_time: time | None
    deadline_on: date
    status: Status
    done_on: date | None


class Shelf:
    """Questions about published calendars, answered as of one moment."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def feed(self, token_sha256: str) -> FeedFacts | None:
        """Return the feed behind an address; ``revoked_at`` is that of the address."""
        sql = f"{_FEEDS} WHERE token_sha256 = :token_sha256"
        return next(iter(self._reader.read(FeedFacts, sql, token_sha256=token_sha256)), None)

    def living(self) -> list[FeedFacts]:
        """Return the feeds that nobody revoked, by slug; each has one address that holds."""
        return self._reader.read(FeedFacts, f"{_FEEDS} WHERE revoked_at IS NULL ORDER BY slug")

    def addresses(self) -> list[AddressFacts]:
        """Return every address of every feed, former ones too, in the order in which they were issued."""
        sql = "SELECT {columns} FROM feed_address ORDER BY feed, issued_at, token_sha256"
        return self._reader.read(AddressFacts, sql)

    def months(self, slug: str) -> list[MonthFacts]:
        """Return what a feed shows of each month, in their order."""
        sql = "SELECT {columns} FROM feed_month WHERE feed = :slug ORDER BY month"
        return self._reader.read(MonthFacts, sql, slug=slug)

    def events(self, selection: Selection, language: str) -> list[tuple[str, str, bytes, bytes, str]]:
        """Return start, id, data, span and alarm of the selected events, ordered by start and id."""
        return self._events("starts, obligation_id, data, span, alarm", selection, language)

    def bare_events(self, selection: Selection, language: str) -> list[tuple[bytes, int]]:
        """Return nothing but the data of the same events, and how many letters their start has."""
        return self._events("data, length(starts)", selection, language)

    def _events(self, wanted: str, selection: Selection, language: str) -> list[Any]:
        facts = {"language": language, **selection.range._asdict()}
        if ALL in selection.tags:
            return self._reader.rows(_EVERY_EVENT.replace("{wanted}", wanted), **facts)
        tags = _named(selection.tags)
        sql = _TAGGED_EVENTS.replace("{wanted}", wanted).replace("{tags}", _listed(tags))
        return self._reader.rows(sql, **facts, **tags)

    def coming(self, selection: Selection, stage: str, most: int) -> list[ComingFacts]:
        """Return the first duties of a selection whose events are on a stage, by start."""
        tags = _named(selection.tags)
        sql = _COMING.replace("{tagged}", "" if ALL in selection.tags else _tagged(tags))
        facts = {"stage": stage, "most": most, **selection.range._asdict(), **tags}
        return self._reader.read(ComingFacts, sql, **facts)

    def overdue(self, selection: Selection) -> int:
        """Count the duties of a selection that were overdue when it was published."""
        tags = _named(selection.tags)
        sql = _OVERDUE.replace("{tagged}", "" if ALL in selection.tags else _tagged(tags))
        ((count,),) = self._reader.rows(sql, **selection.range._asdict(), **tags)
        return int(count)


def _named(tags: Sequence[str]) -> Mapping[str, str]:
    return {f"tag{number}": tag for number, tag in enumerate(tags)}


def _tagged(tags: Mapping[str, str]) -> str:
    return f"AND event.obligation_id IN (SELECT obligation_id FROM event_tag WHERE tag IN ({_listed(tags)}))"  # noqa: S608


def _listed(tags: Mapping[str, str]) -> str:
    return ", ".join(f":{name}" for name in tags) or "NULL"

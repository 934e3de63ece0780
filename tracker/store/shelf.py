"""Published calendars as the feed server reads them: plain values, without the weight of an ORM."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from tracker.core.selection import ALL, Selection
from tracker.store.lines import Facts
from tracker.store.reading import Reader

_IN_RANGE = "starts >= :first AND starts < :end"
#: The events of a language in their order; what is between the braces differs by what is asked for.
_EVERY_EVENT = f"""
    SELECT {{wanted}} FROM event_block
    WHERE language = :language AND {_IN_RANGE}
    ORDER BY starts, obligation_id
"""  # noqa: S608  (constants)
_TAGGED_EVENTS = f"""
    SELECT {{wanted}} FROM (
        SELECT DISTINCT starts AS begins, obligation_id AS id FROM event_tag WHERE tag IN ({{tags}}) AND {_IN_RANGE}
    ) AS tagged
    JOIN event_block ON language = :language AND starts = begins AND obligation_id = id
    ORDER BY starts, obligation_id
"""  # noqa: S608  (constants)


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


class QuarterFacts(NamedTuple):
    """What a feed shows of one quarter."""

    quarter: str
    revision: str
    changed_at: datetime
    events: int
    octets: int


class ComingFacts(NamedTuple):
    """One open duty of a feed."""

    id: str
    title: str
    unit: str
    lead: str
    act_by: date
    due_on: date
    at_time: Any
    deadline_on: date


class Shelf:
    """Questions about published calendars, answered as of one moment."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def feed(self, token_sha256: str) -> FeedFacts | None:
        """Return the feed behind an address, revoked or not."""
        sql = "SELECT {columns} FROM feed WHERE token_sha256 = :token_sha256"
        return next(iter(self._reader.read(FeedFacts, sql, token_sha256=token_sha256)), None)

    def quarters(self, slug: str) -> list[QuarterFacts]:
        """Return what a feed shows of each quarter, in their order."""
        sql = "SELECT {columns} FROM feed_quarter WHERE feed = :slug ORDER BY quarter"
        return self._reader.read(QuarterFacts, sql, slug=slug)

    def events(self, selection: Selection, language: str) -> list[tuple[str, str, bytes, bytes, str]]:
        """Return start, id, data, span and alarm of the selected events, ordered by start and id."""
        return self._events("starts, obligation_id, data, span, alarm", selection, language)

    def plain_events(self, selection: Selection, language: str) -> list[tuple[str, bytes]]:
        """Return start and data of the selected events, ordered by start and id."""
        return self._events("starts, data", selection, language)

    def _events(self, wanted: str, selection: Selection, language: str) -> list[Any]:
        facts = {"language": language, **selection.range._asdict()}
        if ALL in selection.tags:
            return self._reader.rows(_EVERY_EVENT.format(wanted=wanted), **facts)
        tags = _named(selection.tags)
        sql = _TAGGED_EVENTS.format(wanted=wanted, tags=", ".join(f":{name}" for name in tags) or "NULL")
        return self._reader.rows(sql, **facts, **tags)


def _named(tags: Sequence[str]) -> Mapping[str, str]:
    return {f"tag{number}": tag for number, tag in enumerate(tags)}

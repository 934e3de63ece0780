"""Feeds kept ready in memory: asked for again only when something may have been published."""

import asyncio
from collections import OrderedDict
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool

from tracker.errors import BusyError, StoreError
from tracker.services.sources import FeedBytes, FeedSource, Revoked
from tracker.web.asked import Key
from tracker.web.prepared import Prepared

KEPT_OCTETS = 64 * 1024 * 1024
KEPT_REFUSALS = 4096
ENTRY_OCTETS = 4096  # headers and bookkeeping of one feed


class Kept(NamedTuple):
    """What was found, and the freshness of the database before it was looked for."""

    as_of: object
    found: Prepared | Revoked | None


class Flight(NamedTuple):
    """A look-up under way."""

    as_of: object
    task: asyncio.Task[Kept | None]


class Stock:
    """Finds feeds; one that the database cannot give now is given as it was last."""

    def __init__(self, source: FeedSource, octets: int = KEPT_OCTETS) -> None:
        self._source = source
        self._feeds = Shelf(octets)
        self._refusals = Shelf(KEPT_REFUSALS)  # so that asking again in vain costs no database
        self._flights: dict[Key, Flight] = {}
        self._is_asked = False
        self._fresh: object = None

    def ready(self, key: Key) -> Kept | None:
        """Return what is known to be so now; None if it must be looked up."""
        kept = self._feeds.get(key) or self._refusals.get(key)
        return kept if kept is not None and kept.as_of == self._freshness() else None

    async def find(self, key: Key, token: str) -> Kept | None:
        """Look a feed up, once for all who wait; None if the database cannot answer and nothing is kept."""
        fresh = self._freshness()
        if fresh is None:
            return self._feeds.get(key)
        if (flight := self._flights.get(key)) is not None and flight.as_of != fresh:
            await asyncio.wait([flight.task])  # it may have been too early for what this reader shall see
            flight = self._flights.get(key)
        if flight is None:
            flight = Flight(fresh, asyncio.create_task(self._look_up(key, token, fresh)))
            self._flights[key] = flight
        return await asyncio.shield(flight.task)

    def _freshness(self) -> object:
        """Ask once in a turn of the loop: whatever is answered in a turn had come before it began."""
        if not self._is_asked:
            self._fresh = self._source.freshness()
            self._is_asked = True
            asyncio.get_running_loop().call_soon(self._end_turn)
        return self._fresh

    def _end_turn(self) -> None:
        self._is_asked = False

    async def _look_up(self, key: Key, token: str, fresh: object) -> Kept | None:
        try:
            found = await run_in_threadpool(self._source.feed, token, key.look, self._kept(key))
        except (BusyError, StoreError):
            return self._feeds.get(key)
        finally:
            del self._flights[key]
        return self._keep(key, fresh, found)

    def _keep(self, key: Key, fresh: object, found: FeedBytes | Revoked | None) -> Kept:
        if isinstance(found, FeedBytes):
            kept = Kept(fresh, self._prepared(key, found))
            self._refusals.drop(key)
            self._feeds.put(key, kept, ENTRY_OCTETS + len(found.data) * 9 // 8)  # with its compressed form
        else:
            kept = Kept(fresh, found)
            self._feeds.drop(key)
            self._refusals.put(key, kept, 1)
        return kept

    def _kept(self, key: Key) -> FeedBytes | None:
        kept = self._feeds.get(key)
        return kept.found.feed if kept is not None and isinstance(kept.found, Prepared) else None

    def _prepared(self, key: Key, found: FeedBytes) -> Prepared:
        """Keep the answers of a feed that has not changed: the compressed one is dear."""
        kept = self._feeds.get(key)
        if kept is not None and isinstance(kept.found, Prepared) and kept.found.is_of(found):
            return kept.found
        return Prepared(found)


class Shelf:
    """The things last used, up to a total weight; the one last used always has a place."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._weight = 0
        self._things: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()

    def get(self, key: Key) -> Kept | None:
        """Return a thing, and remember that it was used."""
        if (thing := self._things.get(key)) is None:
            return None
        self._things.move_to_end(key)
        return thing[0]

    def put(self, key: Key, kept: Kept, weight: int) -> None:
        """Put a thing in, and whatever was used longest ago out."""
        self.drop(key)
        self._things[key] = kept, weight
        self._weight += weight
        while self._weight > self._limit and len(self._things) > 1:
            self.drop(next(iter(self._things)))

    def drop(self, key: Key) -> None:
        """Forget a thing, if it is there."""
        if (thing := self._things.pop(key, None)) is not None:
            self._weight -= thing[1]

"""Calendars that outlive a busy database."""

from hashlib import sha256

from tracker.errors import BusyError, StoreError
from tracker.services.sources import FeedBytes, FeedSource, Revoked


class LastGood:
    """A source that answers with what it served last while the one behind it cannot answer.

    A calendar program may drop a subscription after one error; an hour-old copy does no harm.
    """

    def __init__(self, source: FeedSource) -> None:
        self._source = source
        self._served: dict[bytes, FeedBytes] = {}  # by the token's digest; only real feeds get in

    def feed(self, token: str) -> FeedBytes | Revoked | None:
        """Return the calendar, fresh if possible; without any copy the error goes on."""
        name = sha256(token.encode(errors="replace")).digest()
        try:
            found = self._source.feed(token)
        except (BusyError, StoreError):
            if name not in self._served:
                raise
            return self._served[name]
        self._remember(name, found)
        return found

    def _remember(self, name: bytes, found: FeedBytes | Revoked | None) -> None:
        if isinstance(found, FeedBytes):
            self._served[name] = found
        else:
            self._served.pop(name, None)

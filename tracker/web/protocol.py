"""HTTP/1.1 as uvicorn speaks it, with an end to clients that are slow or many."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

CONNECTIONS = 64
REQUEST_SECONDS = 15  # from the connection to the end of the first request's head
CONNECTION_SECONDS = 60  # then no further request is taken
LAST_SECONDS = 120  # then even a download ends
HEAD_OCTETS = 16 * 1024
KEEP_ALIVE_SECONDS = 5


class PunctualProtocol(H11Protocol):
    """One connection with three deadlines.

    uvicorn's own limits do not stop a client that sends a byte a second. One
    connection too many is closed without a word: calendar programs drop a
    subscription after an error answer, and only try again after a lost line.
    """

    request_seconds: float = REQUEST_SECONDS
    connection_seconds: float = CONNECTION_SECONDS
    last_seconds: float = LAST_SECONDS

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection and set its deadlines."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            transport.abort()
        self._deadlines = (
            self.loop.call_later(self.request_seconds, self._end_unasked),
            self.loop.call_later(self.connection_seconds, self._end_gently),
            self.loop.call_later(self.last_seconds, transport.abort),
        )

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadlines."""
        for deadline in self._deadlines:
            deadline.cancel()
        super().connection_lost(exc)

    def _end_unasked(self) -> None:
        if self.cycle is None:
            self.transport.abort()

    def _end_gently(self) -> None:
        if not self.transport.is_closing():
            self.shutdown()

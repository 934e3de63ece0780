"""HTTP/1.1 as uvicorn speaks it, with an end to clients that are slow, huge or many."""

import asyncio
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from tracker.web.limits import Crowd
from tracker.web.pages import GUARDED
from tracker.web.prepared import Answer

REQUEST_SECONDS = 15  # from the connection to the end of the first request's head
CONNECTION_SECONDS = 60  # then no further request is taken
LAST_SECONDS = 120  # then even a download ends
HEAD_OCTETS = 16 * 1024
PIPELINED = 32  # requests that may wait for an answer on one connection
KEEP_ALIVE_SECONDS = 5
_CLOSING = {**GUARDED, "Content-Length": "0", "Connection": "close"}
_HEAD = "".join(f"{name.lower()}: {value}\r\n" for name, value in _CLOSING.items())
MALFORMED = f"HTTP/1.1 400 Bad Request\r\n{_HEAD}\r\n".encode("ascii")
TOO_LARGE = f"HTTP/1.1 431 Request Header Fields Too Large\r\n{_HEAD}\r\n".encode("ascii")


class PunctualProtocol(HttpToolsProtocol):
    """One connection with three deadlines and an end to what it may send.

    uvicorn's own limits do not stop a client that sends a byte a second. One
    connection too many is closed without a word: calendar programs drop a
    subscription after an error answer, and only try again after a lost line.
    """

    request_seconds: float = REQUEST_SECONDS
    connection_seconds: float = CONNECTION_SECONDS
    last_seconds: float = LAST_SECONDS

    def __init__(self, *, crowd: Crowd, **uvicorns: Any) -> None:
        super().__init__(**uvicorns)
        self._crowd = crowd
        # the door has one; uvicorn's wrapper, which reads what proxies tell, has none
        self._at_once: Callable[[Any], Answer | None] | None = getattr(self.app, "at_once", None)
        self._is_counted = False
        self._deadlines: tuple[asyncio.TimerHandle, ...] = ()
        self._under_way: RequestResponseCycle | None = None  # uvicorn knows only the last one that was read
        self._is_in_head = False
        self._octets = 0  # received since the last whole head, at least

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection and set its deadlines, or end it if there is no room."""
        super().connection_made(transport)
        self._is_counted = self._crowd.enter(self._address)
        if not self._is_counted:
            transport.abort()
            return
        self._deadlines = (
            self.loop.call_later(self.request_seconds, self._end_unasked),
            self.loop.call_later(self.connection_seconds, self._end_gently),
            self.loop.call_later(self.last_seconds, transport.abort),
        )

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadlines, and the requests that nobody waits for any more."""
        for deadline in self._deadlines:
            deadline.cancel()
        self._forget_requests()
        if self._is_counted:
            self._crowd.leave(self._address)
        super().connection_lost(exc)

    def eof_received(self) -> bool:  # type: ignore[override]
        """Let a client that has said all it wants still hear the answer."""
        if self.cycle is None or self.cycle.response_complete:
            return False
        self.cycle.keep_alive = False
        return True

    def data_received(self, data: bytes) -> None:
        """Read on, as long as the head of the request has a sensible size."""
        self._octets += len(data)
        super().data_received(data)
        if self._is_in_head and self._octets > HEAD_OCTETS:
            self._refuse(TOO_LARGE)

    def on_message_begin(self) -> None:
        """Begin a head."""
        self._is_in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Take a request, unless its head is too large or too many wait already."""
        self._is_in_head = False
        if self._octets > HEAD_OCTETS and self._head_octets() > HEAD_OCTETS:
            self._refuse(TOO_LARGE)
        self._octets = 0
        if len(self.pipeline) >= PIPELINED:
            self.transport.abort()
        if not self.transport.is_closing():
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Wait for no body: whatever is asked here is asked without one."""
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request, if it was taken."""
        if self.cycle is not None:
            super().on_message_complete()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Answer what is no HTTP."""
        self._refuse(MALFORMED)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Write an answer that is at hand without a task of its own: most polls end here."""
        self._under_way = cycle
        can_write = cycle.keep_alive and not self.flow.write_paused
        answer = self._at_once(cycle.scope) if self._at_once and can_write else None
        if answer is None:
            super()._start_asgi_task(cycle, app)
            return
        lines = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        self.transport.write(b"".join((STATUS_LINE[answer.status], *lines, answer.head)))
        if answer.body and cycle.scope["method"] != "HEAD":
            self.transport.write(answer.body)
        cycle.response_complete = True
        self.on_response_complete()

    def _unsupported_upgrade_warning(self) -> None:
        """Answer an offer of another protocol in plain HTTP/1.1; after it the parser reads nothing more."""
        self.shutdown()

    @property
    def _address(self) -> str:
        return self.client[0] if self.client else ""

    def _head_octets(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)

    def _refuse(self, answer: bytes) -> None:
        """End the connection with an answer; not with a second one."""
        if not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()

    def _forget_requests(self) -> None:
        """Let the answer under way be written to nobody, and begin no other."""
        self.pipeline.clear()
        if self._under_way is not None and not self._under_way.response_complete:
            self._under_way.disconnected = True
            self._under_way.message_event.set()

    def _end_unasked(self) -> None:
        if self.cycle is None:
            self.transport.abort()

    def _end_gently(self) -> None:
        if not self.transport.is_closing():
            self.shutdown()

"""The feed server: uvicorn in a thread of its own."""

import asyncio
import socket
from errno import EADDRINUSE
from functools import partial
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

from tracker.errors import ConfigError
from tracker.web.limits import CONNECTIONS, Crowd, Trusted
from tracker.web.protocol import KEEP_ALIVE_SECONDS, PunctualProtocol

GRACE_SECONDS = 1  # for answers under way when the server stops
STOP_SECONDS = 2
WAKE_SECONDS = 0.01


class FeedServer:
    """Serves an application until stopped; with port 0, ``port`` is the real one after the start.

    ``proxies`` are addresses or networks whose word is taken for who their clients are.
    """

    def __init__(
        self,
        app: ASGIApp,
        host: str,
        port: int,
        *,
        proxies: tuple[str, ...] = (),
        protocol: type[PunctualProtocol] = PunctualProtocol,
    ) -> None:
        self.host = host
        self.port = port
        self._server = Punctual(_settings(app, proxies, protocol))
        self._thread = Thread(name="web", daemon=True)

    @property
    def is_running(self) -> bool:
        """Whether it serves."""
        return self._server.started and self._thread.is_alive()

    def start(self) -> None:
        """Return once it serves; a port that cannot be had is a ConfigError."""
        listener = _listen(self.host, self.port)
        self.port = listener.getsockname()[1]
        self._thread = Thread(target=self._server.run, args=([listener],), name="web", daemon=True)
        self._thread.start()
        while self._thread.is_alive() and not self._server.started:
            self._thread.join(WAKE_SECONDS)

    def stop(self) -> None:
        """Let answers under way end and stop, within two seconds whatever clients do."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)


class Punctual(uvicorn.Server):
    """uvicorn's server, which at its end waits no longer for clients that do not read."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let answers under way end, then cut the lines that are left."""
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # the turn in which the lines are cut


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=CONNECTIONS)
    except OSError as error:
        if error.errno == EADDRINUSE:
            raise ConfigError("web.port_busy", host=host, port=port) from error
        raise ConfigError("web.cannot_listen", host=host, port=port, reason=error.strerror) from error


def _settings(app: ASGIApp, proxies: tuple[str, ...], protocol: type[PunctualProtocol]) -> uvicorn.Config:
    """Nothing is logged but faults: a path holds its reader's secret."""
    return uvicorn.Config(
        app,
        http=partial(protocol, crowd=Crowd(Trusted(proxies))),  # type: ignore[arg-type]
        ws="none",
        lifespan="off",
        loop="auto",  # uvloop where it is installed
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )

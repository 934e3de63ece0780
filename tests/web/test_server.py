import socket
import threading
from time import monotonic

import pytest

from tracker.errors import ConfigError
from tracker.web.server import FeedServer


def connect(server):
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def test_busy_port_is_told_before_anything_runs(server):
    second = FeedServer(lambda *_: None, "127.0.0.1", server.port)
    with pytest.raises(ConfigError) as caught:
        second.start()
    assert caught.value.key == "web.port_busy"
    assert caught.value.facts == {"host": "127.0.0.1", "port": server.port}
    assert not second.is_running


def test_host_of_another_machine_cannot_be_listened_on():
    with pytest.raises(ConfigError, match=r"web\.cannot_listen"):
        FeedServer(lambda *_: None, "192.0.2.1", 0).start()


def test_stop_waits_for_nobody_longer_than_two_seconds(serve, shelf):
    held = threading.Event()
    shelf.health = lambda: held.wait(30)
    with serve() as server, connect(server) as idle, connect(server) as waiting:
        idle.sendall(b"GET / HTTP/1.1\r\n")
        waiting.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        begun = monotonic()
        server.stop()
        assert monotonic() - begun < 2.5
        held.set()


def test_stopped_server_leaves_its_port(serve):
    with serve() as server:
        assert server.is_running
        server.stop()
        assert not server.is_running
        again = FeedServer(lambda *_: None, "127.0.0.1", server.port)
        again.start()
        again.stop()

import socket
import threading
from time import monotonic

import pytest

from tracker.errors import ConfigError
from tracker.web.limits import CONNECTIONS
from tracker.web.protocol import PunctualProtocol
from tracker.web.server import FeedServer


class Hurried(PunctualProtocol):
    request_seconds = 0.3
    connection_seconds = 0.6
    last_seconds = 0.9


def connect(server):
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def drip(line, data):
    """Send a byte now and then until the other side has had enough; return what it answered."""
    answer = b""
    line.settimeout(0.05)
    for byte in data:
        try:
            line.sendall(bytes([byte]))
            heard = line.recv(65536)
        except TimeoutError:
            continue
        except ConnectionError:
            break
        if not heard:
            break
        answer += heard
    return answer


def hears_nothing(line):
    try:
        return line.recv(100) == b""
    except ConnectionError:
        return True


def test_client_that_drips_its_request_is_cut_off(serve):
    with serve(protocol=Hurried) as server, connect(server) as line:
        begun = monotonic()
        assert drip(line, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 100) == b""
        assert monotonic() - begun < 2


def test_client_that_drips_its_second_request_is_cut_off(serve):
    with serve(protocol=Hurried) as server, connect(server) as line:
        begun = monotonic()
        line.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
        assert drip(line, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 100).startswith(b"HTTP/1.1 200")
        assert monotonic() - begun < 2


def test_too_large_a_head_is_refused(server, caplog):
    with connect(server) as line:
        line.sendall(b"GET / HTTP/1.1\r\nX: " + b"y" * 20_000)
        assert line.recv(100).startswith(b"HTTP/1.1 431")
    assert "yyy" not in caplog.text


def test_one_connection_too_many_is_closed_without_a_word(server):
    lines = [connect(server) for _ in range(CONNECTIONS)]
    try:
        lines[0].sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert lines[0].recv(100).startswith(b"HTTP/1.1 200")
        with connect(server) as surplus:
            assert hears_nothing(surplus)
    finally:
        for line in lines:
            line.close()


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

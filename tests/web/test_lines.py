"""Clients that are slow, huge, many, odd or in a hurry: what they send, octet by octet."""

import socket
from threading import Event
from time import monotonic, sleep

import pytest

from tests.web.conftest import FEED
from tracker.web.limits import CONNECTIONS
from tracker.web.protocol import HEAD_OCTETS, PIPELINED, PunctualProtocol

ASK = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n"
LAST = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


class Hurried(PunctualProtocol):
    request_seconds = 0.3
    connection_seconds = 0.6
    last_seconds = 0.9


def connect(server):
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def until_the_end(line):
    """Return all that comes; a line that is cut has an end too."""
    heard = b""
    try:
        while part := line.recv(65536):
            heard += part
    except ConnectionError:
        pass
    return heard


def say(line, octets):
    """Send; whether the line was still there to take it."""
    try:
        line.sendall(octets)
    except ConnectionError:
        return False
    return True


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


@pytest.fixture
def hurried(serve):
    with serve(protocol=Hurried) as server, connect(server) as line:
        begun = monotonic()
        yield line
        assert monotonic() - begun < 2


def test_client_that_drips_its_request_is_cut_off(hurried):
    assert drip(hurried, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 100) == b""


def test_client_that_drips_its_second_request_is_cut_off(hurried):
    hurried.sendall(ASK)
    assert drip(hurried, b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 100).startswith(b"HTTP/1.1 200")


def test_client_that_drips_a_body_is_cut_off(hurried):
    hurried.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n")
    assert drip(hurried, b"y" * 200).startswith(b"HTTP/1.1 200")


def test_client_that_says_nothing_is_cut_off(hurried):
    assert until_the_end(hurried) == b""


def test_client_that_never_reads_is_cut_off(serve, shelf, feed_path):
    shelf.publish(type(FEED)(b"x" * 20_000_000, "big", FEED.last_modified, FEED.slug))
    with serve(protocol=Hurried) as server, connect(server) as line:
        line.sendall(f"GET {feed_path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 3)
        sleep(1.2)
        assert len(until_the_end(line)) < 20_000_000


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nX: " + b"y" * 2 * HEAD_OCTETS,
        b"GET / HTTP/1.1\r\nX: " + b"y" * 2 * HEAD_OCTETS + b"\r\n\r\n",
        b"GET /" + b"y" * 2 * HEAD_OCTETS,
        b"GET /" + b"y" * 2 * HEAD_OCTETS + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * HEAD_OCTETS,
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * HEAD_OCTETS + b"\r\n",
    ],
    ids=["long header", "long header, whole", "long path", "long path, whole", "headers", "headers, whole"],
)
def test_huge_head_is_refused(server, caplog, head):
    with connect(server) as line:
        line.sendall(head)
        heard = until_the_end(line)
    assert heard == b"" or heard.startswith(b"HTTP/1.1 431 ")
    assert heard.count(b"HTTP/") == heard.count(b"x-content-type-options: nosniff\r\n") <= 1
    assert "yyy" not in caplog.text


def test_huge_second_head_is_refused(server):
    with connect(server) as line:
        line.sendall(ASK)
        assert line.recv(1000).startswith(b"HTTP/1.1 200")
        line.sendall(b"GET / HTTP/1.1\r\nX: " + b"y" * 2 * HEAD_OCTETS)
        assert until_the_end(line).startswith(b"HTTP/1.1 431 ")


def test_many_heads_of_sensible_size_are_answered(talk):
    heads = [
        LAST if number == 9 else ASK.replace(b"Host", b"X: " + b"y" * 9000 + b"\r\nHost")
        for number in range(10)
    ]
    assert talk(b"".join(heads)).count(b"HTTP/1.1 200") == 10


def test_pipelined_requests_are_answered_in_their_order(talk, feed_path):
    feed = f"GET {feed_path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    heard = talk(feed + ASK + feed + LAST)
    parts = heard.split(b"HTTP/1.1 200 OK")
    assert [FEED.data in part for part in parts] == [False, True, False, True, False]


def test_endless_pipeline_is_cut(server):
    with connect(server) as line:
        line.sendall(ASK * 20 * PIPELINED)
        assert until_the_end(line).count(b"HTTP/1.1 200") <= PIPELINED + 1


@pytest.mark.parametrize("requests", [3, 20 * PIPELINED], ids=["cut by its deadline", "cut for its length"])
def test_pipeline_that_is_cut_leaves_no_trace_in_the_log(serve, shelf, caplog, feed_path, requests):
    shelf.gate = Event()
    with serve(protocol=Hurried) as server, connect(server) as line:
        say(line, f"GET {feed_path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * requests)
        assert until_the_end(line) == b""
        shelf.gate.set()
        with connect(server) as next_line:  # the first answer has been written by then
            next_line.sendall(f"GET {feed_path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            assert until_the_end(next_line).endswith(FEED.data)
    assert caplog.text == ""


def test_half_closed_client_still_hears_the_answer(server, shelf, feed_path):
    slow = shelf.feed
    shelf.feed = lambda *asked: sleep(0.3) or slow(*asked)
    with connect(server) as line:
        line.sendall(f"GET {feed_path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        line.shutdown(socket.SHUT_WR)
        assert until_the_end(line).endswith(FEED.data)


@pytest.mark.parametrize(
    ("version", "headers"),
    [("1.0", b""), ("1.0", b"Connection: keep-alive\r\n"), ("1.1", b"Host: x\r\nConnection: close\r\n")],
)
def test_connection_ends_with_the_answer_where_the_client_wants_it(talk, feed_path, version, headers):
    heard = talk(f"GET {feed_path} HTTP/{version}\r\n".encode() + headers + b"\r\n")
    assert heard.endswith(FEED.data)
    assert b"connection: close\r\n" in heard


def test_connection_is_kept_for_the_next_poll(server, feed_path):
    poll = f'GET {feed_path} HTTP/1.1\r\nHost: x\r\nIf-None-Match: "5f3a9c"\r\n\r\n'.encode()
    with connect(server) as line:
        for _ in range(5):
            line.sendall(poll)
            assert line.recv(1000).startswith(b"HTTP/1.1 304 ")


@pytest.mark.parametrize("offer", [b"h2c", b"websocket", b"TLS/1.0"])
def test_offer_of_another_protocol_is_passed_over(talk, feed_path, offer):
    head = f"GET {feed_path} HTTP/1.1\r\nHost: x\r\n".encode()
    heard = talk(head + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: " + offer + b"\r\n\r\n")
    assert heard.startswith(b"HTTP/1.1 200 ")
    assert heard.endswith(FEED.data)


@pytest.mark.parametrize(
    "line",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"HELO there",
        b"GET",
        b"GET /",
        b"GET  / HTTP/1.1",
        b"GET / HTTP/9.9",
        b"GET / HTTP/1.1 x",
        b"get / HTTP/1.1",
        b"GET nowhere HTTP/1.1",
        b"GET http:// HTTP/1.1",
        b"GET http://x:99999/ HTTP/1.1",
        b"GET /\xff\xfe HTTP/1.1",
        b"GET /\x00 HTTP/1.1",
        b"OPTIONS * HTTP/1.1",
        b"CONNECT x:443 HTTP/1.1",
        b"PRI * HTTP/2.0",
        b"GET / HTTP/1.1\r\nX\x00: y",
        b"GET / HTTP/1.1\r\n: y",
        b"GET / HTTP/1.1\r\nContent-Length: x",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
        b"GET / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked",
        b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz",
    ],
)
def test_what_is_no_request_gets_one_refusal_at_most(server, caplog, line):
    with connect(server) as client:
        client.sendall(line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
        client.shutdown(socket.SHUT_WR)
        heard = until_the_end(client)
    assert heard.count(b"HTTP/1.1 ") == heard.lower().count(b"x-robots-tag: noindex\r\n") <= 1
    assert not heard.startswith(b"HTTP/1.1 5")
    assert caplog.text == ""


def test_server_lives_through_a_crowd(server):
    """Of 300 connections those beyond the limit are closed without a word, the others are served."""
    lines = [connect(server) for _ in range(300)]
    heard = [until_the_end(line) for line in lines if say(line, LAST)]
    served = [answer.startswith(b"HTTP/1.1 200") for answer in heard]
    assert served.count(True) >= CONNECTIONS
    assert {answer for answer, is_served in zip(heard, served, strict=True) if not is_served} <= {b""}
    for line in lines:
        line.close()


def test_kept_connections_do_not_hold_up_a_stop(serve, shelf, feed_path):
    shelf.publish(type(FEED)(b"x" * 20_000_000, "big", FEED.last_modified, FEED.slug))
    with serve() as server:
        lines = [connect(server) for _ in range(30)]
        for line in lines[:10]:
            line.sendall(ASK)
            assert line.recv(1000).startswith(b"HTTP/1.1 200")
        for line in lines[10:20]:
            line.sendall(b"GET / HTTP/1.1\r\n")
        lines[20].sendall(f"GET {feed_path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        begun = monotonic()
        server.stop()
        assert monotonic() - begun < 2.1
        assert not server.is_running
    for line in lines:
        line.close()

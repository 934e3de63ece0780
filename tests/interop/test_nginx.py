"""The documented configurations of nginx, in a real nginx: in front of the program, and alone."""

import gzip
import os
import re
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.interop.nginx import free_port, needs_nginx, standing_alone, standing_in_front

pytestmark = needs_nginx

TOKEN, OLD, UNKNOWN = "Ab-_" * 10 + "Zz1", "0ld" * 14 + "B", "n0" * 21 + "C"
FEED = b"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Ban T\xc4\x90KT\r\nEND:VCALENDAR\r\n" * 40
QUARTER = FEED.replace("TĐKT".encode(), b"Q2")
CHANGED_AT = 1716771723  # 27 May 2024, 01:02:03 UTC
GUARDED = {
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}


class Tracker(BaseHTTPRequestHandler):
    """Stands behind nginx and tells what reached it."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        told = f"{self.command} {self.path}\n{self.headers}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.send_header("ETag", '"5f3a9c"')
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(told)

    do_GET = do_HEAD = do_PROPFIND = answer  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def behind():
    """The port of what stands behind nginx."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tracker)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture(scope="module")
def front(tmp_path_factory, behind):
    """The first configuration: nginx before the program."""
    with standing_in_front(tmp_path_factory.mktemp("front"), behind) as door:
        yield door


@pytest.fixture(scope="module")
def alone(tmp_path_factory, behind):
    """The second: nginx with the files of an export."""
    folder = tmp_path_factory.mktemp("alone")
    export(folder / "lich")
    with standing_alone(folder, behind) as door:
        yield door


def export(folder):
    """Lay out an export by hand."""
    folder.mkdir()
    for name, data in {"ban-tdkt": FEED, "ban-tdkt.2026-Q2": QUARTER}.items():
        (folder / f"{name}.ics").write_bytes(data)
        (folder / f"{name}.ics.gz").write_bytes(gzip.compress(data, mtime=0))
    for path in folder.iterdir():
        os.utime(path, (CHANGED_AT, CHANGED_AT))
    addresses = folder / "addresses.map"
    addresses.write_text(f'"{TOKEN}" ban-tdkt;\n"{OLD}" gone;\n')
    addresses.chmod(0o600)


def address(token=TOKEN):
    return f"/f/{token}/ban-tdkt.ics"


def test_calendar_is_served_from_the_disk(alone):
    answer = alone.ask(address())
    assert (answer.status, answer.body) == (200, FEED)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Length"] == str(len(FEED))
    assert answer.headers["Last-Modified"] == formatdate(CHANGED_AT, usegmt=True)
    assert {name: answer.headers[name] for name in GUARDED} == GUARDED
    assert answer.headers["Set-Cookie"] is answer.headers["Content-Encoding"] is None
    assert answer.headers["Server"] == "nginx"


def test_head_is_get_without_its_body(alone):
    got, headed = alone.ask(address()), alone.ask(address(), "HEAD")
    assert (headed.status, headed.body) == (200, b"")
    assert {**headed.headers, "Date": ""} == {**got.headers, "Date": ""}


def test_compressed_only_for_those_who_ask(alone):
    answer = alone.ask(address(), headers={"Accept-Encoding": "gzip"})
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(answer.body) == FEED
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    plain = alone.ask(address(), headers={"Accept-Encoding": "gzip;q=0"})
    assert plain.body == FEED
    assert plain.headers["Vary"] == answer.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != answer.headers["ETag"]


@pytest.mark.parametrize("form", ["{}", 'W/{}, "other"', '"other", {}', "*"])
def test_unchanged_calendar_is_not_sent_again(alone, form):
    tag = alone.ask(address()).headers["ETag"]
    answer = alone.ask(address(), headers={"If-None-Match": form.format(tag)})
    assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("since", "status"), [(CHANGED_AT - 1, 200), (CHANGED_AT, 304), (CHANGED_AT + 9, 304)]
)
def test_unchanged_since_a_time(alone, since, status):
    headers = {"If-Modified-Since": formatdate(since, usegmt=True)}
    assert alone.ask(address(), headers=headers).status == status
    headers["If-None-Match"] = '"other"'
    assert alone.ask(address(), headers=headers).status == 200


def test_part_of_a_feed_is_a_file_too(alone):
    assert alone.ask(f"{address()}?period=2026-Q2").body == QUARTER


@pytest.mark.parametrize(("token", "status"), [(UNKNOWN, 404), ("x", 404), ("gone", 404), (OLD, 410)])
@pytest.mark.parametrize("query", ["", "?lang=en"])
def test_refusal_is_a_plain_sentence(alone, token, status, query):
    answer = alone.ask(address(token) + query)
    assert answer.status == status
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "địa chỉ này" in answer.body.decode().lower() or "Địa chỉ lịch này" in answer.body.decode()
    assert {name: answer.headers[name] for name in GUARDED} == GUARDED


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "REPORT"])
@pytest.mark.parametrize("token", [TOKEN, OLD, UNKNOWN])
def test_other_methods_are_refused(alone, method, token):
    answer = alone.ask(address(token), method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/addresses.map",
        "/lich/addresses.map",
        "/ban-tdkt.ics",
        "/f/addresses.map",
        f"/f/{TOKEN}/../../addresses.map",
        f"/f/{TOKEN}%2F..%2Faddresses.map",
        f"/f/{TOKEN}/ban-tdkt.ics/../addresses.map",
        "/f/ban-tdkt/ban-tdkt.ics",
    ],
)
def test_no_file_is_reached_by_its_name(alone, path):
    answer = alone.ask(path)
    assert TOKEN not in answer.body.decode().replace(path, "")
    assert answer.body != FEED


@pytest.mark.parametrize(
    "path",
    [f"{address()}?lang=en", f"{address()}?period=1999", f"{address()}?period=x", f"/s/{TOKEN}", "/o/1/x"],
)
def test_what_no_file_holds_is_passed_on(alone, path):
    answer = alone.ask(path)
    assert answer.body.decode().startswith(f"GET {path}\n")
    assert answer.headers.get_all("Cache-Control") == ["no-store"]  # the program's own


def test_new_addresses_count_after_a_reload(alone):
    addresses = alone.folder / "lich" / "addresses.map"
    addresses.write_text(addresses.read_text() + f'"{UNKNOWN[::-1]}" ban-tdkt;\n')
    assert alone.ask(address(UNKNOWN[::-1])).status == 404
    alone.reload()
    assert alone.ask(address(UNKNOWN[::-1])).body == FEED


def test_in_front_everything_is_passed_on_with_the_visitor_named(front):
    told = front.ask(f"{address()}?alarm=1", headers={"X-Forwarded-For": "6.6.6.6"}).body.decode()
    assert told.startswith(f"GET {address()}?alarm=1\n")
    assert re.findall(r"(?i)^x-forwarded-for: (.*)$", told, re.MULTILINE) == ["127.0.0.1"]
    assert front.ask(address(), "PROPFIND").body.startswith(b"PROPFIND")


def test_in_front_the_etag_stays_as_it_is(front):
    answer = front.ask(address(), headers={"Accept-Encoding": "gzip"})
    assert (answer.headers["ETag"], answer.headers["Content-Encoding"]) == ('"5f3a9c"', None)


@pytest.mark.parametrize("door", ["front", "alone"])
def test_no_log_holds_an_address(door, request):
    door = request.getfixturevalue(door)
    for path in (
        address(),
        address(OLD),
        address(UNKNOWN),
        f"{address()}?lang=en",
        f"/s/{TOKEN}",
        f"/f/{TOKEN}",
    ):
        for method in ("GET", "HEAD", "POST"):
            door.ask(path, method)
    assert not secrets_in(door.logs())


def test_calendars_outlive_the_program(tmp_path):
    export(tmp_path / "lich")
    with standing_alone(tmp_path, free_port()) as door:  # nobody listens there
        assert door.ask(f"{address()}?lang=en").status == 502  # a fault that nginx would tell
        assert door.ask(address()).body == FEED
        assert not secrets_in(door.logs())


def secrets_in(logs):
    assert logs, "nginx tells of its own start"
    return [secret for secret in (TOKEN, OLD, UNKNOWN) if secret in logs]

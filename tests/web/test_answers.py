"""What goes over the line for a feed: compressed forms, validators, odd addresses, and who fetched it."""

import gzip
from dataclasses import replace

import pytest

from tests.web.conftest import FEED, TOKEN

PLAIN, ZIPPED = '"5f3a9c"', '"5f3a9c-gz"'
ASKS = {"Accept-Encoding": "gzip, deflate"}

#: From memory at once, and as an application is asked: the answers are the same.
pytestmark = pytest.mark.parametrize("server", ["short way", "long way"], indirect=True)


def test_compressed_form_is_another_representation(ask, feed_path):
    plain, zipped = ask(feed_path), ask(feed_path, headers=ASKS)
    assert gzip.decompress(zipped.body) == plain.body == FEED.data
    assert (plain.getheader("ETag"), zipped.getheader("ETag")) == (PLAIN, ZIPPED)
    assert (plain.getheader("Content-Encoding"), zipped.getheader("Content-Encoding")) == (None, "gzip")
    assert plain.getheader("Vary") == zipped.getheader("Vary") == "Accept-Encoding"
    assert zipped.getheader("Content-Length") == str(len(zipped.body))
    assert ask(feed_path, "HEAD", ASKS).getheader("Content-Length") == str(len(zipped.body))
    assert ask(feed_path, headers=ASKS).body == zipped.body


@pytest.mark.parametrize(
    ("held", "codings", "told"),
    [
        (PLAIN, "", PLAIN),
        (PLAIN, "gzip", PLAIN),
        (ZIPPED, "", ZIPPED),
        (f"W/{ZIPPED}", "gzip", ZIPPED),
        (f"{PLAIN}, {ZIPPED}", "gzip", ZIPPED),
        (f"{ZIPPED}, {PLAIN}", "identity", PLAIN),
        ("*", "gzip", ZIPPED),
        ("*", "gzip;q=0", PLAIN),
    ],
)
def test_unchanged_answer_names_the_form_that_the_client_holds(ask, feed_path, held, codings, told):
    answer = ask(feed_path, headers={"If-None-Match": held, "Accept-Encoding": codings})
    assert (answer.status, answer.getheader("ETag")) == (304, told)
    assert answer.getheader("Vary") == "Accept-Encoding"
    assert answer.getheader("Last-Modified") == "Sun, 26 May 2024 01:02:03 GMT"
    assert answer.getheader("Content-Length") is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-9"},
        {"Range": "bytes=0-9", "If-Range": PLAIN},
        {"Cookie": "a=b", "Authorization": "Basic eDp5"},
        {"Accept": "text/html"},
        {"If-Match": '"other"'},
    ],
)
def test_whole_calendar_is_served_whatever_else_is_asked(ask, feed_path, headers):
    answer = ask(feed_path, headers=headers)
    assert (answer.status, answer.body) == (200, FEED.data)
    assert answer.getheader("Set-Cookie") is None


def test_unchanged_poll_is_short(talk, feed_path):
    tag = b"If-None-Match: " + ZIPPED.encode() + b"\r\nConnection: close"
    heard = talk(b"GET %b HTTP/1.1\r\nHost: x\r\n%b\r\n\r\n" % (feed_path.encode(), tag))
    assert heard.startswith(b"HTTP/1.1 304 ")
    assert len(heard) + len("x" * 26) <= 250  # a real tag has 32 letters, this one 6


@pytest.mark.parametrize(
    "path",
    [
        "http://calendars.example/f/{token}/ban-tdkt.ics",
        "/f/{coded}/ban-tdkt.ics",
        "/f/{token}/ban%2Dtdkt%2Eics",
        "/f/{token}/x.ics?lang=xx&{long}",
        "/f/{token}/x.ics?",
    ],
)
def test_address_may_be_written_in_other_ways(talk, path):
    coded = "".join(f"%{ord(letter):02X}" for letter in TOKEN)
    path = path.format(token=TOKEN, coded=coded, long="y" * 4000)
    heard = talk(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert heard.endswith(FEED.data)


@pytest.mark.parametrize(
    "path",
    [
        "/f/{token}%2Fban-tdkt.ics",
        "/f%2F{token}/ban-tdkt.ics",
        "/f/{token}/a%2Fb.ics",
        "/f/{token}/.ics",
        "/f/{token}//x.ics",
        "/f//{token}/x.ics",
        "/f/x/../{token}/x.ics",
        "//f/{token}/x.ics",
        "/f/{token}/x.ics/",
        "/f/{token}/x.ics%00",
        "/f/{token}%00/x.ics",
        "/f/{token};a/x.ics",
        "/f/",
        "/f",
    ],
)
def test_address_that_is_not_quite_right_is_unknown_without_a_redirect(talk, path):
    path = path.format(token=TOKEN)
    heard = talk(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert heard.startswith(b"HTTP/1.1 404 ")


def test_visits_are_noted_with_program_and_address(ask, feed_path, revoked_path, shelf):
    program = {"User-Agent": "Google-Calendar-Importer"}
    ask(feed_path, headers=program)
    ask(feed_path, headers=program | {"If-None-Match": PLAIN})
    ask(feed_path, "HEAD")
    for path in (revoked_path, "/f/guessed/x.ics"):
        ask(path)
    ask(feed_path, "POST")
    assert shelf.visits == [
        ("ban-tdkt", "Google-Calendar-Importer", "127.0.0.1"),
        ("ban-tdkt", "Google-Calendar-Importer", "127.0.0.1"),
        ("ban-tdkt", "", "127.0.0.1"),
    ]


def test_name_of_a_hostile_unit_stays_within_its_header(ask, feed_path, shelf):
    shelf.publish(replace(FEED, slug='../../x"\r\nSet-Cookie: a'))
    answer = ask(feed_path)
    assert answer.getheader("Content-Disposition") == 'inline; filename="..-..-x---Set-Cookie--a.ics"'
    assert answer.getheader("Set-Cookie") is None


@pytest.mark.parametrize("method", ["PUT", "PROPFIND"])
def test_refused_method_waits_for_no_body(talk, feed_path, method):
    head = (
        f"{method} {feed_path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n"
    )
    heard = talk(head.encode())
    assert heard.startswith(b"HTTP/1.1 405 ")
    assert b"connection: close" in heard.lower()


def test_client_on_this_machine_may_ask_in_vain(ask):
    assert {ask(f"/f/guess-{number}/x.ics").status for number in range(70)} == {404}

import logging

import pytest

from tests.web.conftest import FEED, OLD_TOKEN, TOKEN


def test_calendar_is_served_whole_with_its_headers(ask, feed_path):
    answer = ask(feed_path)
    assert (answer.status, answer.body) == (200, FEED.data)
    headers = {name.lower(): value for name, value in answer.getheaders()}
    del headers["date"]
    assert headers == {
        "content-type": "text/calendar; charset=utf-8",
        "content-length": str(len(FEED.data)),
        "content-disposition": 'inline; filename="ban-tdkt.ics"',
        "etag": '"5f3a9c"',
        "last-modified": "Sun, 26 May 2024 01:02:03 GMT",
        "cache-control": "private, no-cache",
        "vary": "Accept-Encoding",
        "x-robots-tag": "noindex",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }


def test_head_equals_get_without_the_body(ask, feed_path):
    got, head = ask(feed_path), ask(feed_path, "HEAD")

    def headers(answer):
        return sorted((name, value) for name, value in answer.getheaders() if name != "date")

    assert (head.status, head.body) == (200, b"")
    assert headers(head) == headers(got)


def test_name_in_the_address_is_for_people(ask, feed_path):
    assert ask(feed_path.replace("ban-tdkt", "lich%20c%E1%BB%A7a%20toi")).status == 200
    assert ask(feed_path.removesuffix(".ics")).status == 404
    assert ask(feed_path + "/").status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"5f3a9c"'},
        {"If-None-Match": 'W/"5f3a9c"'},
        {"If-None-Match": '"other", W/"5f3a9c" ,"more"'},
        {"If-None-Match": " * "},
        [("If-None-Match", '"other"'), ("If-None-Match", '"5f3a9c"')],
        {"If-None-Match": '"5f3a9c"', "If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "Sun, 26 May 2024 01:02:03 GMT"},
        {"If-Modified-Since": "Sunday, 26-May-24 01:02:03 GMT"},
        {"If-Modified-Since": "Mon, 27 May 2024 08:00:00 +0700"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_known_bytes_are_not_sent_again(ask, feed_path, method, headers):
    answer = ask(feed_path, method, headers)
    assert (answer.status, answer.body) == (304, b"")
    assert answer.getheader("ETag") == '"5f3a9c"'
    assert answer.getheader("Cache-Control") == "private, no-cache"


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"other"'},
        {"If-None-Match": "5f3a9c"},
        {"If-None-Match": '"5f3a9c'},
        {"If-None-Match": ""},
        {"If-None-Match": '"other"', "If-Modified-Since": "Mon, 27 May 2024 08:00:00 GMT"},
        {"If-Modified-Since": "Sun, 26 May 2024 01:02:02 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Sun, 99 May 99999 99:99:99 GMT"},
    ],
)
def test_other_or_broken_validators_get_the_bytes(ask, feed_path, headers):
    assert ask(feed_path, headers=headers).status == 200


@pytest.mark.parametrize("token", ["x", "x" * 43, "x" * 4000, "%00", "%FF%FE", "%E1%BB%87", "..", "a%0d%0ab"])
def test_unknown_and_malformed_tokens_get_one_and_the_same_answer(ask, token):
    answer = ask(f"/f/{token}/ban-tdkt.ics")
    assert answer.status == 404
    assert answer.body == ask("/f/other/x.ics").body
    assert answer.getheader("Content-Type") == "text/plain; charset=utf-8"
    assert answer.body.decode().startswith("Không có lịch nào ở địa chỉ này.")


def test_revoked_address_says_so(ask, revoked_path):
    answer = ask(revoked_path, headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert answer.status == 410
    assert answer.body.startswith(b"This calendar address has been revoked.")


def test_browser_sees_a_page_where_a_program_sees_a_line(ask, revoked_path):
    answer = ask(revoked_path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status == 410
    assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
    assert "đã bị thu hồi" in answer.body.decode()


@pytest.mark.parametrize("method", ["PROPFIND", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "REPORT"])
def test_other_methods_are_refused_and_the_connection_ends(ask, feed_path, method):
    answer = ask(feed_path, method)
    assert answer.status == 405
    assert answer.getheader("Allow") == "GET, HEAD"
    assert answer.getheader("Connection") == "close"


def test_defect_is_answered_calmly_and_logged_with_its_reference(ask, feed_path, shelf, caplog):
    shelf.trouble = KeyError(TOKEN)
    answer = ask(feed_path, headers={"Accept-Language": "en"})
    reference = answer.body.decode().partition("(reference ")[2].partition(")")[0]
    assert answer.status == 500
    assert "Traceback" not in answer.body.decode()
    assert f"defect {reference}" in caplog.text
    assert "KeyError" in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("question", ["freshness", "note"])
def test_defect_on_the_short_way_is_answered_calmly_too(ask, feed_path, shelf, caplog, question):
    ask(feed_path)

    def break_down(*_):
        raise KeyError(TOKEN)

    setattr(shelf, question, break_down)
    assert ask(feed_path).status == 500
    assert "KeyError" in caplog.text
    assert TOKEN not in caplog.text


def test_log_has_the_feeds_name_and_never_its_token(ask, feed_path, revoked_path, caplog):
    caplog.set_level(logging.DEBUG)
    for path in (feed_path, revoked_path, "/f/guessed-token/x.ics", "/secret-page"):
        ask(path)
    assert "feed slug=ban-tdkt status=200" in caplog.text
    assert "feed slug=so-noi-vu status=410" in caplog.text
    for secret in (TOKEN, OLD_TOKEN, "guessed-token", "secret-page"):
        assert secret not in caplog.text

import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.conftest import FEED, OLD_TOKEN, TOKEN
from tracker.errors import BusyError, StoreError
from tracker.services.sources import PLAIN, Look, Revoked
from tracker.web.asked import Key
from tracker.web.stock import Kept, Shelf

LATER = FEED.last_modified + timedelta(minutes=5)
CHANGED = replace(FEED, data=FEED.data * 2, etag="77aa", last_modified=LATER)
ENGLISH = Look(language="en")
TROUBLES = pytest.mark.parametrize("trouble", [BusyError("store.busy"), StoreError("store.missing")])


def test_database_is_asked_once_until_something_is_published(ask, feed_path, shelf):
    etag = ask(feed_path).getheader("ETag")
    for _ in range(3):
        assert ask(feed_path, headers={"If-None-Match": etag}).status == 304
        assert ask(feed_path, "HEAD").status == 200
        assert ask(feed_path).body == FEED.data
    assert shelf.asked == [(TOKEN, PLAIN)]


def test_polls_that_come_at_once_ask_for_freshness_once(ask, talk, feed_path, shelf):
    ask(feed_path)
    counted = []
    shelf.freshness = lambda: counted.append(1) or 1
    poll = f'GET {feed_path} HTTP/1.1\r\nHost: x\r\nIf-None-Match: "5f3a9c"\r\n'.encode()
    heard = talk((poll + b"\r\n") * 19 + poll + b"Connection: close\r\n\r\n")
    assert heard.count(b"HTTP/1.1 304 ") == 20
    assert len(counted) < 5


def test_next_poll_sees_what_another_process_published(ask, feed_path, shelf):
    former = ask(feed_path)
    shelf.publish(CHANGED)
    answer = ask(feed_path, headers={"If-None-Match": former.getheader("ETag")})
    assert (answer.status, answer.body, answer.getheader("ETag")) == (200, CHANGED.data, '"77aa"')
    assert answer.getheader("Last-Modified") == "Sun, 26 May 2024 01:07:03 GMT"


def test_source_is_handed_what_is_kept_so_that_it_need_not_read_it_again(ask, feed_path, shelf):
    ask(feed_path)
    assert shelf.kept is None
    shelf.version += 1
    assert ask(feed_path).body == FEED.data
    assert shelf.kept is FEED


def test_event_that_left_moves_last_modified(ask, feed_path, shelf):
    ask(feed_path)
    shelf.publish(replace(CHANGED, data=FEED.data[:20]))
    assert ask(feed_path, headers={"If-Modified-Since": "Sun, 26 May 2024 01:02:03 GMT"}).status == 200


def test_each_look_has_its_own_answer(ask, feed_path, shelf):
    english = replace(FEED, data=b"BEGIN:VCALENDAR\r\nX:en\r\nEND:VCALENDAR\r\n", etag="en1")
    shelf.publish(english, look=ENGLISH)
    assert ask(feed_path).body == FEED.data
    assert ask(feed_path + "?lang=en&source=google").body == english.data
    assert ask(feed_path + "?lang=en", headers={"If-None-Match": '"5f3a9c"'}).status == 200
    assert ask(feed_path + "?lang=en", headers={"If-None-Match": '"en1"'}).status == 304


def test_crowd_after_a_change_asks_the_database_once(ask, feed_path, shelf):
    ask(feed_path)
    shelf.publish(CHANGED)
    shelf.gate = threading.Event()
    with ThreadPoolExecutor(12) as pollers:
        polls = [pollers.submit(ask, feed_path) for _ in range(12)]
        threading.Timer(0.5, shelf.gate.set).start()
        assert {poll.result().body for poll in polls} == {CHANGED.data}
    assert len(shelf.asked) == 2


def test_look_up_that_began_before_a_change_is_not_taken_for_it(ask, feed_path, shelf):
    shelf.gate = threading.Event()
    with ThreadPoolExecutor(2) as pollers:
        early = pollers.submit(ask, feed_path)
        while not shelf.asked:
            pass
        shelf.publish(CHANGED)
        late = pollers.submit(ask, feed_path)
        threading.Timer(0.3, shelf.gate.set).start()
        early.result()
        assert late.result().body == CHANGED.data
    assert len(shelf.asked) == 2


def test_polls_are_answered_while_another_feed_is_looked_up(ask, feed_path, revoked_path, shelf):
    ask(feed_path)
    shelf.gate = threading.Event()
    with ThreadPoolExecutor(1) as pollers:
        waiting = pollers.submit(ask, revoked_path)
        assert ask(feed_path).body == FEED.data
        assert not waiting.done()
        shelf.gate.set()
        assert waiting.result().status == 410


@TROUBLES
def test_last_good_copy_is_served_while_the_store_cannot_answer(ask, feed_path, shelf, trouble):
    served = ask(feed_path)
    shelf.publish(CHANGED)
    shelf.trouble = trouble
    again = ask(feed_path)
    assert (again.status, again.body) == (200, served.body)
    assert ask(feed_path, headers={"If-None-Match": served.getheader("ETag")}).status == 304
    zipped = ask(feed_path, headers={"Accept-Encoding": "gzip"})
    assert zlib.decompress(zipped.body, 31) == served.body
    shelf.trouble = None
    assert ask(feed_path).body == CHANGED.data


def test_last_good_copy_is_served_while_freshness_is_unknown(ask, feed_path, revoked_path, shelf):
    served = ask(feed_path)
    shelf.version = None
    assert ask(feed_path).body == served.body
    assert ask(feed_path, headers={"If-None-Match": served.getheader("ETag")}).status == 304
    assert ask(revoked_path).status == 503
    assert shelf.asked == [(TOKEN, PLAIN)]


@TROUBLES
def test_without_a_copy_the_client_is_asked_to_come_back(ask, feed_path, shelf, trouble):
    shelf.trouble = trouble
    answer = ask(feed_path)
    assert answer.status == 503
    assert answer.getheader("Retry-After") == "60"
    assert answer.body.decode().startswith("Dữ liệu đang bận.")


def test_copy_of_a_revoked_feed_is_forgotten(ask, feed_path, shelf):
    ask(feed_path)
    shelf.publish(Revoked("ban-tdkt"))
    assert ask(feed_path).status == 410
    shelf.version += 1
    shelf.trouble = StoreError("store.missing")
    assert ask(feed_path).status == 503


def test_asking_in_vain_again_and_again_costs_no_database(ask, revoked_path, shelf):
    for _ in range(3):
        assert ask("/f/guessed/x.ics").status == 404
        assert ask(revoked_path).status == 410
    assert shelf.asked == [("guessed", PLAIN), (OLD_TOKEN, PLAIN)]
    shelf.publish(FEED, token="guessed")
    assert ask("/f/guessed/x.ics").status == 200


def test_part_that_the_feed_has_not_is_unknown(ask, feed_path, shelf):
    assert ask(feed_path + "?period=2031").status == 404
    assert shelf.asked == [(TOKEN, Look(period="2031")), (TOKEN, PLAIN)]


def test_shelf_keeps_what_was_used_last():
    shelf, kept = Shelf(10), Kept(1, None)
    keys = [Key(bytes([number]), PLAIN) for number in range(4)]
    for key in keys[:3]:
        shelf.put(key, kept, 3)
    shelf.get(keys[0])
    shelf.put(keys[3], kept, 3)
    assert [shelf.get(key) is not None for key in keys] == [True, False, True, True]
    shelf.put(keys[2], kept, 99)
    assert [shelf.get(key) is not None for key in keys] == [False, False, True, False]
    shelf.put(keys[0], kept, 1)
    assert [shelf.get(key) is not None for key in keys] == [True, False, False, False]

"""Feeds as the web asks for them."""

import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta

import pytest

from tests.offices import ROOT, at, corrected, everything, line_of, turn
from tests.published import entries, events, fetch, issue, line, token, uid
from tracker.core.selection import FeedKind
from tracker.errors import BusyError
from tracker.feeds import parts as splitting
from tracker.feeds.tokens import token_hash
from tracker.services.feeds import create, revoke, rotate, wanted
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.serving import ServedFeeds
from tracker.services.sources import Look, Reach, Revoked
from tracker.services.ticking import beat
from tracker.services.tracking import mark_done

MAY = date(2024, 5, 27)


@pytest.fixture
def published(planned):
    return at(planned, MAY)


@pytest.fixture
def feed(published):
    return issue(published)


def test_unknown_and_malformed_tokens_are_nobodys(published, feed):
    served = ServedFeeds(published)
    for text in ("", "x", token(feed)[:-1], token(feed) + "x", "\0", "é" * 5000, "\ud800", feed.slug):
        assert served.feed(text) is None
        assert served.page(text) is None


def test_a_tick_changes_no_etag_and_reads_no_event(published, feed):
    served = ServedFeeds(published)
    turn(published)
    before = served.feed(token(feed))
    mark = served.freshness()
    beat(published)
    assert served.freshness() != mark
    assert served.feed(token(feed), kept=before) is before


def test_a_change_is_seen_at_once(published, feed):
    served = ServedFeeds(published)
    before, mark = served.feed(token(feed)), served.freshness()
    mark_done(published, "249-2024.12")
    publish(published)
    assert served.freshness() != mark
    after = served.feed(token(feed), kept=before)
    assert after.etag != before.etag
    assert after.data != before.data


def test_every_look_has_its_own_etag(published, feed):
    looks = [
        Look(),
        Look("en"),
        Look(spans=True),
        Look(alarms=True),
        Look(period="2024-Q2"),
        Look("en", spans=True),
    ]
    found = [ServedFeeds(published).feed(token(feed), look) for look in looks]
    assert len({one.etag for one in found}) == len(looks)
    assert len({one.data for one in found}) == len(looks)
    assert ServedFeeds(published).feed(token(feed), Look("vi")).data == found[0].data


def test_looks_show_the_same_duties(published, feed):
    plain = entries(published, feed)
    for look in ({"language": "en"}, {"spans": True}, {"alarms": True}):
        shown = entries(published, feed, **look)
        assert shown.keys() == plain.keys()
        assert all(line(shown[name], "SEQUENCE") == line(plain[name], "SEQUENCE") for name in plain)


def test_windows_are_spans_on_request(published, feed):
    assert line(entries(published, feed)[uid(12)], "DTSTART") == "20240531"
    event = entries(published, feed, spans=True)[uid(12)]
    assert (line(event, "DTSTART"), line(event, "DTEND")) == ("20240501", "20240601")


def test_only_what_is_open_has_an_alarm(published, feed):
    mark_done(published, "249-2024.12")
    publish(published)
    alarmed = {name for name, event in entries(published, feed, alarms=True).items() if b"VALARM" in event}
    assert uid(13) in alarmed
    assert uid(12) not in alarmed  # done
    assert uid(1) not in alarmed  # overdue


def test_a_period_the_feed_has_not_is_nobodys(published, feed):
    assert fetch(published, feed, period="2031-Q1") is None
    assert set(events(fetch(published, feed, period="2024-Q2").data)) < set(entries(published, feed))


def test_a_rotated_address_ends_and_a_new_one_begins(published, feed):
    before = fetch(published, feed)
    again = rotate(published, feed.slug)
    assert fetch(published, feed) == Revoked(feed.slug)
    assert fetch(published, again).etag == before.etag
    revoke(published, feed.slug)
    assert fetch(published, again) == fetch(published, feed) == Revoked(feed.slug)
    assert ServedFeeds(published).page(token(again)) == Revoked(feed.slug)


def test_the_secret_is_stored_as_a_digest_only(published, feed):
    secret = token(feed)
    stored = repr(everything(published))
    assert token_hash(secret) in stored
    assert secret not in stored
    for shown in (feed, fetch(published, feed), ServedFeeds(published).page(secret)):
        assert secret not in repr(shown)


def test_served_bytes_are_those_of_the_day_of_publishing(published, feed):
    """The same ETag never stands for other bytes, whatever the day on which they are asked for."""
    before = fetch(published, feed)
    after = fetch(at(published, date(2025, 3, 3)), feed)
    assert (after.etag, after.data) == (before.etag, before.data)


def test_a_feed_that_is_too_large_is_handed_out_in_parts(published, feed, monkeypatch):
    whole = fetch(published, feed).data
    monkeypatch.setattr(splitting, "LIMIT", len(whole) // 2)
    page = ServedFeeds(published).page(token(feed))
    assert [part.period for part in page.parts] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert sum(part.events for part in page.parts) == page.events == 35
    assert page.parts[1].address == f"{page.address}?period=2024-Q2"
    parts = {part.period: fetch(published, feed, period=part.period) for part in page.parts}
    together = {name: event for part in parts.values() for name, event in events(part.data).items()}
    assert together == events(whole)
    about = fetch(published, feed).data
    assert events(parts["2024-Q2"].data).keys() & events(about).keys()
    assert len(about) <= len(whole) // 2 + 1000  # as much about the day as fits
    assert len({part.etag for part in parts.values()}) == 4


def test_a_change_in_one_quarter_leaves_the_other_parts_as_they_are(published, feed, monkeypatch):
    monkeypatch.setattr(splitting, "LIMIT", 1000)
    quarters = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
    before = {quarter: fetch(published, feed, period=quarter).etag for quarter in quarters}
    mark_done(published, "249-2024.12")
    publish(published)
    after = {quarter: fetch(published, feed, period=quarter).etag for quarter in quarters}
    assert {quarter for quarter in quarters if before[quarter] != after[quarter]} == {"2024-Q2"}


def test_the_page_names_the_next_five(published, feed):
    page = ServedFeeds(published).page(token(feed))
    assert (page.name, page.events, page.parts) == (feed.name, 35, ())
    assert page.address == feed.address
    assert page.reach is Reach.MACHINE
    days = [coming.act_by for coming in page.coming]
    assert len(days) == 5
    assert days == sorted(days)
    assert min(days) >= MAY
    assert page.coming[0].label == "Ban TĐKT"
    late = ServedFeeds(published).page(token(issue(published, "overdue")))
    assert {coming.is_overdue for coming in late.coming} == {True}
    assert (page.kind, late.kind) == (FeedKind.OFFICE, FeedKind.OVERDUE)
    assert page.overdue == late.overdue == late.events > 0


def test_hostile_titles_stay_in_their_lines(published, feed, tmp_path):
    title = line_of(14).split("\t")[1]
    wicked = "END:VEVENT BEGIN:VEVENT \\N x; y, z ../../x \U0001f4c5" + "ặ" * 10_000
    import_plan(published, corrected(tmp_path, (title, wicked)))
    publish(published)
    for look in ({}, {"spans": True, "alarms": True}, {"language": "en"}):
        found = fetch(published, feed, **look).data
        lines = found.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert b"\n" not in found.replace(b"\r\n", b"")
        assert (
            lines.count(b"BEGIN:VEVENT") == lines.count(b"END:VEVENT") == 36
        )  # the former one is called off


def test_the_server_loads_neither_the_orm_nor_the_calendar_library():
    code = (
        "import sys; from tracker.services.serving import ServedFeeds; from tracker.services.health import Health\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"sqlalchemy", "sqlmodel", "pydantic", "icalendar", "yagmail"}.isdisjoint(run.stdout.split())


def test_both_databases_serve_the_same(any_office):
    at(any_office, MAY)
    feed = issue(any_office, "unit", "ban-tuyen-giao")
    assert set(entries(any_office, feed)) == {uid(14)}
    with closing(ServedFeeds(any_office)) as served:
        assert len(served.page(token(feed)).coming) == 1
        publish(at(any_office, MAY + timedelta(days=30)))
        assert len(served.page(token(feed)).coming) == 0


def test_before_the_first_publishing_the_page_asks_to_come_back(planned):
    (made,) = create(planned, [wanted(planned, FeedKind.OFFICE)])
    with closing(ServedFeeds(planned)) as served:
        for ask in (served.page, served.feed):
            with pytest.raises(BusyError):
                ask(token(made))

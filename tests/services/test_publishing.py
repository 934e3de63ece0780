"""Feeds follow the obligations, byte by byte, and nothing else."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.offices import at, corrected, everything, later, line_of, rows
from tracker.feeds.tokens import token_hash
from tracker.services import rendering
from tracker.services.delivering import deliver
from tracker.services.importing import import_plan
from tracker.services.publishing import PublishedFeeds, feeds, publish
from tracker.services.reminding import remind
from tracker.services.sources import Revoked
from tracker.services.tracking import mark_done
from tracker.store.tables import FeedRow, ObligationRow

OFFICE = "ban-thi-dua-khen-thuong-thanh-pho-can-tho"
MAY = date(2024, 5, 27)


@pytest.fixture
def published(planned):
    publish(at(planned, MAY))
    return planned


def files(app):
    """The calendars that were written: bytes by name of the feed."""
    return {path.stem: path.read_bytes() for path in app.config.feeds.folder.glob("*.ics")}


def events(data):
    """The events of a calendar by UID."""
    found = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", data, re.DOTALL)
    return {re.search(rb"UID:(.*?)\r\n", event)[1].decode(): event for event in found}


def unfolded(event):
    """An event with every line whole."""
    return event.replace(b"\r\n ", b"").decode()


def uid(number):
    return f"249-2024.{number:02d}@tdkt.cantho.example.vn"


def line(event, name):
    return re.search(rb"\n" + name + rb":(.*?)\r\n", event)[1].decode()


def token(app, slug=OFFICE):
    (address,) = [feed.address for feed in feeds(app) if feed.slug == slug]
    return address.split("/f/")[1].split("/")[0]


def test_every_feed_is_a_file(published):
    written = files(published)
    assert set(written) == {feed.slug for feed in rows(published, FeedRow)}
    assert len(events(written[OFFICE])) == 35
    assert len(written) == 12


def test_feed_of_a_unit_has_what_it_leads(published):
    written = files(published)
    assert set(events(written["ban-tuyen-giao-thanh-uy"])) == {uid(14)}
    assert set(events(written["so-giao-duc-va-dao-tao"])) == {uid(19)}
    assert events(written["so-y-te"]) == {}


def test_nothing_changed_nothing_written(published):
    before = everything(published)
    stamps = {path: path.stat().st_mtime_ns for path in published.config.feeds.folder.iterdir()}
    report = publish(later(published, timedelta(hours=3)))
    assert (report.events, report.changed) == (0, ())
    assert everything(published) == before
    assert {path: path.stat().st_mtime_ns for path in published.config.feeds.folder.iterdir()} == stamps


def test_a_year_that_is_announced_takes_the_mark_away_and_changes_nothing_else(planned):
    announced = planned.calendar_files
    unannounced = replace(announced.calendar, confirmed_years=frozenset())
    planned.calendar_files = announced._replace(calendar=unannounced)
    publish(at(planned, MAY))
    before = events(files(planned)[OFFICE])
    planned.calendar_files = announced
    publish(later(planned, timedelta(days=1)))
    after = events(files(planned)[OFFICE])
    assert all(" (tạm tính)" in unfolded(event) for event in before.values())
    told = {name: unfolded(event).replace(" (tạm tính)", "") for name, event in before.items()}
    assert {name: unfolded(event) for name, event in after.items()} == told  # SEQUENCE and stamps too
    again = publish(later(planned, timedelta(days=1)))
    assert (again.events, again.changed) == (0, ())


def test_done_changes_its_event_alone(published):
    before = files(published)
    mark_done(later(published, timedelta(hours=1)), "249-2024.12")
    assert "so-y-te" not in publish(published).changed
    old, new = events(before[OFFICE]), events(files(published)[OFFICE])
    assert {name for name in new if new[name] != old[name]} == {uid(12)}
    assert (line(old[uid(12)], b"SEQUENCE"), line(new[uid(12)], b"SEQUENCE")) == ("0", "1")
    assert line(new[uid(12)], b"LAST-MODIFIED") > line(old[uid(12)], b"LAST-MODIFIED")


def test_change_that_a_reminder_rendered_is_published_too(published):
    source = PublishedFeeds(published)
    before = source.feed(token(published))
    mark_done(later(published, timedelta(minutes=1)), "249-2024.12")
    remind(published)
    deliver(published)
    assert OFFICE in publish(published).changed
    after = source.feed(token(published))
    assert (after.etag, after.data) != (before.etag, before.data)
    assert after.data == files(published)[OFFICE]


def test_change_under_a_clock_that_was_set_back_is_published(published):
    mark_done(at(published, date(2023, 12, 20)), "249-2024.01")
    assert publish(published).events == 1
    assert line(events(files(published)[OFFICE])[uid(1)], b"SEQUENCE") == "1"
    assert publish(published).events == 0


def test_moved_duty_is_the_same_event(published, tmp_path):
    import_plan(published, corrected(tmp_path, (line_of(12), line_of(12).replace("tháng 5", "tháng 7"))))
    publish(published)
    event = events(files(published)[OFFICE])[uid(12)]
    assert (line(event, b"DTSTART;VALUE=DATE"), line(event, b"SEQUENCE")) == ("20240731", "1")
    assert len(events(files(published)[OFFICE])) == 35


def test_withdrawn_duty_is_shown_as_cancelled(published, tmp_path):
    import_plan(published, corrected(tmp_path, (line_of(14), "")))
    publish(published)
    assert line(events(files(published)["ban-tuyen-giao-thanh-uy"])[uid(14)], b"STATUS") == "CANCELLED"


def test_feed_shows_this_year_and_the_coming_months(published):
    publish(at(published, date(2025, 3, 3)))
    shown = [line(event, b"DTSTART;VALUE=DATE") for event in events(files(published)[OFFICE]).values()]
    assert min(shown) >= "20241203"
    publish(at(published, date(2026, 1, 5)))
    assert events(files(published)[OFFICE]) == {}


def test_lost_file_is_written_again(published):
    before = files(published)
    (published.config.feeds.folder / f"{OFFICE}.ics").unlink()
    report = publish(published)
    assert (report.changed, files(published)) == ((), before)


def test_crash_before_the_commit_leaves_no_old_file(published, monkeypatch):
    mark_done(published, "249-2024.12")
    with monkeypatch.context() as broken:
        broken.setattr("tracker.services.publishing.PublishReport", None)
        with pytest.raises(TypeError):
            publish(published)
    publish(published)
    assert line(events(files(published)[OFFICE])[uid(12)], b"SEQUENCE") == "1"


def test_address_leads_to_the_bytes_of_the_file(published):
    served = PublishedFeeds(published).feed(token(published))
    assert served.data == files(published)[OFFICE]
    assert served.slug == OFFICE
    assert PublishedFeeds(published).feed("no such token") is None


def test_served_bytes_are_those_of_the_day_of_publishing(published):
    """The same ETag never stands for other bytes, whatever the day on which they are asked for."""
    secret = token(published)
    before = PublishedFeeds(published).feed(secret)
    after = PublishedFeeds(at(published, date(2025, 3, 3))).feed(secret)
    assert (after.etag, after.data) == (before.etag, before.data)


def test_lost_key_hides_addresses_that_still_hold(published):
    secret = token(published)
    published.config.feeds.key_file.unlink()
    assert {feed.address for feed in feeds(published)} == {""}
    assert PublishedFeeds(published).feed(secret).slug == OFFICE


def test_revoked_address_is_told_apart(published):
    secret = token(published)
    with published.store.write() as session:
        feed = session.get(FeedRow, OFFICE)
        feed.revoked_at = published.clock.now()
    assert PublishedFeeds(published).feed(secret) == Revoked(OFFICE)
    assert OFFICE not in {feed.slug for feed in feeds(published)}
    publish(at(published, date(2024, 6, 3)))
    assert [feed.revoked_at is None for feed in rows(published, FeedRow, slug=OFFICE)] == [False]


def test_upgrade_renders_anew_without_a_new_sequence(published, monkeypatch):
    before = rows(published, ObligationRow)
    monkeypatch.setattr(rendering, "version", lambda name: "99")
    assert publish(later(published, timedelta(hours=1))).events == 35
    after = rows(published, ObligationRow)
    assert [found.event for found in after] == [found.event for found in before]
    assert {found.event_sequence for found in after} == {0}


def test_secret_is_stored_as_a_digest_only(published):
    secret = token(published)
    assert token_hash(secret) in repr(everything(published))
    assert secret not in repr(everything(published))
    assert secret not in repr(PublishedFeeds(published).feed(secret))


def test_both_databases_publish_the_same_bytes(any_office):
    publish(any_office)
    assert len(events(files(any_office)[OFFICE])) == 35
    mark_done(at(any_office, MAY), "249-2024.12")
    assert OFFICE in publish(any_office).changed


def test_listing_feeds_leaves_them_to_the_clock_of_the_service(published):
    before = {feed.slug: feed.etag for feed in rows(published, FeedRow)}
    listed = feeds(at(published, date(2026, 11, 21)))
    assert listed[0].kind == "office"
    assert {feed.slug: feed.etag for feed in rows(published, FeedRow)} == before

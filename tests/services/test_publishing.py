"""Feeds follow the obligations, byte by byte, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.offices import LAN, PLAN, at, corrected, everything, later, line_of, open_office, rows
from tests.published import differing, entries, fetch, issue, line, number_of, uid, unfolded
from tracker.app import App
from tracker.core.shown import ShownOn
from tracker.errors import BusyError
from tracker.services import editions, rendering
from tracker.services.delivering import deliver
from tracker.services.importing import import_plan
from tracker.services.publishing import bring_up, publish
from tracker.services.reminding import remind
from tracker.services.tracking import mark_done, reopen
from tracker.store.events import outdate_all
from tracker.store.tables import EventRow, FeedMonthRow, FeedRow

MAY = date(2024, 5, 27)
TUYEN_GIAO = "ban-tuyen-giao"


def test_nothing_changed_nothing_written(published):
    before = everything(published)
    report = publish(later(published, timedelta(hours=3)))
    assert (report.events, report.changed) == (0, ())
    assert everything(published) == before


def test_two_renderings_are_equal(published, office_feed, tmp_path):
    (tmp_path / "other").mkdir()
    other = open_office(tmp_path / "other")
    other.config.feeds.key_file.parent.mkdir(parents=True)
    other.config.feeds.key_file.write_bytes(published.config.feeds.key_file.read_bytes())
    other.config.feeds.key_file.chmod(0o600)
    import_plan(other, PLAN)
    other.clock = published.clock
    here, there = fetch(published, office_feed).data, fetch(other, issue(at(other, MAY))).data
    assert _without_stamps(here) == _without_stamps(there)
    other.store.dispose()


def test_services_that_differ_render_each_others_entries_once_and_no_more(published, tmp_path, monkeypatch):
    """Each has a key of its own, and so other links in every entry; letters wait for the publishing."""
    monkeypatch.setattr(rendering, "BATCH", 10)
    (tmp_path / "other").mkdir()
    other = open_office(tmp_path / "other", database=published.config.database.url)
    other.clock = published.clock
    assert [publish(app).events for app in (other, published, other, published)] == [35, 0, 0, 0]
    started_again = App(published.config, published.clock, published.environ)
    assert publish(started_again).events == 35
    started_again.close()
    other.close()


def _without_stamps(data):
    """The bytes but for CREATED, DTSTAMP and LAST-MODIFIED: seconds may pass between two imports."""
    stamps = (b"CREATED", b"DTSTAMP", b"LAST-MODIFIED")
    return [found for found in data.split(b"\r\n") if not found.startswith(stamps)]


def test_a_new_event_changes_no_other(published, office_feed, tmp_path):
    before = entries(published, office_feed)
    added = line_of(35).replace("35\t", "36\t").replace("tháng 12", "tháng 11")
    import_plan(published, corrected(tmp_path, (line_of(35), line_of(35) + added)))
    publish(published)
    after = entries(published, office_feed)
    assert differing(before, after) == after.keys() - before.keys()
    assert len(after) == 36


def test_a_year_that_is_announced_takes_the_mark_away_and_changes_nothing_else(planned):
    announced = planned.calendar_files
    unannounced = replace(announced.calendar, confirmed_years=frozenset())
    planned.calendar_files = announced._replace(calendar=unannounced)
    feed = issue(at(planned, MAY))
    before = entries(planned, feed)
    planned.calendar_files = announced
    publish(later(planned, timedelta(hours=1)))
    after = entries(planned, feed)
    assert all(" (tạm tính)" in unfolded(event) for event in before.values())
    told = {name: unfolded(event).replace(" (tạm tính)", "") for name, event in before.items()}
    assert {name: unfolded(event) for name, event in after.items()} == told  # SEQUENCE and stamps too
    again = publish(later(planned, timedelta(hours=1)))
    assert (again.events, again.changed) == (0, ())


def test_done_changes_its_event_alone(published, office_feed):
    health = issue(published, "unit", "so-y-te")
    before = entries(published, office_feed)
    mark_done(later(published, timedelta(hours=1)), "249-2024.12")
    assert health.slug not in publish(published).changed
    after = entries(published, office_feed)
    assert differing(before, after) == {uid(12)}
    assert (number_of(before[uid(12)]), number_of(after[uid(12)])) == (0, 1)
    assert line(after[uid(12)], "LAST-MODIFIED") > line(before[uid(12)], "LAST-MODIFIED")
    assert line(after[uid(12)], "DTSTAMP") == line(after[uid(12)], "LAST-MODIFIED")


def test_change_that_a_reminder_rendered_is_published_too(published, office_feed):
    before = fetch(published, office_feed)
    mark_done(later(published, timedelta(minutes=1)), "249-2024.12")
    remind(published)
    deliver(published)
    after = fetch(published, office_feed)
    assert (after.etag, after.data) != (before.etag, before.data)
    assert publish(published).changed == ()


def test_moved_duty_is_the_same_event(published, office_feed, tmp_path):
    import_plan(published, corrected(tmp_path, (line_of(12), line_of(12).replace("tháng 5", "tháng 7"))))
    publish(published)
    event = entries(published, office_feed)[uid(12)]
    assert (line(event, "DTSTART"), number_of(event)) == ("20240731", 1)
    assert len(entries(published, office_feed)) == 35


@pytest.mark.parametrize(
    ("kind", "subject", "count"),
    [
        ("unit", "so-gd-dt", 1),
        ("unit", "so-y-te", 0),
        ("person", LAN, 33),
        ("plan", "249-2024", 35),
        ("quarter", "2024-Q2", 9),
        ("quarter", "2031-Q1", 0),
    ],
)
def test_every_feed_shows_its_own(published, kind, subject, count):
    assert len(entries(published, issue(published, kind, subject))) == count


def test_a_task_that_changes_hands_leaves_one_feed_and_enters_another(published, tmp_path):
    old, new = issue(published, "unit", TUYEN_GIAO), issue(published, "unit", "so-y-te")
    marks = fetch(published, old).etag, fetch(published, new).etag
    handed = line_of(14).replace("Ban Tuyên giáo Thành ủy", "Sở Y tế")
    import_plan(published, corrected(tmp_path, (line_of(14), handed)))
    held = fetch(published, old)
    assert (held.etag, uid(14).encode() in held.data) == (marks[0], True)  # until it is published
    assert set(publish(published).changed) >= {old.slug, new.slug}
    assert entries(published, old) == {}
    assert set(entries(published, new)) == {uid(14)}
    assert fetch(published, old).etag != marks[0]
    assert fetch(published, new).etag != marks[1]


def test_partners_are_shown_where_they_are_wished_for(published, tmp_path):
    helped = line_of(14).replace("Ban Tuyên giáo Thành ủy", "Ban Tuyên giáo Thành ủy\tSở Y tế", 1)
    import_plan(published, corrected(tmp_path, (line_of(14), helped)))
    alone = issue(published, "unit", "so-y-te")
    both = issue(published, "unit", "so-y-te", partners=True)
    assert len(entries(published, alone)) <= len(entries(published, both))
    assert set(entries(published, alone)) <= set(entries(published, both))


def test_crash_before_the_commit_leaves_nothing_half(published, office_feed, monkeypatch):
    mark_done(published, "249-2024.12")
    before = everything(published)
    with monkeypatch.context() as broken:
        broken.setattr("tracker.services.publishing.PublishReport", None)
        with pytest.raises(TypeError):
            publish(published)
    assert everything(published) == before
    publish(published)
    assert number_of(entries(published, office_feed)[uid(12)]) == 1


def test_upgrade_renders_anew_without_a_new_sequence_or_revision(published, office_feed, monkeypatch):
    before, feed = rows(published, EventRow), fetch(published, office_feed)
    monkeypatch.setattr(editions, "MADE_BY", ("99", "99"))
    assert publish(later(published, timedelta(hours=1))).events == 35
    assert rows(published, EventRow) == before
    assert fetch(published, office_feed).etag == feed.etag


def test_upgrade_is_done_in_batches_and_goes_on_where_it_stopped(published, monkeypatch):
    monkeypatch.setattr(editions, "MADE_BY", ("99", "99"))
    monkeypatch.setattr(rendering, "BATCH", 10)
    with monkeypatch.context() as broken:
        calls = []
        stage = rendering.stage

        def failing(*given):
            calls.append(given)
            if len(calls) > 15:
                raise KeyboardInterrupt
            return stage(*given)

        broken.setattr(rendering, "stage", failing)
        with pytest.raises(KeyboardInterrupt):
            publish(published)
    assert publish(published).events == 25


def test_settings_of_the_office_render_anew(published, office_feed):
    before = entries(published, office_feed)
    published.config = replace(
        published.config, feeds=published.config.feeds._replace(shown_on=ShownOn.DUE_ON)
    )
    publish(later(published, timedelta(hours=1)))
    after = entries(published, office_feed)
    days = {line(event, "DTSTART") for event in after.values()}
    assert "20240630" in days  # a Sunday: the plan's own day
    assert all(number_of(after[name]) == 1 for name in differing(before, after))
    assert differing(before, after)


def test_another_name_is_another_revision(published, office_feed):
    before = fetch(published, office_feed)
    with published.store.write() as session:
        session.get(FeedRow, office_feed.slug).name = "Lịch mới"
    assert publish(later(published, timedelta(hours=1))).changed == (office_feed.slug,)
    after = fetch(published, office_feed)
    assert after.etag != before.etag
    assert after.last_modified > before.last_modified
    assert "X-WR-CALNAME:Lịch mới" in after.data.decode()


def test_a_feed_begins_whole(planned, monkeypatch):
    """A reader that saw the first batch would take the rest for new, or delete what is not there yet."""
    monkeypatch.setattr(rendering, "BATCH", 10)
    feed = issue(at(planned, MAY))
    with planned.store.write() as session:  # as a migration leaves it
        session.get(FeedRow, feed.slug).heads = {}
        session.exec(sa.delete(FeedMonthRow))
        outdate_all(session)
    with pytest.raises(BusyError):
        fetch(planned, feed)
    more = True
    while more:
        with planned.store.write() as session:
            _, more = bring_up(session, planned)
        if more:
            with pytest.raises(BusyError):
                fetch(planned, feed)
    assert len(entries(planned, feed)) == 35


def test_changes_within_a_second_have_different_stamps(published, office_feed):
    stamps = []
    for change in (mark_done, reopen, mark_done):
        change(published, "249-2024.12")
        publish(published)
        stamps.append(line(entries(published, office_feed)[uid(12)], "DTSTAMP"))
    assert stamps == sorted(set(stamps))


def test_revisions_do_not_repeat(published, office_feed):
    """A restored database must not give a number again that once stood for other bytes."""
    seen = {row.revision for row in rows(published, FeedMonthRow)}
    for _ in range(3):
        for change in (mark_done, reopen):
            change(published, "249-2024.12")
            publish(published)
            found = {row.revision for row in rows(published, FeedMonthRow)} - seen
            assert len(found) == 1
            seen |= found


def test_both_databases_publish_the_same(any_office):
    feed = issue(any_office)
    unit = issue(any_office, "unit", TUYEN_GIAO)
    before = entries(any_office, feed)
    assert (len(before), set(entries(any_office, unit))) == (35, {uid(14)})
    mark_done(at(any_office, MAY), "249-2024.12")
    assert feed.slug in publish(any_office).changed
    assert {uid(12)} < differing(before, entries(any_office, feed))

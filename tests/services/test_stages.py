"""How entries look as days pass: overdue, done for a while, called off for a while, gone."""

from datetime import date, timedelta

from tests.offices import at, corrected, line_of
from tests.published import differing, entries, fetch, issue, line, number_of, uid
from tracker.services.importing import import_plan
from tracker.services.publishing import publish
from tracker.services.tracking import mark_done, reopen

MAY = date(2024, 5, 27)
TUYEN_GIAO = "ban-tuyen-giao"


def test_change_under_a_clock_that_was_set_back_is_published(published, office_feed):
    before = entries(published, office_feed)
    mark_done(at(published, date(2024, 5, 20)), "249-2024.12")
    publish(published)
    after = entries(published, office_feed)
    assert differing(before, after) == {uid(12)}
    assert number_of(after[uid(12)]) == 1
    assert line(after[uid(12)], "DTSTAMP") >= line(before[uid(12)], "DTSTAMP")
    assert publish(published).events == 0


def test_withdrawn_duty_is_shown_as_cancelled_for_thirty_days(published, tmp_path):
    feed = issue(published, "unit", TUYEN_GIAO)
    import_plan(published, corrected(tmp_path, (line_of(14), "")))
    publish(published)
    event = entries(published, feed)[uid(14)]
    assert (line(event, "STATUS"), number_of(event)) == ("CANCELLED", 1)
    publish(at(published, MAY + timedelta(days=30)))
    assert entries(published, feed) == {uid(14): event}
    last = fetch(published, feed)
    publish(at(published, MAY + timedelta(days=31)))
    gone = fetch(published, feed)
    assert b"BEGIN:VEVENT" not in gone.data
    assert gone.etag != last.etag
    assert gone.last_modified > last.last_modified


def test_what_is_done_leaves_after_its_time_and_comes_back_with_a_higher_number(published, office_feed):
    days = published.config.feeds.done_days
    mark_done(published, "249-2024.12")
    publish(published)
    done = entries(published, office_feed)[uid(12)]
    publish(at(published, MAY + timedelta(days=days)))
    assert entries(published, office_feed)[uid(12)] == done
    before = fetch(published, office_feed)
    publish(at(published, MAY + timedelta(days=days + 1)))
    assert uid(12) not in entries(published, office_feed)
    assert fetch(published, office_feed).last_modified > before.last_modified
    reopen(published, "249-2024.12")
    publish(published)
    assert number_of(entries(published, office_feed)[uid(12)]) == 2


def test_what_becomes_overdue_is_marked_on_that_day(published, office_feed):
    late = issue(published, "overdue")
    before = entries(published, office_feed)
    publish(at(published, date(2024, 5, 31)))
    assert entries(published, office_feed) == before
    publish(at(published, date(2024, 6, 1)))
    after = entries(published, office_feed)
    changed = differing(before, after)
    assert changed == {uid(12), uid(13), uid(14)}
    assert {number_of(after[name]) for name in changed} == {1}
    assert all(line(after[name], "SUMMARY") != line(before[name], "SUMMARY") for name in changed)
    assert changed < entries(published, late).keys()
    mark_done(published, "249-2024.12")
    publish(published)
    assert uid(12) not in entries(published, late)


def test_feeds_show_this_year_and_the_coming_months(published, office_feed):
    plan = issue(published, "plan", "249-2024")
    publish(at(published, date(2025, 3, 3)))
    shown = [line(event, "DTSTART") for event in entries(published, office_feed).values()]
    assert shown
    assert min(shown) >= "20241203"
    publish(at(published, date(2026, 1, 5)))
    assert entries(published, office_feed) == {}
    assert len(entries(published, plan)) == 35


def test_after_a_later_day_everything_is_as_it_was_before(published, office_feed):
    """As after a trial, or a clock that was wrong: stages go back, numbers go on."""
    late = issue(published, "overdue")
    before = entries(published, office_feed)
    publish(at(published, date(2027, 3, 1)))
    assert len(entries(published, late)) == 35
    publish(at(published, MAY))
    after = entries(published, office_feed)
    assert {line(after[name], "SUMMARY") for name in after} == {
        line(before[name], "SUMMARY") for name in before
    }
    assert all(number_of(after[name]) >= number_of(before[name]) for name in before)
    assert len(entries(published, late)) < 35


def test_what_is_overdue_stays_whatever_the_year(published):
    late = issue(published, "overdue")
    publish(at(published, date(2026, 1, 5)))
    assert len(entries(published, late)) == 35


def test_done_by_a_clock_that_is_ahead_counts_as_done(published, office_feed):
    late = issue(published, "overdue")
    mark_done(at(published, date(2024, 7, 1)), "249-2024.12")
    publish(at(published, date(2024, 6, 20)))
    assert uid(12) not in entries(published, late)
    assert "[XONG]" in line(entries(published, office_feed)[uid(12)], "SUMMARY")

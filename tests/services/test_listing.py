"""The list of feeds: what each shows, and who fetches it."""

from datetime import date, timedelta

import pytest

from tests.offices import LAN, at, later
from tests.published import issue
from tracker.core.directory import Directory
from tracker.feeds import parts
from tracker.services.feeds import revoke
from tracker.services.listing import FeedState, list_feeds, units_without_feed
from tracker.services.visits import NotedVisits


@pytest.fixture
def app(any_office):
    return at(any_office, date(2024, 5, 27))


def states(app, **wishes):
    return {feed.line.slug: feed.state for feed in list_feeds(app, **wishes)}


def test_feeds_say_what_they_show(app):
    office, quarter = issue(app), issue(app, "quarter", "2024-Q1")
    listed = {feed.line.slug: feed for feed in list_feeds(app)}
    assert listed[office.slug].line.events == 35
    assert 0 < listed[quarter.slug].line.events < 35
    assert listed[office.slug].line.octets > 35 * 500
    assert listed[quarter.slug].file == app.config.feeds.folder / f"{quarter.slug}.ics"
    assert listed[office.slug].parts == ()


def test_feed_grows_stale_and_fresh_again(app):
    slug, visits = issue(app).slug, NotedVisits(app)
    assert states(app) == {slug: FeedState.NEVER}
    visits.note(slug, "curl/8", "192.0.2.1")
    visits.flush()
    assert states(app) == {slug: FeedState.FRESH}
    later(app, timedelta(days=8))
    assert states(app) == {slug: FeedState.STALE}
    visits.note(slug, "Evolution/3", "192.0.2.1")
    visits.flush()
    assert states(app) == {slug: FeedState.FRESH}
    (feed,) = list_feeds(app)
    assert [fetch.client for fetch in feed.fetches] == ["Evolution", "curl"]


def test_revoked_feeds_are_listed_on_request(app):
    kept, gone = issue(app).slug, issue(app, "unit", "so-noi-vu").slug
    revoke(app, gone)
    assert states(app) == {kept: FeedState.NEVER}
    assert states(app, with_revoked=True) == {kept: FeedState.NEVER, gone: FeedState.REVOKED}


def test_split_feed_names_its_parts(app, monkeypatch):
    monkeypatch.setattr(parts, "LIMIT", 20_000)
    issue(app)
    (feed,) = list_feeds(app)
    assert [part.name for part in feed.parts] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert sum(part.events for part in feed.parts) == 35


def test_part_that_is_too_large_itself_is_known(app, monkeypatch):
    monkeypatch.setattr(parts, "LIMIT", 8_000)
    issue(app)
    (feed,) = list_feeds(app)
    assert feed.too_large
    assert {part.octets > 8_000 for part in feed.too_large} == {True}
    monkeypatch.setattr(parts, "LIMIT", 1_000_000)
    assert list_feeds(app)[0].too_large == ()


def test_feed_of_a_unit_or_person_that_the_settings_no_longer_name_is_known(app):
    issued = [
        issue(app),
        issue(app, "plan", "249-2024"),
        issue(app, "unit", "so-noi-vu"),
        issue(app, "overdue", "so-noi-vu"),
        issue(app, "person", LAN),
    ]
    assert {feed.is_known for feed in list_feeds(app)} == {True}
    left = tuple(unit for unit in app.directory.units if unit.code == "so-y-te")
    app.directory = Directory(left, app.directory.coordinator)
    forgotten = {feed.line.slug for feed in list_feeds(app) if not feed.is_known}
    assert forgotten == {feed.slug for feed in issued[2:]}


def test_units_without_a_feed_of_their_own_are_known(app):
    before = units_without_feed(app)
    assert before == [unit.code for unit in app.directory.units]
    issue(app, "overdue", "so-noi-vu")
    slug = issue(app, "unit", "so-noi-vu").slug
    assert [code for code in before if code not in units_without_feed(app)] == ["so-noi-vu"]
    revoke(app, slug)
    assert units_without_feed(app) == before

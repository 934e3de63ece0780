"""Who fetches which feed: named, counted, stored now and then, forgotten in time."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.offices import at, later, rows
from tests.published import issue
from tracker.errors import BusyError
from tracker.services.visits import LONGEST, NotedVisits, client_of
from tracker.store.tables import FeedFetchRow
from tracker.store.visits import MOST_CLIENTS

GOOGLE = "Google-Calendar-Importer"
OUTLOOK = "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17328; Pro)"
CLIENTS = {
    GOOGLE: "Google Calendar",
    OUTLOOK: "Outlook",
    "Microsoft.Exchange/15.20 (OWA)": "Outlook",
    "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.7": "Thunderbird",
    "macOS/14.4 (23E214) CalendarAgent/1042": "Apple Calendar",
    "iOS/17.4 (21E219) dataaccessd/1.0": "Apple Calendar",
    "Evolution/3.46.4": "Evolution",
    "ICSx5/2.2 (Android)": "ICSx5",
    "vdirsyncer/0.21": "vdirsyncer",
    "Nextcloud Webcal Service": "Nextcloud",
    "curl/8.5.0": "curl",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36": "browser",
    "axios/1.7": "axios",
    "My Reader/3 (x)": "My Reader",
    "": "other",
    "\x00\r\n": "other",
    "12345": "other",
}


@pytest.mark.parametrize(("agent", "client"), CLIENTS.items())
def test_programs_are_known_by_their_user_agent(agent, client):
    assert client_of(agent) == client


@given(st.text(max_size=300))
def test_any_user_agent_has_a_short_name_of_one_line(agent):
    name = client_of(agent[:LONGEST])
    assert 0 < len(name) <= 40
    assert name.isprintable()


@pytest.fixture
def app(any_office):
    """An office with one feed, once on each database."""
    issue(at(any_office, date(2024, 5, 27)))
    return any_office


@pytest.fixture
def visits(app):
    return NotedVisits(app)


@pytest.fixture
def slug(app):
    (feed,) = app_feeds(app)
    return feed


def app_feeds(app):
    with app.answers() as answers:
        return [line.slug for line in answers.feeds()]


def fetches(app):
    with app.answers() as answers:
        return answers.fetches()


def test_visits_are_counted_by_feed_and_program(app, visits, slug):
    first = app.clock.now()
    visits.note(slug, GOOGLE, "192.0.2.1")
    visits.note(slug, OUTLOOK, "192.0.2.2")
    visits.flush()
    later(app, timedelta(hours=3))
    visits.note(slug, GOOGLE, "192.0.2.3")
    visits.note(slug, GOOGLE, "192.0.2.4")
    visits.flush()
    google, outlook = fetches(app)
    assert (google.client, google.times, google.address) == ("Google Calendar", 3, "192.0.2.4")
    assert (outlook.client, outlook.times, outlook.address) == ("Outlook", 1, "192.0.2.2")
    assert abs(google.first_at - first) < timedelta(minutes=1)
    assert timedelta(hours=3) <= google.last_at - google.first_at < timedelta(hours=4)


def test_rows_read_the_same_with_and_without_the_object_mapper(app, visits, slug):
    visits.note(slug, GOOGLE, "192.0.2.1")
    visits.flush()
    (line,), (row,) = fetches(app), rows(app, FeedFetchRow)
    assert line._asdict() == row.model_dump()


def test_nothing_noted_writes_nothing(app, visits, slug):
    visits.flush()
    assert fetches(app) == []


def test_names_that_are_made_up_do_not_fill_the_database(app, visits, slug):
    for turn in range(3):
        for number in range(MOST_CLIENTS * 2):
            visits.note(
                slug, f"client{chr(97 + number // 26)}{chr(97 + number % 26)}{'xyz'[turn]}/1", "192.0.2.1"
            )
        visits.flush()
        later(app, timedelta(minutes=1))
    found = fetches(app)
    assert len(found) == MOST_CLIENTS
    assert {line.client[-1] for line in found} == {"z"}, "the latest are kept"


def test_long_names_and_addresses_are_cut(app, visits, slug):
    visits.note(slug, "x" * 10_000, "9" * 10_000)
    visits.flush()
    (line,) = fetches(app)
    assert len(line.client) <= LONGEST
    assert len(line.address) == LONGEST


def test_visits_are_forgotten_in_time(app, visits, slug):
    visits.note(slug, GOOGLE, "192.0.2.1")
    visits.flush()
    later(app, timedelta(days=91))
    visits.note(slug, OUTLOOK, "192.0.2.2")
    visits.flush()
    assert [line.client for line in fetches(app)] == ["Outlook"]


def test_feed_that_a_restored_database_does_not_know_is_passed_over(app, visits, slug):
    visits.note("no-such-feed", GOOGLE, "192.0.2.1")
    visits.note(slug, GOOGLE, "192.0.2.1")
    visits.flush()
    assert [line.feed for line in fetches(app)] == [slug]


def test_busy_database_loses_no_visit(planned):
    slug = issue(at(planned, date(2024, 5, 27))).slug
    visits = NotedVisits(planned)
    other = sqlite3.connect(planned.config.database.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    visits.note(slug, GOOGLE, "192.0.2.1")
    with pytest.raises(BusyError):
        visits.flush()
    visits.note(slug, GOOGLE, "192.0.2.2")
    other.execute("ROLLBACK")
    other.close()
    visits.flush()
    (line,) = fetches(planned)
    assert (line.times, line.address) == (2, "192.0.2.2")
    assert line.first_at < line.last_at


def test_visits_noted_while_others_are_stored_are_all_counted(planned):
    slug = issue(at(planned, date(2024, 5, 27))).slug
    visits = NotedVisits(planned)

    def note_many():
        for _ in range(500):
            visits.note(slug, GOOGLE, "192.0.2.1")

    with ThreadPoolExecutor(4) as threads:
        noting = [threads.submit(note_many) for _ in range(3)]
        while not all(each.done() for each in noting):
            visits.flush()
    visits.flush()
    assert sum(line.times for line in fetches(planned)) == 1500

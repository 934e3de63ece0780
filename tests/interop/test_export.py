"""The whole way without the program's own server: export, a real nginx, and four libraries that read its answers."""

import gzip
import stat
from datetime import date, timedelta

import pytest

from tests.interop.nginx import free_port, needs_nginx, standing_alone
from tests.offices import PLAN, at, open_office
from tracker.core.selection import FeedKind
from tracker.services.exporting import export
from tracker.services.feeds import create, revoke, rotate, wanted
from tracker.services.importing import import_plan
from tracker.services.serving import ServedFeeds
from tracker.services.sources import Look
from tracker.services.tracking import mark_done

pytestmark = needs_nginx

DAY = date(2024, 5, 6)
WISHES = (
    (FeedKind.OFFICE, "", ""),
    (FeedKind.UNIT, "Sở Nội vụ", ""),
    (FeedKind.PLAN, "249-2024", "../../x"),
    (FeedKind.OVERDUE, "", "Gone"),
    (FeedKind.QUARTER, "2024-Q3", "Quý III; “hè”, 2024 $uri {}"),
)


@pytest.fixture
def office(tmp_path):
    app = at(open_office(tmp_path), DAY)
    import_plan(app, PLAN)
    yield app
    app.close()


@pytest.fixture
def issued(office):
    return create(office, [wanted(office, kind, subject, name) for kind, subject, name in WISHES])


@pytest.fixture
def lay_out(office, tmp_path):
    """Return a function that exports anew."""
    folder = tmp_path / "lich"
    return lambda: export(office, folder, folder / "addresses.map")


@pytest.fixture
def door(issued, lay_out, tmp_path):
    lay_out()
    with standing_alone(tmp_path, free_port()) as door:  # the program does not run
        yield door


def path_of(feed):
    return "/f/" + feed.address.split("/f/")[1]


def token_of(feed):
    return path_of(feed).split("/")[2]


def test_every_feed_is_served_byte_for_byte_as_the_program_would(office, issued, door):
    source = ServedFeeds(office)
    for feed in issued:
        plain, packed = door.ask(path_of(feed)), door.ask(path_of(feed), headers={"Accept-Encoding": "gzip"})
        served = source.feed(token_of(feed), Look())
        assert (plain.status, plain.body) == (200, served.data), feed.name
        assert gzip.decompress(packed.body) == served.data
        assert door.ask(path_of(feed), headers={"If-None-Match": plain.headers["ETag"]}).status == 304


def test_change_reaches_subscribers_with_the_next_export_alone(office, issued, door, lay_out):
    before = door.ask(path_of(issued[0]))
    mark_done(at(office, DAY + timedelta(days=1)), "249-2024.20")
    assert door.ask(path_of(issued[0])).body == before.body
    lay_out()
    after = door.ask(path_of(issued[0]), headers={"If-None-Match": before.headers["ETag"]})
    assert after.status == 200
    assert b"[XONG]" in after.body
    assert after.headers["Last-Modified"] != before.headers["Last-Modified"]


def test_revoked_and_former_addresses_say_so_after_a_reload(office, issued, door, lay_out):
    revoke(office, issued[0].slug)
    renewed = rotate(office, issued[1].slug)
    lay_out()
    door.reload()
    assert [door.ask(path_of(feed)).status for feed in (*issued, renewed)] == [410, 410, 200, 200, 200, 200]


def test_nothing_secret_is_readable_by_others(tmp_path, door):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "lich").iterdir()}
    assert modes.pop("addresses.map") == 0o600
    assert not [name for name, mode in modes.items() if mode & stat.S_IRWXO]


def test_names_of_feeds_lead_nowhere_else(tmp_path, door):
    names = {path.name for path in (tmp_path / "lich").iterdir()}
    assert {"x.ics", "gone-2.ics", "quy-iii-he-2024-uri.ics"} <= names
    assert not list(tmp_path.parent.glob("*.ics"))

"""A database of the first schema, with a plan in it, becomes one of the second: nothing is lost."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlmodel import select

from tests.store import samples
from tracker.errors import StoreError
from tracker.store.answers import open_answers
from tracker.store.engine import open_store
from tracker.store.events import outdated
from tracker.store.imports import revision_of
from tracker.store.plans import load_plan
from tracker.store.revision import HEAD
from tracker.store.rows import values
from tracker.store.schema import _rebuilding, migrate, prepare, revision
from tracker.store.tables import EventRow

#: What an obligation's row once held of its calendar entry.
ENTRY = {
    "event": b"BEGIN:VEVENT",
    "event_sequence": 4,
    "event_fingerprint": "f",
    "event_changed_at": samples.NOW,
    "event_rendered_at": samples.NOW,
}
FEED = {
    "slug": "so-noi-vu",
    "kind": "unit",
    "unit": "so-noi-vu",
    "name": "Sở Nội vụ",
    "version": "1",
    "token_sha256": "f00",
    "etag": "e",
    "changed_at": samples.NOW,
    "created_at": samples.NOW,
}


@pytest.fixture
def older(database_url):
    """A database as the first schema made it, with the plan of the samples."""
    store = open_store(database_url)
    with _rebuilding(store) as connection:
        config = Config()
        config.set_main_option("script_location", "tracker.store:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = sa.MetaData()
        tables.reflect(connection, only=["plan", "task", "party", "obligation", "feed"])
        task = samples.task(1)
        task.id = 1
        for row in (samples.plan(), task, samples.party(1, "Sở Nội vụ"), samples.obligation(task)):
            table = tables.tables[row.__tablename__]
            known = {name: value for name, value in values(row).items() if name in table.columns}
            connection.execute(sa.insert(table).values(**known | _as_text(known)))
        connection.execute(sa.insert(tables.tables["feed"]).values(**FEED))
    yield store
    store.dispose()


def _as_text(known):
    """What a reflected table does not know to be JSON is left to the database; the entry is as it was then."""
    return {"steps": [], **ENTRY} if "steps" in known else {}


def test_older_schema_is_refused_until_it_is_migrated(older):
    with pytest.raises(StoreError) as caught:
        prepare(older)
    assert caught.value.key == "store.older_schema"


def test_migration_keeps_plan_task_and_obligation(older):
    report = migrate(older)
    assert (report.before, report.after, revision(older)) == ("0001", HEAD, HEAD)
    with open_answers(older.url) as answers:
        (plan,) = answers.plans()
        (found,) = answers.obligations()
    assert (plan.id, plan.tasks, plan.obligations) == ("249-2024", 1, 1)
    assert (found.id, found.lead, found.amended_by) == ("249-2024.01", "Sở Nội vụ", None)


def test_entries_go_on_counting_their_changes_and_are_rendered_anew(older):
    migrate(older)
    with older.write() as session:
        row = session.exec(select(EventRow)).one()
        assert (row.obligation_id, row.sequence, row.changed_at) == ("249-2024.01", 4, samples.NOW)
        assert (row.fingerprint, row.stage) == ("f", "gone")
        assert [duty.obligation.id for duty in outdated(session, samples.TODAY, 10)] == ["249-2024.01"]


def test_addresses_that_were_given_out_go_on_to_hold(older):
    migrate(older)
    with open_answers(older.url) as answers:
        feed = answers.shelf.feed("f00")
    assert (feed.slug, feed.kind, feed.subject, feed.revoked_at) == ("so-noi-vu", "unit", "so-noi-vu", None)


def test_migrated_plan_stands_without_a_former_reading_until_it_is_withdrawn(older):
    migrate(older)
    with older.write() as session:
        assert revision_of(session, "249-2024", 1) is None
        plan = load_plan(session, "249-2024")
        assert (plan.withdrawn_at, plan.amended_by) == (None, None)
        plan.withdrawn_at = samples.NOW
    with open_answers(older.url) as answers:
        assert (answers.plans(), answers.counts(samples.TODAY)) == ([], [])

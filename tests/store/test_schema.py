"""The schema: one, however it came about; never touched without being asked."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import tracker
from tests.store import samples
from tracker.errors import StoreError
from tracker.store.answers import open_answers
from tracker.store.engine import open_store
from tracker.store.plans import load_plan
from tracker.store.revision import HEAD, REVISIONS
from tracker.store.schema import migrate, prepare, revision, upgrade
from tracker.store.tables import METADATA

PACKAGE = Path(tracker.__file__).parent
NEXT_STEP = '''
"""Plans get a note."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0006", "0005", None, None
def upgrade():
    with op.batch_alter_table("plan") as plan:  # SQLite rebuilds the table for the constraint
        plan.create_check_constraint("year", "year > 1900")
        plan.add_column(sa.Column("note", sa.String(), nullable=False, server_default=""))
'''


@pytest.fixture
def made(database_url):
    """An empty database, to be made by hand."""
    store = open_store(database_url)
    yield store
    store.dispose()


def _shape(store):
    """Everything that a database says about its tables and views, in no particular order."""
    with store.engine.connect() as connection:
        if store.dialect == "sqlite":
            texts = connection.exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
            ).scalars()
            return sorted(sorted(re.split(r"[\s,]+", text)) for text in texts)
        inspector = sa.inspect(connection)
        names = inspector.get_table_names()
        tables = {
            name: [
                [
                    (column["name"], str(column["type"]), column["nullable"])
                    for column in inspector.get_columns(name)
                ],
                sorted(map(str, inspector.get_check_constraints(name))),
                sorted(map(str, inspector.get_unique_constraints(name))),
                sorted(map(str, inspector.get_foreign_keys(name))),
                sorted(map(str, inspector.get_indexes(name))),
                inspector.get_pk_constraint(name),
            ]
            for name in names
        }
        return tables, {name: inspector.get_view_definition(name) for name in inspector.get_view_names()}


def test_made_at_once_and_migrated_from_nothing_are_the_same(made, request):
    upgrade(made)
    migrated = _shape(made)
    with made.engine.begin() as connection:
        for view in ("obligation_view", "standing_view"):
            connection.exec_driver_sql(f"DROP VIEW {view}")
        METADATA.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
    assert revision(made) is None
    prepare(made)
    assert revision(made) == HEAD
    assert _shape(made) == migrated


def test_migrated_database_has_nothing_more_to_migrate(made):
    upgrade(made)
    with made.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_known_revisions_are_those_that_are_shipped():
    shipped = ScriptDirectory(str(PACKAGE / "store" / "migrations")).walk_revisions()
    assert [step.revision for step in shipped] == list(reversed(REVISIONS))


def test_preparing_twice_changes_nothing(store):
    before = _shape(store)
    prepare(store)
    assert _shape(store) == before
    assert migrate(store).copy is None


def test_many_may_prepare_at_once(database_url):
    def make():
        store = open_store(database_url)
        prepare(store)
        found.append(revision(store))
        store.dispose()

    found = []
    racers = [Thread(target=make) for _ in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert found == [HEAD] * 8


def test_tables_of_another_program_are_left_alone(made):
    with made.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE customer (id INTEGER)")
    with pytest.raises(StoreError) as caught:
        prepare(made)
    assert caught.value.key == "store.foreign"
    assert sa.inspect(made.engine).get_table_names() == ["customer"]


def test_newer_schema_is_refused_and_unchanged(sqlite_url):
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    store = open_store(sqlite_url)
    prepare(store)
    _pretend(store, "9999")
    before = sha256(file.read_bytes()).hexdigest()
    for step in (prepare, migrate, lambda store: open_answers(store.url)):
        with pytest.raises(StoreError) as caught:
            step(store)
        assert caught.value.key == "store.newer_schema"
        assert caught.value.facts["found"] == "9999"
    store.dispose()
    assert sha256(file.read_bytes()).hexdigest() == before
    assert list(file.parent.iterdir()) == [file]


def _pretend(store, number):
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{number}'")
    store.dispose()


@pytest.fixture
def coming_version(tmp_path):
    """This program as its next version might be: with one migration more."""
    shutil.copytree(PACKAGE, tmp_path / "next" / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    store = tmp_path / "next" / "tracker" / "store"
    (store / "migrations" / "versions" / "0006_note.py").write_text(NEXT_STEP)
    known = store / "revision.py"
    known.write_text(known.read_text().replace('"0005")', '"0005", "0006")'))

    def run(code, url):
        return subprocess.run(  # noqa: PLW1510
            [sys.executable, "-W", "error", "-c", code, url],
            cwd=tmp_path / "next",
            capture_output=True,
            text=True,
        )

    return run


MIGRATE = """
import sys
from tracker.store.engine import open_store
from tracker.store.schema import migrate
store = open_store(sys.argv[1])
report = migrate(store)
print(report.before, report.after, report.copy or "")
store.dispose()
"""


def test_older_schema_waits_until_it_is_migrated(store, coming_version):
    refused = coming_version(MIGRATE.replace("migrate", "prepare"), store.url)
    assert "store.older_schema(" in refused.stderr


def test_migration_keeps_every_row_and_a_copy(store, coming_version):
    with store.write() as session:
        samples.fill(session)
    done = coming_version(MIGRATE, store.url)
    assert done.stderr == ""
    before, after, *copy = done.stdout.split()
    assert (before, after) == (HEAD, "0006")
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT note FROM plan").scalars().all() == [""]
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM obligation_view").scalar() == 2
    if store.dialect == "sqlite":
        assert Path(copy[0]).name == f"tracker.before-{HEAD}.1.sqlite3"
        _check_copy(Path(copy[0]))
    else:
        assert copy == []


def _check_copy(file):
    assert file.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    with open_answers(f"sqlite:///{file}") as answers:
        assert len(answers.obligations()) == 2


def test_failed_migration_leaves_everything_as_it_was(store, coming_version, tmp_path):
    with store.write() as session:
        samples.fill(session)
    before = _shape(store)
    step = tmp_path / "next" / "tracker" / "store" / "migrations" / "versions" / "0006_note.py"
    step.write_text(
        NEXT_STEP + "    op.execute('INSERT INTO party SELECT 999, role, position, name, alias, unit, "
        "is_group FROM party')\n    op.execute('DELETE FROM no_such_table')\n"
    )
    assert coming_version(MIGRATE, store.url).returncode == 1
    assert _shape(store) == before
    with store.read() as session:
        assert load_plan(session, "249-2024").number == "249/KH-UBND"


def test_migration_that_breaks_references_is_taken_back(sqlite_url, coming_version, tmp_path):
    store = open_store(sqlite_url)
    prepare(store)
    with store.write() as session:
        samples.fill(session)
    step = tmp_path / "next" / "tracker" / "store" / "migrations" / "versions" / "0006_note.py"
    step.write_text(NEXT_STEP + "    op.execute('DELETE FROM task')\n")
    refused = coming_version(MIGRATE, store.url)
    assert "store.damaged(" in refused.stderr
    assert revision(store) == HEAD
    store.dispose()

"""What every test stands on."""

import logging
import threading

import pytest
from hypothesis import settings

from tracker.i18n.build import compile_all

settings.register_profile("house", deadline=None)  # times belong to a machine and a day
settings.load_profile("house")


def pytest_configure(config):
    """Compile the catalogues once, before any worker reads them."""
    if not hasattr(config, "workerinput"):
        compile_all()


@pytest.fixture(autouse=True)
def log_as_found():
    """Leave the log as it was: `run` sets it up for its whole process, which here goes on to other tests."""
    root, loggers = logging.getLogger(), [logging.getLogger(name) for name in ("", "tracker", "apscheduler")]
    handlers, levels, hook = list(root.handlers), [logger.level for logger in loggers], threading.excepthook
    yield
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    threading.excepthook = hook


@pytest.fixture(scope="session")
def postgresql():
    """The address of a real PostgreSQL server, started when first asked for."""
    from tests.databases import postgresql_server

    with postgresql_server() as address:
        yield address


@pytest.fixture
def postgresql_url(postgresql):
    """The address of an empty PostgreSQL database."""
    from tests.databases import postgresql_database

    with postgresql_database(postgresql) as address:
        yield address


@pytest.fixture
def sqlite_url(tmp_path):
    """The address of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'tracker.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """The address of an empty database, once of each kind."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def store(database_url):
    """A database with the present schema, once of each kind."""
    from tracker.store.engine import open_store
    from tracker.store.schema import prepare

    store = open_store(database_url)
    prepare(store)
    yield store
    store.dispose()

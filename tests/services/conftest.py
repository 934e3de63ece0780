"""An office on the day after its plan was issued."""

from datetime import date

import pytest

from tests.offices import PLAN, at, open_office
from tests.published import issue
from tracker.services.importing import import_plan


@pytest.fixture
def office(tmp_path):
    """An office with an empty SQLite database."""
    app = open_office(tmp_path)
    yield app
    app.close()


@pytest.fixture
def planned(office):
    """The office after it read its plan."""
    import_plan(office, PLAN)
    return office


@pytest.fixture
def any_office(tmp_path, database_url):
    """An office that has read its plan, once on each database."""
    app = open_office(tmp_path, database=database_url)
    import_plan(app, PLAN)
    yield app
    app.close()


@pytest.fixture
def office_feed(planned):
    return issue(at(planned, date(2024, 5, 27)))


@pytest.fixture
def published(planned, office_feed):
    return planned

import pytest

from tests.feeds.duty import varied


@pytest.fixture(scope="session")
def vary():
    """Return how to vary the obligation."""
    return varied

"""What every test stands on."""

from tracker.i18n.build import compile_all


def pytest_configure(config):
    """Compile the catalogues once, before any worker reads them."""
    if not hasattr(config, "workerinput"):
        compile_all()

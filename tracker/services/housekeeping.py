"""What is done once a night."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tracker.app import App


@dataclass(slots=True)
class HousekeepingReport:
    """What one night did; ``failed`` names the parts that went wrong."""

    failed: list[str] = field(default_factory=list)


def housekeep(app: App, is_stopping: Callable[[], bool] = lambda: False) -> HousekeepingReport:  # noqa: ARG001
    """Do what is due once a day; a second time on the same day there is nothing left to do."""
    return HousekeepingReport()

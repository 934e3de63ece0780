"""Daemons that share a database: each notes under its own name that it lives."""

from datetime import datetime, timedelta
from typing import NamedTuple

PREFIX = "service:"  # of the names of their facts
LIVES = timedelta(minutes=3)  # after a note; one is made every minute
TRIAL = " trial"


class Node(NamedTuple):
    """A daemon: "host:pid", when it noted that it lives, whether its clock is set to another day."""

    name: str
    at: datetime
    is_trial: bool

    def lives(self, now: datetime) -> bool:
        """Whether it noted so lately."""
        return abs(now - self.at) < LIVES

    def note(self) -> tuple[str, str]:
        """Return the fact that it notes: its name and its value."""
        return PREFIX + self.name, self.at.isoformat() + (TRIAL if self.is_trial else "")


def read_node(name: str, value: str) -> Node:
    """Read what a daemon noted."""
    at = value.removesuffix(TRIAL)
    return Node(name.removeprefix(PREFIX), datetime.fromisoformat(at), value != at)

"""What was last said about a duty, and how it therefore stands on a day."""

from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """What was last said about an obligation; lateness is derived, see ``standing``."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"


class Standing(StrEnum):
    """How an obligation stands on a day: the four-way count, and what is out of it."""

    ON_TIME = "on-time"
    LATE = "late"
    IN_TERM = "in-term"
    OVERDUE = "overdue"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"


def standing(status: Status, deadline: date, done_on: date | None, as_of: date) -> Standing:
    """Decide how an obligation stands at the end of ``as_of``; the only place that does.

    A duty reported done after ``as_of`` counts as it stood on that day.
    """
    if status is Status.WAIVED:
        return Standing.WAIVED
    if status is Status.WITHDRAWN:
        return Standing.WITHDRAWN
    if status is Status.DONE and done_on is not None and done_on <= as_of:
        return Standing.ON_TIME if done_on <= deadline else Standing.LATE
    return Standing.OVERDUE if as_of > deadline else Standing.IN_TERM

"""One dated duty: its identity, its dates and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from tracker.core.phrases.reading import Bound, Kind, Precision, Step


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


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a duty, as the words and the calendar give them; days are inclusive.

    ``due_on`` is un-rolled; ``act_by`` is the working day by the roll policy.
    """

    kind: Kind
    due_on: date
    act_by: date
    start_on: date | None = None
    stated_on: date | None = None
    time: time | None = None
    bound: Bound | None = None
    precision: Precision | None = None
    tentative: bool = False
    open_ended: bool = False

    @property
    def deadline(self) -> date:
        """The last day that is still in time: ``act_by`` where the regime rolls forward."""
        return max(self.due_on, self.act_by)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One dated duty of a task. ``id`` is plan, task and period; it never depends on a date."""

    id: str
    plan_id: str
    task_number: int
    label: str  # the period of a recurring duty, or the turn of several times in one task
    title: str
    phrase: str
    dates: Dates
    rule: str
    steps: tuple[Step, ...] = ()
    section: str = ""
    ordinal: str = ""
    lead: tuple[str, ...] = ()  # unit names as written
    partners: tuple[str, ...] = ()
    status: Status = Status.OPEN
    done_on: date | None = None
    evidence: str = ""
    due_version: int = 1
    watched_on: date | None = field(default=None)  # the day on which these dates became known


def obligation_id(plan_id: str, task_number: int, label: str = "") -> str:
    """Name an obligation: "249-2024.07", or "249-2024.07.2024-Q1" for one turn of several."""
    name = f"{plan_id}.{task_number:02d}"
    return f"{name}.{label}" if label else name


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


def nearest_ids(wanted: str, known: Sequence[str], limit: int = 3) -> list[str]:
    """Return the known ids that come closest to what was typed."""
    from difflib import get_close_matches  # noqa: PLC0415  (only on a mistyped id)

    ending = [known_id for known_id in known if known_id.endswith(f".{wanted.zfill(2)}")]
    return (ending + get_close_matches(wanted, known, n=limit, cutoff=0.5))[:limit]

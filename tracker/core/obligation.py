"""One dated duty: its identity and its dates."""

from dataclasses import dataclass, field
from datetime import date
from datetime import time as wall_time

from tracker.core.phrases.reading import Bound, Kind, Precision, Step
from tracker.core.policy import Ladder
from tracker.core.provisional import Provisional, provisional
from tracker.core.standing import Status
from tracker.core.workcalendar import Roll, WorkCalendar


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a duty, as the words and the calendar give them; days are inclusive.

    ``due_on`` is un-rolled; ``act_by`` is the working day by the roll policy.
    A periodic report tells of the time from ``data_from`` to ``data_to``.
    """

    kind: Kind
    due_on: date
    act_by: date
    start_on: date | None = None
    stated_on: date | None = None
    time: wall_time | None = None
    bound: Bound | None = None
    precision: Precision | None = None
    tentative: bool = False
    open_ended: bool = False
    data_from: date | None = None
    data_to: date | None = None

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
    plan_number: str = ""  # "249/KH-UBND"
    section: str = ""
    ordinal: str = ""
    lead: tuple[str, ...] = ()  # names as written
    owners: tuple[str, ...] = ()  # what the lead units are found by, code or name; groups are nobody
    partners: tuple[str, ...] = ()
    status: Status = Status.OPEN
    done_on: date | None = None
    evidence: str = ""
    ladders: tuple[Ladder, ...] = ()  # the task's own and the plan's own reminders, in this order
    due_version: int = 1
    watched_on: date | None = field(default=None)  # the day on which these dates became known
    paused_until: date | None = None  # acknowledged: nothing is said up to and on this day
    roll: Roll = Roll.PREVIOUS  # the policy that led from due_on to act_by

    def provisional(self, calendar: WorkCalendar) -> Provisional:
        """Tell which of its days may still move."""
        steps = ((step.key, step.facts) for step in self.steps)
        return provisional(self.dates.due_on, self.dates.act_by, self.roll, steps, calendar)


def obligation_id(plan_id: str, task_number: int, label: str = "") -> str:
    """Name an obligation: "249-2024.07", or "249-2024.07.2024-Q1" for one turn of several."""
    name = f"{plan_id}.{task_number:02d}"
    return f"{name}.{label}" if label else name


def task_number_of(obligation_id: str, plan_id: str) -> int:
    """Return the number of the task in an obligation's name."""
    return int(obligation_id.removeprefix(f"{plan_id}.").partition(".")[0])

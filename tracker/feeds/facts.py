"""What a calendar entry is made from."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.core.obligation import Dates
from tracker.core.provisional import FIRM, Provisional
from tracker.core.shown import ShownOn
from tracker.core.standing import Status


@dataclass(frozen=True, slots=True)
class EventFacts:
    """Everything one obligation shows in a calendar.

    ``label`` is the short name that stands before the title, ``rule`` the name of the grammar's rule
    that says why this date; both may be empty, as may ``link``. ``domain`` ends the UID and must never
    change. ``created_at`` and ``changed_at`` are stored instants, the latter that of the last visible
    change, at which ``sequence`` grew. What is ``provisional`` is said, but is no change: a day that
    stays where it is when its year is announced moves nobody.
    """

    id: str
    domain: str
    title: str
    dates: Dates
    status: Status
    phrase: str
    plan_number: str
    plan_name: str
    created_at: datetime
    changed_at: datetime
    sequence: int = 0
    label: str = ""
    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    rule: str = ""
    provisional: Provisional = FIRM
    link: str = ""
    is_overdue: bool = False
    shown_on: ShownOn = ShownOn.ACT_BY

    def at(self, sequence: int, changed_at: datetime) -> "EventFacts":
        """Return the same facts with the number and the time of another change."""
        return replace(self, sequence=sequence, changed_at=changed_at)

    @property
    def shown_day(self) -> date:
        """The day on which a deadline stands."""
        return self.dates.due_on if self.shown_on is ShownOn.DUE_ON else self.dates.act_by

"""What a calendar entry is made from."""

from dataclasses import dataclass
from datetime import datetime

from tracker.core.obligation import Dates
from tracker.core.provisional import FIRM, Provisional
from tracker.core.standing import Status


@dataclass(frozen=True, slots=True)
class EventFacts:
    """Everything one obligation shows in a calendar.

    ``label`` is the short name that stands before the title, ``rule`` the grammar's rule
    that says why this date, in the calendar's language; both may be empty, as
    may ``link``. ``domain`` ends the UID and must never change. ``created_at``
    and ``changed_at`` are stored instants, the latter that of the last visible
    change, at which ``sequence`` grew. What is ``provisional`` is said, but is no
    change: a day that stays where it is when its year is announced moves nobody.
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

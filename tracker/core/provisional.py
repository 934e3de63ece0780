"""Days that rest on days off which nobody has announced yet, and so may still move."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tracker.core.workcalendar import WorkCalendar

COUNTED = "provisional"  # the step that counting working days leaves in such a year


class Provisional(NamedTuple):
    """Which of a duty's two days may still move."""

    due_on: bool = False
    act_by: bool = False


FIRM = Provisional()


def provisional(due_on: date, act_by: date, steps: Iterable[str], calendar: WorkCalendar) -> Provisional:
    """Tell which days may still move; ``steps`` are the keys of those that led to ``due_on``.

    ``act_by`` is always found on the calendar; ``due_on`` is not, unless working days were counted.
    """
    counted = COUNTED in steps and calendar.is_provisional(due_on.year)
    return Provisional(counted, calendar.is_provisional(act_by.year))

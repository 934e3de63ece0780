"""Days that rest on days off which nobody has announced yet, and so may still move."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from tracker.core.workcalendar import Roll, WorkCalendar

COUNTED = "provisional"  # the step that counting working days leaves for every such year it passes


class Provisional(NamedTuple):
    """Which of a duty's two days may still move; ``year`` is the first that is not announced, or 0."""

    due_on: bool = False
    act_by: bool = False
    year: int = 0


FIRM = Provisional()


def provisional(
    due_on: date,
    act_by: date,
    roll: Roll,
    steps: Iterable[tuple[str, Mapping[str, object]]],
    calendar: WorkCalendar,
) -> Provisional:
    """Tell which days may still move.

    ``steps``, each its key and its facts, led to ``due_on``, and ``roll`` from there to
    ``act_by``. Whoever looks for a working day asks about every day from ``due_on`` to ``act_by``;
    where the policy keeps the day nobody asks.
    """
    counted = (int(str(facts["year"])) for key, facts in steps if key == COUNTED)
    due_rests_on = set(filter(calendar.is_provisional, counted))
    asked = () if roll is Roll.KEEP else years_between(due_on, act_by)
    rests_on = due_rests_on.union(filter(calendar.is_provisional, asked))
    return Provisional(bool(due_rests_on), bool(rests_on), min(rests_on, default=0))


def years_between(one: date, other: date) -> range:
    """Return the years from one day to another, whichever comes first; both included."""
    return range(min(one, other).year, max(one, other).year + 1)

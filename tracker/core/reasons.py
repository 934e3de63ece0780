"""Why a duty has its dates: the words, the rule, the way from there, the days off that were met."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.core.phrases.reading import Step
from tracker.core.provisional import Provisional
from tracker.core.workcalendar import Day
from tracker.errors import Place


class RollReason(NamedTuple):
    """What becomes of a deadline on a day off, whose policy that is, and by which text.

    ``whose`` is "task", "plan", "regime" or "office".
    """

    policy: str
    whose: str
    basis: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """The way from the words of a plan to the two dates of a duty.

    ``counted`` are the special days met while counting to ``due_on``, ``touched`` the days off between
    there and ``act_by``. ``data`` is the first and the last day that a report tells of, both inclusive.
    """

    phrase: str
    place: Place
    rule: str
    steps: tuple[Step, ...]
    counted: tuple[Day, ...]
    due_on: date
    roll: RollReason | None
    touched: tuple[Day, ...]
    act_by: date
    provisional: Provisional
    data: tuple[date, date] | None

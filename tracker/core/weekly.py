"""The week of an office, for those who answer for it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.core.summary import Summary


class UnitWeek(NamedTuple):
    """How the duties of one unit stand on the day of the letter."""

    unit: str
    counts: Summary


@dataclass(frozen=True, slots=True)
class Week:
    """What a head or a leader is told on the first working day of a week, which starts on ``monday``.

    ``sent``, ``failed`` and ``waiting`` count the letters of the seven days before: so the letter says that
    the service lives.
    """

    monday: date
    units: tuple[UnitWeek, ...]
    sent: int
    failed: int
    waiting: int

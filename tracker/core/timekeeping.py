"""What to think of a clock that jumped, and of a service that was away."""

from datetime import datetime, timedelta
from typing import NamedTuple

AWAY = timedelta(minutes=10)  # a service that rests for less was not away
UNDOUBTED = timedelta(0)


class Doubts(NamedTuple):
    """From which step forward, and after which absence, a clock is doubted, and for how long."""

    step: timedelta
    absence: timedelta
    pause: timedelta


def is_doubtful(step: timedelta, absence: timedelta, doubts: Doubts) -> bool:
    """Whether the clock may be wrong: a battery that is empty, a date that was mistyped.

    ``step`` is how far it jumped while the service ran, ``absence`` how long ago it last beat.
    """
    return step > doubts.step or absence > doubts.absence


def doubted_at(until: datetime | None, now: datetime, doubts: Doubts) -> bool:
    """Whether a doubt lasts; one that was noted by a clock since set back is no doubt any more."""
    return until is not None and now < until <= now + doubts.pause


def absence_until(now: datetime, last: datetime | None, step: timedelta = UNDOUBTED) -> timedelta:
    """Tell how long nothing beat: since the last beat, or since a jump that passed over the time between."""
    return max(now - last if last is not None else UNDOUBTED, step, UNDOUBTED)

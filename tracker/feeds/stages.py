"""How an entry looks as days pass, and the day on which that changes."""

from datetime import date, timedelta
from enum import StrEnum

from tracker.core.standing import Standing, Status, standing

OFF_DAYS = 30  # how long an entry that was called off stays, marked, for people to see
ONE_DAY = timedelta(days=1)


class Stage(StrEnum):
    """What a calendar shows of a duty; ``OFF`` is waived or withdrawn, ``GONE`` no longer in any calendar."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    OFF = "off"
    GONE = "gone"


_STAGES = {
    Standing.IN_TERM: Stage.OPEN,
    Standing.OVERDUE: Stage.OVERDUE,
    Standing.ON_TIME: Stage.DONE,
    Standing.LATE: Stage.DONE,
    Standing.WAIVED: Stage.OFF,
    Standing.WITHDRAWN: Stage.OFF,
}


def stage(status: Status, deadline: date, changed_on: date, today: date, done_days: int) -> Stage:
    """Tell how a duty is shown on a day.

    ``changed_on`` is the day of its present status; what is done stays ``done_days`` after that.
    """
    found = _STAGES[standing(status, deadline, changed_on, today)]
    stays = {Stage.DONE: done_days, Stage.OFF: OFF_DAYS}.get(found)
    is_past = stays is not None and today > changed_on + timedelta(stays)
    return Stage.GONE if is_past else found


def next_turn(status: Status, deadline: date, changed_on: date, today: date, done_days: int) -> date | None:
    """Return the first day after ``today`` on which the stage is another, or None if it stays."""

    def on(day: date) -> Stage:
        return stage(status, deadline, changed_on, day, done_days)

    last_days = (deadline, changed_on + timedelta(done_days), changed_on + timedelta(OFF_DAYS))
    turns = sorted({changed_on, *(day + ONE_DAY for day in last_days)})
    return next((day for day in turns if day > today and on(day) is not on(today)), None)

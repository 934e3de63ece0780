"""Days counted from the document's date or a written one, onward and back (5.5)."""

from datetime import date, timedelta

from tracker.core.phrases.dating import clamped, date_of, month_days
from tracker.core.phrases.nodes import After, FromIssue, Unit
from tracker.core.phrases.outcome import undated, window
from tracker.core.phrases.reading import Bound, Kind, Precision, Reading
from tracker.core.phrases.scene import Scene
from tracker.core.workcalendar import ONE_DAY


def after_issue(after: After, scene: Scene) -> Reading:
    """L1, L3, L6: so many days from the document's date or from a written day; undated without it."""
    start = date_of(after.start, scene) if after.start else scene.context.issued_on
    if start is None:
        if after.start is None:
            scene.problem("phrase.no_issue_date")
        return undated(after.rule, scene)
    due_on = _counted(start, after, scene)
    unit = after.unit.value
    key = f"counted.{unit}" if after.size > 0 else f"counted_back.{unit}"
    scene.step(key, start=start, number=abs(after.size), day=due_on)
    return Reading(
        scene.words,
        Kind.DUE,
        after.rule,
        due_on=due_on,
        bound=after.bound,
        precision=Precision.DAY,
        stated=start if after.size < 0 else None,
    )


def _counted(start: date, after: After, scene: Scene) -> date:
    """Count without the start itself (Civil Code 2015, article 147); months keep the day's number."""
    match after.unit:
        case Unit.WORKING_DAY:
            due_on = scene.ask_calendar().add_working_days(start, after.size)
            scene.asked_between(start, due_on)
            return due_on
        case Unit.DAY:
            return start + timedelta(days=after.size)
        case Unit.WEEK:
            return start + timedelta(weeks=after.size)
        case Unit.MONTH | Unit.QUARTER | Unit.YEAR:
            months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[after.unit] * after.size
            years, zero_based = divmod(start.month - 1 + months, 12)
            return clamped(start.year + years, zero_based + 1, start.day)


def around_issue(duty: FromIssue, scene: Scene) -> Reading:
    """L4: the day, week, month or quarter of the document's date, or one after it."""
    issued_on = scene.context.issued_on
    if issued_on is None:
        scene.problem("phrase.no_issue_date")
        return undated(duty.rule, scene)
    scene.step("from_issue", start=issued_on)
    if duty.unit is Unit.DAY:
        day = issued_on + ONE_DAY * duty.shift
        return Reading(scene.words, Kind.DUE, duty.rule, due_on=day, bound=Bound.BY, precision=Precision.DAY)
    first, last, precision = _around(issued_on, duty)
    return window(duty.rule, first, last, precision, scene)


def _around(day: date, duty: FromIssue) -> tuple[date, date, Precision]:
    """Return the week, month or quarter of a day, or the next one."""
    if duty.unit is Unit.WEEK:
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=duty.shift)
        return monday, monday + timedelta(days=6), Precision.PART_OF_MONTH
    length = 3 if duty.unit is Unit.QUARTER else 1
    years, turn = divmod((day.month - 1) // length + duty.shift, 12 // length)
    first, last = month_days(day.year + years, turn * length + 1, turn * length + length)
    return first, last, Precision.QUARTER if length > 1 else Precision.MONTH

"""A duty to a reading: the node, what is known besides the words, and the work calendar."""

from dataclasses import replace
from datetime import date

from tracker.core.phrases.between import between
from tracker.core.phrases.counting import after_issue, around_issue
from tracker.core.phrases.dating import (
    clamped,
    date_of,
    day_before,
    days_of,
    month_days,
    point_of,
    precision_of,
)
from tracker.core.phrases.nodes import (
    After,
    Always,
    At,
    Bare,
    DatesOfYear,
    During,
    Duty,
    Every,
    FromIssue,
    Limit,
    Month,
    Point,
    Quarter,
    Rhythm,
    Span,
    StretchesOfYear,
    Undated,
    Unit,
    Year,
)
from tracker.core.phrases.outcome import undated, window
from tracker.core.phrases.reading import Bound, Kind, Occurrence, Precision, Reading
from tracker.core.phrases.scene import LAST_SCHOOL_MONTH, Scene, plan_year
from tracker.core.phrases.turns import turns_of
from tracker.core.workcalendar import ONE_DAY
from tracker.errors import Severity


def resolve(duty: Duty, scene: Scene, *, is_event: bool = False) -> Reading:
    """Read one duty; what has no certain day becomes an undated reading.

    ``is_event`` says that a date without a bound is one of a meeting, not a deadline.
    """
    found = _resolved(duty, scene, is_event=is_event)
    _check_issue(found, scene)
    return replace(found, steps=tuple(scene.steps), by_calendar=scene.by_calendar)


def _resolved(duty: Duty, scene: Scene, *, is_event: bool) -> Reading:  # noqa: C901, PLR0911  (one case a node)
    match duty:
        case Limit():
            return _limit(duty, scene)
        case Bare(at):
            return _event(At(at, "B10"), scene) if is_event else _limit(Limit(Bound.BY, at, "B8"), scene)
        case At():
            return _event(duty, scene)
        case During():
            return _during(duty, scene)
        case Span():
            return _span(duty, scene)
        case Always():
            return _always(duty, scene)
        case Every():
            return _every(duty, scene)
        case After():
            return after_issue(duty, scene)
        case FromIssue():
            return around_issue(duty, scene)
        case Undated():
            if duty.problem:
                scene.problem(duty.problem)
            return undated(duty.rule, scene)


def _check_issue(found: Reading, scene: Scene) -> None:
    issued_on = scene.context.issued_on
    if found.due_on and issued_on and found.due_on < issued_on:
        severity = Severity.NOTICE if found.kind is Kind.WINDOW else Severity.WARNING
        scene.problem("phrase.before_issue", severity, due=found.due_on, issued=issued_on)


def _limit(limit: Limit, scene: Scene) -> Reading:
    stated = _stated(limit, scene)
    if stated is None:
        return undated(limit.rule, scene)
    scene.step("stated", day=stated)
    is_lowered = limit.bound is Bound.BEFORE and limit.at_time is None
    return Reading(
        scene.words,
        Kind.DUE,
        limit.rule,
        start=stated if limit.rule == "B7" else None,
        due_on=day_before(stated, scene) if is_lowered else stated,
        time=limit.at_time,
        bound=limit.bound,
        precision=Precision.MINUTE if limit.at_time else precision_of(limit.at),
        stated=stated if is_lowered else None,
    )


def _stated(limit: Limit, scene: Scene) -> date | None:
    """Return the day that the bound names: of a stretch the first before it, the last by it."""
    if isinstance(limit.at, Point):
        return date_of(limit.at, scene)
    days = days_of(limit.at, scene)
    if days is None:
        return None
    point = point_of(limit.at, days)
    if point is not None:
        scene.step("civil_point", day=point)
        return point
    return days[0] if limit.bound is Bound.BEFORE else days[1]


def _event(event: At, scene: Scene) -> Reading:
    day = date_of(event.at, scene)
    if day is None:
        return undated(event.rule, scene)
    scene.step("event", day=day)
    return Reading(
        scene.words,
        Kind.EVENT,
        event.rule,
        start=day,
        due_on=day,
        time=event.at_time,
        bound=Bound.ON,
        precision=Precision.MINUTE if event.at_time else Precision.DAY,
    )


def _during(during: During, scene: Scene) -> Reading:
    days = days_of(during.stretch, scene)
    if days is None:
        return undated(during.rule, scene)
    return window(during.rule, *days, precision_of(during.stretch), scene)


def _span(span: Span, scene: Scene) -> Reading:
    days = between(span.first, span.last, scene)
    if days is None:
        return undated(span.rule, scene)
    first, last = days
    precision = precision_of(span.last or span.first)
    if last is None:
        scene.step("open_end", first=first)
        return Reading(
            scene.words,
            Kind.WINDOW,
            span.rule,
            start=first,
            bound=Bound.WITHIN,
            precision=precision,
            open_ended=True,
        )
    _check_length(span, first, last, scene)
    return window(span.rule, first, last, precision, scene)


def _check_length(span: Span, first: date, last: date, scene: Scene) -> None:
    """Compare the written length with the days of the span, working days if it counts those."""
    if not span.days:
        return
    if span.unit is Unit.WORKING_DAY:
        real = scene.calendar.working_days_between(first - ONE_DAY, last)
    else:
        real = (last - first).days + 1
    if real != span.days:
        scene.problem("phrase.length_mismatch", written=span.days, real=real)


def _always(always: Always, scene: Scene) -> Reading:
    if always.within is None:
        first, last = month_days(plan_year(scene), 1, 12)
        return replace(window(always.rule, first, last, Precision.YEAR, scene), open_ended=True)
    found = _resolved(always.within, scene, is_event=False)
    return replace(found, rule=always.rule, open_ended=found.kind is Kind.WINDOW)


def _every(every: Every, scene: Scene) -> Reading:
    is_alone = len(every.rhythms) == 1
    year = _year_of_turns(every, scene)
    turns = [turn for rhythm in every.rhythms for turn in _turns(rhythm, year, scene, is_alone=is_alone)]
    turns = _within(every.limits, turns, scene)
    if not turns:
        return undated(every.rule, scene)
    scene.step("turns", count=len(turns), first=turns[0].due_on, last=turns[-1].due_on)
    rhythm = every.rhythms[0]
    return Reading(
        scene.words,
        Kind.RECURRING,
        every.rule,
        time=rhythm.at_time,
        bound=rhythm.bound,
        precision=_precision_of_turns(rhythm),
        occurrences=tuple(sorted(turns, key=lambda turn: (turn.due_on, turn.label))),
    )


def _turns(rhythm: Rhythm, year: int, scene: Scene, *, is_alone: bool) -> list[Occurrence]:
    """Return the turns of the year; of a school year those from August to July."""
    found = turns_of(rhythm, year, scene, is_alone=is_alone)
    if not scene.context.school_year or isinstance(rhythm.anchor, DatesOfYear):
        return found
    found += turns_of(rhythm, year + 1, scene, is_alone=is_alone)
    first, last = date(year, LAST_SCHOOL_MONTH + 1, 1), clamped(year + 1, LAST_SCHOOL_MONTH, 31)
    return [turn for turn in found if first <= (turn.stated or turn.due_on) <= last]


def _year_of_turns(every: Every, scene: Scene) -> int:
    limits = every.limits
    if isinstance(limits, During) and isinstance(limits.stretch, Year | Month | Quarter):
        return limits.stretch.year or plan_year(scene)
    return plan_year(scene)


def _within(limits: Span | During | None, turns: list[Occurrence], scene: Scene) -> list[Occurrence]:
    if limits is None or not turns:
        return turns
    days = (
        days_of(limits.stretch, scene)
        if isinstance(limits, During)
        else between(limits.first, limits.last, scene)
    )
    if days is None:
        return []
    first, last = days
    found = [turn for turn in turns if first <= (turn.stated or turn.due_on) <= (last or date.max)]
    if not found:
        scene.problem("phrase.no_turns")
    return found


def _precision_of_turns(rhythm: Rhythm) -> Precision:
    if rhythm.at_time is not None:
        return Precision.MINUTE
    if isinstance(rhythm.anchor, StretchesOfYear):
        return precision_of(rhythm.anchor.stretches[0])
    if rhythm.bound is not Bound.WITHIN or rhythm.unit is not Unit.MONTH:
        return Precision.DAY
    of_months = {1: Precision.MONTH, 3: Precision.QUARTER, 6: Precision.HALF, 12: Precision.YEAR}
    return of_months.get(rhythm.months, Precision.PART_OF_YEAR)

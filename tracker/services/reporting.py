"""Answers: how things stand, what is due, why this date. Read from views, without the ORM."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from tracker.app import App
from tracker.core.provisional import Provisional, provisional
from tracker.core.standing import Standing, standing
from tracker.core.summary import Group, Summary, summarise
from tracker.core.workcalendar import Day, Roll
from tracker.services.naming import unit_named, unknown_id, unknown_plan
from tracker.store.answers import Answers
from tracker.store.lines import ObligationFilter, ObligationLine, OpenLine, TaskLine

ONE_DAY = timedelta(days=1)


class Line(NamedTuple):
    """One obligation as it stands on a day.

    ``days_left`` are the working days to act_by, negative past the deadline.
    """

    obligation: ObligationLine
    standing: Standing
    days_left: int
    provisional: Provisional


class StatusReport(NamedTuple):
    """How everything stands at the end of ``as_of``; ``coming`` up to and including ``until``."""

    as_of: date
    until: date
    office: Summary
    units: dict[str, Summary]
    overdue: tuple[Line, ...]
    coming: tuple[Line, ...]
    undated: int
    problems: int
    letters: dict[str, int]


def status(app: App, as_of: date, *, days: int, limit: int) -> StatusReport:
    """Count everything, and list what is overdue and what falls due within ``days`` days."""
    until = as_of + timedelta(days=days)
    with app.answers() as answers:
        office, units = summarise(groups(app, answers, as_of), as_of)
        return StatusReport(
            as_of=as_of,
            until=until,
            office=office,
            units=units,
            overdue=_overdue(app, answers, as_of, limit),
            coming=_coming(app, answers, as_of, until, limit),
            undated=len(answers.undated()),
            problems=len(answers.problems()),
            letters=answers.delivery_counts(),
        )


def groups(app: App, answers: Answers, as_of: date) -> Iterator[Group]:
    """Count for ``as_of``; a unit has one name, however plans spell it."""
    names = {unit.code: unit.name for unit in app.directory.units}
    for found in answers.counts(as_of):
        name = names.get(found.unit, found.lead)
        yield Group(name, found.status, found.deadline_on, found.done_on, found.size)


def _overdue(app: App, answers: Answers, as_of: date, limit: int) -> tuple[Line, ...]:
    wanted = ObligationFilter(open_on=as_of, deadline_to=as_of - ONE_DAY, limit=limit)
    return tuple(lines(app, answers.obligations(wanted), as_of))


def _coming(app: App, answers: Answers, as_of: date, until: date, limit: int) -> tuple[Line, ...]:
    wanted = ObligationFilter(open_on=as_of, deadline_from=as_of, act_by_to=until, limit=limit)
    return tuple(lines(app, answers.obligations(wanted), as_of))


def lines(app: App, found: Iterable[ObligationLine], as_of: date) -> Iterator[Line]:
    """Tell how obligations stand at the end of ``as_of``."""
    for obligation in found:
        stands = standing(obligation.status, obligation.deadline_on, obligation.done_on, as_of)
        yield Line(obligation, stands, _days_left(app, obligation, as_of), may_move(app, obligation))


def may_move(app: App, obligation: ObligationLine | OpenLine) -> Provisional:
    """Tell which days of an obligation may still move."""
    known: Any = obligation.steps or ()
    steps = ((step["key"], step["facts"]) for step in known)
    roll = Roll(obligation.roll or Roll.PREVIOUS)
    return provisional(obligation.due_on, obligation.act_by, roll, steps, app.calendar)


def _days_left(app: App, obligation: ObligationLine, as_of: date) -> int:
    if as_of > obligation.deadline_on:
        return -app.calendar.working_days_between(obligation.deadline_on, as_of)
    return app.calendar.working_days_between(as_of, obligation.act_by)


class Wanted(NamedTuple):
    """What a list is asked for; days are inclusive and mean act_by."""

    plan: str = ""
    unit: str = ""
    text: str = ""
    standings: frozenset[Standing] = frozenset()
    first: date | None = None
    last: date | None = None


class ListReport(NamedTuple):
    """The obligations that were asked for, and the tasks of the plan that have no date."""

    as_of: date
    lines: tuple[Line, ...]
    undated: tuple[TaskLine, ...]


def list_obligations(app: App, wanted: Wanted, as_of: date) -> ListReport:
    """List obligations by act_by; a unit may be named by code, name or alias."""
    query = ObligationFilter(
        plan=wanted.plan or None,
        unit=_unit_code(app, wanted.unit),
        text=wanted.text or None,
        act_by_from=wanted.first,
        act_by_to=wanted.last,
    )
    with app.answers() as answers:
        _refuse_unknown(wanted.plan, answers)
        found = lines(app, answers.obligations(query), as_of)
        chosen = tuple(line for line in found if _is_wanted(line.standing, wanted.standings))
        return ListReport(as_of, chosen, tuple(answers.undated(wanted.plan or None)))


def _refuse_unknown(plan: str, answers: Answers) -> None:
    known = [line.id for line in answers.plans()] if plan else []
    if plan and plan not in known:
        raise unknown_plan(plan, known)


def _is_wanted(stands: Standing, wanted: frozenset[Standing]) -> bool:
    return stands in wanted if wanted else stands is not Standing.WITHDRAWN


def _unit_code(app: App, name: str) -> str | None:
    return unit_named(name, app.directory).code if name else None


class Detail(NamedTuple):
    """One obligation with how it stands, and the days of the calendar that its dates met.

    ``counted`` are the special days that were passed over, or counted, on the way to due_on;
    ``touched`` the days off between its two dates.
    """

    obligation: ObligationLine
    standing: Standing
    days_left: int
    counted: tuple[Day, ...]
    touched: tuple[Day, ...]
    provisional: Provisional

    @property
    def is_provisional(self) -> bool:
        """Whether act_by may still move."""
        return self.provisional.act_by


def show(app: App, wanted: str, as_of: date) -> Detail:
    """Tell everything about one obligation."""
    with app.answers() as answers:
        found = answers.obligation(wanted)
        if found is None:
            raise unknown_id(wanted, answers.obligation_ids())
    return detail(app, found, as_of)


def detail(app: App, found: ObligationLine, as_of: date) -> Detail:
    """Tell how an obligation stands and which days of the calendar its dates met."""
    line = next(lines(app, [found], as_of))
    return Detail(
        found, line.standing, line.days_left, _counted(app, found), _touched(app, found), line.provisional
    )


def _counted(app: App, found: ObligationLine) -> tuple[Day, ...]:
    """Return the special days between where a count of working days began and where it ended."""
    days: dict[date, Day] = {}
    for step in found.steps:
        facts: Any = step["facts"]
        if str(step["key"]).startswith("working_edge") or str(step["key"]).endswith(".working-day"):
            first, last = sorted((facts["day"], facts.get("start") or facts["edge"]))
            days |= {day.on: day for day in app.calendar.special_days(first, last)}
    return tuple(days.values())


def _touched(app: App, found: ObligationLine) -> tuple[Day, ...]:
    first, last = sorted((found.act_by, found.due_on))
    days = (first + ONE_DAY * n for n in range((last - first).days + 1))
    return tuple(day for day in map(app.calendar.day, days) if not day.is_working)

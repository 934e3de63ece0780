"""Days to come, by the code that sends: every letter a plan will cause, none of them sent."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from tracker.app import App
from tracker.core.delivery import Letter
from tracker.core.notices import DELAYS, NOTHING_SAID, NoticeState, Past, Telling
from tracker.core.obligation import Obligation
from tracker.core.planning import PlannedNotice, Rules, plan_day
from tracker.core.standing import Status
from tracker.errors import UsageError
from tracker.services.naming import unit_named, unknown_plan
from tracker.services.rows import obligation_from
from tracker.store.obligations import duties_of
from tracker.store.plans import load_plan, standing_plans

Progress = Callable[[int, int], None]  # days done, days in all


def _no_progress(_done: int, _total: int) -> None:
    pass


class Assumption(StrEnum):
    """What the simulated people do: everything on its last day, or nothing at all."""

    ON_TIME = "on-time"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Simulation:
    """The letters of a span of days, both ends included, in their order."""

    first: date
    last: date
    assumption: Assumption
    letters: tuple[Letter, ...]


def simulate_plan(
    app: App,
    plan_id: str,
    *,
    first: date | None = None,
    last: date | None = None,
    unit: str = "",
    assumption: Assumption = Assumption.ON_TIME,
    progress: Progress = _no_progress,
) -> Simulation:
    """Simulate one plan; unless told otherwise from its day of issue to its last deadline."""
    with app.store.read() as session:
        plan = load_plan(session, plan_id)
        if plan is None or plan.withdrawn_at:
            raise unknown_plan(plan_id, [known.id for known in standing_plans(session)])
        obligations = [obligation_from(duty) for duty in duties_of(session, plan_id)]
    obligations = [duty for duty in obligations if duty.status is not Status.WITHDRAWN]
    if unit:
        obligations = _led_by(obligations, app, unit)
    first = first or plan.issued_on or date(plan.year, 1, 1)
    last = last or max((duty.dates.deadline for duty in obligations), default=date(plan.year, 12, 31))
    if last < first:
        raise UsageError("simulate.reversed", first=first, last=last)
    return simulate(obligations, app.rules, first, last, assumption=assumption, progress=progress)


def _led_by(obligations: Sequence[Obligation], app: App, name: str) -> list[Obligation]:
    unit = unit_named(name, app.directory)
    return [duty for duty in obligations if unit in map(app.directory.find, duty.owners)]


def simulate(
    obligations: Sequence[Obligation],
    rules: Rules,
    first: date,
    last: date,
    *,
    assumption: Assumption = Assumption.ON_TIME,
    progress: Progress = _no_progress,
) -> Simulation:
    """Run every working day from ``first`` to ``last`` as if the plan had been read on ``first``."""
    watched = [replace(duty, watched_on=first) for duty in obligations]
    letters = tuple(_letters(watched, rules, first, last, assumption, progress))
    return Simulation(first, last, assumption, letters)


def _letters(
    obligations: Sequence[Obligation],
    rules: Rules,
    first: date,
    last: date,
    assumption: Assumption,
    progress: Progress,
) -> Iterator[Letter]:
    next_on: dict[str, date | None] = {duty.id: first for duty in obligations}
    pasts: dict[str, Past] = {}
    total = (last - first).days + 1
    for done, day in enumerate(_days(first, last), start=1):
        progress(done, total)
        if not rules.calendar.is_working_day(day):
            continue
        due = [
            duty for duty in obligations if _asks(next_on[duty.id], day) and _is_open(duty, day, assumption)
        ]
        plan = plan_day(day, due, pasts, rules)
        for notice in plan.notices:
            name = notice.obligation.id
            pasts[name] = _remembered(pasts.get(name, NOTHING_SAID), notice, day)
        next_on.update(plan.next_on)
        yield from plan.letters


def _remembered(past: Past, notice: PlannedNotice, day: date) -> Past:
    """Add a notice to what was said before, as if its letter had left on the day."""
    delays = past.delays
    if notice.state is NoticeState.ATTACHED and notice.rung.kind in DELAYS:
        delays += (Telling(notice.rung.level, notice.recipient, day, NoticeState.SENT),)
    return Past(past.said | {notice.rung.key}, delays)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _asks(next_on: date | None, day: date) -> bool:
    return next_on is not None and next_on <= day


def _is_open(duty: Obligation, day: date, assumption: Assumption) -> bool:
    return assumption is Assumption.NEVER or day <= max(duty.dates.act_by, duty.dates.deadline)

"""Days to come, by the code that sends: every letter a plan will cause, none of them sent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from tracker.app import App
from tracker.core.delivery import Digest, Letter
from tracker.core.notices import DELAYS, NOTHING_SAID, NoticeState, Past, Telling
from tracker.core.obligation import Obligation
from tracker.core.planning import PlannedNotice, Rules, Waiting, plan_day
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


@dataclass(frozen=True, slots=True)
class Start:
    """Where the days to come begin: what was said, who has had a letter of the first day, what waits.

    ``digests`` are what a day has to tell of its week.
    """

    pasts: Mapping[str, Past] = field(default_factory=dict)
    served: AbstractSet[str] = frozenset()
    waiting: tuple[Waiting, ...] = ()
    digests: Mapping[date, Sequence[Digest]] = field(default_factory=dict)


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
    letters = tuple(letters_to_come(watched, rules, first, last, assumption, Start(), progress))
    return Simulation(first, last, assumption, letters)


def letters_to_come(
    obligations: Sequence[Obligation],
    rules: Rules,
    first: date,
    last: date,
    assumption: Assumption,
    start: Start,
    progress: Progress,
) -> Iterator[Letter]:
    """Yield the letters of every working day from ``first`` to ``last``, going on from the start."""
    next_on: dict[str, date | None] = {duty.id: first for duty in obligations}
    pasts, waiting = dict(start.pasts), start.waiting
    total = (last - first).days + 1
    for done, day in enumerate(_days(first, last), start=1):
        progress(done, total)
        if not rules.calendar.is_working_day(day):
            continue
        due = [
            duty for duty in obligations if _asks(next_on[duty.id], day) and _is_open(duty, day, assumption)
        ]
        plan = plan_day(
            day,
            due,
            pasts,
            rules,
            served=start.served if day == first else frozenset(),
            waiting=[one for one in waiting if one.rides_along or one.item.rung.slot_on <= day],
            digests=start.digests.get(day, ()),
        )
        for notice in plan.notices:
            name = notice.obligation.id
            pasts[name] = _remembered(pasts.get(name, NOTHING_SAID), notice, day)
        waiting = tuple(one for one in waiting if one.id not in plan.attached)
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

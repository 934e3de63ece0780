"""What an obligation will say if it stays open: the ladders in force, and the next rungs of each."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import merge
from itertools import islice
from typing import NamedTuple

from tracker.app import App
from tracker.core.notices import NOTHING_SAID, Audience, Course, NoticeKind, Past, Rung, opening, rungs
from tracker.core.obligation import Obligation
from tracker.core.planning import audiences, course_of
from tracker.core.policy import Ladder
from tracker.core.staffing import Addressee
from tracker.core.workcalendar import WorkCalendar
from tracker.services.reminding import rules_of
from tracker.services.rows import obligation_from
from tracker.store.notices import pasts
from tracker.store.obligations import load_duty

OWNERS = ("task", "plan", "person", "unit")  # of ladders, the first that says anything counts
OFFICE = "office"


class LadderInForce(NamedTuple):
    """What some people climb: the days of each part, and whose each is; escalations are (days, level)."""

    level: int
    people: tuple[str, ...]  # addresses
    is_partner: bool
    lead: tuple[int, ...]
    overdue: tuple[int, ...]
    escalation: tuple[tuple[int, int], ...]
    whose: dict[str, str]


class Coming(NamedTuple):
    """A rung that has yet to speak, on ``day`` at the earliest; ``waits_for`` a level to be told before."""

    rung: Rung
    day: date
    waits_for: int | None = None


class Ahead(NamedTuple):
    """The ladders in force on a day and the next rungs, by day."""

    ladders: tuple[LadderInForce, ...]
    coming: tuple[Coming, ...]


def ahead(app: App, obligation_id: str, day: date, most: int) -> Ahead:
    """Look ahead from a day, by the rules of today."""
    with app.store.read() as session:
        duty = load_duty(session, obligation_id)
        rules = rules_of(session, app, day)
        past = pasts(session, [obligation_id], app.zone).get(obligation_id, NOTHING_SAID)
    if duty is None:
        return Ahead((), ())
    obligation = obligation_from(duty)
    groups = audiences(obligation, rules, rules.staffing(day))
    coming = islice(_coming(groups, course_of(obligation, day), past, rules.calendar, day), most)
    return Ahead(tuple(_in_force(obligation, *group) for group in groups.items()), tuple(coming))


def _coming(
    groups: Iterable[Audience],
    course: Course,
    past: Past,
    calendar: WorkCalendar,
    day: date,
) -> Iterator[Coming]:
    """Yield each rung once, whoever climbs it."""
    seen = set()
    for found in merge(*(_of(one, course, past, calendar, day) for one in groups), key=lambda one: one.day):
        if found.rung.key not in seen:
            seen.add(found.rung.key)
            yield found


def _of(
    audience: Audience, course: Course, past: Past, calendar: WorkCalendar, day: date
) -> Iterator[Coming]:
    """Yield what one audience has ahead; an escalation that was passed by waits for those below."""
    asked_on = max(day, course.paused_until or day)
    for rung in rungs(course, audience, calendar):
        is_held = rung.kind is NoticeKind.ESCALATION
        if rung.key in past.said or (rung.slot_on <= asked_on and not is_held):
            continue
        opens_on = opening(rung, past, audience, calendar)
        following = calendar.next_working_day(asked_on)
        earliest = opens_on or rung.slot_on
        waits_for = audience.below if opens_on is None else None
        yield Coming(rung, earliest if earliest > asked_on else following, waits_for)


def _in_force(obligation: Obligation, audience: Audience, people: Sequence[Addressee]) -> LadderInForce:
    own = (*obligation.ladders, *people[0].ladders)
    policy = audience.policy
    return LadderInForce(
        audience.level,
        tuple(who.person.address for who in people),
        audience.is_partner,
        policy.lead,
        policy.overdue,
        tuple((step.after, int(step.level)) for step in policy.escalation),
        {part: _whose(own, part) for part in Ladder._fields},
    )


def _whose(ladders: Sequence[Ladder], part: str) -> str:
    named = zip(OWNERS, ladders, strict=False)
    return next((name for name, ladder in named if getattr(ladder, part) is not None), OFFICE)

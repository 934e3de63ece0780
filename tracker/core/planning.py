"""What is said on one day: decisions of all obligations, gathered into letters."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from tracker.core.delivery import Item, Letter, gather
from tracker.core.directory import Directory
from tracker.core.notices import Decision, NoticeKind, NoticeReason, NoticeState, Rung, decide
from tracker.core.obligation import Obligation
from tracker.core.policy import Policy
from tracker.core.staffing import Addressee, Leave, Staffing, addressees
from tracker.core.workcalendar import WorkCalendar

RungKey = tuple[NoticeKind, int, int]


@dataclass(frozen=True, slots=True)
class Rules:
    """How an office reminds: who, when and on which days."""

    directory: Directory
    policy: Policy
    calendar: WorkCalendar
    leaves: tuple[Leave, ...] = ()
    unreachable: frozenset[str] = frozenset()  # addresses that are refused for good

    def staffing(self, day: date) -> Staffing:
        """Return who is there on a day."""
        return Staffing(self.directory.as_of(day), self.leaves, self.unreachable)


@dataclass(frozen=True, slots=True)
class PlannedNotice:
    """One notice as it will be stored: attached to the recipient's letter, or superseded."""

    obligation: Obligation
    rung: Rung
    recipient: str
    state: NoticeState
    reason: NoticeReason


@dataclass(frozen=True, slots=True)
class DayPlan:
    """Everything that one day brings; ``next_on`` tells when to ask each obligation again."""

    letters: tuple[Letter, ...]
    notices: tuple[PlannedNotice, ...]
    next_on: Mapping[str, date | None]


def plan_day(
    day: date,
    obligations: Iterable[Obligation],
    said: Mapping[str, AbstractSet[RungKey]],
    rules: Rules,
    *,
    served: AbstractSet[str] = frozenset(),
) -> DayPlan:
    """Decide what open obligations say on ``day``, a working day.

    ``said`` holds, by obligation, the keys already spoken or passed over.
    ``served`` are addresses that have had their letter of the day: what
    concerns them waits for the next working day, for everyone it concerns.
    """
    told: list[tuple[Addressee, Item]] = []
    staffing = rules.staffing(day)
    notices: list[PlannedNotice] = []
    next_on: dict[str, date | None] = {}
    for obligation in obligations:
        decision = _decide(obligation, said.get(obligation.id, frozenset()), rules, day)
        speaking = [
            (who, Item(obligation, rung, reason, who.unit, who.instead))
            for rung, reason in decision.speaking
            for who in addressees(obligation, rung.level, staffing)
        ]
        if any(who.person.address in served for who, _ in speaking):
            next_on[obligation.id] = rules.calendar.next_working_day(day)
            continue
        told += speaking
        notices += _notices(obligation, decision, speaking)
        next_on[obligation.id] = decision.next_on
    return DayPlan(tuple(gather(day, told)), tuple(notices), next_on)


def _decide(obligation: Obligation, said: AbstractSet[RungKey], rules: Rules, day: date) -> Decision:
    watched_on = obligation.watched_on or day
    return decide(obligation.dates, watched_on, said, rules.policy, rules.calendar, day)


def _notices(
    obligation: Obligation, decision: Decision, speaking: Iterable[tuple[Addressee, Item]]
) -> list[PlannedNotice]:
    attached = [
        PlannedNotice(obligation, item.rung, who.person.address, NoticeState.ATTACHED, item.reason)
        for who, item in speaking
    ]
    passed_over = [
        PlannedNotice(obligation, rung, "", NoticeState.SUPERSEDED, reason)
        for rung, reason in decision.passed_over
    ]
    return attached + passed_over

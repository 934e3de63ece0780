"""What a plan's dates rest on besides its words, and what of that is other by now."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from tracker.app import App
from tracker.core.workcalendar import Roll, WorkCalendar
from tracker.errors import UsageError
from tracker.store import codec
from tracker.store.engine import Session
from tracker.store.plans import noted_of_plans, plans_not_noted
from tracker.store.state import get_state, set_state
from tracker.store.tables import PlanRow

RESTS_ON = "calendar"  # with a plan's id: the fact of what its dates rest on


class Grounds(NamedTuple):
    """The working calendar, the office's roll policy, and what names the regimes of periodic reports."""

    calendar: WorkCalendar
    roll: Roll
    regimes: str


class Difference(NamedTuple):
    """A day that is another one than it was; ``was`` and ``now`` are kinds of day, empty for an ordinary one.

    ``basis`` is that of the present entry; where an entry is gone, the one it had.
    """

    on: date
    was: str
    now: str
    basis: str


class Days(NamedTuple):
    """The special days from one year to another, both included, as a plan's dates rest on them."""

    first_year: int
    last_year: int
    roll: str  # the office's policy
    regimes: str
    confirmed: tuple[int, ...]
    special: tuple[tuple[str, str, str], ...]  # day, kind, basis

    @property
    def shape(self) -> "Days":
        """All that dates depend on: whose notice says so is left out."""
        return self._replace(special=tuple((day, kind, "") for day, kind, _ in self.special))


def grounds_of(app: App) -> Grounds:
    """Return what dates rest on now."""
    regimes = sha256(repr(app.regimes).encode()).hexdigest()[:16] if app.regimes else ""
    return Grounds(app.calendar, app.config.reminders.roll, regimes)


def days_of(grounds: Grounds, first_year: int, last_year: int) -> Days:
    """Return everything that dates of these years rest on."""
    calendar, roll, regimes = grounds
    special = calendar.special_days(date(first_year, 1, 1), date(last_year, 12, 31))
    years = range(first_year, last_year + 1)
    return Days(
        first_year,
        last_year,
        roll.value,
        regimes,
        tuple(year for year in years if not calendar.is_provisional(year)),
        tuple((day.on.isoformat(), day.kind.value, day.basis) for day in special),
    )


def rest_on(session: Session, plan_id: str, days: Days) -> None:
    """Note on which days the dates of a plan rest from now on."""
    facts = codec.dumps(days._asdict())
    if get_state(session, mark_of(plan_id)) != facts:
        set_state(session, mark_of(plan_id), facts)


def rests_on(session: Session, plan_id: str) -> Days | None:
    """Return the days on which the dates of a plan rest; None if that was never noted."""
    noted = get_state(session, mark_of(plan_id))
    return _days(noted) if noted else None


def _days(noted: str) -> Days:
    facts = codec.loads(noted)
    special = tuple((day, kind, basis) for day, kind, basis in facts["special"])
    return Days(**{**facts, "confirmed": tuple(facts["confirmed"]), "special": special})


def is_current(session: Session, plan_id: str, grounds: Grounds) -> bool:
    """Whether a plan's dates rest on these grounds."""
    noted = get_state(session, mark_of(plan_id))
    return noted is not None and is_same(noted, grounds)


def is_same(noted: str, grounds: Grounds) -> bool:
    """Whether the grounds are as ``noted``, the value of the fact ``mark_of``."""
    days = _days(noted)
    return days.shape == days_of(grounds, days.first_year, days.last_year).shape


def outdated_plans(session: Session, grounds: Grounds) -> list[str]:
    """Return the standing plans whose dates rest on other grounds, or on what was never noted."""
    current = [noted for noted in noted_of_plans(session, RESTS_ON) if is_same(noted, grounds)]
    return plans_not_noted(session, RESTS_ON, *(current or [""]), is_standing=True)


def unnoted_plans(session: Session) -> list[str]:
    """Return the standing plans of which nobody noted what their dates rest on."""
    return plans_not_noted(session, RESTS_ON, is_standing=True)


def refuse_outdated(session: Session, plan: PlanRow | None, grounds: Grounds) -> None:
    """Raise UsageError for a plan whose dates rest on other grounds: only a person moves them, and first.

    What was never noted is no reason: it is noted with the next deed.
    """
    if plan is None or plan.withdrawn_at or rests_on(session, plan.id) is None:
        return
    if not is_current(session, plan.id, grounds):
        raise UsageError("calendar.unapplied", id=plan.id)


def differences(before: Days | None, after: Days) -> tuple[Difference, ...]:
    """Return the days that are other than they were, in order; all special ones where that is not known."""
    old, new = _by_day(before.special if before else ()), _by_day(after.special)
    return tuple(
        _difference(day, old, new) for day in sorted(old.keys() | new.keys()) if _differs(day, old, new)
    )


_Entries = dict[str, tuple[str, str]]  # kind and basis by day


def _by_day(special: Iterable[tuple[str, str, str]]) -> _Entries:
    return {day: (kind, basis) for day, kind, basis in special}


def _differs(day: str, old: _Entries, new: _Entries) -> bool:
    """Whether the day is of another kind; another basis for the same kind moves nothing."""
    return old.get(day, ("",))[0] != new.get(day, ("",))[0]


def _difference(day: str, old: _Entries, new: _Entries) -> Difference:
    was, now = old.get(day, ("", "")), new.get(day, ("", ""))
    return Difference(date.fromisoformat(day), was[0], now[0], now[1] or was[1])


def mark_of(plan_id: str) -> str:
    """Name the fact of what the dates of a plan rest on."""
    return f"{RESTS_ON}.{plan_id}"

"""What is done to a plan, why, and what the history keeps of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from tracker.services.expanding import Days, Expansion, Moment, Move
from tracker.services.grounds import Difference
from tracker.store.engine import Session
from tracker.store.history import record

ONE_YEAR = timedelta(days=366)


class Action(StrEnum):
    """What was done to a plan."""

    IMPORT = "import"
    REVIEW = "review"
    UNDO = "undo"
    CALENDAR = "calendar"
    ROLL = "roll"


class Why(StrEnum):
    """Why an obligation changed; the catalogue entry is ``reason.<value>``."""

    AMENDED = "plan_amended"
    REREAD = "reread"  # the same document, by another program or with other facts of a person
    CALENDAR = "calendar_changed"
    OFFICE_ROLL = "office_roll_changed"
    REGIME = "regime_changed"
    ROLLED = "roll_changed"
    RULED = "ruled"
    UNDONE = "import_undone"


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed to a plan with the reason that its obligations are given.

    A move that ``differences``, the days of the calendar that are other than
    they were, explain is given these as its reason. With ``is_counted`` they may
    also explain a day up to which working days are counted.
    """

    action: Action
    why: Why
    facts: Mapping[str, object] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    is_counted: bool = False

    @property
    def reason(self) -> dict[str, object]:
        """The reason as the history keeps it."""
        return {"reason": {"key": self.why.value, "facts": dict(self.facts)}}

    def entries_of(self, move: Move) -> list[Difference]:
        """The changed days of the calendar that moved an obligation."""
        return moving(self.differences, move, is_counted=self.is_counted)

    def reason_of(self, move: Move) -> dict[str, object]:
        """The reason of one move: of a changed calendar the entries that moved it, with their basis."""
        entries = self.entries_of(move)
        if not entries:
            return self.reason
        facts = {"entries": [found._asdict() for found in entries]}
        return {"reason": {"key": Why.CALENDAR.value, "facts": facts}}


def write_down(session: Session, plan_id: str, deed: Deed, expansion: Expansion, moment: Moment) -> None:
    """Keep what a deed changed: once for the plan, and for every obligation that people may ask about.

    What changed no obligation is not kept, but for an undoing: whose hand it was matters.
    """
    if expansion.is_empty and deed.action is not Action.UNDO:
        return
    counts = {
        "added": len(expansion.added),
        "moved": [(move.obligation_id, move.due_from, move.due_to) for move in expansion.moved],
        "reworded": list(expansion.reworded),
        "withdrawn": list(expansion.withdrawn),
    }
    note(session, plan_id, deed.action, moment, after=counts)
    for move in expansion.moved:
        before, after = days_facts(move.before), days_facts(move.after)
        note(session, move.obligation_id, "moved", moment, before=before, after=after | deed.reason_of(move))
    for withdrawn in expansion.withdrawn:
        note(session, withdrawn, "withdrawn", moment, after=deed.reason)
    for restored in expansion.restored:
        note(session, restored, "restored", moment, after=deed.reason)


def moving(differences: Sequence[Difference], move: Move, *, is_counted: bool) -> list[Difference]:
    """Return the changed days that moved a deadline: those between its dates.

    The day itself moves only where days are counted up to it: then those of the year before it.
    """
    days = (move.before.due_on, move.before.act_by, move.after.due_on, move.after.act_by)
    first, last = min(days), max(days)
    if move.due_from != move.due_to:
        first = first - ONE_YEAR if is_counted else last
    return [found for found in differences if first <= found.on <= last]


def note(
    session: Session,
    subject: str,
    action: str,
    moment: Moment,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Write one line of history."""
    record(
        session,
        at=moment.now,
        actor=moment.actor,
        action=str(action),
        subject=subject,
        before=before,
        after=after,
    )


def days_facts(days: Days) -> dict[str, object]:
    """Return days as the history keeps them."""
    return {
        "due_on": days.due_on,
        "act_by": days.act_by,
        "due_version": days.due_version,
        "watched_on": days.watched_on,
    }

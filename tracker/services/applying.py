"""The dates of all plans brought up to the working calendar as it is now, visibly and on request."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from tracker.app import App
from tracker.core.periodic import named_in
from tracker.errors import BusyError, Problem
from tracker.readers.renewing import NOT_RENEWED
from tracker.services.asking import ask_all_again
from tracker.services.deeds import Action, Deed, Why
from tracker.services.expanding import Expansion
from tracker.services.grounds import (
    Difference,
    days_of,
    differences,
    grounds_of,
    outdated_plans,
    rests_on,
    unnoted_plans,
)
from tracker.services.importing import fingerprint_of, titles_of
from tracker.services.revising import store_kept
from tracker.services.rows import obligation_from
from tracker.services.storing import Stored
from tracker.store.documents import document_from
from tracker.store.engine import Session, hold
from tracker.store.imports import revision_of
from tracker.store.obligations import duties_of
from tracker.store.plans import load_plan
from tracker.store.tables import PlanRow, RevisionRow


@dataclass(frozen=True, slots=True)
class PlanMoves:
    """What another calendar does to the obligations of one plan; ``titles`` by id.

    ``moved_by`` are the changed days that move something.
    """

    plan_id: str
    number: str
    expansion: Expansion
    titles: dict[str, str]
    moved_by: tuple[Difference, ...]
    problems: tuple[Problem, ...]  # words that could not be read again
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ApplyReport:
    """What the calendar does to the plans that rest on an earlier one, or would do (``dry_run``).

    ``unread`` are plans whose reading is not kept: only their document can bring
    them up. ``fingerprint`` names exactly these changes.
    """

    plans: tuple[PlanMoves, ...]
    differences: tuple[Difference, ...]
    unread: tuple[str, ...]
    fingerprint: str
    dry_run: bool

    @property
    def changes_dates(self) -> bool:
        """Whether an obligation moves, comes or goes, which a person has to agree to."""
        return any(not plan.expansion.is_empty for plan in self.plans)

    @property
    def moved_by(self) -> tuple[Difference, ...]:
        """The changed days that move something, in order."""
        return tuple(sorted({found for plan in self.plans for found in plan.moved_by}))

    @property
    def moved(self) -> int:
        """How many obligations move."""
        return sum(len(plan.expansion.moved) for plan in self.plans)


def apply_calendar(
    app: App,
    *,
    dry_run: bool = False,
    shown: ApplyReport | None = None,
    is_stopping: Callable[[], bool] = lambda: False,
) -> ApplyReport:
    """Move what the calendar moves, in one transaction; a plan that rests on it already is left alone.

    Raises BusyError, changing nothing, if that is not what was shown before. Cut short it changes nothing.
    """
    turn = _Turn(dry_run, is_stopping)
    return _bring_up(app, lambda session: outdated_plans(session, grounds_of(app)), turn, shown)


def adopt(app: App, is_stopping: Callable[[], bool] = lambda: False) -> ApplyReport:
    """Bring up the plans of which an older version did not note what their dates rest on."""
    return _bring_up(app, unnoted_plans, _Turn(dry_run=False, is_stopping=is_stopping))


class _Turn(NamedTuple):
    """Whether what is found out is stored, and whether somebody wants it to end."""

    dry_run: bool
    is_stopping: Callable[[], bool]


def _bring_up(
    app: App, chosen: Callable[[Session], list[str]], turn: _Turn, shown: ApplyReport | None = None
) -> ApplyReport:
    with app.store.write() as session:
        hold(session, "planning")
        report = _apply(session, app, chosen(session), turn)
        is_whole = not turn.is_stopping()
        if shown and is_whole and report.fingerprint != shown.fingerprint:
            raise BusyError("calendar.changed_meanwhile")
        if turn.dry_run or not is_whole:
            session.rollback()
    return report


def _apply(session: Session, app: App, plan_ids: Sequence[str], turn: _Turn) -> ApplyReport:
    moves: list[PlanMoves] = []
    changed: set[Difference] = set()
    unread: list[str] = []
    for plan in _one_by_one(session, plan_ids, turn):
        reading = revision_of(session, plan.id, plan.revision)
        if reading is None:
            unread.append(plan.id)
            continue
        is_noted = rests_on(session, plan.id) is not None
        deed = _deed(session, app, plan, reading)
        moves.append(_moves(store_kept(session, app, plan, reading, deed, renews=True), deed))
        changed.update(deed.differences if is_noted else moves[-1].moved_by)
    if moves:
        ask_all_again(session, app.today())
    names = [(plan.fingerprint, plan.moved_by) for plan in moves]
    return ApplyReport(
        plans=tuple(moves),
        differences=tuple(sorted(changed)),
        unread=tuple(unread),
        fingerprint=sha256(repr((names, sorted(changed))).encode()).hexdigest(),
        dry_run=turn.dry_run,
    )


def _one_by_one(session: Session, plan_ids: Sequence[str], turn: _Turn) -> Iterator[PlanRow]:
    """Yield plans of which only one at a time, with its rows, is held in memory."""
    for plan_id in plan_ids:
        if turn.is_stopping():
            return
        if plan := load_plan(session, plan_id):
            yield plan
        session.flush()
        session.expunge_all()


def _deed(session: Session, app: App, plan: PlanRow, reading: RevisionRow) -> Deed:
    """Say why the dates of a plan change: by days of the calendar, else by what else is other."""
    before, grounds = rests_on(session, plan.id), grounds_of(app)
    years = (before.first_year, before.last_year) if before else (plan.year - 1, plan.year + 1)
    after = days_of(grounds, *years)
    changed = differences(before, after)
    if before is None:
        return Deed(Action.CALENDAR, Why.REREAD, {"number": plan.number}, changed)
    if before.regimes != after.regimes:
        return Deed(Action.CALENDAR, Why.REGIME, {"names": _regimes(session, app, plan, reading)}, changed)
    if before.roll != after.roll:
        return Deed(Action.CALENDAR, Why.OFFICE_ROLL, {"policy": after.roll}, changed, is_counted=True)
    return Deed(Action.CALENDAR, Why.REREAD, {"number": plan.number}, changed, is_counted=True)


def _regimes(session: Session, app: App, plan: PlanRow, reading: RevisionRow) -> str:
    """Name the regimes that the dates of a plan have followed, and those that its words name now."""
    steps = (step for duty in duties_of(session, plan.id) for step in obligation_from(duty).steps)
    followed = [str(step.facts["name"]) for step in steps if step.key == "regime"]
    words = (f"{task.title}\n{task.words}" for task in document_from(reading.document).tasks)
    named = [regime.name for said in words for regime in named_in(said, app.regimes)]
    return ", ".join(dict.fromkeys((*followed, *named))) or "-"


def _moves(stored: Stored, deed: Deed) -> PlanMoves:
    cited = (deed.entries_of(move) for move in stored.expansion.moved)
    return PlanMoves(
        plan_id=stored.plan.id,
        number=stored.plan.number,
        expansion=stored.expansion,
        titles=titles_of(stored),
        moved_by=tuple(sorted({entry for entries in cited for entry in entries})),
        problems=tuple(
            replace(found, place=replace(found.place, file=stored.plan.number))
            for found in stored.problems
            if found.key == NOT_RENEWED
        ),
        fingerprint=fingerprint_of(stored),
    )

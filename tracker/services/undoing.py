"""The last import taken back: the former reading is stored again by the same computation."""

from dataclasses import dataclass, replace
from datetime import datetime

from tracker.app import App
from tracker.core.plan import Head, PlanDocument
from tracker.core.text import clean
from tracker.errors import BusyError, NothingError
from tracker.services.deeds import Action, Deed, Why, days_facts
from tracker.services.expanding import Days, Expansion
from tracker.services.grounds import grounds_of, refuse_outdated
from tracker.services.importing import fingerprint_of, titles_of
from tracker.services.merging import TaskChange
from tracker.services.naming import unknown_plan
from tracker.services.reading import read_again
from tracker.services.revising import bring_back, identities_of, keep_reading, moment_of, source_of
from tracker.services.storing import Stored, store_plan
from tracker.store.documents import document_from
from tracker.store.engine import Session, hold
from tracker.store.history import deeds
from tracker.store.imports import last_import, revision_of
from tracker.store.notices import carry_said
from tracker.store.plans import load_plan, standing_plans
from tracker.store.tables import ObligationRow, PlanRow, RevisionRow


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What taking an import back did, or would do; ``back_to`` is None where the plan is withdrawn."""

    plan_id: str
    number: str  # of the document whose import is undone
    source: str
    actor: str  # who imported it
    imported_at: datetime
    revision: int
    back_to: int | None
    expansion: Expansion
    changes: tuple[TaskChange, ...]
    titles: dict[str, str]
    fingerprint: str
    dry_run: bool = False


def undo(
    app: App, plan_id: str = "", *, dry_run: bool = False, shown: UndoReport | None = None
) -> UndoReport:
    """Take the last import of a plan back, or the last of all; what was reported done stays done.

    Raises NothingError where there is no import, or no reading from before it;
    BusyError, changing nothing, if that is not what was shown before.
    """
    with app.store.write() as session:
        hold(session, "planning")
        plan, last = _last(session, plan_id)
        refuse_outdated(session, plan, grounds_of(app))
        report = _take_back(session, app, plan, last)
        if shown and report.fingerprint != shown.fingerprint:
            raise BusyError("undo.changed_meanwhile", id=plan.id)
        if dry_run:
            session.rollback()
    return replace(report, dry_run=dry_run)


def _last(session: Session, plan_id: str) -> tuple[PlanRow, RevisionRow]:
    """Find the import to take back, with its plan."""
    known = [plan.id for plan in standing_plans(session)]
    if plan_id and plan_id not in known:
        raise unknown_plan(plan_id, known)
    plan_id = plan_id or _newest(session, known)
    plan = load_plan(session, plan_id)
    last = revision_of(session, plan_id, plan.revision) if plan else None
    if plan is None or last is None:
        raise NothingError("undo.no_former", id=plan_id)
    return plan, last


def _newest(session: Session, known: list[str]) -> str:
    last = last_import(session)
    if last is not None:
        return last.plan_id
    if known:
        raise NothingError("undo.no_former", id=", ".join(known))
    raise NothingError("undo.nothing")


def _take_back(session: Session, app: App, plan: PlanRow, last: RevisionRow) -> UndoReport:
    former = revision_of(session, plan.id, last.follows)
    if last.follows is not None and former is None:
        raise NothingError("undo.no_former", id=plan.id)
    deed = Deed(Action.UNDO, Why.UNDONE, {"number": last.number or clean(last.source)})
    last.undone_at = app.clock.now()
    stored = _go_back(session, app, plan, former, deed) if former else _withdraw(session, app, plan, deed)
    return UndoReport(
        plan_id=plan.id,
        number=last.number,
        source=last.source,
        actor=last.actor,
        imported_at=last.at,
        revision=last.revision,
        back_to=last.follows,
        expansion=stored.expansion,
        changes=stored.changes,
        titles=titles_of(stored),
        fingerprint=fingerprint_of(stored, last.revision),
    )


def _go_back(session: Session, app: App, plan: PlanRow, former: RevisionRow, deed: Deed) -> Stored:
    document = read_again(app, document_from(former.document))
    moment = moment_of(app, document.head.issued_on)
    bring_back(plan, document.head, former)
    stored = store_plan(session, plan, document, moment, deed, identities_of(former))
    source = source_of(former)
    keep_reading(session, plan, document, source, stored.identities, moment, former=plan.revision)
    _remember_said(session, stored)
    return stored


def _withdraw(session: Session, app: App, plan: PlanRow, deed: Deed) -> Stored:
    """Leave nothing of a plan but what is kept of everything: its rows, its history."""
    moment = moment_of(app, plan.issued_on)
    plan.withdrawn_at = moment.now
    return store_plan(session, plan, PlanDocument(Head(), ()), moment, deed)


def _remember_said(session: Session, stored: Stored) -> None:
    """Let dates that are back know what was said about them: no letter is repeated, none withheld is lost."""
    rows = {row.id: row for row in stored.obligations}
    for move in stored.expansion.moved:
        former = _former(session, move.obligation_id, move.after)
        if former is not None:
            _take_up(session, rows[move.obligation_id], former)
    for restored in stored.expansion.restored:
        _take_up_again(session, rows[restored])


def _former(session: Session, obligation_id: str, days: Days) -> Days | None:
    """Find when an obligation had the same days before."""
    for moved in deeds(session, obligation_id, "moved"):
        before = dict(moved.before)
        if all(before.get(name) == value for name, value in _lasting(days).items()):
            return Days(**before)  # type: ignore[arg-type]
    return None


def _lasting(days: Days) -> dict[str, object]:
    return {name: value for name, value in days_facts(days).items() if name in {"due_on", "act_by"}}


def _take_up(session: Session, row: ObligationRow, former: Days) -> None:
    row.watched_on = former.watched_on
    carry_said(session, row.id, (former.due_version, row.due_version))


def _take_up_again(session: Session, row: ObligationRow) -> None:
    """Count anew what an obligation says that was withdrawn meanwhile."""
    row.due_version += 1
    carry_said(session, row.id, (row.due_version - 1, row.due_version))

"""Document in, plan and obligations stored: all of it or nothing, and never other than what was shown."""

import re
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from tracker.app import App
from tracker.core.expansion import is_dated, turns_since
from tracker.core.notices import KNOWN_LATE, NoticeReason, NoticeState
from tracker.core.obligation import task_number_of
from tracker.core.plan import Head, PlanDocument
from tracker.core.text import clean
from tracker.errors import BusyError, DocumentError, Problem, Severity, UsageError
from tracker.services.deeds import Action, Deed, Why
from tracker.services.expanding import Expansion, Moment
from tracker.services.grounds import grounds_of, refuse_outdated, rests_on
from tracker.services.merging import TaskChange, TaskChangeKind
from tracker.services.naming import unknown_plan
from tracker.services.reading import NOTHING_GIVEN, Given, digest_of, edition, read
from tracker.services.revising import Source, bring_up, keep_reading, moment_of
from tracker.services.storing import Decided, Stored, store_plan
from tracker.store.engine import Session, hold
from tracker.store.notices import insert_notices
from tracker.store.obligations import set_next_on
from tracker.store.plans import load_plan, standing_plans
from tracker.store.tables import NoticeRow, ObligationRow, PlanRow

PLAN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)
MANY = 3  # tasks that vanish before somebody is asked whether the document is the whole plan


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that was read and is about to become a plan, or the next revision of one."""

    path: Path
    document: PlanDocument
    sha256: str
    plan_id: str
    is_amendment: bool  # a document with its own number that changes the plan
    leaves_past: bool = False  # whether nobody is reminded of what is overdue as it is stored


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do (``dry_run``); ``fingerprint`` names exactly these changes."""

    plan_id: str
    number: str
    title: str
    year: int
    revision: int
    is_known: bool  # whether the plan stood before
    document: Head  # of the document itself
    issued_on: date | None  # of the plan: turns before it are not stored
    decided: tuple[Decided, ...]
    expansion: Expansion
    changes: tuple[TaskChange, ...]
    titles: dict[str, str]  # of the obligations that moved or vanished, by id
    undated: tuple[str, ...]  # ordinals of tasks without a certain date that nobody has answered for
    problems: tuple[Problem, ...]
    last_deadline: date | None
    is_past: bool  # every deadline lay behind when it was first read, so nobody is written to
    fingerprint: str
    amended_by: str | None = None
    amended_on: date | None = None
    dry_run: bool = False

    @property
    def tasks(self) -> int:
        """How many tasks the document has."""
        return len(self.decided)


def import_plan(
    app: App,
    path: Path,
    given: Given = NOTHING_GIVEN,
    *,
    plan_id: str = "",
    amends: str = "",
    dry_run: bool = False,
) -> ImportReport:
    """Read a document and store its tasks and obligations in one transaction.

    Reading the same document again changes nothing; a corrected one changes
    only what it corrects, and every task keeps its identity.
    """
    incoming = read_in(app, path, given, plan_id=plan_id, amends=amends)
    return preview(app, incoming) if dry_run else commit(app, incoming)


def read_in(
    app: App, path: Path, given: Given = NOTHING_GIVEN, *, plan_id: str = "", amends: str = ""
) -> Incoming:
    """Read a document that is to be stored; ``amends`` names the plan that it changes."""
    if amends and plan_id:
        raise UsageError("import.two_plans", plan_id=plan_id, amends=amends)
    digest = digest_of(path)  # first: if the file changes meanwhile, it is read again at the next start
    if not amends:
        document = read(app, path, given)
        return Incoming(path, document, digest, identify(document, path, plan_id), is_amendment=False)
    year = given.year or _year_of(app, amends)
    document = read(app, path, replace(given, year=year))
    return Incoming(path, document, digest, identify(document, path, amends), is_amendment=True)


def preview(app: App, incoming: Incoming) -> ImportReport:
    """Compute what storing would do, and take it back."""
    with app.store.write() as session:
        report = replace(_take_in(session, app, incoming), dry_run=True)
        session.rollback()
    return report


def commit(app: App, incoming: Incoming, shown: ImportReport | None = None) -> ImportReport:
    """Store a document; raise BusyError, storing nothing, if that is not what was shown before."""
    with app.store.write() as session:
        report = _take_in(session, app, incoming)
        if shown and (report.fingerprint != shown.fingerprint or digest_of(incoming.path) != incoming.sha256):
            raise BusyError("import.changed_meanwhile", file=incoming.path.name)
    return report


def _take_in(session: Session, app: App, incoming: Incoming) -> ImportReport:
    hold(session, "planning")  # or a planner would store the next day of dates that just moved
    before = load_plan(session, incoming.plan_id)
    refuse_outdated(session, before, grounds_of(app))
    former = before.revision if before and not before.withdrawn_at else None
    document, source = with_early_turns(_as_plan(incoming, before)), _source(incoming)
    is_reread = before is not None and before.sha256 == incoming.sha256
    moment = moment_of(app, document.head.issued_on)
    plan = bring_up(session, incoming.plan_id, document.head, source, moment)
    why = Why.REREAD if is_reread else Why.AMENDED
    deed = Deed(Action.IMPORT, why, {"number": source.number or clean(source.name)})
    stored = store_plan(session, plan, document, moment, deed)
    if incoming.leaves_past:
        _leave_past(session, stored, moment)
    keep_reading(session, plan, document, source, stored.identities, moment, former=former)
    facts = (source.sha256, source.edition, rests_on(session, plan.id))
    return _report(incoming, stored, fingerprint_of(stored, *facts), is_known=former is not None)


def _leave_past(session: Session, stored: Stored, moment: Moment) -> None:
    """Say nothing of what comes new and is overdue already, nor of that time should it ever speak again."""
    new = set(stored.expansion.added)
    past = [row for row in stored.obligations if row.id in new and row.deadline_on < moment.today]
    for row in past:
        row.watched_on = moment.today  # one that comes back was known before
    set_next_on(session, dict.fromkeys(row.id for row in past))
    insert_notices(session, [_left_unsaid(row, moment) for row in past])


def _left_unsaid(row: ObligationRow, moment: Moment) -> NoticeRow:
    kind, offset, level = KNOWN_LATE
    return NoticeRow(
        obligation_id=row.id,
        due_version=row.due_version,
        kind=kind.value,
        offset_days=offset,
        level=level,
        recipient="",
        slot_on=moment.today,
        state=NoticeState.SUPERSEDED.value,
        reason=NoticeReason.KNOWN_LATE.value,
        decided_at=moment.now,
    )


def _as_plan(incoming: Incoming, plan: PlanRow | None) -> PlanDocument:
    """Return the document as the plan's next reading: one that amends leaves the plan its number and day."""
    if plan is None or not incoming.is_amendment:
        return incoming.document
    head = Head(
        number=plan.number,
        issued_on=plan.issued_on,
        place=plan.place,
        type=plan.type,
        title=plan.title,
        issuer=plan.issuer,
        signer=plan.signer,
        year=plan.year,
    )
    return replace(incoming.document, head=head)


def _source(incoming: Incoming) -> Source:
    head, name = incoming.document.head, incoming.path.name
    number = head.number or (clean(name) if incoming.is_amendment else "")
    return Source(name, incoming.sha256, edition(), number, head.issued_on)


def _year_of(app: App, plan_id: str) -> int:
    with app.store.read() as session:
        plan = load_plan(session, plan_id)
        if plan is None or plan.withdrawn_at:
            raise unknown_plan(plan_id, [known.id for known in standing_plans(session)])
        return plan.year


def with_early_turns(document: PlanDocument) -> PlanDocument:
    """Name the recurring tasks whose first turns lie before the document's own day and are left out."""
    issued_on = document.head.issued_on
    early = [
        Problem(
            "task.early_turns",
            Severity.NOTICE,
            task.place,
            reading.phrase,
            {"ordinal": task.ordinal, "count": len(reading.occurrences) - len(kept), "day": issued_on},
        )
        for task in document.tasks
        for reading in task.readings
        if len(kept := turns_since(reading, issued_on)) < len(reading.occurrences)
    ]
    return replace(document, problems=(*document.problems, *early))


def identify(document: PlanDocument, path: Path, wanted: str = "") -> str:
    """Name a plan as wanted, else after its number and year: "249/KH-UBND" of 2024 is "249-2024"."""
    if not document.tasks:
        raise DocumentError("document.no_tasks", file=path.name, problems=document.problems)
    if document.head.year is None:
        raise DocumentError("document.no_year", file=path.name, problems=document.problems)
    if wanted:
        if not PLAN_ID.fullmatch(wanted):
            raise UsageError("import.bad_plan_id", plan_id=wanted)
        return wanted
    number = re.match(r"\d+", document.head.number, re.ASCII)
    if number is None:
        raise DocumentError("document.no_number", file=path.name, problems=document.problems)
    return f"{number[0]}-{document.head.year}"


def _report(incoming: Incoming, stored: Stored, fingerprint: str, *, is_known: bool) -> ImportReport:
    plan = stored.plan
    return ImportReport(
        plan_id=plan.id,
        number=plan.number,
        title=plan.title,
        year=plan.year,
        revision=plan.revision,
        is_known=is_known,
        document=incoming.document.head,
        issued_on=plan.issued_on,
        decided=stored.tasks,
        expansion=stored.expansion,
        changes=stored.changes,
        titles=titles_of(stored),
        undated=tuple(one.task.ordinal for one in stored.tasks if not one.ruling and not is_dated(one.task)),
        problems=(*stored.problems, *_much_vanishes(stored)),
        last_deadline=stored.last_deadline,
        is_past=stored.is_past,
        fingerprint=fingerprint,
        amended_by=plan.amended_by,
        amended_on=plan.amended_on,
    )


def titles_of(stored: Stored) -> dict[str, str]:
    """Return the titles of the obligations that moved or vanished, by id."""
    titles = {change.number: change.title for change in stored.changes}
    titles |= {one.number: one.task.title for one in stored.tasks}
    changed = (*(move.obligation_id for move in stored.expansion.moved), *stored.expansion.withdrawn)
    return {name: titles.get(task_number_of(name, stored.plan.id), "") for name in changed}


def fingerprint_of(stored: Stored, *facts: object) -> str:
    """Name exactly what a storing changes, besides other facts: two that are the same have the same name."""
    plan, changed = stored.plan, stored.expansion
    moved = [
        (m.obligation_id, m.before.due_on, m.before.act_by, m.after.due_on, m.after.act_by)
        for m in changed.moved
    ]
    lists = (changed.added, changed.restored, moved, changed.reworded, changed.withdrawn, changed.kept)
    whole = (plan.id, plan.revision, lists, stored.changes, stored.problems, facts)
    return sha256(repr(whole).encode()).hexdigest()


def _much_vanishes(stored: Stored) -> list[Problem]:
    """Ask whether a document is the whole plan if most of the plan's tasks are not in it."""
    kinds = [change.kind for change in stored.changes]
    vanished = kinds.count(TaskChangeKind.VANISHED)
    before = len(stored.tasks) - kinds.count(TaskChangeKind.ADDED) + vanished
    if vanished < MANY or vanished * 2 <= before:
        return []
    return [Problem("import.much_vanishes", facts={"count": vanished, "total": before})]

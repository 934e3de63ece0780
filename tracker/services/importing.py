"""Document in, plan and obligations stored: all of it or nothing."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tracker.app import App
from tracker.core.expansion import is_dated, turns_since
from tracker.core.plan import PlanDocument
from tracker.errors import DocumentError, Problem, Severity, UsageError
from tracker.services.expanding import Expansion, Moment
from tracker.services.reading import NOTHING_GIVEN, Given, digest_of, edition_of, read
from tracker.services.storing import Source, Stored, store_plan
from tracker.store.engine import hold

PLAN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do (``dry_run``)."""

    plan_id: str
    number: str
    title: str
    year: int
    revision: int
    tasks: int
    expansion: Expansion
    undated: tuple[str, ...]  # ordinals of tasks without a certain date
    problems: tuple[Problem, ...]
    last_deadline: date | None
    is_past: bool  # every deadline lay behind when it was first read, so nobody is written to
    dry_run: bool = False


def import_plan(
    app: App, path: Path, given: Given = NOTHING_GIVEN, *, plan_id: str = "", dry_run: bool = False
) -> ImportReport:
    """Read a document and store its tasks and obligations in one transaction.

    Reading the same document again changes nothing; a corrected one changes
    only what it corrects, and every task keeps its identity.
    """
    digest = digest_of(path)  # first: if the file changes meanwhile, it is read again at the next start
    document = with_early_turns(read(app, path, given))
    source = Source(identify(document, path, plan_id), path.name, digest, edition_of(app))
    moment = Moment(
        now=app.clock.now(),
        today=app.today(),
        actor=app.actor,
        issued_on=document.head.issued_on,
        calendar=app.calendar,
        roll=app.config.reminders.roll,
    )
    with app.store.write() as session:
        hold(session, "planning")  # or a planner would store the next day of dates that just moved
        stored = store_plan(session, document, source, app.directory.as_of(document.head.issued_on), moment)
        report = _report(document, stored, dry_run=dry_run)
        if dry_run:
            session.rollback()
    return report


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


def _report(document: PlanDocument, stored: Stored, *, dry_run: bool) -> ImportReport:
    head = document.head
    return ImportReport(
        plan_id=stored.plan.id,
        number=head.number,
        title=head.title,
        year=stored.plan.year,
        revision=stored.plan.revision,
        tasks=len(document.tasks),
        expansion=stored.expansion,
        undated=tuple(task.ordinal for task in document.tasks if not is_dated(task)),
        problems=document.problems,
        last_deadline=stored.last_deadline,
        is_past=stored.is_past,
        dry_run=dry_run,
    )

"""The plan of a later year drafted from one that stands; nothing is stored."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tracker.app import App
from tracker.core.phrases.reading import Genre, PhraseContext
from tracker.core.plan import Head, PlanDocument, Task
from tracker.core.rolling import Rolls
from tracker.core.rollover.carrying import Carried, Turnover, carry
from tracker.core.rollover.draft import Draft, draft_of
from tracker.core.ruling import doubts_of, ruled, words_of_time
from tracker.core.text import fold
from tracker.drafts import check_path, write_draft
from tracker.errors import DocumentError, NothingError, Problem, Severity, UsageError
from tracker.readers.head.years import school_year
from tracker.readers.words.headings import TYPES
from tracker.services.naming import unknown_plan
from tracker.services.reading import Given, read
from tracker.services.revising import identities_of
from tracker.services.rolling import rolls_by_task
from tracker.store.documents import document_from
from tracker.store.engine import Session
from tracker.store.imports import revision_of
from tracker.store.plans import standing_plans
from tracker.store.rulings import Rulings, rulings_of
from tracker.store.tables import PlanRow, RevisionRow

_Line = tuple[str, tuple[date, ...]]


@dataclass(frozen=True, slots=True)
class RolloverReport:
    """A draft and the plan that it comes from."""

    plan_id: str
    number: str
    title: str
    year_before: int
    draft: Draft


def roll_over(app: App, plan_id: str, year: int | None = None) -> RolloverReport:
    """Draft a plan anew for a year, the next one if none is given; the plan must stand and be kept.

    Every task of the plan stays, with what a person decided about it last year.
    """
    with app.store.read() as session:
        plan, row = _kept(session, plan_id)
        if year is not None and year <= plan.year:
            raise UsageError("rollover.year", year=year, id=plan_id, before=plan.year, next=plan.year + 1)
        rulings = rulings_of(session, plan_id)
        document = document_from(row.document)
        over = _turnover(app, plan, document.head, year or plan.year + 1)
        rolls = rolls_by_task(session, app, plan)
        rows = list(_carried(document, row, rulings, rolls, over))
    return RolloverReport(plan_id, plan.number, plan.title, plan.year, draft_of(document.head, rows, over))


def check_output(path: Path, *, may_replace: bool = False) -> None:
    """Refuse a file that a draft could not become, before any work is done."""
    check_path(path, may_replace=may_replace)


def write_down(
    app: App, report: RolloverReport, path: Path, *, may_replace: bool = False
) -> tuple[Problem, ...]:
    """Write a draft as a document, read it back, and tell which lines do not say what was meant."""
    write_draft(report.draft, path, may_replace=may_replace)
    try:
        found = _read_back(app, path, report)
    except DocumentError as error:
        return (Problem(error.key, Severity.ERROR, facts=error.facts),)
    left = Counter(_as_meant(row) for row in report.draft.rows)
    left.subtract(_as_read(task) for task in found.tasks)
    pairs = zip(report.draft.ordinals, report.draft.rows, strict=True)
    wrong = [ordinal for ordinal, row in pairs if left[_as_meant(row)] > 0]
    if not wrong and len(found.tasks) == len(report.draft.rows):
        return ()
    return (Problem("rollover.reads_otherwise", facts={"ordinals": ", ".join(wrong) or "-"}),)


def _read_back(app: App, path: Path, report: RolloverReport) -> PlanDocument:
    """Read a draft as import will, with the year that a person gives where the title names none."""
    found = read(app, path, Given(report.number))
    if found.head.year is None:
        return read(app, path, Given(report.number, report.draft.year))
    return found


def _as_meant(row: Carried) -> _Line:
    return fold(row.title), tuple(days.due_on for days in row.after)


def _as_read(task: Task) -> _Line:
    due = (reading.due_on for reading in task.readings)
    turns = (turn.due_on for reading in task.readings for turn in reading.occurrences)
    return fold(task.title), tuple(filter(None, (*due, *turns)))


def _kept(session: Session, plan_id: str) -> tuple[PlanRow, RevisionRow]:
    plans = {plan.id: plan for plan in standing_plans(session)}
    if plan_id not in plans:
        raise unknown_plan(plan_id, list(plans))
    row = revision_of(session, plan_id, plans[plan_id].revision)
    if row is None:
        raise NothingError("review.not_kept", id=plan_id)
    return plans[plan_id], row


def _turnover(app: App, plan: PlanRow, head: Head, year: int) -> Turnover:
    genre = TYPES.get(head.type, Genre.PLAN)
    is_school = school_year(head.title)
    return Turnover(
        before=PhraseContext(plan.year, head.issued_on, genre, school_year=is_school),
        after=PhraseContext(year, None, genre, school_year=is_school),
        calendar=app.calendar,
        rolls=app.rolls,
        directory=app.directory.as_of(date(year, 1, 1)),
        regimes=app.regimes,
    )


def _carried(
    document: PlanDocument, row: RevisionRow, rulings: Rulings, rolls: Mapping[int, Rolls], over: Turnover
) -> Iterator[Carried]:
    doubts = doubts_of(document.tasks, document.problems)
    everything = zip(document.tasks, identities_of(row), doubts, strict=True)
    for task, identity, unsure in everything:
        said = words_of_time(task, unsure)
        ruling = rulings.get((identity.number, said))
        yield carry(ruled(task, ruling), said, ruling, replace(over, rolls=rolls[identity.number]))

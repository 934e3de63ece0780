"""From a neutral document to a plan: its head, its tasks and what a person should look at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tracker.core.directory import Directory
from tracker.core.plan import Head, PlanDocument, Task
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import Problem, Severity
from tracker.readers.document import Document, Paragraph, Table
from tracker.readers.head.addressees import addressees_in
from tracker.readers.head.head import Parts, parts_of, read_head
from tracker.readers.prose.duties import Duty
from tracker.readers.prose.tasks import duties_in_prose
from tracker.readers.tables.rows import plan_rows, unread_tables
from tracker.readers.tables.tasks import tasks_in_rows
from tracker.readers.times import time_reader


def read_plan(
    document: Document,
    *,
    directory: Directory | None,
    calendar: WorkCalendar,
    year: int | None = None,
    issued_on: date | None = None,
    number: str = "",
) -> PlanDocument:
    """Read a plan; ``year``, ``issued_on`` and ``number`` stand in for damaged heading facts.

    The tasks are the rows of its tables and the duties in its sentences. Beside
    a table only those duties count that are assigned to somebody by a day; other
    dates in the text around it are listed as problems.
    """
    parts = parts_of(document)
    head, problems = read_head(parts, year=year, issued_on=issued_on, number=number)
    tasks, flaws = _tasks(document, parts, head, calendar, directory)
    problems = [*document.problems, *problems]
    problems += flaws if tasks else [*flaws, Problem("document.no_tasks")]
    return PlanDocument(head, tuple(tasks), tuple(_in_file(problem, document) for problem in problems))


def _tasks(
    document: Document, parts: Parts, head: Head, calendar: WorkCalendar, directory: Directory | None
) -> tuple[list[Task], list[Problem]]:
    times = time_reader(head, calendar)
    rows = list(plan_rows(document, head.title))
    tasks, problems = tasks_in_rows(rows, times, directory)
    problems += unread_tables(document, rows)
    asked, lines = addressees_in(parts.rest, directory)
    if tasks:
        lines = _outside(document, lines)
    duties, unsure = duties_in_prose(lines, head.title, times, directory, asked)
    if tasks:
        return _beside_table(duties, tasks, problems)
    flaws = [flaw for duty in duties for flaw in duty.problems]
    return [duty.task for duty in duties], [*problems, *unsure, *flaws, *_undated(duties)]


def _outside(document: Document, lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the lines that stand in no table."""
    in_tables = {row.place for block in document.blocks if isinstance(block, Table) for row in block.rows}
    return [line for line in lines if line.place not in in_tables]


def _beside_table(
    duties: Sequence[Duty], tasks: list[Task], problems: list[Problem]
) -> tuple[list[Task], list[Problem]]:
    """Add the duties that the text around a table assigns by a day; list its other dates."""
    taken = [duty for duty in duties if duty.is_assigned and duty.is_bounded]
    left = [duty.task for duty in duties if duty not in taken and duty.task.readings]
    flaws = [flaw for duty in taken for flaw in duty.problems]
    outside = [Problem("document.date_outside_table", place=task.place, words=task.words) for task in left]
    return [*tasks, *(duty.task for duty in taken)], [*problems, *flaws, *outside]


def _undated(duties: Sequence[Duty]) -> Iterator[Problem]:
    """Tell once how many duties have no time: they are listed, nobody is reminded of them."""
    count = sum(not duty.task.readings for duty in duties)
    if count:
        yield Problem("document.undated_duties", Severity.NOTICE, facts={"count": count})


def _in_file(problem: Problem, document: Document) -> Problem:
    return replace(problem, place=replace(problem.place, file=document.name))

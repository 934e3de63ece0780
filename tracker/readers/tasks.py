"""From a neutral document to a plan: its head, its tasks and what a person should look at."""

from dataclasses import replace
from datetime import date

from tracker.core.directory import Directory
from tracker.core.plan import PlanDocument, Task
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import Problem
from tracker.readers.document import Document, Paragraph
from tracker.readers.head import read_head
from tracker.readers.prose import tasks_in_prose
from tracker.readers.rows import plan_rows, unread_tables
from tracker.readers.tables import tasks_in_rows
from tracker.readers.times import TimeReader, time_reader


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

    A table with task rows is the plan; deadlines in the text around it are
    listed as problems. Without such a table the text itself is read.
    """
    head, problems = read_head(document, year=year, issued_on=issued_on, number=number)
    tasks, flaws = _tasks(document, head.title, time_reader(head, calendar), directory)
    problems = [*document.problems, *problems]
    problems += flaws if tasks else [*flaws, Problem("document.no_tasks")]
    return PlanDocument(head, tuple(tasks), tuple(_in_file(problem, document) for problem in problems))


def _tasks(
    document: Document, title: str, times: TimeReader, directory: Directory | None
) -> tuple[list[Task], list[Problem]]:
    rows = list(plan_rows(document))
    tasks, problems = tasks_in_rows(rows, times, directory)
    problems += unread_tables(document, rows)
    if tasks:
        around, _ = tasks_in_prose(_paragraphs(document), title, times, directory)
        return tasks, problems + [_outside_table(duty) for duty in around]
    tasks, unsure = tasks_in_prose(document.lines(), title, times, directory)
    return tasks, problems + unsure


def _paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def _outside_table(duty: Task) -> Problem:
    return Problem("document.date_outside_table", place=duty.place, words=duty.words)


def _in_file(problem: Problem, document: Document) -> Problem:
    return replace(problem, place=replace(problem.place, file=document.name))

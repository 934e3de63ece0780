"""From the rows of a plan's table to its tasks."""

from collections.abc import Iterator, Sequence

from tracker.core.directory import Directory
from tracker.core.phrases.reading import PhraseReport
from tracker.core.plan import Task
from tracker.errors import Problem
from tracker.readers.flaws import LONGEST_TITLE, cut_title, missing_lead, outside_quarter, unread_time
from tracker.readers.headings import Column
from tracker.readers.parties import Owners, read_owners
from tracker.readers.rows import PlanRow
from tracker.readers.times import TimeReader, phrase_of


def tasks_in_rows(
    rows: Sequence[PlanRow], times: TimeReader, directory: Directory | None
) -> tuple[list[Task], list[Problem]]:
    """Make a task of every row that says what is to be done, and list what is unsure."""
    tasks: list[Task] = []
    problems: list[Problem] = []
    for row in rows:
        if flaw := _no_task(row):
            problems.append(flaw)
            continue
        report = _time(row, times)
        task = _task(row, report, _owners(row, directory))
        tasks.append(task)
        problems.extend(_flaws(row, task, report))
    return tasks, [*problems, *_numbering(rows)]


def _no_task(row: PlanRow) -> Problem | None:
    """Say why a row can be no task; None if it is one."""
    if row.is_broken:
        return Problem("task.row_broken", place=row.place, words=row.words)
    return None if row[Column.TASK] else Problem("task.no_title", place=row.place, words=row.words)


def _task(row: PlanRow, report: PhraseReport, owners: Owners) -> Task:
    return Task(
        ordinal=row[Column.ORDINAL].rstrip(".)"),
        title=row[Column.TASK][:LONGEST_TITLE],
        section=row.section,
        lead=owners.lead,
        partners=owners.partners,
        time_phrase=phrase_of(report),
        readings=report.readings,
        masked=report.masked,
        place=row.place,
        words=row.words,
    )


def _time(row: PlanRow, times: TimeReader) -> PhraseReport:
    """Read the time cell, or without one the words of time in the task."""
    if cell := row[Column.TIME]:
        return times.read(cell, row.place, in_time_cell=True)
    return times.read(row[Column.TASK], row.place)


def _owners(row: PlanRow, directory: Directory | None) -> Owners:
    owners = read_owners(row[Column.LEAD], directory)
    helpers = read_owners(row[Column.PARTNERS], directory)
    return Owners(owners.lead, (*owners.partners, *helpers.lead, *helpers.partners))


def _flaws(row: PlanRow, task: Task, report: PhraseReport) -> Iterator[Problem]:
    yield from report.problems
    if not report.readings and not report.problems:
        yield unread_time(task, row[Column.TIME] or task.title)
    if row.has(Column.LEAD) and not task.lead:
        yield missing_lead(task)
    if len(row[Column.TASK]) > LONGEST_TITLE:
        yield cut_title(task)
    yield from outside_quarter(task)


def _numbering(rows: Sequence[PlanRow]) -> Iterator[Problem]:
    """Find ordinals used twice and ordinals left out; a new section may begin at 1 again."""
    seen: set[int] = set()
    last = 0
    for row in rows:
        number = row.number
        if number is None:
            continue
        if row.opens_numbering and number == 1:
            seen, last = set(), 0
        if number in seen:
            yield Problem(
                "task.duplicate_ordinal", place=row.place, words=row.words, facts={"ordinal": number}
            )
        elif number > last + 1:
            missing = str(last + 1) if number == last + 2 else f"{last + 1}–{number - 1}"
            yield Problem("task.ordinal_gap", place=row.place, words=row.words, facts={"missing": missing})
        seen.add(number)
        last = max(last, number)

"""From the rows of a plan's table to its tasks."""

from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import groupby

from tracker.core.directory import Directory
from tracker.core.phrases.reading import PhraseReport
from tracker.core.plan import Task
from tracker.errors import Problem, Severity
from tracker.readers.flaws import (
    LONGEST_TITLE,
    cut_title,
    held_lead,
    missing_lead,
    outside_period,
    unread_time,
)
from tracker.readers.owners.parties import Owners, read_owners
from tracker.readers.tables.groups import one_line
from tracker.readers.tables.owners import owners_of
from tracker.readers.tables.pairing import duties_of
from tracker.readers.tables.planrow import PlanRow
from tracker.readers.tables.schedule import is_free, is_in_schedule
from tracker.readers.tables.times import time_of
from tracker.readers.times import TimeReader, phrase_of
from tracker.readers.words import rows as words
from tracker.readers.words.columns import Column


def tasks_in_rows(
    rows: Sequence[PlanRow], times: TimeReader, directory: Directory | None
) -> tuple[list[Task], list[Problem]]:
    """Make a task of every row that says what is to be done, and list what is unsure."""
    tasks: list[Task] = []
    problems: list[Problem] = []
    for table in _tables(rows):
        found, flaws = _tasks(table, times, directory)
        tasks += found
        problems += [*_doubts(table, len(found)), *flaws]
    return tasks, [*problems, *_numbering(rows)]


def _tables(rows: Sequence[PlanRow]) -> Iterator[list[PlanRow]]:
    """Yield the rows that share their columns."""
    return (list(table) for _, table in groupby(rows, key=lambda row: id(row.columns)))


def _tasks(
    table: Sequence[PlanRow], times: TimeReader, directory: Directory | None
) -> tuple[list[Task], list[Problem]]:
    tasks: list[Task] = []
    problems: list[Problem] = []
    read = cache(partial(read_owners, directory=directory))  # a table names the same few again and again
    for row in table:
        if is_in_schedule(row) and is_free(row):
            continue
        if flaw := _no_task(row):
            problems.append(flaw)
            continue
        for duty in _duties(row, times):
            report = time_of(duty, times)
            if report.readings or report.problems or duty.columns.says_who_or_when:
                task = _task(duty, report, owners_of(duty, read, directory))
                tasks.append(task)
                problems += _flaws(duty, task, report)
    return tasks, problems


def _duties(row: PlanRow, times: TimeReader) -> Sequence[PlanRow]:
    def reads_time(text: str, *, in_time_cell: bool) -> bool:
        return bool(times.read(text, row.place, in_time_cell=in_time_cell).readings)

    return duties_of(row, reads_time)


def _doubts(table: Sequence[PlanRow], tasks: int) -> Iterator[Problem]:
    """Tell that the columns were guessed, or that a table says of some rows neither who nor when."""
    first = table[0]
    if first.columns.is_guessed:
        yield Problem("document.head_guessed", place=first.place, words=first.words)
    if tasks < len(table) and not first.columns.says_who_or_when:
        facts = {"count": len(table) - tasks}
        yield Problem("document.rows_left_out", Severity.NOTICE, first.place, first.words, facts)


def _no_task(row: PlanRow) -> Problem | None:
    """Say why a row can be no task; None if it is one."""
    if row.is_broken:
        return Problem("task.row_broken", place=row.place, words=row.words)
    return None if row[Column.TASK] else Problem("task.no_title", place=row.place, words=row.words)


def _task(row: PlanRow, report: PhraseReport, owners: Owners) -> Task:
    return Task(
        ordinal=row.ordinal,
        title=_title(row)[:LONGEST_TITLE],
        section=row.context.section,
        lead=owners.lead,
        partners=owners.partners,
        time_phrase=phrase_of(report),
        readings=report.readings,
        masked=report.masked,
        place=row.place,
        words=row.words,
    )


def _title(row: PlanRow) -> str:
    return words.DASH.sub("", one_line(row[Column.TASK]))


def _flaws(row: PlanRow, task: Task, report: PhraseReport) -> Iterator[Problem]:
    yield from report.problems
    if not report.readings and not report.problems:
        yield unread_time(task, row[Column.TIME] or task.title)
    lent = row.inherited.get(Column.LEAD)
    if lent and lent.ordinal and task.lead and not row[Column.LEAD]:
        yield held_lead(task, lent.ordinal, lent.text)
    if row.has(Column.LEAD) and not task.lead:
        yield missing_lead(task)
    if len(row[Column.TASK]) > LONGEST_TITLE:
        yield cut_title(task)
    yield from outside_period(
        task, next((period.months for period in row.context.periods if period.months), None)
    )


def _numbering(rows: Sequence[PlanRow]) -> Iterator[Problem]:
    """Find ordinals used twice and ordinals left out; a new section may begin at 1 again."""
    seen: set[int] = set()
    last = 0
    for row in rows:
        for heading in row.numbers_above:
            if row.opens_numbering and heading == 1:
                seen, last = set(), 0
            seen.add(heading)
            last = max(last, heading)
        number = row.number
        if number is None or row.repeats_ordinal:
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

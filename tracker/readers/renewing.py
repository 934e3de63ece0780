"""Words of time that were read on an earlier calendar, read again on the present one."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.core.phrases.reading import Reading
from tracker.core.plan import PlanDocument, Task
from tracker.core.workcalendar import WorkCalendar
from tracker.errors import Problem
from tracker.readers.times import TimeReader, time_reader

NOT_RENEWED = "task.not_renewed"


def renewed(document: PlanDocument, calendar: WorkCalendar) -> PlanDocument:
    """Return the document with the dates that its words have on this calendar; others stay as they were.

    Words that alone do not say what they said in their document keep their
    dates, with a problem.
    """
    times = time_reader(document.head, calendar)
    kept = [found for found in document.problems if found.key != NOT_RENEWED]
    tasks = [_task(task, times) for task in document.tasks]
    lost = [_problem(task, words) for task, words in tasks if words]
    return replace(document, tasks=tuple(task for task, _ in tasks), problems=(*kept, *lost))


def _problem(task: Task, words: str) -> Problem:
    facts = {"ordinal": task.ordinal, "title": task.title}
    return Problem(NOT_RENEWED, place=task.place, words=words, facts=facts)


def _task(task: Task, times: TimeReader) -> tuple[Task, str]:
    """Return a task with its readings renewed, and the words that could not be."""
    phrases = dict.fromkeys(reading.phrase for reading in task.readings if reading.by_calendar)
    again = {phrase: _again(phrase, task, times) for phrase in phrases}
    lost = "; ".join(phrase for phrase, found in again.items() if not found)
    readings = (next(again.get(reading.phrase) or iter(()), reading) for reading in task.readings)
    return replace(task, readings=tuple(readings)), lost


def _again(phrase: str, task: Task, times: TimeReader) -> Iterator[Reading] | None:
    """Read a phrase as a cell, in its sentence or alone; None if that gives other duties than before."""
    before = [reading for reading in task.readings if reading.phrase == phrase]
    for found in _ways(phrase, task, times):
        if [_sort(reading) for reading in found] == [_sort(reading) for reading in before]:
            pairs = zip(before, found, strict=True)
            return (replace(new, begin=old.begin, end=old.end) for old, new in pairs)
    return None


def _ways(phrase: str, task: Task, times: TimeReader) -> Iterator[list[Reading]]:
    """Yield what a phrase says, by where it may have stood."""
    yield list(times.read(phrase, task.place, in_time_cell=True).readings)
    in_sentence = times.read(task.words, task.place).readings
    yield [reading for reading in in_sentence if reading.phrase == phrase]
    yield list(times.read(phrase, task.place).readings)


def _sort(reading: Reading) -> tuple[object, ...]:
    """Return what a reading is, whatever the calendar and the regime."""
    return (reading.rule, reading.kind)
